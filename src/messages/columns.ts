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
 * Selects the messages of `page`, a subquery that returns `messageColumns` in order, with the position of
 * each among its siblings. Reads the siblings once for each parent, from an index; `offset 0` keeps the
 * planner from choosing another index for its order.
 */
export function withSiblings(user: number, page: RawBuilder<unknown>, order: 'asc' | 'desc') {
  return sql<MessageRow>`
    with recursive page as (${page}), sibling as materialized (
      select numbered.* from (select distinct chat, parent from page where parent is not null) as above
      cross join lateral (
        select id, row_number() over (order by id) as sibling_index, count(*) over () as sibling_count
        from (
          select id from messages
          where user_id = ${user} and chat_id = above.chat and parent_id = above.parent offset 0
        ) as child
      ) as numbered
      where numbered.id in (select id from page)
      -- Roots are read separately, because "is not distinct from" would not use the index.
      union all
      select numbered.* from (select distinct chat from page where parent is null) as above
      cross join lateral (
        select id, row_number() over (order by id) as sibling_index, count(*) over () as sibling_count
        from (
          select id from messages
          where user_id = ${user} and chat_id = above.chat and parent_id is null offset 0
        ) as child
      ) as numbered
      where numbered.id in (select id from page)
    )
    select page.*, sibling.sibling_index, sibling.sibling_count from page join sibling on sibling.id = page.id
    order by page.id ${sql.raw(order)}`
}
