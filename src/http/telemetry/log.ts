import type { FastifyInstance } from 'fastify'
import type { LoggerOptions } from 'pino'
import { givenId } from '../request-id.ts'

/**
 * Members that are never logged: whole parts of a request, and the secrets in them.
 *
 * They are redacted at the top level only: searching every object would cost more than
 * 10 µs a line.
 */
const redactedNames = [
  ...['req', 'request', 'headers', 'query', 'body', 'config', 'options'],
  ...['authorization', 'cookie', 'token', 'access', 'refresh', 'signature', 'url'],
  ...['password', 'current_password', 'new_password', 'secret', 'apiKey'],
  ...['prompt', 'system', 'content', 'messages', 'title'],
]

export function logOptions(level: string): LoggerOptions {
  return { level, base: null, redact: redactedNames, serializers: { err: serializeError } }
}

/**
 * Serializes an error without the members that libraries add, such as rows, statements, headers and
 * addresses.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return {
    name,
    code,
    message,
    stack,
    ...(cause !== undefined && { cause: serializeError(cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.map(serializeError) }),
  }
}

/**
 * Logs one line per request when its response is complete. It has the operation instead of the path, because
 * the query of a signed URL is a secret.
 *
 * `client_request_id` is the `X-Request-Id` of a client that may not set the request's id.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const operation = request.routeOptions.config.operationId ?? 'none'
    const { method, caller } = request
    const given = givenId(request.raw)
    request.log.info({
      method,
      operation,
      status: reply.statusCode,
      user: caller?.id,
      client_request_id: given === request.id ? undefined : given,
      ms: Math.round(reply.elapsedTime),
    })
    done()
  })
}
