import type { FastifyInstance } from 'fastify'

/**
 * Writes one line a request, when it is answered. The operation stands for the path, because the query of a signed link
 * is a secret.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const operation = request.routeOptions.config.operationId ?? 'none'
    const { method, caller } = request
    request.log.info({
      method,
      operation,
      status: reply.statusCode,
      user: caller?.id,
      ms: Math.round(reply.elapsedTime),
    })
    done()
  })
}
