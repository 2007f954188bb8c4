import proxyaddr from '@fastify/proxy-addr'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { handleUndecodablePath, malformedRequest } from '../contract/problems.ts'
import { commonHeaderSetter } from '../http/common-headers.ts'
import { addOriginHeaders } from '../http/cors.ts'
import { pathOf } from '../http/public-url.ts'
import { requestIds } from '../http/request-id.ts'
import type { AppOptions } from './options.ts'

/** Longest JSON body, in bytes. Fits the longest prompt or message with every character escaped. */
const MAX_BODY_BYTES = 4 * 1024 * 1024

/**
 * Creates the Fastify server, without hooks and routes. `constantHeaders` are set on responses for which no
 * hook runs.
 */
export function createServer(
  { config, logger }: Pick<AppOptions, 'config' | 'logger'>,
  constantHeaders: Readonly<Record<string, string>>,
  publicUrl: string | undefined,
): FastifyInstance {
  const setCommonHeaders = commonHeaderSetter(constantHeaders)
  const isProxy = proxyaddr.compile([...(config.TRUST_PROXY ?? [])])
  return Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestIds(isProxy),
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler: malformedRequest(logger, constantHeaders, pathOf(publicUrl)),
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
}
