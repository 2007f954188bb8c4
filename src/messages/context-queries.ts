import { sql } from 'kysely'
import type { Messages } from '../../generated/database.ts'
import { rows } from '../database/statement.ts'

/** Maximum number of messages that are counted although they do not fit. */
const MAX_DROPPED = sql.lit(10_000)

interface ContextRow {
  /** Number of messages above the prompt; of those that do not fit, at most 10,000 are counted. */
  readonly total: number
  readonly id: number | null
  /** Null in the only row if no message fits. */
  readonly role: Messages['role'] | null
  readonly content: string
  readonly files: number[]
  /** Stored parts. */
  readonly parts: unknown
  readonly tokens: number
}

/**
 * Returns the context of a message: of the `atMost` nearest messages above it, those that fit into the token
 * budget, newest first, each row with the total number of messages above it. Four bytes count as one token,
 * and each message as `overhead` additional tokens.
 *
 * Empty messages are left out. The messages are read one by one until one does not fit; those above are only
 * counted.
 */
export const listContext = rows(
  (
    _,
    p: { user: number; chat: number; prompt: number; tokens: number; overhead: number; atMost: number },
  ) => {
    const isTool = sql`messages.parts @? '$[*] ? (@.type == "tool_call" || @.type == "tool_result")'`
    const hasContent = sql`(
      messages.content <> '' or messages.file_id is not null or coalesce(${isTool}, false))`
    const tokens = sql`(octet_length(messages.content)
      + case when ${isTool} then octet_length(messages.parts::text) else 0 end + 3) / 4
        + ${p.overhead}::integer`
    const read = sql`messages.id, messages.parent_id, messages.role, messages.content, messages.file_id,
      messages.more_files, messages.parts, ${hasContent} as has_content, ${tokens} as tokens`
    // PostgreSQL executes a lateral subquery with a limit for each row, by the primary key.
    const above = (path: string) => sql`lateral (
      select * from messages as one
      where one.user_id = ${p.user} and one.id = ${sql.ref(`${path}.parent_id`)} limit 1
    ) as messages`
    return sql<ContextRow>`
      with recursive prompt as (
        select parent_id from messages where user_id = ${p.user} and chat_id = ${p.chat} and id = ${p.prompt}
      ), path as (
        select ${read}, 1 as depth, case when ${hasContent} then ${tokens} else 0 end as total_tokens
        from prompt cross join ${above('prompt')}
        union all
        select ${read}, path.depth + 1, path.total_tokens + case when ${hasContent} then ${tokens} else 0 end
        from path cross join ${above('path')}
        where path.depth < ${p.atMost} and path.total_tokens <= ${p.tokens}
      ), fitting as (
        select * from path where has_content and total_tokens <= ${p.tokens}
      ), rest as (
        select parent_id, false as has_content, 0 as depth from path
        where depth = (select max(depth) from path)
        union all
        select messages.parent_id, ${hasContent}, rest.depth + 1 from rest cross join ${above('rest')}
        where rest.depth < ${MAX_DROPPED}
      ), counted as (
        select (select count(*) from path where has_content)
          + (select count(*) from rest where has_content) as total
      )
      select counted.total, fitting.id, fitting.role, fitting.content, fitting.parts, fitting.tokens,
        case
          when fitting.more_files then (
            select coalesce(jsonb_agg(one.file_id order by one.position), '[]') from message_files as one
            where one.user_id = ${p.user} and one.message_id = fitting.id
          )
          when fitting.file_id is null then '[]'
          else jsonb_build_array(fitting.file_id)
        end as files
      from counted left join fitting on true
      order by fitting.id desc`
  },
)
