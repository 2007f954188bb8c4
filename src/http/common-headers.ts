import type { FastifyReply, FastifyRequest } from 'fastify'

export function commonHeaderSetter(constant: Readonly<Record<string, string>>) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(constant).header('X-Request-Id', request.id)
  }
}
