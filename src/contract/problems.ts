import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from '../database/failures.ts'
import { missingReference } from '../database/missing-reference.ts'
import { allowedMethods } from '../http/allowed-methods.ts'
import { hasDisconnected } from '../http/connections/disconnect.ts'
import { hasUnknownExpectation } from '../http/connections/expect-continue.ts'
import { Failure } from '../http/problems/failure.ts'
import { type Finding, inputError, invalid } from '../http/problems/input-errors.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import { isHost } from '../http/public-url.ts'

/**
 * Makes every failure a problem document: those of handlers and hooks, and Fastify's own. Must be called
 * before routes are registered.
 */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler(handleError)
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problem('unknown_path')))
}

export function expectRoute(app: FastifyInstance): void {
  app.server.on('request', (request, response) => latestResponses.set(request.socket, response))
  // Node would reject a missing Host without a problem document, and use the first of several.
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const finding = hostError(raw)
    if (finding !== undefined) return done(invalid([inputError('/header/host', finding)]))
    const coding = raw.headers['transfer-encoding']
    done(coding === undefined || /^chunked$/i.test(coding) ? undefined : unknownCoding())
  })
  // Before Fastify reads the body: it would reject an unknown method with 400 because of the media type. CORS
  // preflights have been handled by now, and no operation has the method OPTIONS.
  app.addHook('onRequest', (request, _reply, done) => {
    const isMissing = request.is404 || request.method === 'OPTIONS'
    done(isMissing ? unknownRoute(allowedMethods(request.url)) : undefined)
  })
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    done(
      hasUnknownExpectation(raw)
        ? problem('expectation_failed', { headers: { Connection: 'close' } })
        : undefined,
    )
  })
}

/** Closes the connection, because the end of the body is unknown. */
function unknownCoding(): Problem {
  const errors = [inputError('/header/transfer-encoding', 'unknownTransferCoding')]
  return problem('invalid_request', { errors, headers: { Connection: 'close' } })
}

function hostError({ headers: { host }, httpVersion, rawHeaders }: IncomingMessage): Finding | undefined {
  if (host === undefined) return httpVersion === '1.1' ? 'missing' : undefined
  if (host !== '' && !isHost(host)) return 'malformedHost'
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  return hosts.length > 1 ? 'duplicateHost' : undefined
}

/** Handles a path that the router cannot decode. No hook runs for it, so it is logged here. */
export function handleUndecodablePath(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const methods = allowedMethods(request.url)
  if (methods.includes(request.method)) handleError(error, request, reply)
  else sendProblem(request, reply, unknownRoute(methods))
  request.log.info({ method: request.method, operation: 'none', status: reply.statusCode })
}

/** Sends an error as a problem. Server errors are logged, and their details not sent. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = toProblem(error)
  if (hasDisconnected(reply))
    request.log.debug({ err: error }, 'The client disconnected before the response was complete.')
  // Shedding load has to be cheap; the log line of the request is enough.
  else if (found.status >= 500 && found.code !== 'overloaded')
    request.log.error({ err: error }, found.message)
  return sendProblem(request, reply, found)
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, found: Problem): FastifyReply {
  return reply
    .code(found.status)
    .headers(found.headers)
    .type('application/problem+json')
    .send(found.document(request.id, request.server.publicPath))
}

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Failure) return problem(error.code, error.details)
  if (isUnavailable(error)) return problem('database_unavailable')
  // The account was deleted during the request.
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

function unknownRoute(methods: readonly string[]): Problem {
  if (methods.length === 0) return problem('unknown_path')
  return problem('method_not_allowed', { headers: { Allow: methods.join(', ') } })
}

const latestResponses = new WeakMap<Socket, ServerResponse>()

/**
 * Handles errors of the HTTP parser, which occur before Fastify has a request: sends a problem and closes the
 * connection, but does not cut off a response in progress.
 */
export function malformedRequest(
  log: FastifyBaseLogger,
  headers: Readonly<Record<string, string>>,
  publicPath: string,
) {
  const answered = new WeakSet<Socket>()
  return (error: Error & { code?: string }, socket: Socket): void => {
    const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    // A response before any request would be taken for the response to the first one.
    const isSilent = isLate && socket.bytesRead === 0
    if (error.code === 'ECONNRESET' || !socket.writable || isSilent) return void socket.destroy()
    // The parser repeats the error for everything that follows.
    if (answered.has(socket)) return
    answered.add(socket)
    const sendRejection = () => {
      if (!socket.writable) return
      const requestId = randomUUID()
      const found = parserProblem(error.code)
      log.info(
        { request_id: requestId, code: error.code, status: found.status },
        'A malformed request was rejected and its connection closed.',
      )
      socket.end(httpMessage(found, requestId, headers, publicPath))
    }
    const response = latestResponses.get(socket)
    if (response === undefined || response.writableFinished) sendRejection()
    // The malformed part follows a complete request, whose response is sent first.
    else if (response.req.complete) response.once('finish', sendRejection)
    else if (response.headersSent) socket.destroy()
    else sendRejection()
  }
}

function parserProblem(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('request_timeout')
  if (code === 'HPE_HEADER_OVERFLOW') return problem('headers_too_large')
  return invalid([inputError('/header', 'malformedHeader')])
}

function httpMessage(
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
