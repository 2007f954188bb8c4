import type { FastifyReply } from 'fastify'

/** Adds a request header's name to a response's `Vary`. */
export function vary(reply: FastifyReply, name: string): void {
  const given = reply.getHeader('vary')
  reply.header('Vary', given === undefined ? name : `${given}, ${name}`)
}
