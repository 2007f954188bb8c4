import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import type { components } from '../../generated/api.ts'
import { toProblem } from '../contract/problems.ts'
import { Problem } from '../http/problems/problem.ts'
import { COMMENT, EVENT_STREAM_TYPE, eventStreamHeaders, frame, KEEP_ALIVE_MS } from './event-stream.ts'

/** Maximum time, in ms, to wait for a response before its event stream is opened without it. */
const OPENING_DELAY_MS = 1_000

/** Response to a request that asks for events: a problem, or an event stream. */
type Streamed = Problem | { readonly body?: unknown }

/**
 * Resolves to the response, with its own status, if it is ready within a second. Otherwise resolves to an
 * event stream that opens at once and sends comments until the response is ready. The response's events
 * follow; a problem becomes a single `failed` event.
 *
 * @param disconnected aborts when the client disconnects, which must make `response` reject
 * @throws whatever `response` rejects with within the second
 */
export async function streamInTime<Response extends Streamed>(
  response: Promise<Response>,
  request: FastifyRequest,
  disconnected: AbortSignal,
) {
  const timer = new AbortController()
  const opened = sleep(OPENING_DELAY_MS, undefined, { signal: timer.signal })
  const inTime = await Promise.race([response, opened]).finally(() => timer.abort())
  if (inTime !== undefined) return inTime
  return {
    status: 200,
    type: EVENT_STREAM_TYPE,
    headers: eventStreamHeaders,
    body: Readable.from(lateFrames(response, request, disconnected), { highWaterMark: 1 }),
  } as const
}

async function* lateFrames(response: Promise<Streamed>, { log }: FastifyRequest, disconnected: AbortSignal) {
  const settled = response.catch((error) => {
    const found = toProblem(error)
    if (disconnected.aborted)
      log.debug({ err: error }, 'The client disconnected before the response was complete.')
    else if (found.status >= 500 && found.code !== 'overloaded') log.error({ err: error }, found.message)
    return found
  })
  let found: Streamed | undefined
  while (found === undefined) {
    yield COMMENT
    const timer = new AbortController()
    const silence = sleep(KEEP_ALIVE_MS, undefined, { signal: timer.signal })
    found = await Promise.race([settled, silence]).finally(() => timer.abort())
  }
  if (found instanceof Problem) yield failedFrame(found)
  else if (found.body instanceof Readable) yield* found.body
  else throw new Error('The response to a request for events is not an event stream.')
}

function failedFrame({ code, message: detail }: Problem): string {
  const event: components['schemas']['FailedEvent'] = { type: 'failed', sequence: 1, code, detail }
  return frame({ sequence: 1, payload: JSON.stringify(event) })
}
