import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { deleteUnusedChat, findOldRuns, findUnusedChats, removeOldRun } from './deletion-queries.ts'
import type { Job } from './job.ts'

/** Time, in s, between two walks through a table. */
const INTERVAL_SECONDS = 3_600
/** Number of rows that are read for each row that may be deleted. */
const ROWS_READ_PER_DELETED = 10
/** Time, in ms, after which a batch ends even if there is more to delete. */
const MAX_BATCH_MS = 1_000

interface Candidate {
  readonly user: number
  readonly id: number
  readonly unused: boolean
}

interface Position {
  readonly afterUser: number
  readonly after: number
}

/**
 * Creates the jobs that delete chats without a change for `days` days, and runs without a chat that ended
 * before that.
 */
export function retentionJobs(days: number): readonly Job[] {
  return [
    walk(
      'unused_chats',
      (db, p) => findUnusedChats(db, { ...p, days }),
      (db, { user, id }) => deleteUnusedChat(db, { user, id, days }),
    ),
    walk('old_runs', (db, p) => findOldRuns(db, { ...p, days }), removeOldRun),
  ]
}

/**
 * Creates a job that walks through a table in the order of its key. An index on the time of the last change
 * would cost more, at each change, than the walk.
 */
function walk(
  name: string,
  find: (db: Kysely<DB>, p: Position & { size: number }) => Promise<Candidate[]>,
  remove: (db: Kysely<DB>, found: Candidate) => Promise<unknown>,
): Job {
  let position: Position = { afterUser: 0, after: 0 }
  return {
    name,
    interval: INTERVAL_SECONDS,
    async batch(db, { size, signal }) {
      const found = await find(db, { ...position, size: ROWS_READ_PER_DELETED * size })
      const endsAt = performance.now() + MAX_BATCH_MS
      let done = 0
      let failed = 0
      let error: unknown
      for (const candidate of found) {
        const { user, id, unused } = candidate
        const isOver = signal.aborted || done + failed >= size || performance.now() > endsAt
        if (isOver) return { done, failed, error, more: true }
        if (unused) {
          try {
            if (await remove(db, candidate)) done++
          } catch (cause) {
            failed++
            error = cause
          }
        }
        position = { afterUser: user, after: id }
      }
      const more = found.length === ROWS_READ_PER_DELETED * size
      if (!more) position = { afterUser: 0, after: 0 }
      return { done, failed, error, more }
    },
  }
}
