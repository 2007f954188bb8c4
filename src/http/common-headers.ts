import type { FastifyReply, FastifyRequest } from 'fastify'

/** Makes what gives an answer the headers that every one has: these, and what its request is called. */
export function headersOfEvery(constant: Readonly<Record<string, string>>) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(constant).header('X-Request-Id', request.id)
  }
}
