import type { FastifyReply } from 'fastify'

/** Whether the client has closed the connection before it had the whole answer. */
export function hasLeft(reply: FastifyReply): boolean {
  return reply.raw.destroyed && !reply.raw.writableFinished
}

/**
 * A signal that aborts when the client leaves before it has the whole answer.
 *
 * The response tells; the request does not: it is closed as soon as its body has been read.
 */
export function signalOfDisconnect(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  if (hasLeft(reply)) controller.abort()
  else reply.raw.once('close', () => hasLeft(reply) && controller.abort())
  return controller.signal
}
