import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { deleteExpiredKeys } from '../queries/idempotency-keys.ts'
import { endAbandonedRuns } from '../queries/runs.ts'
import { deleteExpiredWorkers, endLease, renewLease } from '../queries/workers.ts'

/*
 * A worker's lease tells the other replicas that it is alive. One that could not renew it stops its runs by itself, well
 * before the others take them for abandoned: a statement of its own that is still on its way then finds them as
 * they were, so that two never write the same run.
 */

/** How long a lease is good, in s. */
const LEASE = 30
/** How long before its end the worker itself stops, in ms: more than any of its statements takes. */
const MARGIN = 13_000
/** How often a worker looks which of its runs are still wanted, in ms; a cancellation from another replica waits so long. */
const CHECK_INTERVAL = 500
/** How often one without runs renews its lease, in ms. */
const RENEWAL_INTERVAL = 5_000
/** How often abandoned runs are looked for, in ms. */
const ABANDONED_INTERVAL = 5_000
/** How often what has expired is cleared, in ms. */
const CLEARING_INTERVAL = 600_000

export interface Lease {
  /** The worker's id, which its runs carry; another one after the lease was lost, so that what was left is abandoned. */
  readonly worker: string
  /** Whether the worker may write. */
  holds(): boolean
  /** Resolves when the worker may write; rejects as the database does where the lease cannot be had. */
  ready(): Promise<void>
  /** Stops renewing, and ends the lease where the database can be told. */
  close(): Promise<void>
}

/**
 * Takes a lease, and keeps it.
 *
 * @param options.runs the runs that the worker has under way
 * @param options.onUnwanted told of a run that was deleted or is to be cancelled
 * @param options.onLost told when the lease could not be kept
 */
export function keepLease(
  db: Kysely<DB>,
  options: {
    readonly runs: () => Iterable<number>
    readonly onUnwanted: (run: number) => void
    readonly onLost: () => void
    readonly log: Pick<Logger, 'warn'>
  },
): Lease {
  let worker = randomUUID()
  const { log } = options
  const stopping = new AbortController()
  let goodUntil = Number.NEGATIVE_INFINITY
  let renewedAt = Number.NEGATIVE_INFINITY
  let lookedAt = Number.NEGATIVE_INFINITY
  let clearedAt = performance.now()
  const holds = () => performance.now() < goodUntil

  const renew = async () => {
    const startedAt = performance.now()
    const renewed = worker
    const known = [...options.runs()]
    const wanted = new Set((await renewLease(db, { worker, seconds: LEASE })).map(({ run }) => run))
    if (worker !== renewed) return
    renewedAt = startedAt
    goodUntil = startedAt + LEASE * 1000 - MARGIN
    for (const run of known) if (!wanted.has(run)) options.onUnwanted(run)
  }

  const tick = async () => {
    const now = performance.now()
    const hasRuns = !options.runs()[Symbol.iterator]().next().done
    if (hasRuns || now - renewedAt > RENEWAL_INTERVAL) await renew()
    if (now - lookedAt > ABANDONED_INTERVAL) {
      lookedAt = now
      const own = [...options.runs()]
      for (const run of await endAbandonedRuns(db, { worker, own }))
        log.warn({ run: run.id }, `an abandoned run is ${run.status}`)
    }
    if (now - clearedAt > CLEARING_INTERVAL) {
      clearedAt = now
      await deleteExpiredWorkers(db, {})
      await deleteExpiredKeys(db, {})
    }
  }

  const keep = async () => {
    let failing = false
    while (!stopping.signal.aborted) {
      try {
        await tick()
        failing = false
      } catch (error) {
        if (!failing) log.warn({ err: error }, 'the lease on runs cannot be renewed')
        failing = true
      }
      if (!holds() && renewedAt !== Number.NEGATIVE_INFINITY) {
        renewedAt = Number.NEGATIVE_INFINITY
        worker = randomUUID()
        options.onLost()
      }
      await sleep(CHECK_INTERVAL, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const keeping = keep()

  return {
    get worker() {
      return worker
    },
    holds,
    async ready() {
      if (!holds()) await renew()
    },
    async close() {
      stopping.abort()
      await keeping
      await endLease(db, { worker }).catch(() => {})
    },
  }
}
