import type { FastifyInstance, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Base URL of links in the response to this request, without a trailing slash. */
    readonly publicUrl: string
  }
  interface FastifyInstance {
    readonly publicPath: string
  }
}

interface Address {
  readonly HOST: string
  readonly PORT: number
  readonly PUBLIC_URL: string | undefined
}

const MAX_HOST_LENGTH = 253

/**
 * Returns the URL at which clients reach this server, without a trailing slash: `PUBLIC_URL`, or the address
 * that it listens on. Undefined if that is a wildcard such as `0.0.0.0`, or cannot be part of a URL, such as
 * `fe80::1%eth0`.
 */
export function publicUrlOf({ HOST, PORT, PUBLIC_URL }: Address): string | undefined {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL
  if (ipaddr.isValid(HOST) && ipaddr.process(HOST).range() === 'unspecified') return undefined
  const url = `http://${hostOf(HOST)}:${PORT}`
  return URL.canParse(url) ? url : undefined
}

/**
 * Decorates the server with `publicPath`, and requests with `publicUrl`: the server's if it has one,
 * otherwise the origin that the client used.
 */
export function decoratePublicUrl(app: FastifyInstance, publicUrl: string | undefined): void {
  app.decorate('publicPath', pathOf(publicUrl))
  app.decorateRequest('publicUrl', {
    getter() {
      return publicUrl ?? usedUrl(this)
    },
  })
}

export function pathOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')
}

/**
 * Adds the public path to the paths in Location and Link, because a proxy that serves this server below a
 * path removes that path from requests.
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

/** Fastify reads X-Forwarded-Host and X-Forwarded-Proto, from trusted proxies only. */
function usedUrl({ host, protocol, socket }: FastifyRequest): string {
  // A proxy may pass on invalid values from a client.
  const scheme = protocol.toLowerCase() === 'https' ? 'https' : 'http'
  if (isHost(host)) {
    const used = URL.parse(`${scheme}://${host}`)
    if (used && used.hostname.length <= MAX_HOST_LENGTH) return used.origin
  }
  const { localAddress = '', localPort } = socket
  return `${scheme}://${hostOf(localAddress)}:${localPort}`
}

function hostOf(address: string): string {
  const bare = ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
  return bare.includes(':') ? `[${bare}]` : bare
}

/** Returns true if a text is a host with an optional port (RFC 3986, section 3.2) and nothing else. */
export function isHost(text: string): boolean {
  return /^(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(:\d*)?$/i.test(text)
}
