import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, buildConnector, type Dispatcher, request } from 'undici'
import { firstValue } from '../first-value.ts'
import { FileError } from './file-error.ts'
import { addressCheck } from './public-address.ts'

export interface FetchedFile {
  readonly name: string
  /** Claimed media type, with parameters; '' if there was none. */
  readonly content_type: string
  readonly bytes: Uint8Array
}

/**
 * Fetches the file at a URL, of at most `limit` bytes.
 *
 * @throws the signal's reason once it is aborted, else FileError: too_large, or unreachable for every other
 *   failure
 */
export type GuardedFetch = (address: string, limit: number, signal: AbortSignal) => Promise<FetchedFile>

type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>

/** Timeout, in ms, for DNS, redirects and the last byte together. */
const DEFAULT_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 5_000
const MAX_REDIRECTS = 5
const redirects = new Set([301, 302, 303, 307, 308])

const headers = { accept: '*/*', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'Parley' }
const decoders = new Map([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
])

/**
 * Creates the only function that connects to URLs given by users: only to public unicast addresses and the
 * allowed networks (CIDR), on the allowed ports, whatever a name or a redirect resolves to. `timeout`, in ms,
 * is for a whole file.
 */
export function createGuardedFetch(options: {
  readonly networks: readonly string[]
  readonly ports: readonly number[]
  readonly timeout?: number
  readonly resolve?: Resolve
}): GuardedFetch {
  const { ports, timeout = DEFAULT_TIMEOUT_MS, resolve = askDns } = options
  const isPermitted = addressCheck(options.networks)

  return async (address, limit, signal) => {
    signal.throwIfAborted()
    const deadline = AbortSignal.timeout(timeout)
    const either = AbortSignal.any([signal, deadline])
    // One agent per file, so that no connection is reused. Destroying it ends everything in progress, also
    // connection attempts, for which undici ignores signals.
    const agent = guardedAgent(isPermitted, (hostname) => resolve(hostname, either))
    const end = () => void agent.destroy()
    either.addEventListener('abort', end)
    try {
      const { headers, body } = await follow(address, ports, agent)
      const bytes = await readBody(body, firstValue(headers['content-encoding']), limit)
      return { name: nameIn(address), content_type: firstValue(headers['content-type']), bytes }
    } catch (error) {
      signal.throwIfAborted()
      if (deadline.aborted) throw new FileError('unreachable', 'deadline')
      throw error instanceof FileError ? error : new FileError('unreachable', codeOf(error))
    } finally {
      either.removeEventListener('abort', end)
      await agent.destroy()
    }
  }
}

/**
 * Creates an agent that connects only to addresses that pass. A name is resolved once per connection, all of
 * its addresses must pass, and the connection uses one of these addresses, so that later DNS responses do not
 * matter.
 */
function guardedAgent(
  isPermitted: (address: string) => boolean,
  resolve: (hostname: string) => Promise<readonly string[]>,
): Agent {
  const lookup: LookupFunction = (hostname, _, callback) => {
    resolve(hostname)
      .then((addresses) => {
        if (addresses.length === 0) throw new FileError('unreachable', 'no address')
        if (!addresses.every(isPermitted)) throw new FileError('unreachable', 'blocked')
        return addresses.map((address) => ({ address, family: isIP(address) }))
      })
      .then(
        (addresses) => callback(null, addresses),
        (error) => callback(error, []),
      )
  }
  // Node requests all addresses from `lookup` only with `autoSelectFamily`.
  const connect = buildConnector({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    lookup,
  })
  return new Agent({
    // Node does not call `lookup` for literal addresses.
    connect: (target, callback) =>
      isIP(target.hostname) !== 0 && !isPermitted(target.hostname)
        ? callback(new FileError('unreachable', 'blocked'), null)
        : connect(target, callback),
  })
}

async function follow(
  address: string,
  ports: readonly number[],
  dispatcher: Dispatcher,
): Promise<Dispatcher.ResponseData> {
  let url = URL.parse(address)
  for (let followed = 0; ; followed++) {
    if (url === null || !/^https?:$/.test(url.protocol)) throw new FileError('unreachable', 'no http URL')
    if (url.username !== '' || url.password !== '') throw new FileError('unreachable', 'user information')
    if (!ports.includes(portOf(url))) throw new FileError('unreachable', 'port')
    const response = await request(url, { dispatcher, headers })
    if (response.statusCode === 200) return response
    // The body is not read; destroying it raises an abort error that can be ignored.
    response.body.on('error', () => {}).destroy()
    const location = firstValue(response.headers.location)
    if (!redirects.has(response.statusCode) || location === '') {
      throw new FileError('unreachable', `HTTP ${response.statusCode}`)
    }
    if (followed === MAX_REDIRECTS) throw new FileError('unreachable', 'redirects')
    const next = URL.parse(location, url.href)
    if (url.protocol === 'https:' && next?.protocol !== 'https:') {
      throw new FileError('unreachable', 'redirect to less than https')
    }
    url = next
  }
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

/**
 * Reads and decodes a body. The limit applies before and after decoding, because content may inflate or
 * shrink.
 */
function readBody(body: AsyncIterable<Uint8Array>, coding: string, limit: number): Promise<Buffer> {
  const collected = async (source: AsyncIterable<Uint8Array>) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of capped(source, limit)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  if (coding === '' || coding === 'identity') return collected(body)
  const decoder = decoders.get(coding.toLowerCase())
  if (decoder === undefined) throw new FileError('unreachable', 'content-encoding')
  return pipeline(
    body,
    (source: AsyncIterable<Uint8Array>) => capped(source, limit),
    decoder(),
    (source: AsyncIterable<Uint8Array>) => collected(source),
  )
}

async function* capped(source: AsyncIterable<Uint8Array>, limit: number) {
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (length > limit) throw new FileError('too_large', `more than ${limit} bytes`)
    yield chunk
  }
}

/**
 * Resolves a name by DNS directly: the system resolver occupies one of the few threads of libuv's pool, which
 * files and password hashing need too, for as long as a name server takes. In return, /etc/hosts is ignored.
 */
async function askDns(hostname: string, signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const lookups = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  return lookups.flatMap((lookup) => (lookup.status === 'fulfilled' ? lookup.value : []))
}

/**
 * Returns the decoded last segment of the path, or the host if the path ends in a slash; at most 255 UTF-16
 * code units.
 */
function nameIn(address: string): string {
  const { hostname, pathname } = new URL(address)
  const last = pathname.split('/').at(-1) ?? ''
  const name = decoded(last)
    .replaceAll(/\p{Cc}/gu, '')
    .toWellFormed()
  return (name === '' ? hostname : name).slice(0, 255).toWellFormed()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'connection lost'
}
