import type { FastifyInstance } from 'fastify'
import type { LoggerOptions } from 'pino'
import { givenId } from '../request-id.ts'

/**
 * What is never written, should a line ever be given it: the parts of a request as a whole, and what is secret in them.
 * By name alone: to look for these names in every object would cost 10 µs a line and more, a line itself half of one.
 */
const secretNames = [
  ...['req', 'request', 'headers', 'query', 'body', 'config', 'options'],
  ...['authorization', 'cookie', 'token', 'access', 'refresh', 'signature', 'url'],
  ...['password', 'current_password', 'new_password', 'secret', 'apiKey'],
  ...['prompt', 'system', 'content', 'messages', 'title'],
]

/** How the server logs: JSON lines, in which neither the objects that are logged nor errors carry secrets. */
export function logOptions(level: string): LoggerOptions {
  return { level, base: null, redact: secretNames, serializers: { err: told } }
}

/** What is told of an error: nothing of what libraries add to theirs, such as rows, statements, headers and addresses. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return {
    name,
    code,
    message,
    stack,
    ...(cause !== undefined && { cause: told(cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.map(told) }),
  }
}

/**
 * Writes one line a request, when it is answered. The operation stands for the path, because the query of a signed link
 * is a secret. `client_request_id` is the `X-Request-Id` of a client that may not choose the request's id.
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
