import type { FastifyInstance, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import type { Config } from '../config.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What links in the answer to this request begin with, without a slash at the end. */
    readonly publicUrl: string
  }
  interface FastifyInstance {
    /** The path of the public address, without a slash at the end. */
    readonly publicPath: string
  }
}

type Address = Pick<Config, 'HOST' | 'PORT' | 'PUBLIC_URL'>

/** The longest name in the DNS, in characters. */
const MAX_HOST = 253

/**
 * Returns the address at which clients reach this server, without a slash at the end: `PUBLIC_URL`, or else
 * the address that it listens on. Undefined where that stands for all addresses of the machine, such as
 * `0.0.0.0`, or cannot be in a URL, such as `fe80::1%eth0`.
 */
export function publicUrlOf({ HOST, PORT, PUBLIC_URL }: Address): string | undefined {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL
  if (ipaddr.isValid(HOST) && ipaddr.process(HOST).range() === 'unspecified') return undefined
  const url = `http://${hostOf(HOST)}:${PORT}`
  return URL.canParse(url) ? url : undefined
}

/**
 * Gives the server its `publicPath`, and each request its `publicUrl`: the one of the server where it has one, else the one that the client
 * has used.
 */
export function decoratePublicUrl(app: FastifyInstance, publicUrl: string | undefined): void {
  app.decorate('publicPath', pathOf(publicUrl))
  app.decorateRequest('publicUrl', {
    getter() {
      return publicUrl ?? usedUrl(this)
    },
  })
}

/**
 * Returns the path of a public address, without a slash at the end; empty where the server is at the root.
 */
export function pathOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')
}

/**
 * Puts the path of the public address before the paths in the Location and Link of every answer, which are
 * those of the routes: a proxy that serves this server below a path takes that away.
 */
export function prefixReferences(app: FastifyInstance, publicPath: string): void {
  if (publicPath === '') return
  app.addHook('onSend', (_request, reply, _payload, done) => {
    const { location, link } = reply.getHeaders()
    if (location !== undefined)
      reply.header(
        'location',
        String(location).replace(/^(?=\/)/, () => publicPath),
      )
    if (link !== undefined)
      reply.header(
        'link',
        String(link).replaceAll('</', () => `<${publicPath}/`),
      )
    done()
  })
}

/**
 * The origin that the client has used. Fastify takes it from X-Forwarded-Host and -Proto where a trusted
 * proxy sent them.
 */
function usedUrl({ host, protocol, socket }: FastifyRequest): string {
  // A proxy may pass on what a client has made up.
  const scheme = protocol.toLowerCase() === 'https' ? 'https' : 'http'
  if (isHost(host)) {
    const used = URL.parse(`${scheme}://${host}`)
    if (used && used.hostname.length <= MAX_HOST) return used.origin
  }
  const { localAddress = '', localPort } = socket
  return `${scheme}://${hostOf(localAddress)}:${localPort}`
}

/** An address or a name as it stands in a URL. */
function hostOf(address: string): string {
  const bare = ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
  return bare.includes(':') ? `[${bare}]` : bare
}

/** Returns whether a text is a host and maybe a port (RFC 3986, section 3.2), with nothing beside them. */
export function isHost(text: string): boolean {
  return /^(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(:\d*)?$/i.test(text)
}
