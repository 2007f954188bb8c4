/** Requests byte by byte, for tests of what no HTTP client would send. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Longest silence of the server, in ms. */
const TIMEOUT_MS = 10_000

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  json<T>(): T
}

/**
 * Sends bytes over a new connection. Resolves to the first response when the server has closed the
 * connection, so most requests need `Connection: close`.
 */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.setTimeout(TIMEOUT_MS, () =>
    socket.destroy(new Error('The server was silent and did not close the connection')),
  )
  socket.write(bytes)
  return parseRaw(await buffer(socket))
}

/** Parses the first response in the bytes received over a connection. */
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
   * Resolves to the next response, including interim ones such as 100. Rejects if the server closes the
   * connection before the response is complete, or is silent for too long.
   *
   * @param isHead true if the response has no body, whatever its headers are
   */
  answer(isHead?: boolean): Promise<RawAnswer>
  /** Resolves when the server has closed the connection, to the bytes received since the last response. */
  closed(): Promise<Buffer>
}

/** Opens a connection for several requests. It is closed when the test ends. */
export async function connectRaw(
  t: { teardown(work: () => void): void },
  url: string,
): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  socket.on('error', () => {})
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy())
  const isClosed = new Promise<true>((resolve) => void socket.once('close', () => resolve(true)))
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
        await moved(socket, isClosed, received)
      }
    },
    async closed() {
      if (!socket.closed) await once(socket, 'close')
      return received
    },
  }
}

async function moved(socket: Socket, isClosed: Promise<true>, received: Buffer): Promise<void> {
  if (socket.closed || (await Promise.race([once(socket, 'data'), isClosed])) === true)
    throw new Error(`The connection was closed after ${JSON.stringify(received.toString('latin1'))}`)
}

/**
 * Returns the length of the first response in bytes; undefined if it is incomplete. The body ends according
 * to Content-Length, or with the last chunk.
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
