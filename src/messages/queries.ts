import { sql } from 'kysely'
import { isInKeptChat } from '../database/deleted.ts'
import { inBothOrders, row, rows } from '../database/statement.ts'
import { type MessageRow, messageColumns, siblingsBelow, withSiblings } from './columns.ts'

export const listMessages = inBothOrders((beyond, order) =>
  rows((_, p: { user: number; after: number; atMost: number }) =>
    withSiblings(
      p.user,
      sql`
        select ${messageColumns(p.user)} from messages
        where user_id = ${p.user} and id ${sql.raw(beyond)} ${p.after}
          and ${isInKeptChat(p.user, 'messages.chat_id')}
        order by id ${sql.raw(order)} limit ${p.atMost}`,
      order,
    ),
  ),
)

export const listMessagesOfChat = inBothOrders((beyond, order) =>
  rows((_, p: { user: number; chat: number; after: number; atMost: number }) =>
    withSiblings(
      p.user,
      sql`
        select ${messageColumns(p.user)} from messages
        where user_id = ${p.user} and chat_id = ${p.chat} and id ${sql.raw(beyond)} ${p.after}
          and ${isInKeptChat(p.user, 'messages.chat_id')}
        order by id ${sql.raw(order)} limit ${p.atMost}`,
      order,
    ),
  ),
)

/** Lists the messages of a chat without a parent. */
export const listRoots = inBothOrders((beyond, order) =>
  rows((_, p: { user: number; chat: number; after: number; atMost: number }) =>
    withSiblings(
      p.user,
      sql`
        select ${messageColumns(p.user)} from messages
        where user_id = ${p.user} and chat_id = ${p.chat} and parent_id is null
          and id ${sql.raw(beyond)} ${p.after}
          and ${isInKeptChat(p.user, 'messages.chat_id')}
        order by id ${sql.raw(order)} limit ${p.atMost}`,
      order,
    ),
  ),
)

/** @param p.chat chat that the parent must be in; null for any chat */
export const listChildren = inBothOrders((beyond, order) =>
  rows((_, p: { user: number; chat: number | null; parent: number; after: number; atMost: number }) =>
    withSiblings(
      p.user,
      sql`
        select ${messageColumns(p.user)} from messages
        where user_id = ${p.user} and parent_id = ${p.parent} and id ${sql.raw(beyond)} ${p.after}
          and chat_id = coalesce(${p.chat}::bigint, (
            select above.chat_id from messages as above
            where above.user_id = ${p.user} and above.id = ${p.parent}))
          and ${isInKeptChat(p.user, 'messages.chat_id')}
        order by id ${sql.raw(order)} limit ${p.atMost}`,
      order,
    ),
  ),
)

type PathPage = { user: number; chat: number | null; leaf: number; after: number; atMost: number }

/**
 * Lists the messages from the root of a chat to a message. In descending order a page reads only its own
 * rows; in ascending order it reads the ids of the path from the leaf up to the beginning of the page.
 *
 * @param p.chat chat that the leaf must be in; null for any chat
 */
export const listPath = inBothOrders((beyond, order) =>
  rows((_, p: PathPage) => {
    // A further page begins at the last message of the previous one, unless that has been deleted since.
    const first =
      order === 'asc'
        ? sql`${p.leaf}`
        : sql`coalesce((
            select last.id from messages as last
            where last.user_id = ${p.user} and last.id = ${p.after}
              and last.chat_id = (select chat_id from leaf)
          ), ${p.leaf})`
    const limit = order === 'desc' ? sql`limit ${p.atMost}` : sql``
    return withSiblings(
      p.user,
      sql`
        with recursive leaf as materialized (
          select chat_id from messages
          where user_id = ${p.user} and id = ${p.leaf} and chat_id = coalesce(${p.chat}::bigint, chat_id)
            and ${isInKeptChat(p.user, 'messages.chat_id')}
        ), path as (
          select first.* from leaf cross join lateral (
            select id, parent_id from messages
            where messages.user_id = ${p.user} and messages.id = ${first}
              and messages.chat_id = leaf.chat_id limit 1
          ) as first
          union all
          select above.* from path cross join lateral (
            select id, parent_id from messages
            where messages.user_id = ${p.user} and messages.id = path.parent_id limit 1
          ) as above
          ${order === 'asc' ? sql`where path.id > ${p.after}` : sql``}
        ), found as (
          -- Of a path, which is read from its leaf, no more messages are read than the limit.
          select id from path where id ${sql.raw(beyond)} ${p.after} ${limit}
        )
        select ${messageColumns(p.user)}
        from (select id from found order by id ${sql.raw(order)} limit ${p.atMost}) as one
        cross join lateral (
          select * from messages where messages.user_id = ${p.user} and messages.id = one.id limit 1
        ) as messages`,
      order,
    )
  }),
)

export const findMessage = row((_, p: { user: number; id: number }) => {
  const siblings = siblingsBelow(p.user, sql`messages.chat_id`, sql`messages.parent_id`)
  return sql<MessageRow>`
    select ${messageColumns(p.user)}, position.sibling_index, position.sibling_count
    from messages
    join chats on chats.user_id = ${p.user} and chats.id = messages.chat_id and chats.deleted_at is null
    cross join lateral (
      select greatest(count(*) filter (where id <= messages.id), 1) as sibling_index,
        greatest(count(*), 1) as sibling_count
      from (${siblings}) as sibling where not chats.is_linear
    ) as position
    where messages.user_id = ${p.user} and messages.id = ${p.id}`
})

/** Returns those of the ids that belong to files of a user. */
export const ownFiles = rows(
  (_, p: { user: number; files: readonly number[] }) => sql<{ id: number }>`
    select id from files where user_id = ${p.user} and id = any(${p.files}::bigint[])`,
)
