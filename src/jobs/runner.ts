import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { isTimeout, isUnavailable } from '../database/failures.ts'
import type { JobMetrics } from '../http/telemetry/metrics.ts'
import { withTimeout } from '../with-timeout.ts'
import type { Backlog, Batch, Job } from './job.ts'
import { addJobs, readBacklogs, takeJob } from './queries.ts'

/** Interval, in ms, at which a replica looks for a job that is due. */
const POLL_INTERVAL_MS = 10_000
/** Fraction by which intervals vary at random, so that replicas do not poll at the same time. */
const JITTER = 0.2
/**
 * Time, in s, for which a replica holds a job: longer than a batch takes. A batch that takes longer may run
 * twice at once, which is slow and does no harm.
 */
const HOLD_SECONDS = 30
/** Maximum time until a job that failed is tried again, in s. */
const MAX_RETRY_DELAY_SECONDS = 30
/** Number of rows of a job's first batch, and the maximum of any batch. */
const INITIAL_BATCH_ROWS = 500
const MAX_BATCH_ROWS = 10_000
/** Duration of a batch, in ms, below which the next batch is larger, and above which it is smaller. */
const SHORT_BATCH_MS = 250
const LONG_BATCH_MS = 1_000
/** Number of rows that may fail before a job waits for its next turn, which continues after them. */
const MAX_FAILED = 1_000
/** Interval, in ms, at which a shrinking backlog is counted, and at which the metrics are read. */
const COUNT_INTERVAL_MS = 30_000
/** Maximum wait for the batch in progress when stopping, in ms. */
const CLOSE_TIMEOUT_MS = 1_000

export interface Jobs {
  /** Stops after the batch in progress; gives up waiting for it after a second. */
  close(): Promise<void>
}

interface State {
  readonly job: Job
  size: number
  skip: number
  /** Value of `skip` at which the current turn began. */
  skipped: number
  /** True if the job failed since it last processed all due rows, and the time of that. */
  hasFailed: boolean
  isFailing: boolean
  countedAt: number
}

/** Job to return, with the time until it is due again, in s. */
interface Finished {
  readonly name: string
  readonly delay: number
  readonly backlog: Backlog | undefined
}

/**
 * Executes jobs, each on one replica at a time, one batch after the other. A job whose batch was full is due
 * again at once, behind the others that are due.
 *
 * @param options.db connections that are used only by jobs
 * @param options.pollInterval interval at which it looks for a job that is due, in ms
 * @param options.pace factor of this interval and those of the jobs, below 1 for tests
 */
