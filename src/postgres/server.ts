import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { giveAway, type Home, processOptions } from './home.ts'

/** A PostgreSQL server that was started as a child process. */
export interface Server {
  readonly pid: number | undefined
  /** How the process ended, when it has. */
  readonly ended: Promise<string>
  /** The same, or undefined as long as it runs. */
  howItEnded(): string | undefined
  /** Begins a fast shutdown: open transactions are rolled back, and nothing that was committed is lost. */
  shutDown(): void
}

// The shell leaves a watcher behind and becomes PostgreSQL itself. The watcher reads a pipe from Parley: when
// Parley ends, in whatever way, the pipe closes and the watcher shuts PostgreSQL down. (Where PostgreSQL ends
// first, Node closes the pipe at that moment, and there is nobody left to signal.) The watcher is an orphan,
// since PostgreSQL reports a child unknown to it. $0 is the temporary directory of the socket, or empty; it
// goes when PostgreSQL has taken its files out of it.
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
 * Starts `command` (the postgres program and its arguments) in a session of its own, where the terminal's
 * Ctrl-C does not reach it: Parley drains first. Its output goes to the home's `log`, which is emptied
 * before. `temporaryDirectory`, if any, is removed after the server should this process not live to do so.
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

/** The last lines of the home's `log`. */
export async function lastLogLines({ directory }: Home): Promise<string> {
  const text = await readFile(join(directory, 'log'), 'utf8')
  return text.trimEnd().split('\n').slice(-15).join('\n')
}
