import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { methodsOf } from './problems.ts'

/** For how long, in seconds, a browser need not ask again. */
const PREFLIGHT_LIFETIME = 600

/** What a page may send, beside what any page may send anywhere. */
const allowedHeaders = [
  ...['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'X-Request-Id'],
  ...['Range', 'If-Range', 'If-None-Match', 'If-Modified-Since', 'traceparent', 'tracestate'],
]

/** What a page may read of an answer, beside what it may read of any. */
const exposedHeaders = [
  ...['Link', 'Location', 'Retry-After', 'Idempotency-Replayed', 'RateLimit', 'RateLimit-Policy'],
  ...['Accept-Ranges', 'Content-Disposition', 'Content-Range', 'ETag'],
  ...['Allow', 'WWW-Authenticate', 'X-Request-Id'],
]

/**
 * Lets pages of these origins call this server (CORS), and of no others. It allows no credentials: those of this server
 * are tokens, which no browser sends by itself. Where there are no origins, nothing is said at all.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  await app.register(cors, {
    delegator: ({ method, url, headers }, done) => {
      const isAllowed = headers.origin !== undefined && origins.includes(headers.origin)
      const methods = method === 'OPTIONS' ? methodsOf(url) : []
      done(null, {
        origin: isAllowed && [...origins],
        // Anything else that is OPTIONS is a method that no path has.
        preflight: methods.length > 0 && headers['access-control-request-method'] !== undefined,
        methods,
        allowedHeaders,
        exposedHeaders,
        maxAge: PREFLIGHT_LIFETIME,
      })
    },
  })
}
