import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { type Logger, pino } from 'pino'
import type { DB } from '../generated/database.ts'
import { buildApp } from './app.ts'
import { createPasswords } from './auth/passwords.ts'
import { type Config, readConfig } from './config.ts'
import { connect, disconnect } from './database/connections/connect.ts'
import { migrate } from './database/migrate.ts'
import { diskStorage } from './files/storage/disk.ts'
import type { Storage } from './files/storage/storage.ts'
import { type Part, stopParts } from './http/connections/shutdown.ts'
import { logOptions } from './http/telemetry/log.ts'
import { logOutput, neverFail } from './http/telemetry/log-output.ts'
import { serveMetrics } from './http/telemetry/serve-metrics.ts'
import { type Candidate, failover } from './models/failover.ts'
import { OFFLINE_MODEL, offlineProvider } from './models/offline.ts'
import { protocols } from './models/protocols/protocols.ts'
import type { ProviderOptions, ProxyOptions } from './models/provider.ts'
import { startEmbeddedPostgres } from './postgres/start.ts'
import { withTimeout } from './with-timeout.ts'

/** Maximum wait for a startup in progress when stopping, in ms, so that its parts can be stopped too. */
const START_TIMEOUT_MS = 3_000
/** Time limit for stopping all parts, in ms. Includes that wait, but not the drain delay. */
const STOP_TIMEOUT_MS = 9_000
const FLUSH_TIMEOUT_MS = 500
/** Time after the drain delay at which the process ends in any case, in ms. */
const TOTAL_TIMEOUT_MS = 10_000

neverFail(process.stderr)
const output = logOutput(process.stdout, {
  onDrop: (reason) => void process.stderr.write(`Log lines are being dropped: ${reason}\n`),
})
const parts: Part[] = []
const stopping = new AbortController()
/** Aborts when an error causes the stop, or occurs during it. */
const failing = new AbortController()

try {
  const config = readConfig(process.env)
  await run(config, pino(logOptions(config.LOG_LEVEL), output))
} catch (error) {
  process.stderr.write(`${describe(error)}\n`)
  await exit(1)
}

async function run(config: Config, log: Logger): Promise<void> {
  let starting: Promise<unknown> | undefined
  let isReady = false

  const stop = async (delay: number) => {
    stopping.abort()
    if (delay > 0) await sleep(delay, undefined, { signal: failing.signal }).catch(() => {})
    setTimeout(() => exitNow(1), TOTAL_TIMEOUT_MS)
    const startedAt = performance.now()
    await withTimeout(Promise.allSettled([starting]), START_TIMEOUT_MS).catch(() => {})
    const isClean = await stopParts(parts, {
      within: STOP_TIMEOUT_MS - (performance.now() - startedAt),
      onError: (part, error) =>
        log.error({ part, err: error }, 'A part of the server could not be stopped and was abandoned.'),
    })
    await exit(isClean && !failing.signal.aborted ? 0 : 1)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) {
        // When a terminal closes, both the kernel and the shell may send SIGHUP.
        if (signal !== 'SIGHUP') exitNow(1)
        return
      }
      const delay = signal === 'SIGTERM' && isReady ? config.DRAIN_DELAY : 0
      log.info({ signal, delay }, 'The server is stopping; a second signal ends it at once.')
      stop(delay * 1000)
    })
  }
  // Also called for unhandled rejections. Either leaves the process in an unknown state, so it ends.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'The server is stopping because of an uncaught error: report it as a bug.')
    failing.abort()
    if (!stopping.signal.aborted) stop(0)
  })
  // A write beyond the file size limit fails by itself. Node ignores the signal only under some parents.
  process.on('SIGXFSZ', () => {})

  starting = start(config, log)
  try {
    await starting
    isReady = true
  } catch (error) {
    if (stopping.signal.aborted) return
    // A failed startup is for the operator to fix, who needs no stack.
    process.stderr.write(`${describe(error)}\n`)
    failing.abort()
    await stop(0)
  }
}

