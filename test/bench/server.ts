/** The servers that are compared: each a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/server.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Server {
  readonly url: string
  /**
   * What the process has used: CPU until now, of all its threads, in µs; and the most memory since the last time that this was
   * asked, in bytes.
   */
  usage(): Promise<{ readonly cpu: number; readonly peak: number }>
  stop(): Promise<void>
}

/**
 * Starts a server and waits until it answers.
 *
 * @param name of the log in `directory` that takes what it writes
 * @param program in this project
 * @param settings its environment, beside PORT
 */
export async function startServer(
  name: string,
  program: string,
  directory: string,
  settings: Record<string, string>,
): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const logPath = join(directory, `${name}.log`)
  const log = await open(logPath, 'a')
  const child = fork(program, {
    cwd: root,
    execArgv: ['--import', './test/bench/measured.ts'],
    env: { PATH: process.env.PATH, PORT: String(port), ...settings },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  })
  const exited = once(child, 'exit')
  await log.close()
  while (!(await fetch(url).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`${name} did not start:\n${await readFile(logPath, 'utf8')}`)
    await sleep(50)
  }
  return {
    url,
    async usage() {
      child.send('usage')
      const [{ user, system, peak }] = await once(child, 'message')
      return { cpu: user + system, peak }
    },
    async stop() {
      child.kill()
      await exited
    },
  }
}
