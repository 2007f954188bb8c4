import type { FastifyReply } from 'fastify'

export function vary(reply: FastifyReply, name: string): void {
  const given = reply.getHeader('vary')
  reply.header('Vary', given === undefined ? name : `${given}, ${name}`)
}
