/** Calls of providers that respond with given bytes, and what they return. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { inspect } from 'node:util'
import type { Test } from 'tap'
import { ProviderError, type ProviderEvent, type ProviderOptions } from '../../../src/models/provider.ts'
import { type Completion, collect } from '../../support/providers/collect.ts'
import { type AnswerContent, type Dialect, providerOf } from '../../support/providers/dialects.ts'
import { neverAborted } from '../../support/providers/never-aborted.ts'
import { scriptedProvider, scriptedSocket } from '../../support/providers/scripted.ts'

export const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] }
export const patient = 30_000
export const hasty = 200
export const secrets = { apiKey: 'sk-top-secret', userinfo: 'joe:hunter2', text: 'PROVIDER SAYS' }
export const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'

export function chunked(bytes: string | Buffer): Buffer {
  const size = Buffer.byteLength(bytes).toString(16)
  return Buffer.concat([Buffer.from(`${size}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
}

/** Creates a client of this protocol for the server at `origin`. */
export function connect(t: Test, dialect: Dialect, origin: string, options: Partial<ProviderOptions> = {}) {
  const baseUrl = new URL(origin).origin + dialect.base
  const made = providerOf(dialect, { model: 'm-1', timeout: patient, baseUrl, ...options })
  t.teardown(() => made.close())
  return made
}

/** Returns the completion for a response with this body. */
export async function answerTo(
  t: Test,
  dialect: Dialect,
  body: string,
  options: Partial<ProviderOptions> = {},
) {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  return collect(connect(t, dialect, baseUrl, options).stream(hello, neverAborted))
}

/** Collects the events, with consecutive texts of one kind joined. */
export async function eventsOf(stream: AsyncIterable<readonly ProviderEvent[]>): Promise<ProviderEvent[]> {
  const events: ProviderEvent[] = []
  for await (const batch of stream) {
    for (const event of batch) {
      const last = events.at(-1)
      const continues = (event.type === 'text' || event.type === 'reasoning') && last?.type === event.type
      if (continues) events[events.length - 1] = { ...event, text: last.text + event.text }
      else events.push(event)
    }
  }
  return events
}

/**
 * Returns the ProviderError of a call to `origin`, after checking that it discloses nothing about the
 * provider.
 */
export async function failure(
  t: Test,
  dialect: Dialect,
  origin: string,
  options: Partial<ProviderOptions> = {},
): Promise<ProviderError> {
  const { host, hostname, port, protocol } = new URL(origin)
  const baseUrl = `${protocol}//${secrets.userinfo}@${host}${dialect.base}`
  const provider = connect(t, dialect, origin, { baseUrl, apiKey: secrets.apiKey, ...options })
  const error: unknown = await collect(provider.stream(hello, neverAborted)).catch((error) => error)
  if (!(error instanceof ProviderError)) throw error
  t.equal(error.cause, undefined)
  const shown = `${inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })} ${JSON.stringify(error)}`
  const telling = [...Object.values(secrets), 'hunter2', hostname, dialect.path]
  if (port !== '') telling.push(`:${port}`)
  t.strictSame(
    telling.filter((secret) => shown.includes(secret)),
    [],
    `nothing is disclosed in ${shown}`,
  )
  return error
}

export async function failureOf(t: Test, dialect: Dialect, body: string | readonly string[]) {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end([body].flat().join('')))
  const { kind, reason } = await failure(t, dialect, baseUrl)
  return [kind, reason]
}

/** Starts a server that responds with `bytes` and then calls `then`. */
export function socketSaying(t: Test, bytes: string | Buffer, then: (socket: Socket) => void = () => {}) {
  return scriptedSocket(t, (socket) =>
    socket.once('data', () => {
      socket.write(bytes)
      then(socket)
    }),
  )
}

export const nothingCached = { cached_tokens: 0, cache_write_tokens: 0 }
export const full: Completion = {
  content: 'Hi',
  model: 'm-2',
  finish_reason: 'stop',
  complete: true,
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, ...nothingCached, estimated: false },
  attempts: [],
}

/** Returns functions for the bytes of a whole answer in this protocol, and of one whose end is missing. */
export function bytesOf({ frames }: Dialect) {
  const stream = (content: AnswerContent = {}) => frames(content).join('')
  const beginning = (texts: readonly string[] = ['Hi']) =>
    stream({ texts, finish: null, usage: null, end: false })
  return { stream, beginning }
}

/** Writes `piece` as long as it is read. */
export function endlessly(response: ServerResponse, piece: string): void {
  const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)))
  const more = () => {
    while (!response.destroyed && response.write(bytes));
  }
  response.on('drain', more)
  more()
}
