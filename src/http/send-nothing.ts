import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Sends an answer without a body. Of one to HEAD Fastify would say that it has 0 bytes, which is not what GET
 * says (RFC 9110, section 8.6).
 */
export function sendNothing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : undefined)
}
