import type { FastifyReply } from 'fastify'

export function hasDisconnected(reply: FastifyReply): boolean {
  return reply.raw.destroyed && !reply.raw.writableFinished
}

/** Listens to the response, because the request closes as soon as its body has been read. */
export function disconnectSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  if (hasDisconnected(reply)) controller.abort()
  else reply.raw.once('close', () => hasDisconnected(reply) && controller.abort())
  return controller.signal
}
