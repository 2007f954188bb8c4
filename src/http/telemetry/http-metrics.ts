import type { FastifyInstance } from 'fastify'
import { hasLeft } from '../connections/disconnect.ts'
import type { Metrics } from './metrics.ts'

/**
 * Counts and times requests, each until its answer is whole or its connection closed. The operation stands for the path,
 * and `none` for what is no operation, so that no client makes new series.
 */
export function recordHttpMetrics(
  app: FastifyInstance,
  { requestDuration, requestsUnderWay }: Pick<Metrics, 'requestDuration' | 'requestsUnderWay'>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const operation = request.routeOptions.config.operationId ?? 'none'
    const began = performance.now()
    requestsUnderWay.inc({ operation })
    reply.raw.once('close', () => {
      requestsUnderWay.dec({ operation })
      const status = hasLeft(reply) ? 'cut' : String(reply.statusCode)
      requestDuration.observe({ operation, status }, (performance.now() - began) / 1000)
    })
    done()
  })
}
