/**
 * Reads a run's events over HTTP while they come, on a connection of its own, and holds them against the
 * contract.
 */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { components } from '../../generated/api.ts'
import { check } from './client.ts'
import { serverSentEvents } from './contract/conformance.ts'
import type { Account } from './server.ts'

export type RunEvent = components['schemas']['RunEvent']

/** Who asks, and which server. */
export interface Caller {
  readonly url: string
  readonly access: string
}

export interface EventReader {
  readonly status: number
  readonly headers: Headers
  /** Everything that has come so far, comments too. */
  readonly text: string
  /** The events that have come so far. */
  readonly events: readonly RunEvent[]
  /** The run, as the first of them tells. */
  readonly run: number
  /**
   * Resolves to the events when there are so many, or one of that type; rejects where the stream ends before.
   */
  until(wanted: number | RunEvent['type']): Promise<readonly RunEvent[]>
  /** Resolves to all events when the server has ended the stream; rejects where the connection breaks. */
  all(): Promise<readonly RunEvent[]>
  /** Breaks the connection; what has come so far stays. */
  break(): void
  /** Stops reading until `resume` or `all`. */
  pause(): void
  resume(): void
}

export interface Asking {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly json?: object
  readonly headers?: Record<string, string>
}

/** How long a stream may be silent while a test waits for it, in ms. */
const SILENCE_TIMEOUT_MS = 120_000

/** Sends a request, and resolves when the headers of its answer have come. */
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

/** Asks the model, and reads the answer as it comes. */
export function ask(caller: Caller, question: object): Promise<EventReader> {
  return openEvents(caller, { method: 'POST', path: '/api/llm/', json: { stream: true, ...question } })
}

/**
 * Asks the model, and reads no further than the first event until `all` is called. Rejects with the status
 * and the body where the answer is not 200.
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

/** Follows a run, after one of its events if that is given. */
export function follow(caller: Caller, run: number, after?: number): Promise<EventReader> {
  const headers: Record<string, string> = after === undefined ? {} : { 'last-event-id': String(after) }
  return openEvents(caller, { path: `/api/run/${run}/events`, headers })
}

/** An account, as it calls another server than the one where it signed up. */
export function at({ url }: { readonly url: string }, { access }: Pick<Account, 'access'>): Caller {
  return { url, access }
}

/** The texts of events as they are to be put together: what came before a reset does not count. */
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
  // Whoever waits is told; who has broken it himself may not wait.
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
