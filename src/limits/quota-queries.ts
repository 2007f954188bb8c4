import { sql } from 'kysely'
import { oneRow, row } from '../database/statement.ts'

/*
 * What a user has of what there are quotas for. It is counted and not kept: a number beside the rows could come to differ from
 * them, and only users with quotas pay for counting.
 */

/**
 * Lets one transaction at a time add to what a user has. To be asked before it is counted, in a statement of its own: a statement
 * that waits counts what there was before it waited.
 */
export const holdQuotas = row((db, p: { user: number }) =>
  // No stronger: rows that refer to the user can still be added.
  db.selectFrom('users').select('id').where('id', '=', p.user).forNoKeyUpdate(),
)

/** What a user stores; links count as files. */
export const storedBy = oneRow(
  (_, p: { user: number }) => sql<{ stored_bytes: number; files: number }>`
    select coalesce(sum(size), 0)::bigint as stored_bytes, count(*) as files from files where user_id = ${p.user}`,
)

/** Answers that a user has under way, and the tokens of today (UTC): those that were used, and the prompts of runs under way. */
export const runBy = oneRow(
  (_, p: { user: number }) => sql<{ active_runs: number; tokens_a_day: number }>`
    select count(*) filter (where purpose = 'answer') as active_runs,
      coalesce(sum((octet_length(prompt) + 3) / 4), 0)::bigint + (
        select coalesce(sum(total_tokens), 0)::bigint from usage
        where user_id = ${p.user} and day = (now() at time zone 'UTC')::date) as tokens_a_day
    from runs where user_id = ${p.user} and ended_at is null`,
)
