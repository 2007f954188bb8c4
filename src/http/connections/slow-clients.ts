import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Problem, problem } from '../problems/problem.ts'

const CHECK_INTERVAL_MS = 1_000
/** Number of bytes within the body timeout below which a body counts as stalled. */
const MIN_PROGRESS_BYTES = 10_000

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly bytesBefore: number
  hasResponse: boolean
  /** Bytes received, or sent, at the last progress, and the time of it. */
  bytes: number
  progressAt: number
}

/**
 * Ends stalled requests: bodies that stop arriving (408, if no response has begun), bodies that do not end
 * after their response, and responses that the client does not read. Timeouts are in ms.
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
    const bytesBefore = socket.bytesRead
    const progressAt = performance.now()
    exchanges.set(socket, {
      request,
      response,
      bytesBefore,
      hasResponse: false,
      bytes: bytesBefore,
      progressAt,
    })
  })

  const check = () => {
    const now = performance.now()
    for (const [socket, exchange] of exchanges) {
      if (!exchange.request.complete) checkBody(socket, exchange, now, options)
      else if (exchange.response.writableFinished) exchanges.delete(socket)
      else checkResponse(socket, exchange, now, options.readTimeout)
    }
  }
  const timer = setInterval(check, CHECK_INTERVAL_MS)
  app.addHook('onClose', async () => clearInterval(timer))
}

function checkBody(
  socket: Socket,
  exchange: Exchange,
  now: number,
  { bodyTimeout, bodyLimit }: { bodyTimeout: number; bodyLimit: number },
): void {
  const { request, response, bytesBefore, bytes } = exchange
  const received = socket.bytesRead
  const hadResponse = exchange.hasResponse
  exchange.hasResponse = response.headersSent
  // Bytes that wait to be read here are not the client's fault.
  const hasProgressed = received - bytes >= MIN_PROGRESS_BYTES || request.readableLength > 0
  if (exchange.hasResponse ? !hadResponse : hasProgressed) {
    exchange.bytes = received
    exchange.progressAt = now
  }
  if (received - bytesBefore > bodyLimit && !exchange.hasResponse)
    rejectRequest(request, problem('body_too_large', close))
  if (now - exchange.progressAt < bodyTimeout) return
  if (exchange.hasResponse) socket.destroy()
  else rejectRequest(request, problem('request_timeout', close))
}

function checkResponse(socket: Socket, exchange: Exchange, now: number, readTimeout: number): void {
  const sent = socket.bytesWritten - socket.writableLength
  if (sent !== exchange.bytes || socket.writableLength === 0) {
    exchange.bytes = sent
    exchange.progressAt = now
  } else if (now - exchange.progressAt >= readTimeout) {
    socket.destroy()
  }
}

/** No other request can be read after an incomplete body. */
const close = { headers: { Connection: 'close' } } as const

function rejectRequest(request: IncomingMessage, found: Problem): void {
  if (request.listenerCount('error') > 0) request.emit('error', found)
}
