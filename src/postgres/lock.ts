import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { unlessMissing } from '../error-code.ts'

/** What PostgreSQL says of itself in postmaster.pid, the lock of its data directory. */
export interface Lock {
  readonly pid: number
  /** The server's socket. */
  readonly socket: string
  readonly stopping: boolean
}

/** Reads the lock of a data directory: undefined where there is none, or where it is not whole. */
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
 * Whether a server listens on a Unix socket. PostgreSQL does so from its first moment to its last, also while
 * it recovers or shuts down; a process that merely has the number of one that died does not.
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
