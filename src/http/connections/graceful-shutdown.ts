import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How long answers may take once the server is told to close, in ms: less than the process has for all of it. */
const PATIENCE_MS = 7_000

/**
 * Makes a server that closes wait for the answers under way, to their last byte, and for nothing else.
 *
 * Node by itself closes the connections that are idle at that moment, among them those whose answer is written but not
 * yet sent. The others it waits for: until their keep-alive ends, and for ever where a client sends no request.
 *
 * @param drain ends what answers may be waiting for, while they are waited for
 * @returns whether the server has been told to close
 */
export function shutDownGracefully(app: FastifyInstance, drain: () => Promise<void>): () => boolean {
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
    const answered = [...underWay].map((response) => once(response, 'close'))
    const isDone = Promise.all([drain(), ...answered])
    // Who does not read his answer keeps nobody waiting for ever.
    const tooLate = new AbortController()
    const isInTime = await Promise.race([
      isDone.then(() => true),
      sleep(PATIENCE_MS, false, { signal: tooLate.signal }),
    ])
    tooLate.abort()
    const busy = new Set(isInTime ? [...underWay].map(({ socket }) => socket) : [])
    for (const socket of connections) if (!busy.has(socket)) socket.destroy()
  })
  return () => isClosing
}
