/**
 * Provider of the benchmark of streams, with OpenAI's chat completions API. The prompt sets the answer:
 * `tokens=400` as fast as possible, `tokens=400 rate=20` for tokens per second, and `tokens=400 rate=20
 * numbered` for their numbers as words. Its own cost is low, so that it does not affect the measurement: each
 * token is a chunk of HTTP, as with real providers, but is prepared in advance and written directly to the
 * socket. Setting: PORT.
 */
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { STAMP, TOKEN } from './stream-client.ts'

/** Interval in ms at which due tokens are sent. */
const TICK_MS = 5
/** Interval, in tokens, between tokens that contain the time at which they were sent. */
const STAMPED = 10

interface Paced {
  readonly response: ServerResponse
  readonly tokens: number
  /** Time between two tokens, in ms. */
  readonly interval: number
  /** True if each token is its number, from 1. */
  readonly isNumbered: boolean
  readonly startedAt: number
  sent: number
}

const { PORT } = process.env
const first = frame({
  choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
})
const token = tokenFrame(`${TOKEN}word`)
const last = [
  frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  frame({ choices: [], usage: { prompt_tokens: 8, completion_tokens: 8, total_tokens: 16 } }),
  chunk('data: [DONE]\n\n'),
].join('')
const whole = new Map<number, Buffer>()
const paced = new Set<Paced>()

createServer(async (request, response) => {
  const [, tokens, rate, numbered] =
    /tokens=(\d+)(?: rate=(\d+)( numbered)?)?/.exec(await text(request)) ?? []
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  if (rate === undefined) {
    response.socket?.write(wholeAnswer(Number(tokens ?? 0)))
    response.end()
  } else {
    const startedAt = performance.now()
    const interval = 1000 / Number(rate)
    const isNumbered = numbered !== undefined
    const stream = { response, tokens: Number(tokens), interval, isNumbered, startedAt, sent: 0 }
    response.socket?.write(first)
    paced.add(stream)
    response.on('close', () => paced.delete(stream))
    sendDue(stream, startedAt)
  }
}).listen(Number(PORT), '127.0.0.1')

// One timer serves all streams.
setInterval(() => {
  const now = performance.now()
  for (const stream of paced) sendDue(stream, now)
}, TICK_MS)

function sendDue(stream: Paced, now: number): void {
  const { response, tokens, interval, isNumbered, startedAt } = stream
  while (stream.sent < tokens && startedAt + stream.sent * interval <= now) {
    stream.sent += 1
    const plain = stream.sent % STAMPED === 0 ? stamped() : token
    response.socket?.write(isNumbered ? tokenFrame(`${TOKEN}${stream.sent} `) : plain)
  }
  if (stream.sent < tokens) return
  paced.delete(stream)
  response.socket?.write(last)
  response.end()
}

/** Returns a token that contains the current time, in µs. */
function stamped(): string {
  return tokenFrame(`${TOKEN}${STAMP}${Math.round((performance.timeOrigin + performance.now()) * 1000)}`)
}

function wholeAnswer(tokens: number): Buffer {
  let answer = whole.get(tokens)
  if (answer === undefined) {
    answer = Buffer.from(first + token.repeat(tokens) + last)
    whole.set(tokens, answer)
  }
  return answer
}

function tokenFrame(content: string): string {
  return frame({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
}

function frame(members: object): string {
  const head = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'bench',
  }
  return chunk(`data: ${JSON.stringify({ ...head, ...members })}\n\n`)
}

function chunk(content: string): string {
  return `${content.length.toString(16)}\r\n${content}\r\n`
}
