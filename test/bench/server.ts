/** The servers that are compared: each a process of its own. */
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { startParley } from '../support/processes/process.ts'

export interface Server {
  readonly url: string
  /**
   * What the process has used: CPU until now, of all its threads, in µs; and the most memory since the last
   * time that this was asked, in bytes.
   */
  usage(): Promise<{ readonly cpu: number; readonly peak: number }>
  /** Kills the process with SIGKILL, and resolves when it has ended. */
  kill(): Promise<void>
}

/**
 * Starts a server and waits until it answers.
 *
 * @param name of the log in `directory` that takes what it writes
 * @param program in this project
 * @param settings its environment, beside PORT
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
