import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { parse as parseContentType } from 'content-type'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '../is-object.ts'
import { awaitsContinue, sendContinue } from './connections/expect-continue.ts'
import { inputError, invalid } from './problems/input-errors.ts'
import { type Problem, problem } from './problems/problem.ts'

interface BodyRules {
  readonly method: string
  readonly body: Readonly<Record<string, unknown>>
  readonly bodyRequired: boolean
}

const MAX_EMPTY_OBJECT_BYTES = 64

/** Replaces Fastify's parsers with one for JSON according to RFC 8259, in UTF-8 only. */
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
 * Creates a hook that rejects a body that the operation does not accept, before reading it. An empty body
 * counts as none; so does `{}` for operations without a body, except GET, because many HTTP clients always
 * send it.
 */
export function expectBody({ body, bodyRequired, method }: BodyRules, tooLarge: () => Problem) {
  const accepted = Object.keys(body)
  const unsupported = {
    detail: `Send the body as ${accepted.join(' or ')}; the operation accepts nothing else.`,
  }

  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const { headers, raw } = request
    if (!(await hasBody(raw))) {
      if (bodyRequired) throw invalid([inputError('/body', 'missing')])
      return dropBodyHeaders(headers)
    }
    expectIdentity(headers['content-encoding'])
    const { type } = parseContentType(headers['content-type'] ?? '', { parameters: false })
    if (accepted.length === 0) {
      const isEmpty = method !== 'GET' && type === 'application/json' && (await isEmptyObject(raw))
      if (!isEmpty) throw invalid([inputError('/body', 'unexpectedBody')])
      return dropBodyHeaders(headers)
    }
    if (!accepted.includes(type)) throw problem('unsupported_media_type', unsupported)
    const { bodyLimit } = request.routeOptions
    if (bodyLimit !== undefined && Number(headers['content-length'] ?? 0) > bodyLimit) throw tooLarge()
  }
}

/**
 * Creates a hook that rejects a required JSON body that was sent chunked, after `100 Continue`, and turned
 * out to be empty.
 */
export function expectContent({ body, bodyRequired }: BodyRules) {
  const isRequired = bodyRequired && 'application/json' in body
  return async (request: FastifyRequest): Promise<void> => {
    if (isRequired && request.body === undefined) throw invalid([inputError('/body', 'missing')])
  }
}

/**
 * Resolves to true if a request has a body of at least one byte.
 *
 * For a chunked body, waits for the first chunk and leaves it unread: some proxies send requests without a
 * body as chunked ones.
 *
 * @throws the Problem `request_timeout` if neither a chunk nor the end arrives in time
 */
async function hasBody(request: IncomingMessage): Promise<boolean> {
  const { headers } = request
  if (headers['transfer-encoding'] === undefined) return Number(headers['content-length'] ?? 0) > 0
  // `100-continue` implies a body (RFC 9110, section 10.1.1), and no chunk arrives before the interim
  // response.
  if (awaitsContinue(request)) return true
  while (request.readableLength === 0 && !request.complete) await once(request, 'readable')
  return request.readableLength > 0
}

function dropBodyHeaders(headers: IncomingMessage['headers']): void {
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) delete headers[name]
}

/**
 * Leaves the rest of a longer body unread.
 *
 * @throws the Problem `request_timeout` if the body does not arrive in time
 */
async function isEmptyObject(request: IncomingMessage): Promise<boolean> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_EMPTY_OBJECT_BYTES) return false
  sendContinue(request)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_EMPTY_OBJECT_BYTES) return false
  }
  try {
    const value = parseJson(Buffer.concat(chunks))
    return isObject(value) && Object.keys(value).length === 0
  } catch {
    return false
  }
}

/** Parses JSON in UTF-8, ignoring a byte order mark as RFC 8259 (section 8.1) allows. */
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
