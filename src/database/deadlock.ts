import { hasCode } from './error-code.ts'

/** How often work may lose before its failure is told. */
const TRIES = 3

/**
 * Does work that the database undoes whole when it fails. As the victim of a deadlock it is done again: statements that
 * cascade lock their rows in another order than those that touch one, and whoever it waited for has then gone on.
 *
 * @throws what the work throws
 */
export async function unlessDeadlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !hasCode(error, '40P01')) throw error
    }
  }
}
