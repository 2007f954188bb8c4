import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import type { Buckets } from './buckets.ts'
import { bucketsWithFallback } from './fallback-limiter.ts'
import { postgresBuckets } from './postgres.ts'

export async function sharedBuckets(
  db: Kysely<DB>,
  { redisUrl, log }: { redisUrl: string | undefined; log: Pick<Logger, 'warn'> },
): Promise<Buckets> {
  const onError = (err: unknown) =>
    log.warn(
      { err },
      'Shared counts of requests are unavailable, so this replica counts alone: check Redis or the database.',
    )
  if (redisUrl === undefined) return bucketsWithFallback(postgresBuckets(db), onError)
  // Loaded only if Redis is configured.
  const { redisBuckets } = await import('./redis.ts')
  return bucketsWithFallback(await redisBuckets(redisUrl, onError), onError)
}
