/** Records which responses of the contract the tests have seen, across all processes of a run. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declared } from './conformance.ts'

const recorded = new Set<string>()

/**
 * Records a valid response of this operation and status, in a file of this process in the directory
 * PARLEY_TEST_RUN. Does nothing without that variable.
 */
export function recordSeen(operationId: string, status: number): void {
  const directory = process.env.PARLEY_TEST_RUN
  const pair = `${operationId} ${status}`
  if (directory === undefined || recorded.has(pair)) return
  appendFileSync(join(directory, `${process.pid}.seen`), `${pair}\n`)
  recorded.add(pair)
}

/** Returns the declared pairs that no process of the run has recorded; by default, of the whole contract. */
export function unseen(directory: string, pairs = declared()): { operationId: string; status: number }[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.seen'))
  const seen = new Set(files.flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n')))
  return pairs.filter(({ operationId, status }) => !seen.has(`${operationId} ${status}`))
}
