import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Sends a response without a body. For HEAD, Fastify would otherwise send `Content-Length: 0`, which differs
 * from GET (RFC 9110, section 8.6).
 */
export function sendNothing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : undefined)
}
