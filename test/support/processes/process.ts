/** Parley as an operator runs it: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { freePort } from '../server.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface ParleyProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Everything that it has written so far. */
  output(): string
  /** Resolves to its exit code, or to the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>
}

/** Standard output and standard error: a stream that is read, or a descriptor of the test's. */
export type Outputs = readonly [stdout: 'pipe' | number, stderr: 'pipe' | number]

export interface ProcessOptions {
  /** File that Node runs instead of src/main.ts. */
  readonly program?: string
  /** Arguments of Node itself. */
  readonly nodeArguments?: readonly string[]
  readonly outputs?: Outputs
  /** Working directory: a copy of this checkout. */
  readonly directory?: string
  /** Opens a channel for messages between the test and the process. */
  readonly hasChannel?: boolean
}

/** Starts a process with these settings and no others; it is stopped when the test ends. */
export function spawnParley(
  t: Pick<Test, 'teardown'>,
  settings: Record<string, string>,
  options: ProcessOptions = {},
): Omit<ParleyProcess, 'url'> {
  const { program = 'src/main.ts', nodeArguments = [], outputs = ['pipe', 'pipe'] } = options
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [...nodeArguments, program], {
    cwd: options.directory ?? root,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', ...outputs, ...(options.hasChannel ? ['ipc' as const] : [])],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal)
  t.teardown(async () => {
    // Killed, it would leave its database behind for a moment, in a directory that is being removed.
    child.kill('SIGTERM')
    await exited
  })
  return { child, output: () => output, exited }
}

/** Starts a process, on a free port unless the settings have one, and waits until it serves. */
export async function startParley(
  t: Pick<Test, 'teardown'>,
  settings: Record<string, string>,
  options: ProcessOptions = {},
): Promise<ParleyProcess> {
  const { PORT = String(await freePort()) } = settings
  const url = `http://127.0.0.1:${PORT}`
  const parley = spawnParley(t, { ...settings, PORT }, options)
  const ended = parley.exited.then((how) => {
    throw new Error(`Parley ended (${how}) before it served:\n${parley.output()}`)
  })
  // Of another program any answer will do.
  const isServing =
    options.program === undefined
      ? async () => (await fetch(`${url}/openapi.yaml`, { method: 'HEAD' })).ok
      : async () => (await fetch(url)) !== undefined
  await Promise.race([serves(isServing, () => parley.child.exitCode === null), ended])
  ended.catch(() => {})
  return { url, ...parley }
}

async function serves(isServing: () => Promise<boolean>, mayStill: () => boolean): Promise<void> {
  while (mayStill()) {
    if (await isServing().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
