import { setTimeout as sleep } from 'node:timers/promises'
import { isDeadlock } from './failures.ts'

const MAX_ATTEMPTS = 3
/**
 * Delay before another attempt, in ms: an immediate one could overtake the other transaction and fail again.
 */
const RETRY_DELAY_MS = 50

/**
 * Executes work that the database rolls back as a whole when it fails, and repeats it after a deadlock.
 * Deadlocks occur because statements that cascade lock rows in a different order than statements on a single
 * row.
 *
 * @throws errors of the work
 */
export async function unlessDeadlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isDeadlock(error)) throw error
      await sleep(RETRY_DELAY_MS * attempt * (1 + Math.random()))
    }
  }
}
