import ipaddr from 'ipaddr.js'

/** Function that parses a setting. Throws an Error whose message completes "NAME …". */
export type Read<T> = (text: string) => T

/**
 * Copy of the names in models/adjustments.ts, which this layer must not import. The compiler and a test
 * compare them.
 */
export const adjustments = [
  'max_completion_tokens',
  'max_tokens',
  'max_tokens_4096',
  'no_temperature',
  'no_stream_options',
  'no_stream',
  'no_num_ctx',
  'no_reasoning_effort',
  'adaptive_thinking',
  'output_by_instruction',
  'short_call_ids',
  'system_as_user',
  'content_parts',
] as const

export function text(given: string): string {
  return given
}

export function integer(min: number, max: number): Read<number> {
  return (given) => {
    const value = Number(given)
    if (!/^\d+$/.test(given) || value < min || value > max) {
      throw new Error(`must be a whole number from ${min} to ${max}`)
    }
    return value
  }
}

export function count(given: string): number {
  return integer(0, 1_000_000_000)(given)
}

export function list(given: string): readonly string[] {
  const items = given.split(',').map((item) => item.trim())
  if (items.includes('')) throw new Error('must be comma-separated names')
  return items
}

export function oneOf<const Value extends string>(...values: Value[]): Read<Value> {
  return (given) => {
    const value = values.find((one) => one === given)
    if (value === undefined) throw new Error(`must be one of ${values.join(', ')}`)
    return value
  }
}

export function adjustmentList(given: string): readonly (typeof adjustments)[number][] {
  return given.split(',').map((one) => oneOf(...adjustments)(one.trim()))
}

/** Reads the URL of an HTTP proxy. The scheme is http if there is none, as in curl. */
export function proxyUrl(given: string): string {
  const whole = given.includes('://') ? given : `http://${given}`
  return url(whole, ['http:', 'https:'], 'the http or https URL of a proxy')
}

export function protocol(given: string): 'openai' | 'anthropic' | 'ollama' {
  return oneOf('openai', 'anthropic', 'ollama')(given)
}

export function portList(given: string): number[] {
  return given.split(',').map((port) => integer(1, 65_535)(port.trim()))
}

export function networkList(given: string): string[] {
  const networks = given.split(',').map((network) => network.trim())
  if (!networks.every(isNetwork)) throw new Error('must be comma-separated networks such as 10.1.0.0/16')
  return networks
}

function isNetwork(text: string): boolean {
  return ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)
}

export function proxyList(given: string): string[] {
  const proxies = given.split(',').map((proxy) => proxy.trim())
  // A single address becomes a network when a length is added.
  const isProxy = (text: string) => isNetwork(text) || isNetwork(`${text}/32`)
  if (!proxies.every(isProxy))
    throw new Error('must be comma-separated addresses and networks such as 10.0.0.2,fd12::/48')
  return proxies
}

const placeholder =
  /(change|replace|insert)[-_ ]?(me|this|with|your)|your[-_ ].*(secret|key)|(super|very|top|my)[-_ ]?secret|placeholder|example|default|at[-_ ]least[-_ ]\d/i

export function secrets(given: string): readonly [first: string, ...further: string[]] {
  const [first = '', ...further] = given.split(',').map((secret) => secret.trim())
  for (const secret of [first, ...further]) {
    if (secret.length < 32) throw new Error('must have 32 characters or more in each secret')
    if (placeholder.test(secret) || new Set(secret).size < 8)
      throw new Error('must be random, not a placeholder: generate it with openssl rand -hex 32')
  }
  return [first, ...further]
}

/**
 * Reads origins in the form that browsers send (RFC 6454): without a path, a default port or capitals in the
 * scheme.
 */
export function origins(given: string): string[] {
  const all = given.split(',').map((origin) => origin.trim())
  if (!all.every(isOrigin)) throw new Error('must be comma-separated origins such as https://app.example')
  return all
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, protocol } = new URL(text)
  if (protocol === 'http:' || protocol === 'https:') return origin === text && !text.includes('*')
  // Apps and extensions have origins such as tauri://localhost. Pages of the schemes below send no origin, or
  // null.
  const hasNoOrigin = ['file:', 'data:', 'blob:', 'ftp:', 'ws:', 'wss:', 'javascript:', 'about:'].includes(
    protocol,
  )
  return !hasNoOrigin && /^[a-z][a-z\d+.-]*:\/\/[\w.-]+(:\d+)?$/.test(text)
}

export function httpUrl(given: string): string {
  return url(given, ['http:', 'https:'], 'an http or https URL').replace(/\/+$/, '')
}

/**
 * Reads the base URL of links for clients. Paths are appended to it, so it must not have a query or fragment.
 */
export function publicUrl(given: string): string {
  const { href, username, password, pathname } = new URL(httpUrl(given))
  if (/[?#]/.test(href) || username !== '' || password !== '' || pathname.includes('//')) {
    throw new Error(
      'must have only a scheme, a host, an optional port and an optional path without empty segments',
    )
  }
  return href.replace(/\/$/, '')
}

export function postgresUrl(given: string): string {
  // The form for a Unix socket, user@/database?host=/directory, has no host and is not a valid URL.
  url(given.replace('@/', '@localhost/'), ['postgres:', 'postgresql:'], 'a postgres URL')
  return given
}

export function redisUrl(given: string): string {
  return url(given, ['redis:', 'rediss:'], 'a redis URL')
}

/** Reads the location of files: a directory, or a bucket and the prefix of the keys in it. */
export function storageUrl(given: string) {
  if (given.startsWith('file:') && given !== 'file:') return { directory: given.slice('file:'.length) }
  const form = 'file:DIRECTORY or s3://bucket/prefix?endpoint=…&region=…, with a bucket'
  const { host, pathname, searchParams, hash } = new URL(url(given, ['file:', 's3:'], form))
  // Rejects everything else, such as credentials.
  const isS3 = given.startsWith(`s3://${host}`) && /^[\w.-]{3,63}$/.test(host) && hash === ''
  if (!isS3 || !/^[\w./-]*$/.test(pathname)) throw new Error(`must be ${form}`)
  const { endpoint, region, ...others } = Object.fromEntries(searchParams)
  if (Object.keys(others).length > 0)
    throw new Error('must have no other parameters than endpoint and region')
  return {
    bucket: host,
    prefix: pathname.replaceAll(/^\/+|\/*$/g, '').replace(/.$/, '$&/'),
    endpoint:
      endpoint && url(endpoint, ['http:', 'https:'], 'at an http or https endpoint').replace(/\/+$/, ''),
    region: region || (endpoint && 'us-east-1') || undefined,
  }
}

function url(given: string, protocols: readonly string[], what: string): string {
  if (!URL.canParse(given) || !protocols.includes(new URL(given).protocol)) throw new Error(`must be ${what}`)
  return given
}
