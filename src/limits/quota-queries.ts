import { sql } from 'kysely'
import { oneRow, row } from '../database/statement.ts'

/**
 * Locks a user's quotas until the transaction ends. Their use must be read by a separate, later statement,
 * because a statement that waits for a lock does not see rows committed meanwhile.
 */
export const lockQuotas = row((db, p: { user: number }) =>
  db
    .insertInto('user_totals')
    .values({ user_id: p.user })
    // An update that changes nothing locks the row.
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet((eb) => ({ files: eb.ref('user_totals.files') })),
    )
    .returning('user_id'),
)

/** Returns the number of a user's files, including external URLs, and the sum of their bytes. */
export const storageUsage = oneRow(
  (_, p: { user: number }) => sql<{ stored_bytes: number; files: number }>`
    select coalesce(sum(stored_bytes), 0)::bigint as stored_bytes, coalesce(sum(files), 0)::bigint as files
    from user_totals where user_id = ${p.user}`,
)

/**
 * Counts a user's active runs with the purpose `answer`, and sums today's tokens (UTC): those used, and an
 * estimate for the prompts of active runs.
 */
export const runUsage = oneRow(
  (_, p: { user: number }) => sql<{ active_runs: number; tokens_a_day: number }>`
    select count(*) filter (where purpose = 'answer') as active_runs,
      coalesce(sum(prompt_tokens), 0)::bigint + (
        select coalesce(sum(total_tokens), 0)::bigint from usage
        where user_id = ${p.user} and day = (now() at time zone 'UTC')::date) as tokens_a_day
    from runs where user_id = ${p.user} and ended_at is null`,
)
