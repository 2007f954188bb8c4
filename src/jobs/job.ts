import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'

/** Background work that consists of batches, each of them short. Executed by {@link startJobs}. */
export interface Job {
  /** Label of its metrics and key of its row; unique. */
  readonly name: string
  /** Time, in s, after which the job is due again once nothing more is left to do. */
  readonly interval: number
  /**
   * Executes one batch. Must tolerate that another replica executes the same batch later or at the same time.
   *
   * @throws any error; the next batch is then smaller, down to one row
   */
  batch(db: Kysely<DB>, options: BatchOptions): Promise<Batch>
  /** Counts the rows that are due, up to {@link MAX_COUNTED}. */
  backlog?(db: Kysely<DB>): Promise<Backlog>
}

export interface BatchOptions {
  /** Maximum number of rows. */
  readonly size: number
  /** Number of the oldest rows to skip, because they failed since the job last processed all due rows. */
  readonly skip: number
  /** Aborts when the process stops. */
  readonly signal: AbortSignal
}

export interface Batch {
  /** Number of rows that were processed. */
  readonly done: number
  /** Number of rows that could not be processed, for example because another transaction uses them. */
  readonly failed?: number
  /** Error of one of the failed rows. */
  readonly error?: unknown
  /** True if more rows may be due. */
  readonly more: boolean
}

export interface Backlog {
  readonly rows: number
  /** Time at which the oldest row became due. */
  readonly oldest: string | null
}

/** Number of rows up to which a backlog is counted. */
export const MAX_COUNTED = 100_000

/**
 * Creates a job that finds rows and processes them together. A row that cannot be processed, for example
 * because it is locked, does not delay the others.
 *
 * @param options.find returns the rows that are due, the oldest first
 * @param options.process processes those of the found rows that are still due
 */
export function rowJob<Row>(
  options: Omit<Job, 'batch'> & {
    find(db: Kysely<DB>, p: { size: number; skip: number }): Promise<readonly Row[]>
    process(db: Kysely<DB>, rows: readonly Row[]): Promise<unknown>
  },
): Job {
  const { find, process, ...job } = options
  return {
    ...job,
    async batch(db, { size, skip }) {
      const rows = await find(db, { size, skip })
      const more = rows.length === size
      if (rows.length === 0) return { done: 0, more }
      try {
        await process(db, rows)
        return { done: rows.length, more }
      } catch (error) {
        if (size > 1) throw error
        return { done: 0, failed: 1, error, more }
      }
    },
  }
}
