/** A real Redis for one test, where the machine has one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import { freePort, temporaryDirectory } from '../server.ts'

export interface Redis {
  readonly url: string
  /** Ends it at once, with all that it holds. */
  kill(): Promise<void>
  /** Stops it from answering, with its connections open. */
  pause(): void
  resume(): void
  /** Starts it again, empty. */
  start(): Promise<void>
}

/** Why tests that need a Redis are skipped on this machine; false where it has one. */
export const redisMissing =
  !(process.env.PATH ?? '')
    .split(delimiter)
    .some((directory) => existsSync(join(directory, 'redis-server'))) && 'redis-server is not installed'

/** Starts a Redis on a free port, which ends with the test. */
export async function redis(t: Pick<Test, 'teardown'>): Promise<Redis> {
  const port = String(await freePort())
  const directory = await temporaryDirectory(t)
  let kill = async () => {}
  let signal: (name: NodeJS.Signals) => void = () => {}

  async function start() {
    const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', directory]
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = once(child, 'exit')
    signal = (name) => void child.kill(name)
    kill = async () => {
      child.kill('SIGKILL')
      await exited
    }
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('Ready to accept connections')) return void child.stdout.resume()
    throw new Error('Redis ended before it was ready')
  }

  t.teardown(() => kill())
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => kill(),
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    start,
  }
}
