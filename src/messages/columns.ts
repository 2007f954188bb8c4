import { type RawBuilder, sql } from 'kysely'
import type { Messages } from '../../generated/database.ts'

/** Message as returned by statements. */
export interface MessageRow {
  readonly id: number
  readonly content: string
  readonly role: Messages['role']
  readonly status: 'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly chat: number
  readonly user: number
  readonly file: number | null
  readonly files: unknown
  /** Stored parts: those that are neither text nor files. */
  readonly parts: unknown
  readonly run: number | null
  readonly parent: number | null
  readonly sibling_index: number
  readonly sibling_count: number
  readonly edited_at: string | null
  readonly created_at: string
  readonly updated_at: string
}

/** Columns of a row of `messages`, without its position among its siblings. */
export function messageColumns(user: number): RawBuilder<unknown> {
  return sql`messages.id, messages.content, messages.role, messages.status, messages.chat_id as chat,
    messages.user_id as user, messages.file_id as file,
    case
      when messages.more_files then (
        select coalesce(jsonb_agg(one.file_id order by one.position), '[]') from message_files as one
        where one.user_id = ${user} and one.message_id = messages.id
      )
      when messages.file_id is null then '[]'
      else jsonb_build_array(messages.file_id)
    end as files,
    messages.parts, messages.run_id as run, messages.parent_id as parent, messages.edited_at,
    messages.created_at,
    messages.updated_at`
}

/**
 * Selects the ids of the messages with a parent in a chat, or of those without a parent if it is null. Roots
 * are read separately, because "is not distinct from" would not use the index, and `offset 0` keeps the
 * planner from choosing another index for an order.
 */
export function siblingsBelow(user: number, chat: RawBuilder<unknown>, parent: RawBuilder<unknown>) {
  return sql`
    select id from (
      select child.id from messages as child
      where child.user_id = ${user} and child.chat_id = ${chat} and child.parent_id = ${parent}
      union all
      select root.id from messages as root
      where root.user_id = ${user} and root.chat_id = ${chat} and root.parent_id is null and ${parent} is null
    ) as sibling offset 0`
}

/**
 * Selects the messages of `page`, a subquery that returns `messageColumns` in order, with the position of
 * each among its siblings. Reads the siblings once for each parent, and none in chats that are linear.
 */
export function withSiblings(user: number, page: RawBuilder<unknown>, order: 'asc' | 'desc') {
  return sql<MessageRow>`
    with recursive page as (${page}), branched as materialized (
      select id from chats where user_id = ${user} and id in (select chat from page) and not is_linear
    ), above as materialized (
      select distinct chat, parent from page where chat in (select id from branched)
    ), numbered as materialized (
      select sibling.* from above cross join lateral (
        select id, row_number() over (order by id) as sibling_index, count(*) over () as sibling_count
        from (${siblingsBelow(user, sql`above.chat`, sql`above.parent`)}) as sibling
      ) as sibling
      where sibling.id in (select id from page)
    )
    select page.*, coalesce(sibling_index, 1) as sibling_index, coalesce(sibling_count, 1) as sibling_count
    from page left join numbered on numbered.id = page.id
    order by page.id ${sql.raw(order)}`
}
