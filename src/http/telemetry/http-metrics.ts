import type { FastifyInstance } from 'fastify'
import { hasDisconnected } from '../connections/disconnect.ts'
import type { Metrics } from './metrics.ts'

/** Labels have the operation instead of the path, so that clients cannot create new series. */
export function recordHttpMetrics(
  app: FastifyInstance,
  { requestDuration, requestsInProgress }: Pick<Metrics, 'requestDuration' | 'requestsInProgress'>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const operation = request.routeOptions.config.operationId ?? 'none'
    const began = performance.now()
    requestsInProgress.inc({ operation })
    reply.raw.once('close', () => {
      requestsInProgress.dec({ operation })
      const status = hasDisconnected(reply) ? 'cut' : String(reply.statusCode)
      requestDuration.observe({ operation, status }, (performance.now() - began) / 1000)
    })
    done()
  })
}
