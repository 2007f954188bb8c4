import { resolve } from 'node:path'
import jwt from '@fastify/jwt'
import multipart from '@fastify/multipart'
import proxyaddr from '@fastify/proxy-addr'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../generated/database.ts'
import { createGuardedFetch } from './attachments/guarded-fetch.ts'
import { accountRoutes } from './auth/account-routes.ts'
import { guards } from './auth/guards.ts'
import { deriveKeys } from './auth/key-rotation.ts'
import { knownAddresses } from './auth/known-addresses.ts'
import { createLoginThrottle } from './auth/login-throttle.ts'
import type { Passwords } from './auth/passwords.ts'
import { watchRevocations } from './auth/revocations.ts'
import { secretFrom } from './auth/secret-file.ts'
import { tokenRoutes } from './auth/token-routes.ts'
import { createTokens, jwtOptions } from './auth/tokens.ts'
import { findChat } from './chats/queries.ts'
import { chatRoutes } from './chats/routes.ts'
import type { Config } from './config.ts'
import { contractDocument, contractRoutes } from './contract/contract-routes.ts'
import { serveDocs } from './contract/docs.ts'
import { problemRoutes } from './contract/problem-routes.ts'
import { expectRoute, handleErrors, handleUndecodablePath, malformedRequest } from './contract/problems.ts'
import type { Registration } from './contract/route-registration.ts'
import { validatorCompiler } from './contract/validation.ts'
import { jobsOf, reservedOf } from './database/connect.ts'
import { objectJobs } from './files/object-jobs.ts'
import { fileRoutes } from './files/routes.ts'
import { createSignedUrls } from './files/signed-urls.ts'
import { discarding } from './files/storage/discard.ts'
import type { Storage } from './files/storage/storage.ts'
import { fileTooLarge, MAX_FORM_BYTES } from './files/upload.ts'
import { healthRoutes } from './health/routes.ts'
import { commonHeaderSetter } from './http/common-headers.ts'
import { deferContinue } from './http/connections/expect-continue.ts'
import { shutDownGracefully } from './http/connections/graceful-shutdown.ts'
import { shedLoad } from './http/connections/load-shedding.ts'
import { endSlowClients } from './http/connections/slow-clients.ts'
import { addOriginHeaders, allowOrigins } from './http/cors.ts'
import { readJson } from './http/json-body.ts'
import { decoratePublicUrl, pathOf, prefixReferences, publicUrlOf } from './http/public-url.ts'
import { requestIds } from './http/request-id.ts'
import { securityHeaders } from './http/security-headers.ts'
import { recordHttpMetrics } from './http/telemetry/http-metrics.ts'
import { logRequests } from './http/telemetry/log.ts'
import type { Metrics } from './http/telemetry/metrics.ts'
import type { Tracing } from './http/telemetry/tracing.ts'
import { deletedAccounts, deletedChats } from './jobs/deletion.ts'
import { expiryJobs } from './jobs/expiry.ts'
import { retentionJobs } from './jobs/retention.ts'
import { startJobs } from './jobs/runner.ts'
import { limitRates } from './limits/rate-limits.ts'
import { sharedBuckets } from './limits/shared.ts'
import { messageRoutes } from './messages/routes.ts'
import type { Provider } from './models/provider.ts'
import type { RedisClient } from './replicas/redis-client.ts'
import { redisSignals } from './replicas/redis-signals.ts'
import { noSignals } from './replicas/signals.ts'
import { createAnswersInProgress } from './runs/answers-in-progress.ts'
import { modelFiles } from './runs/context/model-files.ts'
import { abandonedRuns } from './runs/execution/abandoned-runs.ts'
import { expiredEvents } from './runs/expired-events.ts'
import { llmRoutes } from './runs/llm-routes.ts'
import { eraseAnswers } from './runs/queries/erase-answers.ts'
import { cancelRunsOf } from './runs/queries/runs.ts'
import { runRoutes } from './runs/run-routes.ts'
import { startRuns } from './runs/runs.ts'
import { createSchemaChecks } from './runs/schemas/schema-checks.ts'
import { usageRoutes } from './usage/routes.ts'

