/**
 * Reads the events of a run over HTTP as they arrive, on a connection of its own, and checks them against the
 * contract.
 */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { components } from '../../generated/api.ts'
import { check } from './client.ts'
import { serverSentEvents } from './content/server-sent-events.ts'
import type { Account } from './server.ts'

export type RunEvent = components['schemas']['RunEvent']

/** Server, and access token of the user. */
export interface Caller {
  readonly url: string
  readonly access: string
}

export interface EventReader {
  readonly status: number
  readonly headers: Headers
  /** Everything received so far, including comments. */
  readonly text: string
  /** Events received so far. */
  readonly events: readonly RunEvent[]
  /** Id of the run, from the first event. */
  readonly run: number
  /**
   * Resolves to the events once there is this number of them, or one of this type. Rejects if the stream ends
   * first.
   */
  until(wanted: number | RunEvent['type']): Promise<readonly RunEvent[]>
  /** Resolves to all events when the server ends the stream. Rejects if the connection breaks. */
  all(): Promise<readonly RunEvent[]>
  /** Closes the connection; events received so far are kept. */
  break(): void
  /** Stops reading until `resume` or `all` is called. */
  pause(): void
  resume(): void
}

export interface Asking {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly json?: object
  readonly headers?: Record<string, string>
}

/** Longest silence of a stream, in ms, while a test waits for it. */
const SILENCE_TIMEOUT_MS = 120_000

/** Sends a request. Resolves when the headers of the response have arrived. */
export async function openEvents(
  { url, access }: Caller,
  { method = 'GET', path, json, headers = {} }: Asking,
): Promise<EventReader> {
  const sent = request(url + path, {
    method,
    agent: false,
    headers: {
      authorization: `Bearer ${access}`,
      ...(json && { 'content-type': 'application/json' }),
      ...headers,
    },
  })
  sent.end(json && JSON.stringify(json))
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return readEvents(response, method, path)
}

/** Creates a run, and reads its events as they arrive. */
export function ask(caller: Caller, question: object): Promise<EventReader> {
  return openEvents(caller, { method: 'POST', path: '/api/llm/', json: { stream: true, ...question } })
}

/**
 * Creates a run, and reads only its first event until `all` is called. Rejects with the status and the body
 * if the status is not 200.
 */
export async function stream(
  caller: Caller,
  question: object,
  idempotencyKey?: string,
): Promise<EventReader> {
  const reader = await openEvents(caller, {
    method: 'POST',
    path: '/api/llm/',
    json: { ...question, stream: true },
    headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
  })
  if (reader.status !== 200) {
    await reader.all()
    throw new Error(`${reader.status}: ${reader.text}`)
  }
  await reader.until('started')
  reader.pause()
  return reader
}

/** Follows a run, optionally after one of its events. */
export function follow(caller: Caller, run: number, after?: number): Promise<EventReader> {
  const headers: Record<string, string> = after === undefined ? {} : { 'last-event-id': String(after) }
  return openEvents(caller, { path: `/api/run/${run}/events`, headers })
}

/** Returns access to a server for an account that was created on another replica. */
export function at({ url }: { readonly url: string }, { access }: Pick<Account, 'access'>): Caller {
  return { url, access }
}

/** Returns the joined text of events, without the text before a `reset`. */
export function answerOf(events: readonly RunEvent[]): string {
  const from = events.findLastIndex(({ type }) => type === 'reset') + 1
  return events
    .slice(from)
    .map((event) => (event.type === 'text' ? event.text : ''))
    .join('')
}

function readEvents(response: IncomingMessage, method: string, path: string): EventReader {
  const status = response.statusCode ?? 0
  const headers = new Headers(response.headers as Record<string, string>)
  const events: RunEvent[] = []
  const chunks: string[] = []
  let rest = ''
  let broken = false
  const textOf = () => chunks.join('')
  response.setEncoding('utf8').on('data', (chunk: string) => {
    chunks.push(chunk)
    if (status !== 200) return
    rest += chunk
    const end = rest.lastIndexOf('\n\n')
    if (end < 0) return
    for (const { data } of serverSentEvents(rest.slice(0, end + 2))) events.push(JSON.parse(data))
    rest = rest.slice(end + 2)
  })
  response.on('error', () => {})
  const closed = once(response, 'close').then(() => {
    if (response.complete || broken) check(method, path, status, headers, Buffer.from(textOf()))
    if (!response.complete && !broken)
      throw new Error('The server broke the connection', { cause: response.errored })
  })
  // A test that closes the connection itself does not await this promise. Its rejection must not end the
  // process.
  closed.catch(() => {})

  const within = async <T>(waited: Promise<T>, what: string): Promise<T> => {
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => reject(new Error(`No ${what} in time after:\n${textOf().slice(-2000)}`)),
      SILENCE_TIMEOUT_MS,
    )
    const restart = () => void timer.refresh()
    response.on('data', restart)
    try {
      return await Promise.race([waited, promise])
    } finally {
      response.off('data', restart)
      clearTimeout(timer)
    }
  }
  const come = async (wanted: number | RunEvent['type']) => {
    const isThere = () =>
      typeof wanted === 'number' ? events.length >= wanted : events.some(({ type }) => type === wanted)
    while (!isThere()) {
      if (response.closed) throw new Error(`The stream ended without ${wanted}:\n${textOf().slice(-2000)}`)
      await Promise.race([once(response, 'data'), closed])
    }
    return events
  }
  return {
    status,
    headers,
    events,
    get text() {
      return textOf()
    },
    get run() {
      const [first] = events
      if (first?.type !== 'started') throw new Error(`The first event is ${JSON.stringify(first)}`)
      return first.run
    },
    until: (wanted) => within(come(wanted), String(wanted)),
    all() {
      response.resume()
      return within(
        closed.then(() => events),
        'end',
      )
    },
    break() {
      broken = true
      response.destroy()
    },
    pause: () => void response.pause(),
    resume: () => void response.resume(),
  }
}
