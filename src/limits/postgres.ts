import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { type Buckets, intervalOf } from './buckets.ts'
import { deleteFullBuckets, MAX_DELETED, takeFromBucket } from './rate-bucket-queries.ts'

const CLEARING_INTERVAL_MS = 60_000

/**
 * Creates buckets that replicas share in PostgreSQL, using its clock.
 *
 * @param options.clearingInterval interval at which full buckets are deleted, in ms
 */
export function postgresBuckets(
  db: Kysely<DB>,
  { clearingInterval = CLEARING_INTERVAL_MS }: { readonly clearingInterval?: number } = {},
): Buckets {
  let isClosed = false
  let clearing: Promise<void> | undefined
  const clearAll = async () => {
    try {
      // Repeats, because many addresses may add more buckets in a minute than one statement deletes.
      while (!isClosed && (await deleteFullBuckets(db, {})).length === MAX_DELETED);
    } catch {
      // Retried at the next interval; nothing depends on it.
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
