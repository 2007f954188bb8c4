import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { deleteFullBuckets, takeFromBucket } from '../queries/rate-buckets.ts'
import { type Buckets, intervalOf } from './buckets.ts'

/** How often full buckets are forgotten, in ms. */
const CLEARING_INTERVAL = 60_000

/** Buckets that replicas share in PostgreSQL, by its clock. */
export function postgresBuckets(db: Kysely<DB>): Buckets {
  let clearing: Promise<unknown> = Promise.resolve()
  const clear = () => {
    // Where it cannot be done now, it will be: nothing depends on it.
    clearing = deleteFullBuckets(db, {}).catch(() => {})
  }
  const timer = setInterval(clear, CLEARING_INTERVAL).unref()
  return {
    take: (key, rate, count) =>
      takeFromBucket(db, { key, count, interval: intervalOf(rate) / 1000, window: rate.window / 1000 }),
    async close() {
      clearInterval(timer)
      await clearing
    },
  }
}
