/**
 * Reverse proxy such as front-end servers have: Express with a proxy middleware and, optionally,
 * compression().
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import express from 'express'
import { createProxyMiddleware } from 'http-proxy-middleware'
import type { Test } from 'tap'

export interface ExpressProxy {
  readonly origin: string
  /** Sets the server behind the proxy, for servers that need to know the proxy's address first. */
  passTo(target: string): void
}

/**
 * Starts a proxy on a free port of 127.0.0.1 until the test ends.
 *
 * @param options.path prefix of the proxied paths, removed before a request is passed on
 * @param options.compressed true to compress every compressible response, however short
 */
export async function expressProxy(
  t: Pick<Test, 'teardown'>,
  { path = '/', compressed = false }: { readonly path?: string; readonly compressed?: boolean } = {},
): Promise<ExpressProxy> {
  let target = ''
  const app = express()
  if (compressed) app.use(compression({ threshold: 0 }))
  app.use(
    path,
    createProxyMiddleware({ router: () => target, changeOrigin: false, target: 'http://127.0.0.1' }),
  )
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passTo(url) {
      target = url
    },
  }
}
