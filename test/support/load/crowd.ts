/** Many clients at once, who ask for little and hold on to it, or ask for much and do not read it. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { client } from '../client.ts'
import { type EventReader, stream } from '../events.ts'
import { until } from '../files.ts'
import { prompt } from '../providers/faulty-model.ts'

type Run = components['schemas']['RunSummary']
interface Caller {
  readonly url: string
  readonly access: string
  /**
   * Called for each question that an overloaded server has shed; it is asked again. Without this it fails.
   */
  readonly onShed?: () => void
}

/** How many long answers are begun at one moment: as long as they come, the server has each of them whole. */
const FEW = 3
/** How many connect, or ask, at one moment. */
const AT_ONCE = 50
/** When a question that was shed is asked again, in ms, and how often. */
const RETRY_DELAY = 1_000
const MOST_RETRIES = 60

/** Does work for each number below `count`, some at a time; resolves to what came of it. */
export async function many<T>(count: number, work: (number: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from)
    results.push(...(await Promise.all(Array.from({ length: size }, (_, index) => work(from + index)))))
  }
  return results
}

/** Opens connections that ask once, and stay. */
export async function idleConnections(
  t: Pick<Test, 'teardown'>,
  url: string,
  count: number,
): Promise<Socket[]> {
  const { hostname, port } = new URL(url)
  const sockets = await many(count, async () => {
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write('GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n')
    await once(socket, 'data')
    return socket.on('error', () => {})
  })
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
  })
  return sockets
}

/** Asks as a client does that comes again where the server sheds load. */
export async function admittedStream(caller: Caller, body: object): Promise<EventReader> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await stream(caller, body)
    } catch (error) {
      const isShed = error instanceof Error && /^503: .*"code":"overloaded"/.test(error.message)
      if (!isShed || caller.onShed === undefined || tries === MOST_RETRIES) throw error
      caller.onShed()
      await sleep(RETRY_DELAY)
    }
  }
}

/** Streams of short answers that are all read, to their ends. */
export async function readStreams(caller: Caller, count: number): Promise<void> {
  const streams = await many(count, () => admittedStream(caller, { prompt: prompt('pour', '20') }))
  await Promise.all(streams.map((each) => each.all()))
}

/**
 * Streams of answers of eight million characters each, of which no more is read than that they have begun.
 * The buffers of the system take some four million of them.
 */
export async function unreadStreams(caller: Caller, count: number): Promise<EventReader[]> {
  const streams: EventReader[] = []
  while (streams.length < count) {
    const size = Math.min(FEW, count - streams.length)
    streams.push(...(await many(size, () => admittedStream(caller, { prompt: prompt('pour', '8000') }))))
    await untilAllHaveEnded(caller)
  }
  return streams
}

/** Waits until no run of the caller is under way any more. */
export function untilAllHaveEnded({ url, access }: Caller): Promise<void> {
  return until('every run has ended', async () => {
    const answer = await client(url, access).get('/api/run/?limit=200&order=desc')
    // Load is shed, too.
    if (answer.status === 503) return false
    return answer.json<Run[]>().every(({ status }) => status !== 'queued' && status !== 'running')
  })
}
