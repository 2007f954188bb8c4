import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import { startPolling } from '../../replicas/polling.ts'
import type { Signals } from '../../replicas/signals.ts'
import { abandonRun } from '../queries/run-ends.ts'
import { endLease, renewLease, takeLease } from '../queries/workers.ts'

/*
 * A worker's lease shows the other replicas that it is alive, and its id fences the worker's writes (see
 * README.md). An expired lease is never renewed: the process takes another one under a new id and abandons
 * its runs.
 *
 * Fencing does not depend on stopping runs MARGIN_MS before the lease expires. This only closes the
 * provider's stream when its text can no longer be saved.
 */

/** Duration of a lease, in s. */
const LEASE_SECONDS = 30
/**
 * Time, in ms, before the end of its lease at which a worker stops its runs: longer than any of its
 * statements takes.
 */
const MARGIN_MS = 13_000
/**
 * Interval, in ms, at which a worker with runs renews its lease and finds out which runs were cancelled or
 * deleted.
 */
const CHECK_INTERVAL_MS = 500
/** Interval of these renewals, in ms, while other replicas signal cancellations. */
const SIGNALLED_CHECK_INTERVAL_MS = 1_000
/** Minimum time, in ms, between two renewals, however many cancellations are signalled. */
const MIN_PAUSE_MS = 20
/** Interval, in ms, at which a worker without runs renews its lease. */
const RENEWAL_INTERVAL_MS = 10_000

export interface Lease {
  /** Id of the worker, which is stored with its runs. Changes when the lease is lost. */
  readonly worker: string
  /** Returns true while the lease is valid by this process's clock. */
  holds(): boolean
  /**
   * Resolves when the worker holds a lease.
   *
   * @param expired id of a worker whose lease a statement found expired
   * @throws the database's error if no lease can be taken
   */
  ready(expired?: string): Promise<void>
  /** Renews the lease of a worker with runs soon, to find out which runs were cancelled or deleted. */
  check(): void
  /** Stops renewals and, if the database is reachable, ends the lease. */
  close(): Promise<void>
}

/**
 * Takes a lease and renews it until it is closed.
 *
 * @param options.runs the active runs of this worker
 * @param options.onUnwanted called for a run that was deleted or is to be cancelled
 * @param options.onLost called when the lease was lost
 * @param options.clock returns monotonic milliseconds; for tests
 */
export function keepLease(
  db: Kysely<DB>,
  options: {
    readonly runs: () => Iterable<number>
    readonly onUnwanted: (run: number) => void
    readonly onLost: () => void
    readonly signals: Pick<Signals, 'isConnected'>
    readonly log: Pick<Logger, 'warn'>
    readonly clock?: () => number
  },
): Lease {
  const { log, clock = () => performance.now() } = options
  let worker = randomUUID()
  let isTaken = false
  let validUntil = Number.NEGATIVE_INFINITY
  let renewedAt = Number.NEGATIVE_INFINITY
  let renewing: Promise<void> | undefined
  const holds = () => clock() < validUntil

  const lose = () => {
    isTaken = false
    validUntil = Number.NEGATIVE_INFINITY
    renewedAt = Number.NEGATIVE_INFINITY
    worker = randomUUID()
    options.onLost()
  }

  /**
   * Abandons a run that no process executes, because the statement that created it took effect without a
   * response.
   */
  const disown = (user: number, run: number) => {
    abandonRun(db, { user, id: run, worker }).catch(() => {
      // The next renewal finds the run again.
    })
  }

  /**
   * Renews the lease, or takes one if there is none. The worker may hold no lease afterwards, because a
   * renewal may find that it is lost.
   */
  const renewOnce = async () => {
    const startedAt = clock()
    const known = [...options.runs()]
    if (isTaken) {
      const renewed = worker
      const active = await renewLease(db, { worker, seconds: LEASE_SECONDS })
      if (worker !== renewed) return
      if (active.length === 0) return lose()
      const wanted = new Set(active.filter(({ cancelled }) => !cancelled).map(({ run }) => run))
      for (const run of known) if (!wanted.has(run)) options.onUnwanted(run)
      const own = new Set(options.runs())
      for (const { user, run, old } of active) if (run !== null && old && !own.has(run)) disown(user, run)
    } else {
      // A new id each time: the previous statement may have taken effect without a response.
      worker = randomUUID()
      await takeLease(db, { worker, seconds: LEASE_SECONDS })
      isTaken = true
    }
    renewedAt = startedAt
    validUntil = startedAt + LEASE_SECONDS * 1000 - MARGIN_MS
  }
  const renew = () => {
    renewing ??= renewOnce().finally(() => {
      renewing = undefined
    })
    return renewing
  }

  const hasRuns = () => !options.runs()[Symbol.iterator]().next().done
  const renewIfDue = async () => {
    try {
      if (hasRuns() || clock() - renewedAt > RENEWAL_INTERVAL_MS) await renew()
    } finally {
      if (isTaken && !holds()) lose()
    }
  }

  const renewals = startPolling(renewIfDue, {
    interval: () =>
      options.signals.isConnected && hasRuns() ? SIGNALLED_CHECK_INTERVAL_MS : CHECK_INTERVAL_MS,
    minPause: MIN_PAUSE_MS,
    onFailure: (error) =>
      log.warn({ err: error }, 'The lease on runs cannot be renewed: check the database.'),
  })

  return {
    get worker() {
      return worker
    },
    holds,
    async ready(expired) {
      if (expired === worker) await renew()
      while (!holds()) await renew()
    },
    check() {
      renewals.wake()
    },
    async close() {
      await renewals.close()
      await endLease(db, { worker }).catch(() => {})
    },
  }
}