async function start(config: Config, log: Logger): Promise<void> {
  const data = resolve(config.DATA_DIRECTORY)
  await mkdir(data, { recursive: true })

  const db = connect({
    connection: config.DATABASE_URL ?? (await embeddedDatabase(join(data, 'postgres'), log)),
    poolSize: config.DATABASE_POOL_SIZE,
    namedStatements: config.DATABASE_STATEMENT_NAMES === 'on',
    onConnectionError: (error) =>
      log.warn({ err: error }, 'A connection to the database broke; a new one is opened when needed.'),
  })
  started('database connections', () => disconnect(db))
  for (const migration of await migrate(db)) log.info({ migration }, 'A migration was applied.')
  stopping.signal.throwIfAborted()

  const storage = await fileStorage(config, data)

  const { provider, models } = languageModel(config, log)
  started('provider connections', () => provider.close())

  const metrics = await metricsAt(config, db, log)
  const tracing = await tracingTo(config.OTEL_EXPORTER_OTLP_ENDPOINT, log)

  const app = await buildApp({
    config,
    db,
    passwords: await createPasswords(),
    storage,
    provider,
    models,
    logger: log,
    metrics,
    tracing,
    stopping: stopping.signal,
  })
  started('HTTP server', () => app.close())
  const address = await app.listen({ host: config.HOST, port: config.PORT })
  log.info(`The server is ready: read and try the API at ${address}/docs.`)
}

/**
 * Registers a started part to be stopped. Throws if the process is stopping, so that nothing else is started.
 */
function started(name: string, stop: () => Promise<unknown>): void {
  parts.push({ name, stop })
  stopping.signal.throwIfAborted()
}

async function exit(code: number): Promise<never> {
  await output.flush(FLUSH_TIMEOUT_MS)
  return exitNow(code)
}

function exitNow(code: number): never {
  output.handOver()
  // process.exit() joins the thread pool, which never ends while a thread hangs in a file system or DNS
  // resolver. Executing another program ends all threads and keeps the exit code; PID 1 cannot kill itself
  // with SIGKILL.
  const hasBusyThread = process.getActiveResourcesInfo().some((name) => /^(FSReq|GetAddrInfo)/.test(name))
  if (hasBusyThread) process.execve?.('/bin/sh', ['sh', '-c', `exit ${code}`], {})
  process.exit(code)
}

async function embeddedDatabase(directory: string, log: Logger) {
  const postgres = await startEmbeddedPostgres({ directory, signal: stopping.signal })
  postgres.exited.then((how) => {
    if (stopping.signal.aborted) return
    log.fatal(
      { how },
      'The embedded PostgreSQL ended unexpectedly, so the server stops: read its log, and restart.',
    )
    return exit(1)
  })
  started('embedded PostgreSQL', () => postgres.stop())
  return postgres.connection
}

async function fileStorage({ STORAGE_URL, UPLOAD_LIMIT }: Config, data: string): Promise<Storage> {
  const location = STORAGE_URL ?? { directory: join(data, 'files') }
  if ('directory' in location) return diskStorage(location.directory)
  // Loaded only if needed: the SDK takes a sixth of a second and 50 MB.
  const { s3Storage } = await import('./files/storage/s3.ts')
  return s3Storage(location, { maxObjectBytes: UPLOAD_LIMIT })
}

/**
 * Creates the configured provider and its fallback, or the offline stand-in. Returns it with the models that
 * users may choose.
 */
function languageModel(config: Config, log: Logger) {
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
    log.warn(
      `The offline stand-in ${OFFLINE_MODEL} echoes prompts: set LLM_BASE_URL to use a language model.`,
    )
    const standIn = { name: 'stand-in', model: OFFLINE_MODEL, provider: offlineProvider({ paced: true }) }
    return { provider: failover([standIn], { timeout }), models: [OFFLINE_MODEL] as const }
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

/** Serves metrics if a port is set. The library is loaded only then. */
async function metricsAt({ HOST: host, METRICS_PORT: port }: Config, db: Kysely<DB>, log: Logger) {
  if (port === undefined) return undefined
  const { createMetrics } = await import('./http/telemetry/metrics.ts')
  const metrics = createMetrics(db)
  const onError = (error: unknown) =>
    log.error({ err: error }, 'The metrics could not be collected: report it as a bug.')
  started('metrics server', await serveMetrics(metrics.registry, { host, port, onError }))
  return metrics
}

/** Sends traces if an endpoint is set. The libraries are loaded only then. */
async function tracingTo(endpoint: string | undefined, log: Logger) {
  if (endpoint === undefined) return undefined
  const { startTracing } = await import('./http/telemetry/tracing.ts')
  const onError = (message: string) =>
    log.warn(`Traces cannot be sent, check OTEL_EXPORTER_OTLP_ENDPOINT: ${message}`)
  const tracing = startTracing({ endpoint, onError })
  started('tracing', () => tracing.stop())
  return tracing
}

function describe(error: unknown): string {
  // If a name has several addresses, each has an error, and the whole has no message.
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message : String(error)
}
