import { sql } from 'kysely'
import { oneRow, row } from '../database/statement.ts'

/*
 * Usage is counted, not stored: a stored sum could diverge from the rows, and only users with quotas pay for
 * counting.
 */

/**
 * Locks a user's quotas until the transaction ends. Must precede the count in a separate statement, because a
 * statement that waits counts what there was before.
 */
export const lockQuotas = row((db, p: { user: number }) =>
  // Not stronger, so that rows that refer to the user can still be inserted.
  db.selectFrom('users').select('id').where('id', '=', p.user).forNoKeyUpdate(),
)

/** Counts a user's files, including links, and sums their bytes. */
export const storageUsage = oneRow(
  (_, p: { user: number }) => sql<{ stored_bytes: number; files: number }>`
    select coalesce(sum(size), 0)::bigint as stored_bytes, count(*) as files from files where user_id = ${p.user}`,
)

/**
 * Counts a user's active runs that answer, and sums today's tokens (UTC): those used, and an estimate for the
 * prompts of active runs.
 */
export const runUsage = oneRow(
  (_, p: { user: number }) => sql<{ active_runs: number; tokens_a_day: number }>`
    select count(*) filter (where purpose = 'answer') as active_runs,
      coalesce(sum(prompt_tokens), 0)::bigint + (
        select coalesce(sum(total_tokens), 0)::bigint from usage
        where user_id = ${p.user} and day = (now() at time zone 'UTC')::date) as tokens_a_day
    from runs where user_id = ${p.user} and ended_at is null`,
)
