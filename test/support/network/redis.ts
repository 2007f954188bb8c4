/** Redis server for one test, if Redis is installed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import { freePort, temporaryDirectory } from '../server.ts'

export interface Redis {
  readonly url: string
  /** Ends it with SIGKILL; all data is lost. */
  kill(): Promise<void>
  /** Suspends it while its connections stay open. */
  pause(): void
  resume(): void
  /** Starts it again without data. */
  start(): Promise<void>
}

/** Reason to skip tests that need Redis; false if it is installed. */
export const redisMissing =
  !(process.env.PATH ?? '')
    .split(delimiter)
    .some((directory) => existsSync(join(directory, 'redis-server'))) && 'redis-server is not installed'

/** Starts Redis on a free port until the test ends. */
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
