import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { responseHeaders } from '../../generated/routes.ts'
import { allowedMethods } from './allowed-methods.ts'

const PREFLIGHT_LIFETIME_SECONDS = 600

const allowedHeaders = [
  ...['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'X-Request-Id'],
  ...['Range', 'If-Range', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'],
  // Added by libraries for event streams, such as the eventsource polyfill, and by clients that bypass
  // caches.
  ...['Cache-Control', 'Pragma', 'Expires', 'X-Requested-With', 'ngsw-bypass'],
  // Added by tracing in the browser: W3C and OpenTelemetry, Sentry, Zipkin (B3), Datadog, New Relic, Jaeger,
  // AWS X-Ray and Application Insights.
  ...['traceparent', 'tracestate', 'baggage', 'sentry-trace'],
  ...['b3', 'X-B3-TraceId', 'X-B3-SpanId', 'X-B3-ParentSpanId', 'X-B3-Sampled', 'X-B3-Flags'],
  ...['x-datadog-trace-id', 'x-datadog-parent-id', 'x-datadog-sampling-priority', 'x-datadog-origin'],
  ...['x-datadog-tags', 'newrelic', 'uber-trace-id', 'X-Amzn-Trace-Id', 'Request-Id', 'Request-Context'],
]

const exposedHeaders = [...responseHeaders, 'Date']

/**
 * Allows these origins to call this server. Credentials are not allowed: the access tokens here are not sent
 * by browsers by themselves.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  await app.register(cors, {
    delegator: ({ method, url, headers }, done) => {
      const isAllowed = headers.origin !== undefined && origins.includes(headers.origin)
      const methods = method === 'OPTIONS' ? allowedMethods(url) : []
      done(null, {
        origin: isAllowed && [...origins],
        // Any other OPTIONS request is a method that no path has.
        preflight: methods.length > 0 && headers['access-control-request-method'] !== undefined,
        methods,
        allowedHeaders,
        exposedHeaders,
        maxAge: PREFLIGHT_LIFETIME_SECONDS,
      })
    },
  })
}

/** Sets the CORS headers of a response for which no hook runs, because Fastify cannot decode its path. */
export function addOriginHeaders(
  { headers: { origin } }: FastifyRequest,
  reply: FastifyReply,
  origins: readonly string[],
): void {
  if (origins.length === 0) return
  reply.header('Vary', 'Origin')
  if (origin === undefined || !origins.includes(origin)) return
  reply.header('Access-Control-Allow-Origin', origin)
  reply.header('Access-Control-Expose-Headers', exposedHeaders.join(', '))
}
