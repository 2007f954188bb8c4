import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Registry } from '@prometheus-io/client'

/**
 * Serves metrics at /metrics, in the text format of Prometheus, on a port of their own: who is let to it is a matter of the
 * network. It is no part of the contract, and knows nobody.
 *
 * @returns what closes it
 */
export async function serveMetrics(
  registry: Registry,
  address: { readonly host: string; readonly port: number },
): Promise<() => Promise<void>> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics())
  })
  server.listen(address)
  await once(server, 'listening')
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}
