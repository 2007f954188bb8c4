import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fresh from 'fresh'
import Negotiator from 'negotiator'
import type { Version } from '../versions.ts'
import { sendNothing } from './send-nothing.ts'
import { vary } from './vary.ts'

/**
 * Shortest text that is compressed, in UTF-16 code units. A shorter one fits into one packet, and is
 * compressed only if the client does not accept it plain.
 */
const MIN_COMPRESSED_LENGTH = 1024

/**
 * Headers omitted from a 304: the client stored them with the content that they describe (RFC 9110, section
 * 15.4.5).
 */
const contentHeaders = ['Content-Type', 'Link', 'Next-Cursor'] as const

const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const compressions = {
  zstd: promisify<string, Buffer>(zstdCompress),
  br: (text: string) => promisify(brotliCompress)(text, brotli),
  // At its default level, 6, gzip takes three times as long for 32 KB of messages and saves no more.
  gzip: (text: string) => promisify(gzip)(text, { level: 4 }),
} as const

type Coding = keyof typeof compressions

/** Content codings, by CPU cost. A client that sends `*` is most likely to support the oldest. */
const cheapest = ['zstd', 'br', 'gzip'] as const
const oldest = ['gzip', 'br', 'zstd'] as const

/** Method of negotiator that its types declare without the `preferred` option. */
type Encodings = (available: readonly string[], options: { preferred: readonly string[] }) => string[]
const encodings: Encodings = Negotiator.prototype.encodings

/**
 * Sends a text, such as JSON: compressed if the client accepts that, and with an ETag for `GET` or if it has
 * a version. Sends 304 if the client has the same text already (RFC 9110, section 13.1.2).
 *
 * `@fastify/compress` and `@fastify/etag` do not fit: each content coding needs its own ETag, and a match has
 * to be detected before compressing.
 */
export async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  version?: Version,
): Promise<FastifyReply> {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  // The length of a compressed response can reveal secrets in it (BREACH).
  const coding = reply.getHeader('cache-control') === 'no-store' ? undefined : codingFor(request, text)
  vary(reply, 'Accept-Encoding')
  if (isRead) reply.header('Cache-Control', 'private, no-cache')
  if (isRead || version) {
    const etag = etagOf(text, version, coding)
    reply.header('ETag', etag)
    // Cache-Control is ignored: Node's `fetch` adds `no-cache` to conditional requests, which is meant for
    // caches on the way.
    const conditions = { 'if-none-match': request.headers['if-none-match'] }
    if (isRead && fresh(conditions, { etag })) {
      for (const name of contentHeaders) reply.removeHeader(name)
      return sendNothing(request, reply.code(304))
    }
  }
  if (coding === undefined) return reply.send(text)
  return reply.header('Content-Encoding', coding).send(await compressions[coding](text))
}

/** Selects the content coding for a text (RFC 9110, section 12.5.3); undefined for none. */
function codingFor({ headers }: FastifyRequest, text: string): Coding | undefined {
  const header = headers['accept-encoding']
  if (header === undefined) return undefined
  const preferred = header.includes('*') ? oldest : cheapest
  const accepted = encodings.call(new Negotiator({ headers }), [...preferred, 'identity'], { preferred })
  if (text.length < MIN_COMPRESSED_LENGTH && accepted.includes('identity')) return undefined
  return preferred.find((coding) => coding === accepted[0])
}

/** Starts with the version, the only part that `If-Match` compares. */
function etagOf(text: string, version: Version | undefined, coding: Coding | undefined): string {
  const digest = hash('sha256', text, 'hex').slice(0, 32)
  const tag = [version?.name, digest, coding].filter((part) => part !== undefined).join('-')
  return version?.isChanging ? `W/"${tag}"` : `"${tag}"`
}
