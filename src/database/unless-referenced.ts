import { violatedConstraint } from './failures.ts'

const MAX_ATTEMPTS = 5

/**
 * Executes a statement that clears the references to a row and deletes it, and repeats it if another
 * transaction has added a reference meanwhile: only the next attempt sees it.
 *
 * @param constraints foreign keys of the references
 * @throws errors of the work
 */
export async function unlessReferenced<T>(
  constraints: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !constraints.includes(violatedConstraint(error) ?? '')) throw error
    }
  }
}
