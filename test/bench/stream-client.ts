/** Reads streams of tokens with little CPU: it counts bytes and parses nothing. */
import { connect } from 'node:net'

/** First character of each token, which occurs nowhere else. */
export const TOKEN = '~'
/** Character before the 16 digits, in µs, of the time at which a token was sent; it occurs nowhere else. */
export const STAMP = '@'

const tokenByte = TOKEN.charCodeAt(0)
const stampByte = STAMP.charCodeAt(0)
const STAMP_LENGTH = 16
/** Bytes kept of the end of a stream, to check that it is complete. */
const TAIL_BYTES = 500
export const LAST_CHUNK = '\r\n0\r\n\r\n'
/** Read buffer shared by all streams, which are read one at a time. */
const buffer = Buffer.allocUnsafe(64 * 1024)

export interface Expected {
  /** Request as sent, with `Connection: close`. */
  readonly request: string
  readonly tokens: number
  /** Text that the last bytes of a stream contain only if the stream is complete. */
  readonly terminal: string
  /** True to keep all bytes. */
  readonly keep: boolean
  readonly onFirstToken?: () => void
}

export interface Received {
  /** Time from the request to the first token, in ms. */
  readonly firstToken: number
  /** Delays from sending to receiving the tokens that contain their time, in ms. */
  readonly delays: readonly number[]
  /** All bytes, if they were kept. */
  readonly bytes: string
}

/** Sends a request and reads the response to its end. Rejects if it is incomplete. */
export function readStream(url: string, expected: Expected): Promise<Received> {
  const { request, tokens, terminal, keep, onFirstToken } = expected
  return new Promise((resolve, reject) => {
    let count = 0
    let firstToken = Number.NaN
    const delays: number[] = []
    let bytes = ''
    let tail = ''
    let askedAt = 0
    const read = (length: number) => {
      const before = count
      for (let at = 0; at < length; at += 1) {
        if (buffer[at] === tokenByte) count += 1
        else if (buffer[at] === stampByte && at + STAMP_LENGTH < length) {
          const sent = Number(buffer.toString('latin1', at + 1, at + 1 + STAMP_LENGTH))
          delays.push(performance.timeOrigin + performance.now() - sent / 1000)
        }
      }
      if (before === 0 && count > 0) {
        firstToken = performance.now() - askedAt
        onFirstToken?.()
      }
      tail = (tail + buffer.toString('latin1', Math.max(0, length - TAIL_BYTES), length)).slice(-TAIL_BYTES)
      // Some servers keep the connection open despite `Connection: close`.
      if (tail.endsWith(LAST_CHUNK)) socket.destroy()
      if (keep) bytes += buffer.toString('latin1', 0, length)
      return true
    }
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), onread: { buffer, callback: read } })
    socket.once('connect', () => {
      askedAt = performance.now()
      socket.write(request)
    })
    socket.once('error', reject)
    socket.once('close', () => {
      if (count === tokens && tail.includes(terminal)) resolve({ firstToken, delays, bytes })
      else reject(new Error(`A stream is incomplete, with ${count} of ${tokens} tokens, and ends:\n${tail}`))
    })
  })
}
