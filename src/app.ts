import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createServer } from './app/create-server.ts'
import type { AppOptions } from './app/options.ts'
import { registerRoutes } from './app/register-routes.ts'
import { startServices } from './app/start-services.ts'
import { secretFrom } from './auth/secret-file.ts'
import type { Config } from './config.ts'
import { contractDocument } from './contract/contract-routes.ts'
import { serveDocs } from './contract/docs.ts'
import { expectRoute, handleErrors } from './contract/problems.ts'
import { validatorCompiler } from './contract/validation.ts'
import { commonHeaderSetter } from './http/common-headers.ts'
import { deferContinue } from './http/connections/expect-continue.ts'
import { shutDownGracefully } from './http/connections/graceful-shutdown.ts'
import { shedLoad } from './http/connections/load-shedding.ts'
import { endSlowClients } from './http/connections/slow-clients.ts'
import { allowOrigins } from './http/cors.ts'
import { readJson } from './http/json-body.ts'
import { decoratePublicUrl, pathOf, prefixReferences, publicUrlOf } from './http/public-url.ts'
import { securityHeaders } from './http/security-headers.ts'
import { recordHttpMetrics } from './http/telemetry/http-metrics.ts'
import { logRequests } from './http/telemetry/log.ts'
import { MAX_REPLACEMENT_BYTES } from './messages/routes.ts'

/** Longest overhead of a form around its file, in bytes. */
const MAX_FORM_OVERHEAD_BYTES = 1024 * 1024

/**
 * Builds the server. A request passes, in this order: the connection's checks, the hooks, and those of its
 * route, which are its guard, its rate limits and the validation of its input.
 */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, stopping } = options
  const secrets = config.JWT_SECRET ?? [await secretFrom(resolve(config.DATA_DIRECTORY, 'jwt-secret'))]
  const publicUrl = publicUrlOf(config)
  const constantHeaders = {
    ...securityHeaders({ https: publicUrl?.startsWith('https:') ?? false }),
    'Parley-Contract': contractDocument.info.version,
  }

  const app = createServer(options, constantHeaders, publicUrl)
  const services = await startServices(app, options)
  handleErrors(app)
  // Before all other hooks, so that a span covers them.
  await options.tracing?.trace(app)
  const isClosing = watchConnections(app, config, () => services.runs.close())
  await addHooks(app, options, constantHeaders)
  readJson(app)
  app.setValidatorCompiler(validatorCompiler)
  decorateRequests(app, publicUrl)
  prefixReferences(app, pathOf(publicUrl))
  const isStopping = () => isClosing() || stopping?.aborted === true
  await registerRoutes(app, options, { ...services, secrets, isStopping })
  await serveDocs(app, contractDocument, pathOf(publicUrl))
  await app.ready()
  return app
}

/** Returns a function that returns true once the server is closing. */
function watchConnections(
  app: FastifyInstance,
  config: Pick<Config, 'BODY_TIMEOUT' | 'IDLE_TIMEOUT' | 'UPLOAD_LIMIT'>,
  drain: () => Promise<void>,
): () => boolean {
  deferContinue(app.server)
  const isClosing = shutDownGracefully(app, drain)
  endSlowClients(app, {
    bodyTimeout: config.BODY_TIMEOUT * 1000,
    readTimeout: config.IDLE_TIMEOUT * 1000,
    bodyLimit: Math.max(MAX_REPLACEMENT_BYTES, config.UPLOAD_LIMIT) + MAX_FORM_OVERHEAD_BYTES,
  })
  return isClosing
}

/** Adds the hooks of every request. They run in the order of these lines. */
async function addHooks(
  app: FastifyInstance,
  { config, db, metrics, shedsLoad = true }: AppOptions,
  constantHeaders: Readonly<Record<string, string>>,
): Promise<void> {
  // Metrics, logs and headers come first, because later hooks reject requests and answer preflights.
  if (metrics) recordHttpMetrics(app, metrics)
  logRequests(app)
  const setCommonHeaders = commonHeaderSetter(constantHeaders)
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply)
    done()
  })
  await allowOrigins(app, config.CORS_ORIGINS ?? [])
  // After CORS, so that browsers can read the problem, and preflights are not a method that is not allowed.
  expectRoute(app)
  // Last, so that overload does not hide problems that a retry cannot solve.
  if (shedsLoad) shedLoad(app, db)
}

function decorateRequests(app: FastifyInstance, publicUrl: string | undefined): void {
  app.decorateRequest('caller', null)
  app.decorateRequest('linkOwner', null)
  decoratePublicUrl(app, publicUrl)
}
