import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { isTimeout, isUnavailable } from '../database/failures.ts'
import { deleteExpiredKeys } from '../http/idempotency-queries.ts'
import { endAbandonedRuns, findAbandonedRuns } from './queries/run-ends.ts'
import { deleteExpiredWorkers, endLease, renewLease, takeLease } from './queries/workers.ts'

/*
 * A worker's lease tells the other replicas that it is alive. Its id is the epoch that fences its writes: each statement
 * that writes a run's progress finds nothing where the run is no longer that worker's, or its lease has expired by the
 * database's clock. So a process that was paused for longer than its lease writes nothing when it wakes up. An expired
 * lease is never renewed; the process takes another one, under a new id, and what it had under way is abandoned.
 *
 * That a worker which could not renew its lease stops its runs some time before is no part of that: it lets the provider
 * go when nobody can save what it says.
 */

/** How long a lease is good, in s. */
const LEASE_SECONDS = 30
/** How long before its end the worker itself stops, in ms: more than any of its statements takes. */
const MARGIN_MS = 13_000
/** How often a worker looks which of its runs are still wanted, in ms; a cancellation from another replica waits so long. */
const CHECK_INTERVAL_MS = 500
/** How often one without runs renews its lease, in ms. */
const RENEWAL_INTERVAL_MS = 5_000
/** How often abandoned runs are looked for, in ms. */
const ABANDONED_INTERVAL_MS = 5_000
/** How often what has expired is cleared, in ms. */
const CLEARING_INTERVAL_MS = 600_000

export interface Lease {
  /** The worker's id, which its runs carry; another one after the lease was lost, so that what was left is abandoned. */
  readonly worker: string
  /** Whether the worker may write, as far as it knows. */
  holds(): boolean
  /**
   * Resolves when the worker holds a lease; rejects as the database does where none can be had.
   *
   * @param expired a worker whose lease a statement has found expired
   */
  ready(expired?: string): Promise<void>
  /** Stops renewing, and ends the lease where the database can be told. */
  close(): Promise<void>
}

/**
 * Takes a lease, and keeps it.
 *
 * @param options.runs the runs that the worker has under way
 * @param options.onUnwanted told of a run that was deleted or is to be cancelled
 * @param options.onLost told when the lease could not be kept
 * @param options.clock milliseconds that only ever increase, for tests
 */
export function keepLease(
  db: Kysely<DB>,
  options: {
    readonly runs: () => Iterable<number>
    readonly onUnwanted: (run: number) => void
    readonly onLost: () => void
    readonly log: Pick<Logger, 'warn'>
    readonly clock?: () => number
  },
): Lease {
  const { log, clock = () => performance.now() } = options
  let worker = randomUUID()
  const stopping = new AbortController()
  let isTaken = false
  let goodUntil = Number.NEGATIVE_INFINITY
  let renewedAt = Number.NEGATIVE_INFINITY
  let renewing: Promise<void> | undefined
  const holds = () => clock() < goodUntil

  const lose = () => {
    isTaken = false
    goodUntil = Number.NEGATIVE_INFINITY
    renewedAt = Number.NEGATIVE_INFINITY
    worker = randomUUID()
    options.onLost()
  }

  /** Renews the lease, or takes one; not both, so there may be none afterwards. */
  const renewOnce = async () => {
    const startedAt = clock()
    const known = [...options.runs()]
    if (isTaken) {
      const renewed = worker
      const wanted = new Set((await renewLease(db, { worker, seconds: LEASE_SECONDS })).map(({ run }) => run))
      if (worker !== renewed) return
      if (wanted.size === 0) return lose()
      for (const run of known) if (!wanted.has(run)) options.onUnwanted(run)
    } else {
      // Another id each time: one whose statement had no answer may be there already.
      worker = randomUUID()
      await takeLease(db, { worker, seconds: LEASE_SECONDS })
      isTaken = true
    }
    renewedAt = startedAt
    goodUntil = startedAt + LEASE_SECONDS * 1000 - MARGIN_MS
  }
  const renew = () => {
    renewing ??= renewOnce().finally(() => {
      renewing = undefined
    })
    return renewing
  }

  const renewWhereDue = async () => {
    const hasRuns = !options.runs()[Symbol.iterator]().next().done
    try {
      if (hasRuns || clock() - renewedAt > RENEWAL_INTERVAL_MS) await renew()
    } finally {
      if (isTaken && !holds()) lose()
    }
  }

  const endAbandoned = async () => {
    const end = async (only: readonly number[] | null) => {
      for (const run of await endAbandonedRuns(db, { worker, own: [...options.runs()], only }))
        log.warn({ run: run.id }, `an abandoned run is ${run.status}`)
    }
    try {
      return await end(null)
    } catch (error) {
      if (isUnavailable(error) && !isTimeout(error)) throw error
    }
    // One that cannot be ended, because a row of its user is locked, say, must not keep the others from it.
    for (const { id } of await findAbandonedRuns(db, { worker, own: [...options.runs()] }))
      await end([id]).catch((error) =>
        log.warn({ run: id, err: error }, 'an abandoned run cannot be ended yet'),
      )
  }

  const clear = async () => {
    await sleep(CLEARING_INTERVAL_MS, undefined, { signal: stopping.signal })
    await deleteExpiredWorkers(db, {})
    await deleteExpiredKeys(db, {})
  }

  /** Does something over and over; the first failure of a series is logged. */
  const repeat = async (work: () => Promise<void>, interval: number, failure: string) => {
    let failing = false
    while (!stopping.signal.aborted) {
      try {
        await work()
        failing = false
      } catch (error) {
        if (!failing && !stopping.signal.aborted) log.warn({ err: error }, failure)
        failing = true
      }
      await sleep(interval, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  // Each by itself: what else takes long must not keep the lease from being renewed.
  const keeping = Promise.all([
    repeat(renewWhereDue, CHECK_INTERVAL_MS, 'the lease on runs cannot be renewed'),
    repeat(endAbandoned, ABANDONED_INTERVAL_MS, 'abandoned runs cannot be ended'),
    repeat(clear, 0, 'what has expired cannot be cleared'),
  ])

  return {
    get worker() {
      return worker
    },
    holds,
    async ready(expired) {
      if (expired === worker) await renew()
      while (!holds()) await renew()
    },
    async close() {
      stopping.abort()
      await keeping
      await endLease(db, { worker }).catch(() => {})
    },
  }
}
