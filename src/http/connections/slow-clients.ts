import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Problem, problem } from '../problems/problem.ts'

/** How often the connections are looked at, in ms. */
const INTERVAL_MS = 1_000
/** Fewer bytes than these, in all the time that a body may stand still, are no more than none. */
const CRUMBS = 10_000

/** The newest request of a connection. */
interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** How many bytes had come by the connection when it began. */
  readonly begunAt: number
  isAnswered: boolean
  /** How many bytes had come, or gone, when it last was seen to move, and when that was. */
  moved: number
  movedAt: number
}

/**
 * Ends what clients leave lying: bodies that do not come, which are answered 408 where nothing is answered yet, bodies that do
 * not end, and answers that nobody reads. How long a body or an answer takes in all is nobody's business while it moves.
 *
 * Node's own limit is for a whole request, and a timer for each would cost each; so all are looked at together, now and then,
 * which costs a request a place in a map.
 *
 * @param options.bodyTimeout how long a body may stand still, in ms, and how long it may go on behind its answer
 * @param options.readTimeout how long nobody may read of an answer, in ms
 * @param options.bodyLimit how long any body may be, in bytes
 */
export function endSlowClients(
  app: FastifyInstance,
  options: { readonly bodyTimeout: number; readonly readTimeout: number; readonly bodyLimit: number },
): void {
  const exchanges = new Map<Socket, Exchange>()
  function forget(this: Socket) {
    exchanges.delete(this)
  }
  app.server.on('connection', (socket: Socket) => void socket.on('close', forget))
  app.server.on('request', (request, response) => {
    const { socket } = request
    const begunAt = socket.bytesRead
    const movedAt = performance.now()
    exchanges.set(socket, { request, response, begunAt, isAnswered: false, moved: begunAt, movedAt })
  })

  const look = () => {
    const now = performance.now()
    for (const [socket, exchange] of exchanges) {
      if (!exchange.request.complete) lookAtBody(socket, exchange, now, options)
      else if (exchange.response.writableFinished) exchanges.delete(socket)
      else lookAtAnswer(socket, exchange, now, options.readTimeout)
    }
  }
  const timer = setInterval(look, INTERVAL_MS)
  app.addHook('onClose', async () => clearInterval(timer))
}

function lookAtBody(
  socket: Socket,
  exchange: Exchange,
  now: number,
  { bodyTimeout, bodyLimit }: { bodyTimeout: number; bodyLimit: number },
): void {
  const { request, response, begunAt, moved } = exchange
  const received = socket.bytesRead
  const isBehindAnswer = exchange.isAnswered
  exchange.isAnswered = response.headersSent
  // What waits to be read here is no fault of the client's.
  const hasMoved = received - moved >= CRUMBS || request.readableLength > 0
  if (exchange.isAnswered ? !isBehindAnswer : hasMoved) {
    exchange.moved = received
    exchange.movedAt = now
  }
  if (received - begunAt > bodyLimit && !exchange.isAnswered)
    refuse(request, problem('body_too_large', close))
  if (now - exchange.movedAt < bodyTimeout) return
  if (exchange.isAnswered) socket.destroy()
  else refuse(request, problem('request_timeout', close))
}

function lookAtAnswer(socket: Socket, exchange: Exchange, now: number, readTimeout: number): void {
  const sent = socket.bytesWritten - socket.writableLength
  if (sent !== exchange.moved || socket.writableLength === 0) {
    exchange.moved = sent
    exchange.movedAt = now
  } else if (now - exchange.movedAt >= readTimeout) {
    socket.destroy()
  }
}

/** Behind a body that did not end no other request can be read. */
const close = { headers: { Connection: 'close' } } as const

/** Fails a body for whoever reads it, and so answers its request. */
function refuse(request: IncomingMessage, found: Problem): void {
  if (request.listenerCount('error') > 0) request.emit('error', found)
}
