import { sql } from 'kysely'
import type { Messages } from '../../../generated/database.ts'
import { isInKeptChat } from '../../database/deleted.ts'
import { row, rows } from '../../database/statement.ts'
import { contextSoFar } from './run-texts.ts'

/** Finds the stored input of a run, except the messages of its chat. */
export const findRunInput = row((db, p: { user: number; id: number }) =>
  db
    .selectFrom('runs')
    .innerJoin('run_inputs as input', (join) =>
      join.on('input.user_id', '=', p.user).onRef('input.run_id', '=', 'runs.id'),
    )
    .leftJoin('run_results as result', (join) =>
      join.on('result.user_id', '=', p.user).onRef('result.run_id', '=', 'runs.id'),
    )
    .select(['runs.id as run', 'runs.chat_id as chat', 'runs.model', 'runs.created_at'])
    .select(['input.prompt', 'input.prompt_id', 'input.system', 'input.temperature', 'input.max_tokens'])
    .select(['input.reasoning_effort', 'input.tools', 'input.tool_choice', 'input.output_schema'])
    .select('input.attachments')
    .select(
      sql<unknown>`case when runs.ended_at is null then ${contextSoFar(p.user, sql.ref('runs.id'))}
        else result.context end`.as('context'),
    )
    .where('runs.id', '=', p.id)
    .where('runs.user_id', '=', p.user)
    .where(isInKeptChat(p.user, 'runs.chat_id')),
)

export interface InputRow {
  readonly id: number
  readonly role: Messages['role']
  readonly content: string
  readonly parts: unknown
  readonly edited: boolean
  readonly files: number[]
}

/**
 * Returns the messages of a run's branch from its prompt to the root, newest first, at most `atMost`. If the
 * prompt has been deleted, begins with the message above the answer.
 */
export const listInput = rows(
  (_, p: { user: number; chat: number; run: number; prompt: number; began: string; atMost: number }) => {
    const above = sql`messages.user_id = ${p.user} and messages.chat_id = ${p.chat}`
    const read = sql`messages.id, messages.parent_id, messages.role, messages.content, messages.file_id,
      messages.more_files, messages.parts, messages.edited_at`
    return sql<InputRow>`
      with recursive newest as (
        select coalesce(
          (select id from messages where ${above} and id = ${p.prompt}),
          (select parent_id from messages where ${above} and run_id = ${p.run} and run_part = 'answer')) as id
      ), path as (
        select ${read}, 1 as depth from newest join messages on ${above} and messages.id = newest.id
        union all
        select ${read}, path.depth + 1 from path join messages on ${above} and messages.id = path.parent_id
        where path.depth < ${p.atMost}
      )
      select id, role, content, parts, coalesce(edited_at > ${p.began}::timestamptz, false) as edited,
        case
          when more_files then (
            select coalesce(jsonb_agg(one.file_id order by one.position), '[]') from message_files as one
            where one.user_id = ${p.user} and one.message_id = path.id
          )
          when file_id is null then '[]'
          else jsonb_build_array(file_id)
        end as files
      from path order by id desc`
  },
)
