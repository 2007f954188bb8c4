import type { FastifyReply } from 'fastify'

/** Adds the name of a request's header to an answer's `Vary`, beside those that it has. */
export function vary(reply: FastifyReply, name: string): void {
  const given = reply.getHeader('vary')
  reply.header('Vary', given === undefined ? name : `${given}, ${name}`)
}