export interface AppOptions {
  readonly config: Config
  readonly db: Kysely<DB>
  readonly passwords: Passwords
  readonly storage: Storage
  readonly provider: Provider
  /** Models that users may choose. The first is the default. */
  readonly models: readonly [string, ...string[]]
  readonly logger: FastifyBaseLogger
  readonly metrics?: Metrics | undefined
  readonly tracing?: Tracing | undefined
  /** Factor of the intervals of background jobs, below 1 for tests. */
  readonly jobPace?: number | undefined
  /** Aborts before the server closes: readiness fails from then on, and requests are still served. */
  readonly stopping?: AbortSignal | undefined
  /** False for tests, on machines that are busier than a server's. Default: true. */
  readonly shedsLoad?: boolean
}

/** Longest JSON body, in bytes. Fits the longest prompt or message with every character escaped. */
const MAX_BODY_BYTES = 4 * 1024 * 1024
/** Longest overhead of a form around its file, in bytes. */
const MAX_FORM_OVERHEAD_BYTES = 1024 * 1024

/** Builds the server. Hooks run in the order of the lines. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, db, passwords, storage, provider, models, metrics, tracing, stopping } = options
  const secrets = config.JWT_SECRET ?? [await secretFrom(resolve(config.DATA_DIRECTORY, 'jwt-secret'))]
  const publicUrl = publicUrlOf(config)
  const constantHeaders = {
    ...securityHeaders({ https: publicUrl?.startsWith('https:') ?? false }),
    'Parley-Contract': contractDocument.info.version,
  }
  const setCommonHeaders = commonHeaderSetter(constantHeaders)
  const isProxy = proxyaddr.compile([...(config.TRUST_PROXY ?? [])])
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestIds(isProxy),
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler: malformedRequest(options.logger, constantHeaders, pathOf(publicUrl)),
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply)
      addOriginHeaders(request, reply, config.CORS_ORIGINS ?? [])
      handleUndecodablePath(error, request, reply)
    },
    http: {
      requireHostHeader: false,
      headersTimeout: config.HEADER_TIMEOUT * 1000,
      connectionsCheckingInterval: 1_000,
    },
    keepAliveTimeout: config.IDLE_TIMEOUT * 1000,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 1_000 },
    return503OnClosing: false,
    // Fastify's 10 s are too few for a very slow machine, and no plugin waits for anything.
    pluginTimeout: 0,
    trustProxy: config.TRUST_PROXY ? isProxy : false,
  })

  const files = modelFiles({
    db,
    storage,
    guardedFetch: createGuardedFetch({
      networks: config.OUTSIDE_ALLOWED_NETWORKS ?? [],
      ports: config.OUTSIDE_ALLOWED_PORTS,
    }),
    documents: config.LLM_DOCUMENTS === 'on' && provider.documents,
    pictures: provider.pictures,
  })
  const contextLimit = config.LLM_CONTEXT_LIMIT
  const quotas = {
    stored_bytes: config.QUOTA_STORED_BYTES,
    files: config.QUOTA_FILES,
    active_runs: config.QUOTA_ACTIVE_RUNS,
    tokens_a_day: config.QUOTA_TOKENS_A_DAY,
  }
  const redis = config.REDIS_URL === undefined ? undefined : await redisAt(config.REDIS_URL, options.logger)
  const signals = redis === undefined ? noSignals : redisSignals(redis)
  const schemas = createSchemaChecks()
  const runs = startRuns({
    db,
    signals,
    provider,
    models,
    files,
    contextLimit,
    quotas,
    schemas,
    log: options.logger,
    metrics,
  })

  const jobs = startJobs({
    db: jobsOf(db),
    jobs: [
      abandonedRuns(options.logger),
      expiredEvents,
      deletedChats(eraseAnswers),
      deletedAccounts(),
      ...(config.RETENTION_DAYS > 0 ? retentionJobs(config.RETENTION_DAYS) : []),
      ...expiryJobs,
      ...objectJobs(storage),
    ],
    pace: options.jobPace,
    log: options.logger,
    metrics,
  })
  app.addHook('onClose', () => jobs.close())

  handleErrors(app)
  deferContinue(app.server)
  await tracing?.trace(app)
  const isClosing = shutDownGracefully(app, () => runs.close())
  endSlowClients(app, {
    bodyTimeout: config.BODY_TIMEOUT * 1000,
    readTimeout: config.IDLE_TIMEOUT * 1000,
    // A message that is sent back has a longer body than others.
    bodyLimit: Math.max(2 * MAX_BODY_BYTES, config.UPLOAD_LIMIT) + MAX_FORM_OVERHEAD_BYTES,
  })
  if (metrics) recordHttpMetrics(app, metrics)
  logRequests(app)
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply)
    done()
  })
  await allowOrigins(app, config.CORS_ORIGINS ?? [])
  expectRoute(app)
  if (options.shedsLoad ?? true) shedLoad(app, db)
  readJson(app)
  app.setValidatorCompiler(validatorCompiler)
  app.decorateRequest('caller', null)
  app.decorateRequest('linkOwner', null)
  decoratePublicUrl(app, publicUrl)
  prefixReferences(app, pathOf(publicUrl))

  await app.register(jwt, jwtOptions(secrets))
  const accessLifetime = config.ACCESS_TOKEN_LIFETIME
  const refreshLifetime = config.REFRESH_TOKEN_LIFETIME
  const revocations = watchRevocations(reservedOf(db), {
    lifetime: accessLifetime,
    signals,
    onError: (error) =>
      app.log.warn(
        { err: error },
        'Revocations cannot be read, so requests with an access token wait or fail: check the database.',
      ),
  })
  app.addHook('onClose', () => revocations.close())

  const tokens = createTokens(app.jwt, { secrets, accessLifetime, refreshLifetime })
  const buckets = sharedBuckets(db, { redis, log: options.logger })
  app.addHook('onClose', () => buckets.close())
  app.addHook('onClose', () => schemas.close())
  app.addHook('onClose', async () => redis?.destroy())

  const signingKeys = deriveKeys(secrets, 'parley signed link to a file')
  const signedUrls = createSignedUrls({ signingKeys, lifetime: config.LINK_LIFETIME })
  const perMinute = {
    user: config.USER_RATE,
    address: config.ADDRESS_RATE,
    signIn: config.SIGN_IN_RATE,
    ask: config.ASK_RATE,
    upload: config.UPLOAD_RATE,
  }
  const rates = limitRates(buckets, perMinute, (token) => {
    const claims = tokens.read(token)
    return claims?.token_type === 'refresh' ? claims.sid : undefined
  })
  const registration: Registration = {
    guards: guards({ tokens, signedUrls, revocations }),
    limited: rates.limited,
    forms: {
      limit: config.UPLOAD_LIMIT + MAX_FORM_BYTES,
      tooLarge: () => fileTooLarge(config.UPLOAD_LIMIT),
    },
  }
  const accounts = {
    accessLifetime,
    db,
    loginThrottle: createLoginThrottle(buckets, config.LOGIN_FAILURES),
    known: knownAddresses(db, secrets),
    passwords,
    revocations,
  }
  const answers = createAnswersInProgress()
  const discard = discarding(db, storage)
  const isStopping = () => isClosing() || stopping?.aborted === true
  const resources = [
    contractRoutes(),
    problemRoutes(),
    healthRoutes({ db, storage, isStopping }),
    tokenRoutes({ ...accounts, refreshLifetime, tokens }),
    accountRoutes({ ...accounts, cancelRunsOf }),
    chatRoutes({ db, models }),
    messageRoutes({ db, findChat, eraseAnswers, ...answers }),
    runRoutes({ answers, db, runs, metrics }),
    llmRoutes({ answers, contextLimit, db, files, signedUrls, metrics, models, runs, schemas }),
    usageRoutes({ db, quotas }),
  ]
  for (const resource of resources) await app.register(resource, registration)
  // Registered only for files, because multipart parsing would cost a hook for every request elsewhere.
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false })
    await scope.register(
      fileRoutes({ db, signedUrls, quotas, storage, discard, uploadLimit: config.UPLOAD_LIMIT }),
      registration,
    )
  })
  await serveDocs(app, contractDocument, pathOf(publicUrl))
  await app.ready()
  return app
}

async function redisAt(url: string, log: FastifyBaseLogger): Promise<RedisClient> {
  // Loaded only if Redis is configured.
  const { connectRedis } = await import('./replicas/redis-client.ts')
  return connectRedis(url, (error) =>
    log.warn(
      { err: error },
      'Redis cannot be reached, so events of other replicas arrive later: check it and REDIS_URL.',
    ),
  )
}
