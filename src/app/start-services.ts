import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { createGuardedFetch } from '../attachments/guarded-fetch.ts'
import { type Revocations, watchRevocations } from '../auth/revocations.ts'
import type { Config } from '../config.ts'
import { jobsOf, reservedOf } from '../database/connections/connect.ts'
import { objectJobs } from '../files/object-jobs.ts'
import { deletedAccounts, deletedChats } from '../jobs/deletion.ts'
import { expiryJobs } from '../jobs/expiry.ts'
import { retentionJobs } from '../jobs/retention.ts'
import { startJobs } from '../jobs/runner.ts'
import type { Buckets } from '../limits/buckets.ts'
import type { Quotas } from '../limits/quotas.ts'
import { sharedBuckets } from '../limits/shared.ts'
import type { RedisClient } from '../replicas/redis-client.ts'
import { redisSignals } from '../replicas/redis-signals.ts'
import { noSignals } from '../replicas/signals.ts'
import { type ModelFiles, modelFiles } from '../runs/context/model-files.ts'
import { abandonedRuns } from '../runs/execution/abandoned-runs.ts'
import { expiredEvents } from '../runs/expired-events.ts'
import { eraseAnswers } from '../runs/queries/erase-answers.ts'
import { type Runs, startRuns } from '../runs/runs.ts'
import { createSchemaChecks, type SchemaChecks } from '../runs/schemas/schema-checks.ts'
import type { AppOptions } from './options.ts'

export interface Services {
  readonly buckets: Buckets
  readonly files: ModelFiles
  readonly quotas: Quotas
  readonly revocations: Revocations
  readonly runs: Runs
  readonly schemas: SchemaChecks
}

/**
 * Starts what works beside requests: runs, background jobs, and connections to other replicas. A closing
 * server stops them, the last one first, except for `runs`, which must end before the connections close.
 */
export async function startServices(app: FastifyInstance, options: AppOptions): Promise<Services> {
  const { config, db, storage, provider, models, logger, metrics } = options
  const redis = config.REDIS_URL === undefined ? undefined : await redisAt(config.REDIS_URL, logger)
  const signals = redis === undefined ? noSignals : redisSignals(redis)
  const schemas = createSchemaChecks()
  const quotas = quotasOf(config)
  const files = modelFiles({
    db,
    storage,
    guardedFetch: createGuardedFetch({
      networks: config.OUTSIDE_ALLOWED_NETWORKS ?? [],
      ports: config.OUTSIDE_ALLOWED_PORTS,
    }),
    documents: config.LLM_DOCUMENTS === 'on' && provider.documents,
    images: provider.images,
  })
  const runs = startRuns({
    db,
    signals,
    provider,
    models,
    files,
    contextLimit: config.LLM_CONTEXT_LIMIT,
    quotas,
    schemas,
    log: logger,
    metrics,
  })

  const jobs = startJobs({
    db: jobsOf(db),
    jobs: [
      abandonedRuns(logger),
      expiredEvents,
      deletedChats(eraseAnswers),
      deletedAccounts(),
      ...(config.RETENTION_DAYS > 0 ? retentionJobs(config.RETENTION_DAYS) : []),
      ...expiryJobs,
      ...objectJobs(storage),
    ],
    pace: options.jobPace,
    log: logger,
    metrics,
  })
  app.addHook('onClose', () => jobs.close())

  const revocations = watchRevocations(reservedOf(db), {
    lifetime: config.ACCESS_TOKEN_LIFETIME,
    signals,
    onError: (error) =>
      app.log.warn(
        { err: error },
        'Revocations cannot be read, so requests with an access token wait or fail: check the database.',
      ),
  })
  app.addHook('onClose', () => revocations.close())

  const buckets = sharedBuckets(db, { redis, log: logger })
  app.addHook('onClose', () => buckets.close())
  app.addHook('onClose', () => schemas.close())
  app.addHook('onClose', async () => redis?.destroy())

  return { buckets, files, quotas, revocations, runs, schemas }
}

function quotasOf(config: Config): Quotas {
  return {
    stored_bytes: config.QUOTA_STORED_BYTES,
    files: config.QUOTA_FILES,
    active_runs: config.QUOTA_ACTIVE_RUNS,
    tokens_a_day: config.QUOTA_TOKENS_A_DAY,
  }
}

async function redisAt(url: string, log: FastifyBaseLogger): Promise<RedisClient> {
  // Loaded only if Redis is configured.
  const { connectRedis } = await import('../replicas/redis-client.ts')
  return connectRedis(url, (error) =>
    log.warn(
      { err: error },
      'Redis cannot be reached, so events of other replicas arrive later: check it and REDIS_URL.',
    ),
  )
}
