/** Keeps count of what the tests have seen of the contract, over all the processes of one run. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declared } from './conformance.ts'

const recorded = new Set<string>()

/**
 * Notes that a response of this operation and status was seen and found right: in a file of this process, in
 * the directory that PARLEY_TEST_RUN names. Without that variable there is no run to note it for.
 */
export function recordSeen(operationId: string, status: number): void {
  const directory = process.env.PARLEY_TEST_RUN
  const pair = `${operationId} ${status}`
  if (directory === undefined || recorded.has(pair)) return
  appendFileSync(join(directory, `${process.pid}.seen`), `${pair}\n`)
  recorded.add(pair)
}

/** The pairs among those declared, by default all of the contract, that no process of the run has noted. */
export function unseen(directory: string, pairs = declared()): { operationId: string; status: number }[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.seen'))
  const seen = new Set(files.flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n')))
  return pairs.filter(({ operationId, status }) => !seen.has(`${operationId} ${status}`))
}
