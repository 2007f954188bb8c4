import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { routes } from '../../generated/routes.ts'
import { isUnavailable, violatedConstraint } from '../database/failures.ts'
import { Problem, problem } from '../problem.ts'
import { StorageFull, StorageUnavailable } from '../storage/storage.ts'
import { hasLeft } from './disconnect.ts'
import { invalid } from './validation.ts'

/**
 * Answers every failure as a problem document: those of handlers and hooks, and Fastify's own. Routes that are there
 * before would not know of it.
 */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problem('not_found')))
}

/** Refuses requests for unknown paths and methods, and those that name no host. */
export function expectRoute(app: FastifyInstance): void {
  // Node would answer these two itself, and not with problems (RFC 9112, section 3.2; RFC 9110, section 10.1.1).
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.addHook('onRequest', (request, _reply, done) => {
    const hasHost = request.headers.host !== undefined || request.raw.httpVersion !== '1.1'
    done(hasHost ? undefined : invalid([{ pointer: '/header/host', message: 'is required' }]))
  })
  // Before Fastify looks at the body: it would answer an odd method 400 for its media type. What asks before a call from
  // another origin has been answered by now, and no operation has the method OPTIONS.
  app.addHook('onRequest', (request, _reply, done) => {
    const isMissing = request.is404 || request.method === 'OPTIONS'
    done(isMissing ? nothingAt(methodsOf(request.url)) : undefined)
  })
}

/** Answers a path that the router cannot read, which it finds before any hook, and so logs it too. */
export function answerUnreadablePath(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const methods = methodsOf(request.url)
  if (methods.includes(request.method)) answerError(error, request, reply)
  else sendProblem(request, reply, nothingAt(methods))
  request.log.info({ method: request.method, operation: 'none', status: reply.statusCode })
}

/** Answers what was thrown; what is no problem of the client's is logged, and told it as little as can be. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = toProblem(error)
  if (hasLeft(reply)) request.log.debug({ err: error }, 'the client left before its answer')
  // To shed is to be cheap: the request's own line is enough.
  else if (found.status >= 500 && found.code !== 'overloaded')
    request.log.error({ err: error }, found.message)
  return sendProblem(request, reply, found)
}

/** Sends a problem as application/problem+json (RFC 9457). */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, found: Problem): FastifyReply {
  return reply
    .code(found.status)
    .headers(found.headers)
    .type('application/problem+json')
    .send(found.document(request.id))
}

/** What a failure is called in the contract. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StorageFull) return problem('storage_full')
  if (error instanceof StorageUnavailable) return problem('storage_unavailable')
  if (isUnavailable(error)) return problem('database_unavailable')
  // The account was deleted while its request was under way.
  if (violatedConstraint(error)?.endsWith('_user')) return problem('token_not_valid')
  switch ((error as Partial<FastifyError>).code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('body_too_large')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('malformed_body', { detail: 'The body is not as long as its Content-Length says.' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported_media_type')
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_ASYNC_CONSTRAINT':
      return invalid([{ pointer: '/path', message: 'cannot be read' }])
    default:
      return problem('internal_error')
  }
}

/** The problem of a path that is not here, or has other methods than the request's. */
function nothingAt(methods: readonly string[]): Problem {
  if (methods.length === 0) return problem('not_found')
  return problem('method_not_allowed', { headers: { Allow: methods.join(', ') } })
}

/** The contract's paths, each as a pattern of both its spellings, with the methods that it has. */
const paths = Object.values(routes).map(({ url, method }) => ({
  pattern: new RegExp(`^${url.replace(/\/$/, '').replaceAll(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}/?$`),
  methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
}))

/** The methods of a request's target (RFC 9112, section 3.2), which is read as the router reads it. */
export function methodsOf(target: string): string[] {
  const path = target
    .replace(/^[^/]+:\/\/[^/?#]*/, '')
    .replace(/[?#].*$/s, '')
    .replaceAll(/\/+/g, '/')
  const readable = decoded(path)
  return paths.filter(({ pattern }) => pattern.test(readable)).flatMap(({ methods }) => methods)
}

/** Percent-encoding undone, but for what would then separate (`%2F`); text that cannot be decoded stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** Makes what answers that which is not HTTP, or does not become a request in time: Node gives up on it before Fastify has one. */
export function malformedRequest(log: FastifyBaseLogger) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    // Who has not asked anything would take an answer for that to his first request.
    const isSilent = isLate && socket.bytesRead === 0
    if (error.code === 'ECONNRESET' || !socket.writable || isSilent) return void socket.destroy()
    const requestId = randomUUID()
    const unreadable = { pointer: '/header', message: 'cannot be read as HTTP' }
    const found: Problem = isLate ? problem('request_timeout') : invalid([unreadable])
    log.info({ request_id: requestId, code: error.code, status: found.status }, 'not a request')
    const body = JSON.stringify(found.document(requestId))
    const line = `${found.status} ${STATUS_CODES[found.status]}`
    const length = Buffer.byteLength(body)
    socket.end(
      `HTTP/1.1 ${line}\r\nContent-Type: application/problem+json\r\nX-Request-Id: ${requestId}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
}
