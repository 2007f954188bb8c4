import type { FastifyReply, FastifyRequest } from 'fastify'

/** Creates a function that sets the headers of every response: the constant ones and X-Request-Id. */
export function commonHeaderSetter(constant: Readonly<Record<string, string>>) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(constant).header('X-Request-Id', request.id)
  }
}
