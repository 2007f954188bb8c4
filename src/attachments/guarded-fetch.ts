import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, buildConnector, type Dispatcher, request } from 'undici'
import { FileError } from './file-error.ts'
import { addressCheck } from './public-address.ts'

/** A file as somebody else's server gave it. */
export interface OutsideFile {
  readonly name: string
  /** As claimed, with its parameters; '' where nothing was. */
  readonly content_type: string
  readonly bytes: Uint8Array
}

/**
 * Fetches the file at an address, of at most `limit` bytes. Rejects with the signal's reason once it is aborted,
 * otherwise with a FileError: too_large, or unreachable for everything else.
 */
export type GuardedFetch = (address: string, limit: number, signal: AbortSignal) => Promise<OutsideFile>

type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>

/** Milliseconds, for all of it: names, redirects and the last byte. */
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
 * Makes the one way to addresses that a user names. It leads to public unicast addresses and the allowed networks (CIDR)
 * alone, whatever a name or a redirect says, on the allowed ports.
 *
 * @param options.timeout milliseconds for a whole file
 * @param options.resolve all addresses of a name; the DNS unless given
 */
export function createGuardedFetch(options: {
  readonly networks: readonly string[]
  readonly ports: readonly number[]
  readonly timeout?: number
  readonly resolve?: Resolve
}): GuardedFetch {
  const { ports, timeout = DEFAULT_TIMEOUT_MS, resolve = askDns } = options
  const passes = addressCheck(options.networks)

  return async (address, limit, signal) => {
    signal.throwIfAborted()
    const deadline = AbortSignal.timeout(timeout)
    const either = AbortSignal.any([signal, deadline])
    // One for each file: nothing of it, no connection either, is there for the next one. Destroying it ends whatever is
    // under way, also what has not been connected yet, when undici heeds no signal.
    const agent = guardedAgent(passes, (hostname) => resolve(hostname, either))
    const end = () => void agent.destroy()
    either.addEventListener('abort', end)
    try {
      const { headers, body } = await follow(address, ports, agent)
      const bytes = await readBody(body, single(headers['content-encoding']), limit)
      return { name: nameIn(address), content_type: single(headers['content-type']), bytes }
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
 * An agent whose every connection goes to an address that passes. A name is resolved once for each connection, all of
 * its addresses must pass, and the connection goes to one of these very addresses, so that no later answer of the DNS counts.
 */
function guardedAgent(
  passes: (address: string) => boolean,
  resolve: (hostname: string) => Promise<readonly string[]>,
): Agent {
  const lookup: LookupFunction = (hostname, _, callback) => {
    resolve(hostname)
      .then((addresses) => {
        if (addresses.length === 0) throw new FileError('unreachable', 'no address')
        if (!addresses.every(passes)) throw new FileError('unreachable', 'blocked')
        return addresses.map((address) => ({ address, family: isIP(address) }))
      })
      .then(
        (addresses) => callback(null, addresses),
        (error) => callback(error, []),
      )
  }
  // `autoSelectFamily` is what makes Node ask the lookup for all addresses.
  const connect = buildConnector({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    lookup,
  })
  return new Agent({
    // A lookup is never asked about a literal address.
    connect: (target, callback) =>
      isIP(target.hostname) !== 0 && !passes(target.hostname)
        ? callback(new FileError('unreachable', 'blocked'), null)
        : connect(target, callback),
  })
}

/** Gets an address, or what it redirects to; resolves to the answer that has the file. */
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
    // Not read; destroying it reports an abort that is our own.
    response.body.on('error', () => {}).destroy()
    const location = single(response.headers.location)
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

/** Both sides of a decoder have the limit: little can inflate to much, and much to little. */
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
 * Asks the DNS itself: the system's own resolver keeps one of the few threads of libuv's pool for as long as somebody's
 * name server likes, and files and passwords wait for these threads too. The price is that /etc/hosts does not count.
 */
async function askDns(hostname: string, signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

/** The last part of the path, as it is read; the host where the path ends in a slash. At most 255 characters. */
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

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'connection lost'
}
