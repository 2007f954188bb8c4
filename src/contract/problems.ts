import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from '../database/failures.ts'
import { missingReference } from '../database/missing-reference.ts'
import { Failure } from '../failure.ts'
import { allowedMethods } from '../http/allowed-methods.ts'
import { hasLeft } from '../http/connections/disconnect.ts'
import { expectsMore } from '../http/connections/expect-continue.ts'
import { type Finding, inputError, invalid } from '../http/problems/input-errors.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import { isHost } from '../http/public-url.ts'

/**
 * Answers every failure as a problem document: those of handlers and hooks, and Fastify's own. Routes that are there
 * before would not know of it.
 */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problem('unknown_path')))
}

/** Refuses requests for unknown paths and methods, and those that name no host. */
export function expectRoute(app: FastifyInstance): void {
  app.server.on('request', (request, response) => newest.set(request.socket, response))
  // Node would answer without a problem document where Host is missing, and take the first of several.
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const finding = hostError(raw)
    if (finding !== undefined) return done(invalid([inputError('/header/host', finding)]))
    const coding = raw.headers['transfer-encoding']
    done(coding === undefined || /^chunked$/i.test(coding) ? undefined : unknownCoding())
  })
  // Before Fastify looks at the body: it would answer an odd method 400 for its media type. What asks before a call from
  // another origin has been answered by now, and no operation has the method OPTIONS.
  app.addHook('onRequest', (request, _reply, done) => {
    const isMissing = request.is404 || request.method === 'OPTIONS'
    done(isMissing ? nothingAt(allowedMethods(request.url)) : undefined)
  })
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    done(expectsMore(raw) ? problem('expectation_failed', { headers: { Connection: 'close' } }) : undefined)
  })
}

/**
 * The problem of a transfer coding that the HTTP parser leaves undone. Where the body ends is uncertain then.
 */
function unknownCoding(): Problem {
  const errors = [inputError('/header/transfer-encoding', 'unknownTransferCoding')]
  return problem('invalid_request', { errors, headers: { Connection: 'close' } })
}

/** What is wrong with the Host of a request, if anything (RFC 9112, section 3.2). */
function hostError({ headers: { host }, httpVersion, rawHeaders }: IncomingMessage): Finding | undefined {
  if (host === undefined) return httpVersion === '1.1' ? 'missing' : undefined
  if (host !== '' && !isHost(host)) return 'malformedHost'
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  return hosts.length > 1 ? 'duplicateHost' : undefined
}

/** Answers a path that the router cannot read, which it finds before any hook, and so logs it too. */
export function answerUnreadablePath(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const methods = allowedMethods(request.url)
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
    .send(found.document(request.id, request.server.publicPath))
}

/** What a failure is called in the contract. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Failure) return problem(error.code, error.details)
  if (isUnavailable(error)) return problem('database_unavailable')
  // The account was deleted while its request was under way.
  if (missingReference(error) === 'users') return problem('token_not_valid')
  switch ((error as Partial<FastifyError>).code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('body_too_large')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('malformed_body', {
        detail: 'The length of the body differs from its Content-Length; correct the header.',
      })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported_media_type')
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_ASYNC_CONSTRAINT':
      return invalid([inputError('/path', 'malformedPath')])
    default:
      return problem('internal_error')
  }
}

/** The problem of a path that is not here, or has other methods than the request's. */
function nothingAt(methods: readonly string[]): Problem {
  if (methods.length === 0) return problem('unknown_path')
  return problem('method_not_allowed', { headers: { Allow: methods.join(', ') } })
}

/** The newest response of each connection. */
const newest = new WeakMap<Socket, ServerResponse>()

/**
 * Makes a handler of errors of the HTTP parser, which come before Fastify has a request: it answers with a
 * problem, and closes the connection. An answer that is under way is not cut.
 *
 * @param headers what every answer has
 * @param publicPath the path of the server's public address
 */
export function malformedRequest(
  log: FastifyBaseLogger,
  headers: Readonly<Record<string, string>>,
  publicPath: string,
) {
  const refused = new WeakSet<Socket>()
  return (error: Error & { code?: string }, socket: Socket): void => {
    const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    // An answer to a client that has not asked anything would be taken for the one to its first request.
    const isSilent = isLate && socket.bytesRead === 0
    if (error.code === 'ECONNRESET' || !socket.writable || isSilent) return void socket.destroy()
    // The parser reports the same error again with all that follows.
    if (refused.has(socket)) return
    refused.add(socket)
    const refuse = () => {
      if (!socket.writable) return
      const requestId = randomUUID()
      const found = parserProblem(error.code)
      log.info({ request_id: requestId, code: error.code, status: found.status }, 'not a request')
      socket.end(messageOf(found, requestId, headers, publicPath))
    }
    const response = newest.get(socket)
    if (response === undefined || response.writableFinished) refuse()
    // What is malformed comes after a whole request, whose answer goes first.
    else if (response.req.complete) response.once('finish', refuse)
    else if (response.headersSent) socket.destroy()
    else refuse()
  }
}

/** The problem of an error of Node's HTTP parser. */
function parserProblem(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('request_timeout')
  if (code === 'HPE_HEADER_OVERFLOW') return problem('headers_too_large')
  return invalid([inputError('/header', 'malformedHeader')])
}

/** A problem as an HTTP message. */
function messageOf(
  found: Problem,
  requestId: string,
  common: Readonly<Record<string, string>>,
  publicPath: string,
): string {
  const body = JSON.stringify(found.document(requestId, publicPath))
  const headers = {
    ...common,
    ...found.headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestId,
    Date: new Date().toUTCString(),
    Connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status]}\r\n${lines.join('')}\r\n${body}`
}
