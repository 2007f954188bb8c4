import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { responseHeaders } from '../../generated/routes.ts'
import { allowedMethods } from './allowed-methods.ts'

/** For how long, in seconds, a browser need not ask again. */
const PREFLIGHT_LIFETIME_SECONDS = 600

/** What a page may send, beside what any page may send anywhere. */
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

/** What a page may read of an answer, beside what it may read of any. */
const exposedHeaders = [...responseHeaders, 'Date']

/**
 * Lets pages of these origins call this server (CORS), and of no others. It allows no credentials: those of this server
 * are tokens, which no browser sends by itself. Where there are no origins, nothing is said at all.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  await app.register(cors, {
    delegator: ({ method, url, headers }, done) => {
      const isAllowed = headers.origin !== undefined && origins.includes(headers.origin)
      const methods = method === 'OPTIONS' ? allowedMethods(url) : []
      done(null, {
        origin: isAllowed && [...origins],
        // Anything else that is OPTIONS is a method that no path has.
        preflight: methods.length > 0 && headers['access-control-request-method'] !== undefined,
        methods,
        allowedHeaders,
        exposedHeaders,
        maxAge: PREFLIGHT_LIFETIME_SECONDS,
      })
    },
  })
}

/**
 * Gives an answer the CORS headers of any other. Needed where no hook runs: for a path that Fastify cannot
 * read.
 */
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
