import { sql } from 'kysely'
import type { Messages } from '../../generated/database.ts'
import { isInKeptChat, keptChat } from '../database/deleted.ts'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { oneRow, row } from '../database/statement.ts'
import { type MessageRow, messageColumns, siblingsBelow } from './columns.ts'

/*
 * Statements that change a message also update its chat, and lock the chat first: deleting a chat locks it
 * before its messages, so the opposite order could deadlock. The lock also orders all changes of the tree.
 *
 * Foreign keys ensure that chat, parent and files exist and belong to the same user; their violations are
 * thrown.
 */

type Role = Messages['role']

/**
 * Adds a message to a chat, below the chat's leaf or another message, and makes it the leaf.
 *
 * `is_stale` is true if the chat has branches and has changed since the statement began, so the numbers of
 * siblings may be wrong.
 *
 * @param p.atLeaf true to add it below the leaf and ignore `parent`
 * @throws a violation of messages_chat, messages_file, message_files_file, or, for the parent, of
 *   messages_parent or messages_order
 */
export const createMessage = oneRow(
  (
    _,
    p: {
      user: number
      chat: number
      atLeaf: boolean
      parent: number | null
      files: readonly number[]
      role: Role
      content: string
    },
  ) =>
    sql<MessageRow & { is_stale: boolean }>`
      with held as materialized (
        select id, leaf_id, is_linear, updated_at from chats
        where user_id = ${p.user} and id = ${p.chat} and deleted_at is null for no key update
      ), place as materialized (
        -- Materialized, so that ids come from one sequence where users live on several servers. There is no
        -- chat 0.
        select coalesce(held.id, 0) as chat, held.updated_at, new.parent,
          held.is_linear and new.parent is not distinct from held.leaf_id as is_linear
        from (select) as always left join held on true cross join lateral (
          select case when ${p.atLeaf}::boolean then held.leaf_id else ${p.parent}::bigint end as parent
        ) as new
      ), message as (
        insert into messages (user_id, chat_id, parent_id, file_id, more_files, role, content)
        select ${p.user}::bigint, place.chat, place.parent, (${p.files}::bigint[])[1],
          cardinality(${p.files}::bigint[]) > 1, ${p.role}::message_role, ${p.content}::text
        from place
        returning *
      ), attached as (
        insert into message_files (user_id, message_id, position, file_id)
        select ${p.user}::bigint, message.id, one.position, one.file_id
        from message cross join unnest(${p.files}::bigint[]) with ordinality as one (file_id, position)
        where message.more_files
      ), touched as (
        update chats set message_count = chats.message_count + 1, leaf_id = message.id,
          is_linear = place.is_linear, updated_at = ${nextUpdate('chats')}
        from message cross join place where chats.user_id = ${p.user} and chats.id = message.chat_id
      )
      select message.id, message.content, message.role, message.status, message.chat_id as chat,
        message.user_id as user, message.file_id as file, to_jsonb(${p.files}::bigint[]) as files,
        message.parts,
        message.run_id as run, message.parent_id as parent,
        position.number as sibling_index, position.number as sibling_count, message.edited_at,
        message.created_at, message.updated_at,
        not place.is_linear and place.updated_at is distinct from (
          select updated_at from chats where user_id = ${p.user} and id = message.chat_id
        ) as is_stale
      from message cross join place cross join lateral (
        select count(*) + 1 as number
        from (${siblingsBelow(p.user, sql`message.chat_id`, sql`message.parent_id`)}) as earlier
        where not place.is_linear
      ) as position`,
)

/** Reads a message and locks it until the transaction ends, after its current and its new chat. */
export const lockMessage = row((_, p: { user: number; id: number; chat: number; versions: Versions }) => {
  const current = sql`select chat_id from messages where user_id = ${p.user} and id = ${p.id}`
  return sql<Omit<MessageRow, 'sibling_index' | 'sibling_count'>>`
    with both_chats as (
      select id from chats where user_id = ${p.user} and (id = ${p.chat} or id = (${current}))
      order by id for no key update
    )
    select ${messageColumns(p.user)} from messages
    where messages.user_id = ${p.user} and messages.id = ${p.id}
      and ${isInKeptChat(p.user, 'messages.chat_id')} and ${isVersion('messages', p.versions)}
      and (select count(*) from both_chats) > 0
    for update of messages`
})

/**
 * Replaces a locked message, and updates its old and its new chat. New content makes the message `completed`,
 * so that the end of a run does not overwrite a user's text, and removes what else contains the old text: the
 * events of its run, and the errors of its output.
 *
 * The children of a moved message become children of its parent. In the new chat it is inserted into the
 * current branch by its id, so that a parent is always older than its children.
 *
 * @param p.files null if they stay the same
 * @param p.role null to keep the role
 * @param p.content null to keep the content, which the model may still be writing
 * @throws a violation of messages_chat, messages_file, message_files_file, or messages_parent, if a message
 *   was added below this one meanwhile; another attempt sees it
 */
