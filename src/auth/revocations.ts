import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { startPolling } from '../replicas/polling.ts'
import type { Signals } from '../replicas/signals.ts'
import { withTimeout } from '../with-timeout.ts'
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

/** Interval of reads, in ms, while requests are checked. */
const READ_INTERVAL_MS = 250
/**
 * Interval of reads, in ms, while other replicas signal revocations. Reads remain fresh, because a signal may
 * be lost.
 */
const SIGNALLED_READ_INTERVAL_MS = 700
/** Interval of reads, in ms, while no request is checked. The next request then waits for a read. */
const IDLE_READ_INTERVAL_MS = 30_000
/** Time, in ms, for which the interval remains short after the last request. */
const ACTIVE_MS = 10_000
/** Minimum time, in ms, between two reads, however many revocations are signalled. */
const MIN_PAUSE_MS = 100
/**
 * Maximum age of a read that counts as fresh, in ms. Revocations then take effect on every replica within a
 * second.
 */
const FRESH_MS = 900
const CLOSE_TIMEOUT_MS = 1_000

/**
 * Reads new revocations regularly over a reserved connection, so that requests are checked in memory. See
 * README.md.
 *
 * @param options.lifetime lifetime of access tokens, in seconds
 * @param options.onError called once when reading starts to fail; reads are retried
 */
export function watchRevocations(
  db: Kysely<DB>,
  options: {
    readonly lifetime: number
    readonly signals: Signals
    readonly onError: (error: unknown) => void
  },
): Revocations {
  const { signals } = options
  /** Expiry of each revoked session's last access token, in ms since 1970. */
  const revoked = new Map<string, number>()
  let position = NOTHING_SEEN
  let readAt = Number.NEGATIVE_INFINITY
  let usedAt = performance.now()
  /** The read in progress and the one after it, for the requests that wait for them. */
  let current: Read | undefined
  let next = newRead()

  const read = async () => {
    const now = next
    next = newRead()
    now.startedAt = performance.now()
    current = now
    try {
      for (const row of await revocationsSince(db, { position })) {
        position = row.next
        if (row.session_id !== null && row.expires_at !== null)
          revoked.set(row.session_id, Date.parse(row.expires_at))
      }
    } catch (error) {
      now.reject(error)
      next.reject(error)
      next = newRead()
      throw error
    } finally {
      current = undefined
    }
    readAt = now.startedAt
    now.resolve()
  }

  const clear = () => {
    for (const [session, expiresAt] of revoked) if (expiresAt < Date.now()) revoked.delete(session)
  }

  const isActive = () => performance.now() - usedAt < ACTIVE_MS
  const reading = startPolling(
    async () => {
      await read()
      clear()
    },
    {
      interval: () =>
        !isActive()
          ? IDLE_READ_INTERVAL_MS
          : signals.isConnected
            ? SIGNALLED_READ_INTERVAL_MS
            : READ_INTERVAL_MS,
      minPause: MIN_PAUSE_MS,
      onFailure: options.onError,
    },
  )
  const stopListening = signals.listen('revocations', () => {
    if (isActive()) reading.wake()
    else readAt = Number.NEGATIVE_INFINITY
  })

  return {
    isRevoked(session) {
      if (revoked.has(session)) return true
      const now = performance.now()
      usedAt = now
      if (now - readAt < FRESH_MS) return false
      const fresh = current !== undefined && now - current.startedAt < FRESH_MS ? current : undefined
      if (fresh === undefined) reading.wake()
      const { promise } = fresh ?? next
      return promise.then(() => revoked.has(session))
    },
    add(sessions) {
      for (const session of sessions) revoked.set(session, Date.now() + options.lifetime * 1000)
      signals.send('revocations')
    },
    async close() {
      stopListening()
      // A read without a response ends when its connection is closed.
      await withTimeout(reading.close(), CLOSE_TIMEOUT_MS).catch(() => {})
    },
  }
}

type Read = PromiseWithResolvers<void> & { startedAt: number }

function newRead(): Read {
  const read = { ...Promise.withResolvers<void>(), startedAt: Number.NEGATIVE_INFINITY }
  // Prevents an unhandled rejection: usually no request waits for the read.
  read.promise.catch(() => {})
  return read
}