export function startJobs(options: {
  readonly db: Kysely<DB>
  readonly jobs: readonly Job[]
  readonly log: { warn(details: object, message: string): void }
  readonly metrics?: JobMetrics | undefined
  readonly pollInterval?: number
  readonly pace?: number | undefined
}): Jobs {
  const { db, log, metrics, pollInterval = POLL_INTERVAL_MS, pace = 1 } = options
  const holder = randomUUID()
  const stopping = new AbortController()
  const { signal } = stopping
  const states = new Map<string, State>(
    options.jobs.map((job) => [
      job.name,
      {
        job,
        size: INITIAL_BATCH_ROWS,
        skip: 0,
        skipped: 0,
        hasFailed: false,
        isFailing: false,
        countedAt: Number.NEGATIVE_INFINITY,
      },
    ]),
  )
  const names = [...states.keys()]
  let areAdded = false
  let readAt = Number.NEGATIVE_INFINITY

  const take = async (finished: Finished | undefined, candidates: readonly string[]) => {
    const { name = null, delay = 0, backlog } = finished ?? {}
    const taken = await takeJob(db, {
      holder,
      finished: name,
      delay,
      backlog: backlog?.rows ?? null,
      oldest: backlog?.oldest ?? null,
      names: candidates,
      hold: HOLD_SECONDS,
    })
    return taken && states.get(taken.name)
  }

  const report = (state: State, error: unknown) => {
    metrics?.jobFailures.inc({ job: state.job.name })
    if (!state.isFailing && !state.hasFailed && !signal.aborted)
      log.warn(
        { job: state.job.name, err: error },
        'A background job failed and is tried again: check the database.',
      )
    state.hasFailed = true
  }

  /** Counts the backlog after a batch, unless it is known or was counted a moment ago. */
  const countAfter = async (state: State, { done, failed, more }: Batch): Promise<Backlog | undefined> => {
    if (!more && done === 0 && !failed) return { rows: 0, oldest: null }
    if (more && performance.now() - state.countedAt < COUNT_INTERVAL_MS) return undefined
    return count(state)
  }

  const count = async (state: State): Promise<Backlog | undefined> => {
    state.countedAt = performance.now()
    try {
      return await state.job.backlog?.(db)
    } catch (error) {
      report(state, error)
      return undefined
    }
  }

  const execute = async (state: State): Promise<Finished> => {
    const { job, size, skip } = state
    const { name } = job
    const startedAt = performance.now()
    try {
      const batch = await job.batch(db, { size, skip, signal })
      const took = performance.now() - startedAt
      metrics?.jobDuration.observe({ job: name }, took / 1000)
      metrics?.jobRows.inc({ job: name }, batch.done)
      if (batch.error !== undefined) report(state, batch.error)
      state.skip = skip + (batch.failed ?? 0)
      const isPaused = !batch.more || state.skip - state.skipped > MAX_FAILED
      if (took > LONG_BATCH_MS) state.size = Math.ceil(size / 2)
      else if (took < SHORT_BATCH_MS && batch.more) state.size = Math.min(MAX_BATCH_ROWS, size * 2)
      const backlog = await countAfter(state, batch)
      if (!batch.more) restart(state)
      else if (isPaused) state.skipped = state.skip
      return { name, delay: isPaused ? pace * varied(job.interval) : 0, backlog }
    } catch (error) {
      const isAway = isUnavailable(error) && !isTimeout(error)
      if (size > 1 && !isAway) {
        state.size = Math.ceil(size / 4)
        return { name, delay: 0, backlog: undefined }
      }
      report(state, error)
      const backlog = isAway ? undefined : await count(state)
      restart(state)
      return { name, delay: pace * varied(Math.min(job.interval, MAX_RETRY_DELAY_SECONDS)), backlog }
    }
  }

  const publish = async () => {
    if (!metrics || performance.now() - readAt < COUNT_INTERVAL_MS) return
    readAt = performance.now()
    for (const { name, backlog, age } of await readBacklogs(db, {})) {
      if (!states.has(name)) continue
      metrics.jobBacklog.set({ job: name }, backlog)
      metrics.jobAge.set({ job: name }, age)
    }
  }

  /** Executes batches until no job is due. */
  const work = async () => {
    if (!areAdded) await addJobs(db, { names })
    areAdded = true
    let finished: Finished | undefined
    for (;;) {
      const state = await take(finished, signal.aborted ? [] : names)
      await publish()
      if (state === undefined && (finished?.delay !== 0 || signal.aborted)) return
      finished = state && (await execute(state))
    }
  }

  const run = async () => {
    let isFailing = false
    while (!signal.aborted) {
      try {
        await work()
        isFailing = false
      } catch (error) {
        if (!isFailing && !signal.aborted)
          log.warn({ err: error }, 'Background jobs cannot be executed: check the database.')
        isFailing = true
      }
      await sleep(pace * varied(pollInterval), undefined, { signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    async close() {
      stopping.abort()
      // PostgreSQL completes a batch by itself, or another replica repeats it.
      await withTimeout(running, CLOSE_TIMEOUT_MS).catch(() => {})
    },
  }
}

/** Makes a job begin with the oldest row again. */
function restart(state: State): void {
  state.isFailing = state.hasFailed
  state.hasFailed = false
  state.skip = 0
  state.skipped = 0
}

function varied(interval: number): number {
  return interval * (1 + JITTER * (2 * Math.random() - 1))
}
