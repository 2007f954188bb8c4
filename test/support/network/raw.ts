/** Requests byte for byte, for what no HTTP client would send. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
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
 * Sends bytes over a connection of its own, and resolves to the first answer when the server has closed that.
 * A request that does not make it do so should say `Connection: close`.
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
    headers: new Headers(fields.map((field) => field.split(/:\s*(.*)$/s, 2) as [string, string])),
    body,
    json: () => JSON.parse(body.toString()),
  }
}

export interface RawConnection {
  send(bytes: string | Buffer): void
  /**
   * Resolves to the next answer, an interim one such as 100 too. Rejects where the server closes before the
   * answer is whole, or is silent for too long.
   *
   * @param isHead whether it has no body, whatever its headers say
   */
  answer(isHead?: boolean): Promise<RawAnswer>
  /** Resolves when the server has closed the connection, to what has come since the last answer. */
  closed(): Promise<Buffer>
}

/** Opens a connection for several requests, byte for byte; it is closed when the test ends. */
export async function connectRaw(
  t: { teardown(work: () => void): void },
  url: string,
): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  socket.on('error', () => {})
  socket.setTimeout(PATIENCE, () => socket.destroy())
  let received = Buffer.alloc(0)
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
  })
  return {
    send: (bytes) => void socket.write(bytes),
    async answer(isHead = false) {
      for (;;) {
        const length = lengthOf(received, isHead)
        if (length !== undefined) {
          const answer = parseRaw(received.subarray(0, length))
          received = received.subarray(length)
          return answer
        }
        await moved(socket, received)
      }
    },
    async closed() {
      if (!socket.closed) await once(socket, 'close')
      return received
    },
  }
}

async function moved(socket: Socket, received: Buffer): Promise<void> {
  const isClosed = once(socket, 'close').then(() => true)
  if (socket.closed || (await Promise.race([once(socket, 'data'), isClosed])) === true)
    throw new Error(`The connection was closed after ${JSON.stringify(received.toString('latin1'))}`)
}

/**
 * How many bytes the first answer has, where it is whole; its body ends by Content-Length, or with the last
 * chunk.
 */
function lengthOf(received: Buffer, isHead: boolean): number | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const { status, headers } = parseRaw(received.subarray(0, end + 4))
  const hasBody = !isHead && status >= 200 && status !== 204 && status !== 304
  if (!hasBody) return end + 4
  if (headers.get('transfer-encoding') !== 'chunked') {
    const length = end + 4 + Number(headers.get('content-length'))
    return received.length >= length ? length : undefined
  }
  const last = received.indexOf('\r\n0\r\n\r\n', end)
  return last < 0 ? undefined : last + 7
}
