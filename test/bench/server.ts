/** Servers that the benchmark compares, each in its own process. */
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { startParley } from '../support/processes/process.ts'

export interface Server {
  readonly url: string
  /**
   * Resolves to the CPU time of the process so far, over all threads, in µs, and its peak memory since the
   * previous call, in bytes.
   */
  usage(): Promise<{ readonly cpu: number; readonly peak: number }>
  /** Kills the process with SIGKILL. Resolves when it has ended. */
  kill(): Promise<void>
}

/**
 * Starts a server and waits until it responds.
 *
 * @param name name of the log file in `directory`
 * @param program path in this project
 * @param settings environment, in addition to PORT
 */
export async function startServer(
  t: Pick<Test, 'teardown'>,
  name: string,
  program: string,
  directory: string,
  settings: Record<string, string>,
): Promise<Server> {
  const logPath = join(directory, `${name}.log`)
  const log = await open(logPath, 'a')
  const { url, child, exited } = await startParley(t, settings, {
    program,
    nodeArguments: ['--import', './test/bench/measured.ts'],
    outputs: [log.fd, log.fd],
    hasChannel: true,
  }).catch(async (error) => {
    throw new Error(`${name} did not start:\n${await readFile(logPath, 'utf8')}`, { cause: error })
  })
  await log.close()
  return {
    url,
    async usage() {
      child.send('usage')
      const [{ user, system, peak }] = await once(child, 'message')
      return { cpu: user + system, peak }
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