export const replaceMessage = row(
  (
    _,
    p: {
      user: number
      id: number
      chat: number
      files: readonly number[] | null
      role: Role | null
      content: string | null
    },
  ) => {
    const files = sql`${p.files}::bigint[]`
    return sql<{ id: number }>`
      with before as (
        select id, chat_id, parent_id, content, role, run_id, run_part, ${p.content}::text as given,
          chat_id <> ${p.chat} as moves, now() as at
        from messages where user_id = ${p.user} and id = ${p.id}
      ), branch as (
        -- The current branch of the other chat, from its leaf down to what is older than the message. Citus
        -- accepts no recursion one level higher, beside changes of tables.
        with recursive branch as (
          select messages.id, messages.parent_id from before
          join chats on chats.user_id = ${p.user} and chats.id = ${p.chat}
          join messages on messages.user_id = ${p.user} and messages.chat_id = ${p.chat}
            and messages.id = chats.leaf_id
          where before.moves
          union all
          select above.* from branch cross join lateral (
            select id, parent_id from messages
            where messages.user_id = ${p.user} and messages.id = branch.parent_id limit 1
          ) as above
          where branch.id > ${p.id}
        )
        select id from branch
      ), place as (
        select (select max(id) from branch where id < ${p.id}) as parent,
          (select min(id) from branch where id > ${p.id}) as child,
          coalesce((select max(id) from branch) < ${p.id}, true) as is_last
      ), replaced as (
        update messages set chat_id = ${keptChat(p.user, p.chat)},
          parent_id = case when before.moves then place.parent else messages.parent_id end,
          file_id = case when ${files} is null then messages.file_id else (${files})[1] end,
          more_files = case when ${files} is null then messages.more_files else cardinality(${files}) > 1 end,
          role = coalesce(${p.role}::message_role, messages.role),
          content = coalesce(before.given, messages.content),
          status = case
            when before.given is null or (before.given = messages.content and messages.status <> 'running')
              then messages.status
            else 'completed' end,
          edited_at = case
            when before.given <> before.content or ${p.role}::message_role <> before.role
              or ${files} is not null
              then before.at
            else messages.edited_at end,
          updated_at = ${nextUpdate('messages')}
        from before, place where messages.user_id = ${p.user} and messages.id = before.id
        returning messages.id, messages.chat_id
      ), left_behind as (
        update messages set parent_id = before.parent_id from before
        where before.moves and messages.user_id = ${p.user} and messages.chat_id = before.chat_id
          and messages.parent_id = before.id
      ), followed as (
        update messages set parent_id = before.id from before, place
        where messages.user_id = ${p.user} and messages.chat_id = ${p.chat} and messages.id = place.child
      ), detached as (
        delete from message_files
        where user_id = ${p.user} and message_id = ${p.id} and ${files} is not null
          and position > coalesce(nullif(cardinality(${files}), 1), 0)
      ), attached as (
        insert into message_files (user_id, message_id, position, file_id)
        select ${p.user}::bigint, replaced.id, one.position, one.file_id
        from replaced cross join unnest(${files}) with ordinality as one (file_id, position)
        where cardinality(${files}) > 1
        on conflict (user_id, message_id, position) do update set file_id = excluded.file_id
      ), touched as (
        update chats set
          message_count = chats.message_count
            + case when before.moves then (chats.id = replaced.chat_id)::integer
              - (chats.id = before.chat_id)::integer
              else 0 end,
          leaf_id = case
            when not before.moves then chats.leaf_id
            when chats.id = before.chat_id and chats.leaf_id = before.id then before.parent_id
            when chats.id = replaced.chat_id and place.is_last then before.id
            else chats.leaf_id end,
          updated_at = ${nextUpdate('chats')}
        from before, replaced, place
        where chats.user_id = ${p.user} and chats.id in (before.chat_id, replaced.chat_id)
      ), discarded as (
        select before.run_id from before, replaced, runs
        where before.run_part = 'answer' and before.given <> before.content
          and runs.user_id = ${p.user} and runs.id = before.run_id and runs.ended_at is not null
      ), without_events as (
        delete from run_events using discarded
        where run_events.user_id = ${p.user} and run_events.run_id = discarded.run_id
      ), without_errors as (
        update run_results set output_errors = null from discarded
        where run_results.user_id = ${p.user} and run_results.run_id = discarded.run_id
          and output_errors is not null
      )
      select id from replaced`
  },
)
