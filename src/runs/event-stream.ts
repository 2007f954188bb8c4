import { Readable } from 'node:stream'
import Negotiator from 'negotiator'
import type { Metrics } from '../http/telemetry/metrics.ts'
import type { Runs } from './runs.ts'

/** After how many ms without an event a comment is sent, so that proxies keep the line open. */
export const SILENCE = 15_000
export const COMMENT = ':\n\n'

export const EVENT_STREAM_TYPE = 'text/event-stream; charset=utf-8'
/**
 * What every answer of this kind has. A proxy that compresses would hold events back until it has enough of
 * them.
 */
export const eventStreamHeaders = {
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

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
  return Readable.from(frames(runs.subscribe(run, after, SILENCE, signal), metrics?.eventStreams), {
    highWaterMark: 1,
  })
}

async function* frames(following: ReturnType<Runs['subscribe']>, open: Metrics['eventStreams'] | undefined) {
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

const named = /(^|,)\s*text\/event-stream\s*(;|,|$)/i
/** A parameter of a media range other than its weight, `q`. */
const parameter = /;(?!\s*q\s*=)[^=;,]*(=\s*("([^"\\]|\\.)*"|[^;,]*))?/gi

/**
 * Returns whether a request's `Accept` names events and prefers them to JSON (RFC 9110, section 12.5.1): by
 * `q`, then by the order of the two. Parameters make no difference. A range such as `text/*` asks for no
 * events.
 */
export function prefersEvents(accept = ''): boolean {
  if (!named.test(accept)) return false
  const headers = { accept: accept.replaceAll(parameter, '') }
  return (
    new Negotiator({ headers }).mediaType(['application/json', 'text/event-stream']) === 'text/event-stream'
  )
}
