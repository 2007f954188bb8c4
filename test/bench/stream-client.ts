/** Reads streams of tokens for as little CPU as can be: it counts bytes, and parses nothing. */
import { connect } from 'node:net'

/** What each token begins with, and nothing else has. */
export const TOKEN = '~'
/** What comes before the µs, of 16 digits, at which a token was sent, and nothing else has. */
export const STAMP = '@'

const tokenByte = TOKEN.charCodeAt(0)
const stampByte = STAMP.charCodeAt(0)
const STAMP_LENGTH = 16
/** How much of a stream's end is kept, to see whether it ended as it should. */
const TAIL = 500
/** The last chunk of an answer in HTTP. */
export const LAST_CHUNK = '\r\n0\r\n\r\n'
/** What all streams are read into, one at a time. */
const buffer = Buffer.allocUnsafe(64 * 1024)

export interface Expected {
  /** The request as it is sent, which asks for its connection to be closed. */
  readonly request: string
  readonly tokens: number
  /** What is in a stream's last bytes only if it is whole. */
  readonly terminal: string
  /** Whether all bytes are wanted. */
  readonly keep: boolean
  /** Called when the first token comes. */
  readonly onFirstToken?: () => void
}

export interface Received {
  /** From the request to the first token, in ms. */
  readonly firstToken: number
  /** How long after they were sent those tokens came that tell it, in ms. */
  readonly delays: readonly number[]
  /** The bytes, if they were to be kept. */
  readonly bytes: string
}

/** Sends a request, and reads the answer to its end. Rejects where it is not whole. */
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
      tail = (tail + buffer.toString('latin1', Math.max(0, length - TAIL), length)).slice(-TAIL)
      // Some servers keep the connection open, although they were asked to close it.
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
      else reject(new Error(`A stream is not whole, with ${count} of ${tokens} tokens, and ends:\n${tail}`))
    })
  })
}
