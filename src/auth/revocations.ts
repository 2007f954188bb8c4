import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { inTime } from '../http/connections/shutdown.ts'
import { NOTHING_SEEN, revocationsSince } from './queries/revocations.ts'

export interface Revocations {
  /**
   * Returns true if a session was revoked; a promise if this replica has to read revocations first.
   *
   * The promise rejects if they cannot be read.
   */
  isRevoked(session: string): boolean | Promise<boolean>
  /** Adds revocations that this replica has just committed, without waiting for the next read. */
  add(sessions: readonly string[]): void
  close(): Promise<void>
}

const READ_INTERVAL_MS = 250
/**
 * Greatest age of a read that counts as fresh, in ms. Revocations then take effect on every replica within a
 * second.
 */
const FRESH_MS = 900
const CLOSE_TIMEOUT_MS = 1_000

/**
 * Reads new revocations every READ_INTERVAL_MS over a connection reserved for it, so that requests are
 * checked in memory. See README.md.
 *
 * @param options.lifetime lifetime of access tokens, in seconds
 * @param options.onError called once when reading starts to fail; reads are retried
 */
export function watchRevocations(
  db: Kysely<DB>,
  options: { lifetime: number; onError: (error: unknown) => void },
): Revocations {
  /** Expiry of each revoked session's last access token, in ms since 1970. */
  const revoked = new Map<string, number>()
  const stopping = new AbortController()
  let snapshot = NOTHING_SEEN
  let readAt = Number.NEGATIVE_INFINITY
  /** The read in progress and the one after it, for the requests that wait for them. */
  let current: Read | undefined
  let next = newRead()

  const read = async (connection: Kysely<DB>) => {
    const now = next
    next = newRead()
    now.startedAt = performance.now()
    current = now
    for (const row of await revocationsSince(connection, { snapshot })) {
      snapshot = row.next
      if (row.session_id !== null && row.expires_at !== null)
        revoked.set(row.session_id, Date.parse(row.expires_at))
    }
    readAt = now.startedAt
    current = undefined
    now.resolve()
  }

  const clear = () => {
    for (const [session, expiresAt] of revoked) if (expiresAt < Date.now()) revoked.delete(session)
  }

  const fail = (error: unknown) => {
    current?.reject(error)
    next.reject(error)
    current = undefined
    next = newRead()
  }

  const watch = async () => {
    let failing = false
    while (!stopping.signal.aborted) {
      try {
        await db.connection().execute(async (connection) => {
          // A new connection may lead to another server, whose transaction ids differ.
          snapshot = NOTHING_SEEN
          while (!stopping.signal.aborted) {
            await read(connection)
            failing = false
            clear()
            await sleep(READ_INTERVAL_MS, undefined, { signal: stopping.signal })
          }
        })
      } catch (error) {
        fail(error)
        if (stopping.signal.aborted) return
        if (!failing) options.onError(error)
        failing = true
        await sleep(READ_INTERVAL_MS)
      }
    }
  }
  const watching = watch()

  return {
    isRevoked(session) {
      if (revoked.has(session)) return true
      const now = performance.now()
      if (now - readAt < FRESH_MS) return false
      const { promise } = current !== undefined && now - current.startedAt < FRESH_MS ? current : next
      return promise.then(() => revoked.has(session))
    },
    add(sessions) {
      for (const session of sessions) revoked.set(session, Date.now() + options.lifetime * 1000)
    },
    async close() {
      stopping.abort()
      // A read that gets no reply ends when its connection is closed.
      await inTime(() => watching, CLOSE_TIMEOUT_MS).catch(() => {})
    },
  }
}

type Read = PromiseWithResolvers<void> & { startedAt: number }

function newRead(): Read {
  const read = { ...Promise.withResolvers<void>(), startedAt: Number.NEGATIVE_INFINITY }
  // Usually no request waits for it, and a rejection would be unhandled.
  read.promise.catch(() => {})
  return read
}
