import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** Requests whose client waits for `100 Continue` before it sends the body, with their responses. */
const waiting = new WeakMap<IncomingMessage, ServerResponse>()

/**
 * Treats requests with an `Expect` header (RFC 9110, section 10.1.1) like all others. Node by itself would
 * send `100 Continue` before anything is checked, and answer an unknown expectation without a problem
 * document.
 */
export function deferContinue(server: Server): void {
  server.on('checkContinue', (request, response) => {
    waiting.set(request, response)
    server.emit('request', request, response)
  })
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}

/** Returns whether the client of a request still waits for `100 Continue`. */
export function awaitsContinue(request: IncomingMessage): boolean {
  return waiting.has(request)
}

/**
 * Sends `100 Continue` to a client that waits for it; to be called right before the body is read. Where a
 * request is answered without it, Node closes the connection, because the client may or may not send the body
 * then.
 */
export function sendContinue(request: IncomingMessage): void {
  waiting.get(request)?.writeContinue()
  waiting.delete(request)
}

/** Returns whether a request expects anything but `100-continue`. HTTP/1.0 has no expectations. */
export function expectsMore({ headers, httpVersion }: IncomingMessage): boolean {
  if (headers.expect === undefined || httpVersion !== '1.1') return false
  return headers.expect.split(',').some((expectation) => !/^\s*(100-continue\s*)?$/i.test(expectation))
}
