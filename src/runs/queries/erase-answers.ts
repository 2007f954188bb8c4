import { sql } from 'kysely'
import { rows } from '../../database/statement.ts'

/**
 * Erases the texts of runs whose answers have been deleted, except their inputs. Active runs then store no
 * text at their end. Must be a separate statement after the deletion, because only the next statement sees
 * the end of a run that the deletion has waited for.
 */
export const eraseAnswers = rows(
  (_, p: { user: number; runs: readonly number[] }) => sql<{ none: never }>`
    with erased as (
      update run_results set reasoning = null, tool_calls = null, output_errors = null
      where user_id = ${p.user} and run_id = any(${p.runs}::bigint[])
        and num_nonnulls(reasoning, tool_calls, output_errors) > 0
    )
    delete from run_events using runs
    where run_events.user_id = ${p.user} and run_events.run_id = any(${p.runs}::bigint[])
      and runs.user_id = ${p.user} and runs.id = run_events.run_id and runs.ended_at is not null`,
)
