import { Readable } from 'node:stream'
import Negotiator from 'negotiator'
import type { Metrics } from '../http/telemetry/metrics.ts'
import type { RunKey } from './queries/run-events.ts'
import type { Runs } from './runs.ts'

/** Interval, in ms, at which a silent stream sends a comment, so that proxies keep the connection open. */
export const KEEP_ALIVE_MS = 15_000
export const COMMENT = ':\n\n'

export const EVENT_STREAM_TYPE = 'text/event-stream; charset=utf-8'
/**
 * Headers of every event stream. A proxy that compressed the stream would delay events until its buffer is
 * full.
 */
export const eventStreamHeaders = {
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

/**
 * Returns a run's events after `after` as server-sent events (WHATWG HTML, section 9.2). Events are read only
 * as fast as the client reads.
 *
 * @param signal aborts when the client disconnects
 */
export function eventStream(
  { runs, metrics }: { runs: Runs; metrics: Pick<Metrics, 'eventStreams'> | undefined },
  run: RunKey,
  after: number,
  signal: AbortSignal,
): Readable {
  return Readable.from(frames(runs.subscribe(run, after, KEEP_ALIVE_MS, signal), metrics?.eventStreams), {
    highWaterMark: 1,
  })
}

async function* frames(batches: ReturnType<Runs['subscribe']>, open: Metrics['eventStreams'] | undefined) {
  open?.inc()
  try {
    // Node sends the headers with the first bytes.
    yield COMMENT
    for await (const events of batches) {
      yield events.length === 0 ? COMMENT : events.map(frame).join('')
    }
  } finally {
    open?.dec()
  }
}

/** Formats one event; `payload` is JSON. */
export function frame({ sequence, payload }: { sequence: number; payload: string }): string {
  return `id: ${sequence}\ndata: ${payload}\n\n`
}

const eventStreamRange = /(^|,)\s*text\/event-stream\s*(;|,|$)/i
/** Parameters of a media range other than its weight, `q`. */
const mediaParameters = /;(?!\s*q\s*=)[^=;,]*(=\s*("([^"\\]|\\.)*"|[^;,]*))?/gi

/**
 * Returns whether a request's `Accept` names events and prefers them to JSON (RFC 9110, section 12.5.1): by
 * `q`, then by the order of the two. Parameters make no difference. A range such as `text/*` asks for no
 * events.
 */
export function prefersEvents(accept = ''): boolean {
  if (!eventStreamRange.test(accept)) return false
  const headers = { accept: accept.replaceAll(mediaParameters, '') }
  return (
    new Negotiator({ headers }).mediaType(['application/json', 'text/event-stream']) === 'text/event-stream'
  )
}
