import { Readable } from 'node:stream'
import { create as contentDisposition } from 'content-disposition'
import type { FastifyRequest } from 'fastify'
import fresh from 'fresh'
import type { DownloadFileResponse } from '../../generated/handlers.ts'
import { type Problem, problem } from '../http/problems/problem.ts'
import { typeWithCharset } from './charset.ts'
import { type Storage, StorageUnavailable } from './storage/storage.ts'

export interface StoredFile {
  readonly name: string
  readonly content_type: string
  readonly storage_key: string
  readonly size: number
  readonly sha256: string
  readonly stored_at: string
  readonly charset: string | null
}

/** Types that browsers display and cannot execute. All others are served as attachments. */
const displayable =
  /^(image\/(png|apng|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)(;|$)/

/**
 * Returns the response with a file's bytes: all of them, a single range, or 304 (RFC 9110, sections 13 and
 * 14).
 */
export async function serveFile(
  request: FastifyRequest,
  storage: Storage,
  content: StoredFile,
  disconnected: AbortSignal,
): Promise<DownloadFileResponse> {
  // A 304 has these headers too: they replace those that the client cached.
  const validators = {
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ETag: `"${content.sha256}"`,
    'Last-Modified': new Date(content.stored_at).toUTCString(),
  } as const
  // `fresh` would honour Cache-Control: no-cache, which is addressed to caches (RFC 9111, section 5.2.1.4)
  // and which fetch adds to each conditional request.
  const { 'if-none-match': tags, 'if-modified-since': time } = request.headers
  const conditions = { 'if-none-match': tags, 'if-modified-since': time }
  if (fresh(conditions, { etag: validators.ETag, 'last-modified': validators['Last-Modified'] })) {
    return { status: 304, headers: validators }
  }
  // Ranges apply to GET only (RFC 9110, section 14.2).
  const range = request.method === 'GET' ? rangeOf(request, content.size, validators) : undefined
  if (range === 'not satisfiable') return rangeNotSatisfiable(content.size)
  const type = displayable.test(content.content_type) ? 'inline' : 'attachment'
  const headers = {
    ...validators,
    'Accept-Ranges': 'bytes',
    'Content-Disposition': contentDisposition(content.name, { type }),
  } as const
  const contentType = typeWithCharset(content.content_type, content.charset)
  // Fastify would read the bytes to their end for a HEAD request.
  const body =
    request.method === 'HEAD'
      ? Readable.from([])
      : await storage.read(content.storage_key, range, disconnected)
  if (body === undefined) throw new StorageUnavailable(new Error('the bytes of a row are missing'))
  if (range === undefined) {
    return {
      status: 200,
      type: contentType,
      headers: { ...headers, 'Content-Length': content.size },
      body,
    }
  }
  return {
    status: 206,
    type: contentType,
    headers: {
      ...headers,
      'Content-Length': range.end - range.start + 1,
      'Content-Range': `bytes ${range.start}-${range.end}/${content.size}`,
    },
    body,
  }
}

type Range = { readonly start: number; readonly end: number }

/** Returns the requested range if there is exactly one and If-Range holds. */
function rangeOf(
  { headers }: FastifyRequest,
  size: number,
  validators: { ETag: string; 'Last-Modified': string },
): Range | 'not satisfiable' | undefined {
  const condition = headers['if-range']
  const holds =
    condition === undefined || condition === validators.ETag || condition === validators['Last-Modified']
  const [, first, last] = (holds && /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(headers.range ?? '')) || []
  if (first === undefined || last === undefined) return undefined
  return first === '' ? suffix(last, size) : interval(Number(first), last, size)
}

function suffix(length: string, size: number): Range | 'not satisfiable' | undefined {
  if (length === '') return undefined
  const start = Math.max(size - Number(length), 0)
  return start < size ? { start, end: size - 1 } : 'not satisfiable'
}

function interval(start: number, last: string, size: number): Range | 'not satisfiable' | undefined {
  if (last !== '' && Number(last) < start) return undefined
  if (start >= size) return 'not satisfiable'
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

function rangeNotSatisfiable(size: number): Problem<416> {
  return problem('range_not_satisfiable', { headers: { 'Content-Range': `bytes */${size}` } })
}
