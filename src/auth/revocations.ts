import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { inTime } from '../http/connections/shutdown.ts'
import { deleteExpiredRevocations, NOTHING_SEEN, revocationsSince } from './queries/revocations.ts'

/*
 * How a log-out on one replica ends access tokens on all within a second, without a read for each request.
 *
 * Every replica holds the revoked sessions in memory, for as long as their access tokens could live, and reads four
 * times a second, over a connection kept for it, what has come since. While it knows that it is up to date, a request
 * costs a look into a Map. When it does not know, because the database is away or slow, requests wait for the next read
 * instead, all for the same one, so a slow database gets no more to do. Where that fails, so do they (503), and none is
 * let through on what is no longer known.
 */

export interface Revocations {
  /** Whether a session's access tokens are no longer to be taken. A promise only while this replica is not up to date. */
  isRevoked(session: string): boolean | Promise<boolean>
  /** Makes this replica know at once of a revocation that is in the database. */
  add(sessions: readonly string[]): void
  /** Stops reading. */
  close(): Promise<void>
}

const INTERVAL = 250
/** What was read longer ago than this, in ms, may miss a revocation that is a second old. */
const FRESH_MS = 900
/** How often rows that have expired are cleared from the table, in ms. */
const CLEARING_INTERVAL_MS = 60_000
/** How long closing waits for a read in progress, in ms. */
const CLOSE_TIMEOUT_MS = 1_000

/**
 * Starts to follow the revocations.
 *
 * @param options.lifetime of access tokens, in seconds
 * @param options.onError told when the database cannot be asked any more; it is asked again until it answers
 */
export function followRevocations(
  db: Kysely<DB>,
  options: { lifetime: number; onError: (error: unknown) => void },
): Revocations {
  /** When each revoked session's last access token has expired, in ms since 1970; oldest first. */
  const revoked = new Map<string, number>()
  const stopping = new AbortController()
  let snapshot = NOTHING_SEEN
  let readAt = Number.NEGATIVE_INFINITY
  let clearedAt = performance.now()
  /** The read that is under way, and the one after it, for those that wait for them. */
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

  const clear = async (connection: Kysely<DB>) => {
    for (const [session, expiresAt] of revoked) if (expiresAt < Date.now()) revoked.delete(session)
    if (readAt - clearedAt <= CLEARING_INTERVAL_MS) return
    clearedAt = readAt
    await deleteExpiredRevocations(connection, {})
  }

  const fail = (error: unknown) => {
    current?.reject(error)
    next.reject(error)
    current = undefined
    next = newRead()
  }

  const follow = async () => {
    let failing = false
    while (!stopping.signal.aborted) {
      try {
        await db.connection().execute(async (connection) => {
          // Behind a new connection may be another server, whose transactions count from elsewhere.
          snapshot = NOTHING_SEEN
          while (!stopping.signal.aborted) {
            await read(connection)
            failing = false
            await clear(connection)
            await sleep(INTERVAL, undefined, { signal: stopping.signal })
          }
        })
      } catch (error) {
        fail(error)
        if (stopping.signal.aborted) return
        if (!failing) options.onError(error)
        failing = true
        await sleep(INTERVAL)
      }
    }
  }
  const following = follow()

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
      // A read that a silent database does not answer is cut when the connections are closed.
      await inTime(() => following, CLOSE_TIMEOUT_MS).catch(() => {})
    },
  }
}

/** A read of the revocations that requests wait for. */
type Read = PromiseWithResolvers<void> & { startedAt: number }

function newRead(): Read {
  const read = { ...Promise.withResolvers<void>(), startedAt: Number.NEGATIVE_INFINITY }
  // As a rule nobody waits for it.
  read.promise.catch(() => {})
  return read
}
