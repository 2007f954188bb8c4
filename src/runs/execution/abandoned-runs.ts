import type { Logger } from 'pino'
import { isTimeout, isUnavailable } from '../../database/failures.ts'
import type { Job } from '../../jobs/job.ts'
import { countAbandonedRuns, endAbandonedRun, findAbandonedRuns } from '../queries/run-ends.ts'

/** Maximum number of runs that are ended in one batch, each by a statement of its own. */
const MAX_RUNS = 100
/** Time, in ms, after which a batch ends even if some of its runs have not been ended. */
const MAX_BATCH_MS = 2_000

/**
 * Ends the runs of processes that no longer exist. A run that cannot be ended does not delay the others, and
 * is tried again in a later batch.
 */
export function abandonedRuns(log: Pick<Logger, 'warn'>): Job {
  return {
    name: 'abandoned_runs',
    interval: 20,
    async batch(db, { size, skip, signal }) {
      const atMost = Math.min(size, MAX_RUNS)
      const found = await findAbandonedRuns(db, { size: atMost, skip })
      const endsAt = performance.now() + MAX_BATCH_MS
      let done = 0
      let failed = 0
      let error: Error | undefined
      for (const run of found) {
        if (signal.aborted || performance.now() > endsAt) break
        try {
          const ended = await endAbandonedRun(db, run)
          if (ended === undefined) failed++
          else {
            done++
            log.warn({ run: run.id }, `An abandoned run was ended as ${ended.status}.`)
          }
        } catch (cause) {
          if (isUnavailable(cause) && !isTimeout(cause)) throw cause
          failed++
          error = new Error(`The abandoned run ${run.id} could not be ended.`, { cause })
        }
      }
      return { done, failed, error, more: found.length === atMost || done + failed < found.length }
    },
    backlog: (db) => countAbandonedRuns(db, {}),
  }
}
