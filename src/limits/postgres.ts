import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { type Buckets, intervalOf } from './buckets.ts'
import { takeFromBucket } from './rate-bucket-queries.ts'

/** Creates buckets that replicas share in PostgreSQL, using its clock. A job deletes those that are full. */
export function postgresBuckets(db: Kysely<DB>): Buckets {
  return {
    take: (key, rate, count) =>
      takeFromBucket(db, { key, count, interval: intervalOf(rate) / 1000, window: rate.window / 1000 }),
    async close() {},
  }
}
