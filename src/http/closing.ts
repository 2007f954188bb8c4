import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Makes a server that closes wait for the answers under way, to their last byte, and for nothing else.
 *
 * Node by itself closes the connections that are idle at that moment, among them those whose answer is written but not
 * yet sent. The others it waits for: until their keep-alive ends, and for ever where a client sends no request.
 *
 * @returns whether the server has been told to close
 */
export function closeWhenAnswered(app: FastifyInstance): () => boolean {
  let isClosing = false
  const connections = new Set<Socket>()
  const underWay = new Set<ServerResponse>()
  function forgetConnection(this: Socket) {
    connections.delete(this)
  }
  function forgetAnswer(this: ServerResponse) {
    underWay.delete(this)
  }

  app.server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.on('close', forgetConnection)
  })
  app.server.on('request', (_request, response: ServerResponse) => {
    underWay.add(response)
    response.on('close', forgetAnswer)
  })
  // What comes from here on is answered with `Connection: close`, which Fastify sees to.
  app.addHook('preClose', async () => {
    isClosing = true
    await Promise.all([...underWay].map((response) => once(response, 'close')))
    const busy = new Set([...underWay].map(({ socket }) => socket))
    for (const socket of connections) if (!busy.has(socket)) socket.destroy()
  })
  return () => isClosing
}
