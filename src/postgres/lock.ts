import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { unlessMissing } from '../error-code.ts'

/** Contents of postmaster.pid, the lock of a data directory. */
export interface Lock {
  readonly pid: number
  /** Path of the server's socket. */
  readonly socket: string
  readonly stopping: boolean
}

/** Reads the lock of a data directory; undefined if there is none or it is incomplete. */
export async function readLock(data: string): Promise<Lock | undefined> {
  const text = await unlessMissing(readFile(join(data, 'postmaster.pid'), 'utf8'))
  const [pid, , , port, socketDirectory, , , status] = text?.split('\n') ?? []
  if (!pid || !port || !socketDirectory) return undefined
  return {
    pid: Number(pid),
    socket: join(socketDirectory, `.s.PGSQL.${port}`),
    stopping: status?.trim() === 'stopping',
  }
}

/**
 * Returns whether a server listens on a Unix socket. PostgreSQL does so from start to end, also during
 * recovery and shutdown; a process that merely reuses the process id of a dead server does not.
 */
export function isListening(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}
