import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Registry } from '@prometheus-io/client'

/**
 * Serves metrics at /metrics, in the text format of Prometheus, on a port of their own: who is let to it is a
 * matter of the network. It is no part of the contract, and knows nobody.
 *
 * A metric that cannot be collected makes that answer a 500.
 *
 * @param options.onError told why metrics could not be collected
 * @returns what closes it
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
      response.writeHead(500).end('The metrics could not be collected: the log of the server says why.\n')
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
