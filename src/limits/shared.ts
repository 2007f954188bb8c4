import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import type { RedisClient } from '../replicas/redis-client.ts'
import type { Buckets } from './buckets.ts'
import { bucketsWithFallback } from './fallback-limiter.ts'
import { postgresBuckets } from './postgres.ts'
import { redisBuckets } from './redis.ts'

/** Creates the buckets that replicas share: in Redis if there is one, otherwise in PostgreSQL. */
export function sharedBuckets(
  db: Kysely<DB>,
  { redis, log }: { redis: RedisClient | undefined; log: Pick<Logger, 'warn'> },
): Buckets {
  const shared = redis === undefined ? postgresBuckets(db) : redisBuckets(redis)
  return bucketsWithFallback(shared, (err) =>
    log.warn(
      { err },
      'Shared counts of requests are unavailable, so this replica counts alone: check Redis or the database.',
    ),
  )
}
