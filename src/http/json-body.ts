import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { parse as parseContentType } from 'content-type'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { awaitsContinue, sendContinue } from './connections/expect-continue.ts'
import { inputError, invalid } from './problems/input-errors.ts'
import { isObject } from './problems/pointer.ts'
import { type Problem, problem } from './problems/problem.ts'

/** What the contract says of an operation's body. */
interface BodyRules {
  readonly method: string
  readonly body: Readonly<Record<string, unknown>>
  readonly bodyRequired: boolean
}

/** The longest body, in bytes, that is read to see that it is an empty JSON object. */
const MAX_EMPTY_BYTES = 64

/** Reads JSON as RFC 8259 has it, in UTF-8 and nothing else, instead of Fastify's two parsers. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    if (bytes.length === 0) return done(null, undefined)
    if (!isUtf8(bytes))
      return done(problem('malformed_body', { detail: 'The body is not valid UTF-8; encode it as UTF-8.' }))
    try {
      done(null, parseJson(bytes))
    } catch {
      done(problem('malformed_body', { detail: 'The body is not valid JSON; correct its syntax.' }))
    }
  })
}

/**
 * Makes a hook that refuses a body which the operation does not take, before any of it is read: where the
 * operation takes none, one of a media type that it does not declare, one that is encoded, or one that is
 * declared longer than the route's `bodyLimit`. An empty body is no body; nor is `{}` where an operation other
 * than GET takes none, because many HTTP clients send it with every such request.
 *
 * @param tooLarge makes the problem of a body that is too long
 */
export function expectBody({ body, bodyRequired, method }: BodyRules, tooLarge: () => Problem) {
  const taken = Object.keys(body)
  const unsupported = {
    detail: `Send the body as ${taken.join(' or ')}; the operation accepts nothing else.`,
  }

  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const { headers, raw } = request
    if (!(await hasBody(raw))) {
      if (bodyRequired) throw invalid([inputError('/body', 'missing')])
      return forgetBody(headers)
    }
    expectIdentity(headers['content-encoding'])
    const { type } = parseContentType(headers['content-type'] ?? '', { parameters: false })
    if (taken.length === 0) {
      const isEmpty = method !== 'GET' && type === 'application/json' && (await isEmptyObject(raw))
      if (!isEmpty) throw invalid([inputError('/body', 'unexpectedBody')])
      return forgetBody(headers)
    }
    if (!taken.includes(type)) throw problem('unsupported_media_type', unsupported)
    const { bodyLimit } = request.routeOptions
    if (bodyLimit !== undefined && Number(headers['content-length'] ?? 0) > bodyLimit) throw tooLarge()
  }
}

/** A hook that catches JSON which arrives chunked after `100 Continue` and turns out to be nothing. */
export function expectContent({ body, bodyRequired }: BodyRules) {
  const isRequired = bodyRequired && 'application/json' in body
  return async (request: FastifyRequest): Promise<void> => {
    if (isRequired && request.body === undefined) throw invalid([inputError('/body', 'missing')])
  }
}

/**
 * Finds out whether a request has a body of at least one byte. A chunked body tells by its first chunk, which
 * is waited for and left unread: some proxies send requests without a body as chunked ones.
 *
 * @throws the Problem `request_timeout` where neither a chunk nor the end comes in time
 */
async function hasBody(request: IncomingMessage): Promise<boolean> {
  const { headers } = request
  if (headers['transfer-encoding'] === undefined) return Number(headers['content-length'] ?? 0) > 0
  // Nobody may ask for 100 Continue without a body (RFC 9110, section 10.1.1), and no chunk comes before it.
  if (awaitsContinue(request)) return true
  while (request.readableLength === 0 && !request.complete) await once(request, 'readable')
  return request.readableLength > 0
}

/** Makes Fastify look for no parser of a body that is none. */
function forgetBody(headers: IncomingMessage['headers']): void {
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) delete headers[name]
}

/**
 * Reads a short body and returns whether it is a JSON object without members. What is longer is left unread.
 *
 * @throws the Problem `request_timeout` where the body does not come in time
 */
async function isEmptyObject(request: IncomingMessage): Promise<boolean> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_EMPTY_BYTES) return false
  sendContinue(request)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_EMPTY_BYTES) return false
  }
  try {
    const value = parseJson(Buffer.concat(chunks))
    return isObject(value) && Object.keys(value).length === 0
  } catch {
    return false
  }
}

/** Parses JSON in UTF-8. A byte order mark is ignored, as RFC 8259 (section 8.1) allows. */
function parseJson(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString().replace(/^\uFEFF/, ''))
}

function expectIdentity(contentEncoding: string | undefined): void {
  const codings = (contentEncoding ?? '').split(',').map((coding) => coding.trim().toLowerCase())
  if (codings.every((coding) => coding === '' || coding === 'identity')) return
  throw problem('unsupported_media_type', {
    detail: 'The body has a Content-Encoding; send it uncompressed, without this header.',
    errors: [inputError('/header/content-encoding', 'encodedBody')],
    headers: { 'Accept-Encoding': 'identity' },
  })
}
