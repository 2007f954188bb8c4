import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const waiting = new WeakMap<IncomingMessage, ServerResponse>()

/**
 * Handles requests with an `Expect` header (RFC 9110, section 10.1.1) like all others. By default, Node sends
 * `100 Continue` before any check, and rejects an unknown expectation without a problem document.
 */
export function deferContinue(server: Server): void {
  server.on('checkContinue', (request, response) => {
    waiting.set(request, response)
    server.emit('request', request, response)
  })
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}

export function awaitsContinue(request: IncomingMessage): boolean {
  return waiting.has(request)
}

/**
 * Sends `100 Continue` to a client that waits for it; to be called just before reading the body.
 *
 * If a response is sent without it, Node closes the connection, because the client may or may not send the
 * body.
 */
export function sendContinue(request: IncomingMessage): void {
  waiting.get(request)?.writeContinue()
  waiting.delete(request)
}

/** HTTP/1.0 has no expectations. */
export function hasUnknownExpectation({ headers, httpVersion }: IncomingMessage): boolean {
  if (headers.expect === undefined || httpVersion !== '1.1') return false
  return headers.expect.split(',').some((expectation) => !/^\s*(100-continue\s*)?$/i.test(expectation))
}
