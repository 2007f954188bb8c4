import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { giveAway, type Home, processOptions } from './home.ts'

/** PostgreSQL server running as a child process. */
export interface Server {
  readonly pid: number | undefined
  /** Resolves to a description of the exit. */
  readonly ended: Promise<string>
  /** Returns the description of the exit; undefined while the server runs. */
  howItEnded(): string | undefined
  /** Starts a fast shutdown: rolls back open transactions and loses no commits. */
  shutDown(): void
}

// The shell starts a watcher and becomes PostgreSQL by exec. The watcher reads a pipe from Parley: when
// Parley ends, however that happens, the pipe closes and the watcher shuts PostgreSQL down. If PostgreSQL
// ends first, Node closes the pipe and there is no process left to signal. The watcher is orphaned because
// PostgreSQL reports unknown children. $0 is the temporary directory of the socket, or empty; it is removed
// once PostgreSQL has removed its files from it.
const WATCHED = `
exec 3<&0 </dev/null
(
  (
    trap '' HUP INT TERM
    read -r line <&3
    kill -INT $$
    tries=0
    while [ -d "$0" ] && ! rmdir "$0" && [ $tries -lt 60 ]; do
      tries=$((tries + 1))
      sleep 1
    done
  ) >/dev/null 2>&1 &
)
exec "$@" 3<&-
`

/**
 * Starts `command` (the postgres program and its arguments) in a session of its own, which the terminal's
 * Ctrl-C does not reach, because Parley drains first. Its output replaces the home's `log`. If this process
 * dies, the watcher removes `temporaryDirectory` after the server has ended.
 */
export async function startServer(
  home: Home,
  command: readonly string[],
  temporaryDirectory: string | undefined,
): Promise<Server> {
  const log = await open(join(home.directory, 'log'), 'a', 0o600)
  try {
    await log.truncate()
    await giveAway(join(home.directory, 'log'), home)
    const child = spawn('/bin/sh', ['-c', WATCHED, temporaryDirectory ?? '', ...command], {
      ...processOptions(home),
      detached: true,
      stdio: ['pipe', log.fd, log.fd],
    })
    let ending: string | undefined
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => {
        ending = `PostgreSQL ended with ${signal ?? `exit code ${code}`}`
        resolve(ending)
      })
    })
    await once(child, 'spawn')
    return { pid: child.pid, ended, howItEnded: () => ending, shutDown: () => child.kill('SIGINT') }
  } finally {
    await log.close()
  }
}

/** Returns the last lines of the home's `log`. */
export async function lastLogLines({ directory }: Home): Promise<string> {
  const text = await readFile(join(directory, 'log'), 'utf8')
  return text.trimEnd().split('\n').slice(-15).join('\n')
}
