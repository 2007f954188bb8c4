import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../problem.ts'
import { invalid } from './validation.ts'

/** What the contract says of an operation's body. */
interface BodyRules {
  readonly body: Readonly<Record<string, unknown>>
  readonly bodyRequired: boolean
}

/** Reads JSON as RFC 8259 has it, in UTF-8 and nothing else, instead of Fastify's two parsers. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    if (bytes.length === 0) return done(null, undefined)
    if (!isUtf8(bytes)) return done(problem('malformed_body', { detail: 'The body is not UTF-8.' }))
    try {
      done(null, JSON.parse(bytes.toString()))
    } catch {
      done(problem('malformed_body', { detail: 'The body is not valid JSON.' }))
    }
  })
}

/**
 * A hook that refuses a body which the operation does not take, before anything of it is read: a media type that it
 * does not declare, or a body where it declares none.
 */
export function expectBody({ body, bodyRequired }: BodyRules) {
  const taken = Object.keys(body)
  const unsupported = { detail: `This operation takes ${taken.join(' or ')}.` }

  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const { headers } = request
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (taken.length > 0 && hasBody) {
      if (!taken.includes(mediaType(headers['content-type'])))
        throw problem('unsupported_media_type', unsupported)
      return
    }
    if (hasBody) throw invalid([{ pointer: '/body', message: 'is not expected here' }])
    if (bodyRequired) throw invalid([{ pointer: '/body', message: 'is required' }])
    // Without a body its type means nothing, and Fastify would look for a parser for it.
    delete headers['content-type']
  }
}

/** A hook that catches JSON which arrives chunked and turns out to be nothing. */
export function expectContent({ body, bodyRequired }: BodyRules) {
  const isRequired = bodyRequired && 'application/json' in body
  return async (request: FastifyRequest): Promise<void> => {
    if (isRequired && request.body === undefined)
      throw invalid([{ pointer: '/body', message: 'is required' }])
  }
}

/** A media type without its parameters. */
function mediaType(header = ''): string {
  return (header.split(';', 1)[0] ?? '').trim().toLowerCase()
}
