import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import type { Buckets } from './buckets.ts'
import { bucketsWithFallback } from './fallback-limiter.ts'
import { postgresBuckets } from './postgres.ts'

/**
 * Creates the buckets that replicas share: in Redis if configured, otherwise in PostgreSQL, with a fallback
 * in memory.
 */
export async function sharedBuckets(
  db: Kysely<DB>,
  { redisUrl, log }: { redisUrl: string | undefined; log: Pick<Logger, 'warn'> },
): Promise<Buckets> {
  const onError = (err: unknown) =>
    log.warn({ err }, 'shared limits are out of reach; this replica has its own until they are back')
  if (redisUrl === undefined) return bucketsWithFallback(postgresBuckets(db), onError)
  // Loaded only if Redis is configured.
  const { redisBuckets } = await import('./redis.ts')
  return bucketsWithFallback(await redisBuckets(redisUrl, onError), onError)
}
