import { Readable } from 'node:stream'
import type { Metrics } from '../metrics.ts'
import type { Runs } from '../runs/runs.ts'

/** After how many ms without an event a comment is sent, so that proxies keep the line open. */
export const SILENCE = 15_000
export const COMMENT = ':\n\n'

/** What every answer of this kind has. */
export const eventStreamHeaders = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' } as const

/**
 * A run's events after one of them as server-sent events (WHATWG HTML, section 9.2). What the client does not read is not
 * asked for.
 *
 * @param signal aborts when the client leaves
 */
export function eventStream(
  { runs, metrics }: { runs: Runs; metrics: Pick<Metrics, 'eventStreams'> | undefined },
  run: number,
  after: number,
  signal: AbortSignal,
): Readable {
  return Readable.from(frames(runs.follow(run, after, SILENCE, signal), metrics?.eventStreams), {
    highWaterMark: 1,
  })
}

async function* frames(following: ReturnType<Runs['follow']>, open: Metrics['eventStreams'] | undefined) {
  open?.inc()
  try {
    // Node sends the headers with the first bytes.
    yield COMMENT
    for await (const events of following) {
      yield events.length === 0 ? COMMENT : events.map(frame).join('')
    }
  } finally {
    open?.dec()
  }
}

/** One event; `payload` is JSON. */
export function frame({ sequence, payload }: { sequence: number; payload: string }): string {
  return `id: ${sequence}\ndata: ${payload}\n\n`
}

/** Whether a request's `Accept` asks for events. That anything is welcome does not. */
export function acceptsEvents(accept: string | undefined): boolean {
  return /(^|,)\s*text\/event-stream\s*(;|,|$)/i.test(accept ?? '')
}
