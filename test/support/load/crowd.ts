/** Crowds of clients: idle connections, streams that are read, and long streams that are not read. */
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
   * Called each time the overloaded server rejects a request, which is then retried. Without it, the call
   * rejects.
   */
  readonly onShed?: () => void
}

/** Number of long answers that start at the same time. While they arrive, the server holds each in memory. */
const FEW = 3
/** Number of connections or requests that start at the same time. */
const AT_ONCE = 50
/** Delay before a rejected request is retried, in ms, and the maximum number of retries. */
const RETRY_DELAY = 1_000
const MAX_RETRIES = 60

/** Runs work for each number below `count`, AT_ONCE at a time. Resolves to the results. */
export async function many<T>(count: number, work: (number: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from)
    results.push(...(await Promise.all(Array.from({ length: size }, (_, index) => work(from + index)))))
  }
  return results
}

/** Opens connections that send one request each and then stay open. */
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

/** Creates a run, retrying while the server sheds load. */
export async function admittedStream(caller: Caller, body: object): Promise<EventReader> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await stream(caller, body)
    } catch (error) {
      const isShed = error instanceof Error && /^503: .*"code":"overloaded"/.test(error.message)
      if (!isShed || caller.onShed === undefined || tries === MAX_RETRIES) throw error
      caller.onShed()
      await sleep(RETRY_DELAY)
    }
  }
}

/** Creates streams of short answers and reads them to the end. */
export async function readStreams(caller: Caller, count: number): Promise<void> {
  const streams = await many(count, () => admittedStream(caller, { prompt: prompt('pour', '20') }))
  await Promise.all(streams.map((each) => each.all()))
}

/**
 * Creates streams of answers of eight million characters each and reads only their beginning. The buffers of
 * the system hold about four million characters of each.
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

/** Waits until the caller has no active run. */
export function untilAllHaveEnded({ url, access }: Caller): Promise<void> {
  return until('every run has ended', async () => {
    const answer = await client(url, access).get('/api/run/?limit=200&order=desc')
    // This request may be rejected by load shedding, too.
    if (answer.status === 503) return false
    return answer.json<Run[]>().every(({ status }) => status !== 'queued' && status !== 'running')
  })
}
