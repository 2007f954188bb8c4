import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Less than the whole shutdown may take. */
const RESPONSE_TIMEOUT_MS = 7_000

/**
 * Makes a closing server wait until responses in progress are complete, and for nothing else.
 *
 * By default, Node closes idle connections at once, including those with a response that is written but not
 * yet sent. It waits for the others until their keep-alive ends, or forever if a client sends no request.
 *
 * @param drain ends what responses may be waiting for; runs while they complete
 * @returns a function that returns true once the server is closing
 */
export function shutDownGracefully(app: FastifyInstance, drain: () => Promise<void>): () => boolean {
  let isClosing = false
  const connections = new Set<Socket>()
  const inProgress = new Set<ServerResponse>()
  function forgetConnection(this: Socket) {
    connections.delete(this)
  }
  function forgetResponse(this: ServerResponse) {
    inProgress.delete(this)
  }

  app.server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.on('close', forgetConnection)
  })
  app.server.on('request', (_request, response: ServerResponse) => {
    inProgress.add(response)
    response.on('close', forgetResponse)
  })
  // Fastify sends later responses with `Connection: close`.
  app.addHook('preClose', async () => {
    isClosing = true
    const completed = [...inProgress].map((response) => once(response, 'close'))
    const isDone = Promise.all([drain(), ...completed])
    const timeout = new AbortController()
    const isInTime = await Promise.race([
      isDone.then(() => true),
      sleep(RESPONSE_TIMEOUT_MS, false, { signal: timeout.signal }),
    ])
    timeout.abort()
    const busy = new Set(isInTime ? [...inProgress].map(({ socket }) => socket) : [])
    for (const socket of connections) if (!busy.has(socket)) socket.destroy()
  })
  return () => isClosing
}
