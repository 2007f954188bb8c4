import { setTimeout as sleep } from 'node:timers/promises'
import { hasCode } from '../error-code.ts'

/** How often work may lose before its failure is told. */
const TRIES = 3
/** How long the other one gets to go on before work is done again, in ms: at once, it could be overtaken, and lose again. */
const PAUSE_MS = 50

/**
 * Does work that the database undoes whole when it fails. As the victim of a deadlock it is done again: statements that
 * cascade lock their rows in another order than those that touch one.
 *
 * @throws what the work throws
 */
export async function unlessDeadlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !hasCode(error, '40P01')) throw error
      await sleep(PAUSE_MS * tries * (1 + Math.random()))
    }
  }
}
