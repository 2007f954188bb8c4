/**
 * The provider of the benchmark of streams: answers each of OpenAI's chat completions as its prompt says,
 * `tokens=400` as fast as they are taken, `tokens=400 rate=20` that many a second, and `tokens=400 rate=20
 * numbered` with their numbers as words. It costs as little as can
 * be, not to be what is measured: each token is a chunk of HTTP, as real ones send them, but made in advance
 * and written to the socket as it is. It takes its settings from PORT.
 */
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { STAMP, TOKEN } from './stream-client.ts'

/** How often the streams that are paced are looked after, in ms. */
const TICK = 5
/** Of how many tokens one tells when it was sent. */
const STAMPED = 10

interface Paced {
  readonly response: ServerResponse
  readonly tokens: number
  /** Between two tokens, in ms. */
  readonly interval: number
  /** Its tokens are their numbers, from 1. */
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

// One timer for all of them.
setInterval(() => {
  const now = performance.now()
  for (const stream of paced) sendDue(stream, now)
}, TICK)

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

/** A token that tells when it was sent, in µs. */
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
