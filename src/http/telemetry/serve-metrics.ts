import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Registry } from '@prometheus-io/client'

/**
 * Serves metrics at /metrics in the Prometheus text format, without authentication: the network restricts
 * access.
 *
 * @returns a function that closes the server
 */
export async function serveMetrics(
  registry: Registry,
  options: { readonly host: string; readonly port: number; readonly onError: (error: unknown) => void },
): Promise<() => Promise<void>> {
  const { host, port, onError } = options
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    try {
      const metrics = await registry.metrics()
      response.writeHead(200, { 'Content-Type': registry.contentType }).end(metrics)
    } catch (error) {
      onError(error)
      response.writeHead(500).end('The metrics could not be collected: read the log of the server.\n')
    }
  })
  server.listen({ host, port })
  await once(server, 'listening')
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}
