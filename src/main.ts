import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Kysely } from 'kysely'
import { type Logger, pino } from 'pino'
import type { DB } from '../generated/database.ts'
import { buildApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { connect } from './database/connect.ts'
import { startEmbeddedPostgres } from './database/embedded/start.ts'
import { hasCode } from './database/error-code.ts'
import { migrate } from './database/migrate.ts'
import { logOptions } from './http/log.ts'
import { serveMetrics } from './http/serve-metrics.ts'
import { type Candidate, failover } from './llm/failover.ts'
import { startOfflineProvider } from './llm/offline.ts'
import { protocols } from './llm/protocols.ts'
import type { ProviderOptions, ProxyOptions } from './llm/provider.ts'
import { startSweeper } from './runs/sweeper.ts'
import { diskStorage } from './storage/disk.ts'
import type { Storage } from './storage/storage.ts'

/** How long requests under way may take to end once the process is told to stop, in ms. */
const DRAIN_TIMEOUT = 10_000

/**
 * Lines are written several at a time, after 250 ms at the latest, and at the exit: one by one, each would take a turn of
 * the thread pool, which is more CPU than the rest of what logging a request costs.
 */
const LOG_BUFFER = { minLength: 16_000, periodicFlush: 250, sync: false }

/** What has been started, to be stopped in the reverse order. */
const started: (() => Promise<unknown>)[] = []

try {
  const config = readConfig(process.env)
  const log = pino(logOptions(config.LOG_LEVEL), pino.destination(LOG_BUFFER))
  await start(config, log)
} catch (error) {
  // Nothing that an operator can mend needs a stack.
  process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`)
  await stop()
  process.exit(1)
}

async function start(config: Config, log: Logger): Promise<void> {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      log.info({ signal }, 'stopping; once more to stop at once')
      setTimeout(() => process.exit(1), DRAIN_TIMEOUT).unref()
      stop().then(() => process.exit(0))
    })
  }

  // A file that may not grow fails its own write. Node ignores this one by itself, but not under each parent.
  process.on('SIGXFSZ', () => {})

  const data = resolve(config.DATA_DIRECTORY)
  await mkdir(data, { recursive: true })

  const db = connect({
    connection: config.DATABASE_URL ?? (await embeddedDatabase(join(data, 'postgres'), log, () => stopping)),
    poolSize: config.DATABASE_POOL_SIZE,
    namedStatements: config.DATABASE_STATEMENT_NAMES === 'on',
    onConnectionError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  })
  started.push(() => db.destroy())
  for (const migration of await migrate(db)) log.info({ migration }, 'migrated')

  const storage = await fileStorage(config, data)
  const sweeper = startSweeper({ db, storage, log })
  started.push(() => sweeper.close())

  const { provider, models } = await languageModel(config, log)
  started.push(() => provider.close())

  const metrics = await metricsAt(config, db)
  const tracing = await tracingTo(config.OTEL_EXPORTER_OTLP_ENDPOINT, log)

  const app = await buildApp({
    config: {
      ...config,
      JWT_SECRET: config.JWT_SECRET ?? [await ownSecret(join(data, 'jwt-secret'))],
    },
    db,
    storage,
    provider,
    models,
    logger: log,
    metrics,
    tracing,
  })
  started.push(() => app.close())
  const address = await app.listen({ host: config.HOST, port: config.PORT })
  log.info(`ready; the contract is at ${address}/docs`)
}

/** Stops what has been started, the last first. */
async function stop(): Promise<void> {
  for (const stopOne of started.splice(0).reverse()) await stopOne()
}

async function embeddedDatabase(directory: string, log: Logger, stopping: () => boolean) {
  const postgres = await startEmbeddedPostgres({ directory })
  started.push(() => postgres.stop())
  postgres.exited.then((how) => {
    if (stopping()) return
    log.fatal({ how }, 'the embedded PostgreSQL ended by itself')
    process.exit(1)
  })
  return postgres.connection
}

async function fileStorage({ STORAGE_URL, UPLOAD_LIMIT }: Config, data: string): Promise<Storage> {
  const location = STORAGE_URL ?? { directory: join(data, 'files') }
  if ('directory' in location) return diskStorage(location.directory)
  // Loaded only here: the SDK takes a sixth of a second, and 50 MB.
  const { s3Storage } = await import('./storage/s3.ts')
  return s3Storage(location, { largest: UPLOAD_LIMIT })
}

async function offlineProvider(log: Logger) {
  const offline = await startOfflineProvider({ paced: true })
  started.push(() => offline.close())
  log.warn(`LLM_BASE_URL is not set: an offline stand-in that only echoes answers as model ${offline.model}`)
  return offline
}

/** The provider of the settings, or else the stand-in, with the one that takes over from it, and the first one's models. */
async function languageModel(config: Config, log: Logger) {
  const timeout = config.LLM_TIMEOUT * 1000
  const deadlines = {
    timeout,
    firstTokenTimeout: config.LLM_FIRST_TOKEN_TIMEOUT * 1000,
    tokenTimeout: config.LLM_TOKEN_TIMEOUT * 1000,
  }
  const candidate = (
    name: string,
    protocol: keyof typeof protocols,
    own: Pick<ProviderOptions, 'baseUrl' | 'model' | 'adjustments' | 'proxy'> & {
      readonly apiKey: string | undefined
    },
  ): Candidate => {
    const { apiKey, ...others } = own
    const options = {
      ...others,
      contextLimit: config.LLM_CONTEXT_LIMIT,
      ...deadlines,
      ...(apiKey !== undefined && { apiKey }),
    }
    const { model } = own
    return { name, model, provider: protocols[protocol](options) }
  }
  if (config.LLM_BASE_URL === undefined) {
    const offline = await offlineProvider(log)
    return {
      provider: failover([candidate('stand-in', 'openai', offline)], { timeout }),
      models: [offline.model] as const,
    }
  }
  const proxy = proxies(config)
  const model = config.LLM_MODEL ?? ''
  const others = new Set(config.LLM_MODELS)
  others.delete(model)
  const models = [model, ...others] as const
  const first = candidate('primary', config.LLM_PROTOCOL, {
    baseUrl: config.LLM_BASE_URL,
    apiKey: config.LLM_API_KEY,
    model,
    ...(config.LLM_ADJUSTMENTS && { adjustments: config.LLM_ADJUSTMENTS }),
    ...proxy,
  })
  if (config.LLM_FALLBACK_BASE_URL === undefined) return { provider: failover([first], { timeout }), models }
  const second = candidate('fallback', config.LLM_FALLBACK_PROTOCOL, {
    baseUrl: config.LLM_FALLBACK_BASE_URL,
    apiKey: config.LLM_FALLBACK_API_KEY,
    model: config.LLM_FALLBACK_MODEL ?? '',
    ...(config.LLM_FALLBACK_ADJUSTMENTS && { adjustments: config.LLM_FALLBACK_ADJUSTMENTS }),
    ...proxy,
  })
  return { provider: failover([first, second], { timeout }), models }
}

/** The proxies on the way to providers. The offline stand-in is on this machine, so it gets none. */
function proxies({ HTTPS_PROXY: https, HTTP_PROXY: http, NO_PROXY: except }: Config): {
  proxy?: ProxyOptions
} {
  if (https === undefined && http === undefined) return {}
  return {
    proxy: {
      ...(https !== undefined && { https }),
      ...(http !== undefined && { http }),
      ...(except !== undefined && { except }),
    },
  }
}

/** What is counted, where it is shown at all; only then is its library loaded. */
async function metricsAt({ HOST: host, METRICS_PORT: port }: Config, db: Kysely<DB>) {
  if (port === undefined) return undefined
  const { createMetrics } = await import('./metrics.ts')
  const metrics = createMetrics(db)
  started.push(await serveMetrics(metrics.registry, { host, port }))
  return metrics
}

/** The same of traces. */
async function tracingTo(endpoint: string | undefined, log: Logger) {
  if (endpoint === undefined) return undefined
  const { startTracing } = await import('./tracing.ts')
  const onError = (message: string) => log.warn(`traces cannot be sent: ${message}`)
  const tracing = startTracing({ endpoint, onError })
  started.push(() => tracing.stop())
  return tracing
}

/** The secret that is made at the first start and kept; of two processes that make one at once, both use the first's. */
async function ownSecret(path: string): Promise<string> {
  try {
    await writeFile(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  return readFile(path, 'utf8')
}

function describe(error: unknown): string {
  // Of a name with several addresses each one's failure is told, and the whole has no message.
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message : String(error)
}
