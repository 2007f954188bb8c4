import type { FastifyReply } from 'fastify'

/** Returns true if the client closed the connection before the response was complete. */
export function hasDisconnected(reply: FastifyReply): boolean {
  return reply.raw.destroyed && !reply.raw.writableFinished
}

/**
 * Returns a signal that aborts when the client disconnects before the response is complete.
 *
 * It listens to the response, because the request closes as soon as its body has been read.
 */
export function disconnectSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  if (hasDisconnected(reply)) controller.abort()
  else reply.raw.once('close', () => hasDisconnected(reply) && controller.abort())
  return controller.signal
}
