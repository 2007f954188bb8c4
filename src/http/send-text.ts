import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fresh from 'fresh'
import Negotiator from 'negotiator'
import { sendNothing } from './send-nothing.ts'
import { vary } from './vary.ts'
import type { Version } from './versions.ts'

/** In UTF-16 code units. Shorter text fits into a packet; it is compressed if the client refuses it plain. */
const THRESHOLD = 1024

/** Headers that a 304 leaves out: the client has them, with the content that they are about (RFC 9110, section 15.4.5). */
const ofContent = ['Content-Type', 'Link', 'Next-Cursor'] as const

const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const compressions = {
  zstd: promisify<string, Buffer>(zstdCompress),
  br: (text: string) => promisify(brotliCompress)(text, brotli),
  // At its default level, 6, gzip takes three times as long for 32 KB of messages, and saves no more.
  gzip: (text: string) => promisify(gzip)(text, { level: 4 }),
} as const

type Coding = keyof typeof compressions

/**
 * The codings by how little CPU they take. A client that takes anything is most likely to know the oldest.
 */
const cheapest = ['zstd', 'br', 'gzip'] as const
const oldest = ['gzip', 'br', 'zstd'] as const

/**
 * What the types of negotiator lack: which codings come first among those that the client takes as gladly.
 */
type Encodings = (available: readonly string[], options: { preferred: readonly string[] }) => string[]
const encodings: Encodings = Negotiator.prototype.encodings

/**
 * Sends a text, such as JSON: compressed where the client takes that, and with an ETag where it answers `GET`
 * or has a version. A client that has this text already is answered 304 (RFC 9110, section 13.1.2).
 *
 * `@fastify/compress` and `@fastify/etag` do not fit: each content coding needs an ETag of its own, and
 * whether the client has the text has to be known before it is compressed.
 */
export async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  version?: Version,
): Promise<FastifyReply> {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  // The length of a compressed answer tells how much of a secret equals other text beside it (BREACH).
  const coding = reply.getHeader('cache-control') === 'no-store' ? undefined : codingFor(request, text)
  vary(reply, 'Accept-Encoding')
  if (isRead) reply.header('Cache-Control', 'private, no-cache')
  if (isRead || version) {
    const etag = etagOf(text, version, coding)
    reply.header('ETag', etag)
    // Node's `fetch` adds `Cache-Control: no-cache` to conditional requests, which is about caches on the
    // way.
    const conditions = { 'if-none-match': request.headers['if-none-match'] }
    if (isRead && fresh(conditions, { etag })) {
      for (const name of ofContent) reply.removeHeader(name)
      return sendNothing(request, reply.code(304))
    }
  }
  if (coding === undefined) return reply.send(text)
  return reply.header('Content-Encoding', coding).send(await compressions[coding](text))
}

/** The content coding that a text is to be sent in (RFC 9110, section 12.5.3), or undefined for none. */
function codingFor({ headers }: FastifyRequest, text: string): Coding | undefined {
  const header = headers['accept-encoding']
  if (header === undefined) return undefined
  const preferred = header.includes('*') ? oldest : cheapest
  const accepted = encodings.call(new Negotiator({ headers }), [...preferred, 'identity'], { preferred })
  if (text.length < THRESHOLD && accepted.includes('identity')) return undefined
  return preferred.find((coding) => coding === accepted[0])
}

/**
 * Makes the ETag of a text in a content coding (RFC 9110, section 8.8.3.3). It begins with the version, which
 * is all that `If-Match` is compared by.
 */
function etagOf(text: string, version: Version | undefined, coding: Coding | undefined): string {
  const digest = hash('sha256', text, 'hex').slice(0, 32)
  const tag = [version?.name, digest, coding].filter((part) => part !== undefined).join('-')
  return version?.isChanging ? `W/"${tag}"` : `"${tag}"`
}
