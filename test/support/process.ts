/** Parley as an operator runs it: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { freePort } from './server.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

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

/**
 * Starts a process with these settings and no others, from this checkout or a copy of it; it is stopped when the test ends,
 * if it has not ended by then.
 */
export function spawnParley(
  t: Pick<Test, 'teardown'>,
  settings: Record<string, string>,
  outputs: Outputs = ['pipe', 'pipe'],
  directory = root,
): Omit<ParleyProcess, 'url'> {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: directory,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', ...outputs],
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
  outputs?: Outputs,
  directory?: string,
): Promise<ParleyProcess> {
  const { PORT = String(await freePort()) } = settings
  const url = `http://127.0.0.1:${PORT}`
  const parley = spawnParley(t, { ...settings, PORT }, outputs, directory)
  const ended = parley.exited.then((how) => {
    throw new Error(`Parley ended (${how}) before it served:\n${parley.output()}`)
  })
  await Promise.race([serves(url, () => parley.child.exitCode === null), ended])
  ended.catch(() => {})
  return { url, ...parley }
}

async function serves(url: string, mayStill: () => boolean): Promise<void> {
  while (mayStill()) {
    const answer = await fetch(`${url}/openapi.yaml`, { method: 'HEAD' }).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
