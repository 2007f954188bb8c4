import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { type Buckets, intervalOf } from './buckets.ts'
import { deleteFullBuckets, MAX_DELETED, takeFromBucket } from './rate-bucket-queries.ts'

/** How often full buckets are forgotten, in ms. */
const CLEARING_INTERVAL_MS = 60_000

/**
 * Buckets that replicas share in PostgreSQL, by its clock.
 *
 * @param options.clearingInterval how often full buckets are forgotten, in ms
 */
export function postgresBuckets(
  db: Kysely<DB>,
  { clearingInterval = CLEARING_INTERVAL_MS }: { readonly clearingInterval?: number } = {},
): Buckets {
  let isClosed = false
  let clearing: Promise<void> | undefined
  const clearAll = async () => {
    try {
      // All of them: with many addresses, there can come more in a minute than one statement takes.
      while (!isClosed && (await deleteFullBuckets(db, {})).length === MAX_DELETED);
    } catch {
      // Where it cannot be done now, it will be: nothing depends on it.
    }
    clearing = undefined
  }
  const clear = () => {
    clearing ??= clearAll()
  }
  const timer = setInterval(clear, clearingInterval).unref()
  return {
    take: (key, rate, count) =>
      takeFromBucket(db, { key, count, interval: intervalOf(rate) / 1000, window: rate.window / 1000 }),
    async close() {
      isClosed = true
      clearInterval(timer)
      await clearing
    },
  }
}
