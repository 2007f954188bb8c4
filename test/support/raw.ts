/** Requests byte for byte, for what no HTTP client would send. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** How long the server may be silent, in ms. */
const PATIENCE = 10_000

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  json<T>(): T
}

/**
 * Sends bytes over a connection of its own, and resolves to the first answer when the server has closed that. A request
 * that does not make it do so should say `Connection: close`.
 */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error('The server has said nothing, and not closed')))
  socket.write(bytes)
  return parseRaw(await buffer(socket))
}

/** The first answer in what has come over a connection. */
export function parseRaw(received: Buffer): RawAnswer {
  const end = received.indexOf('\r\n\r\n')
  const [line = '', ...fields] = received.toString('latin1', 0, end).split('\r\n')
  const body = received.subarray(end + 4)
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]),
    headers: new Headers(fields.map((field) => field.split(/:\s*/, 2) as [string, string])),
    body,
    json: () => JSON.parse(body.toString()),
  }
}
