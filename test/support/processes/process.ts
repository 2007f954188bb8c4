/** Parley as an operator runs it: in its own process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { freePort } from '../server.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface ParleyProcess {
  readonly url: string
  readonly child: ChildProcess
  /** Returns all output so far. */
  output(): string
  /** Resolves to the exit code, or to the signal that ended the process. */
  readonly exited: Promise<number | NodeJS.Signals>
}

/** Standard output and standard error: a pipe to read, or a descriptor of the test. */
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

/** Starts a process with exactly these settings. It is stopped when the test ends. */
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
    // With SIGKILL, its database would keep running for a moment in a directory that is being removed.
    child.kill('SIGTERM')
    await exited
  })
  return { child, output: () => output, exited }
}

/** Starts a process, on a free port by default, and waits until it serves requests. */
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
  // For another program, any response is sufficient.
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
