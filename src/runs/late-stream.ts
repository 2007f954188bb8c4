import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import type { components } from '../../generated/api.ts'
import { toProblem } from '../contract/problems.ts'
import { Problem } from '../http/problems/problem.ts'
import { COMMENT, EVENT_STREAM_TYPE, eventStreamHeaders, frame, SILENCE } from './event-stream.ts'

/** How long an answer may take, in ms, before its stream is opened without it. */
const OPENING_DELAY_MS = 1_000

/** An answer that a stream may be opened for: a problem, or an event stream. */
type Streamed = Problem | { readonly body?: unknown }

/**
 * Resolves to an answer if it comes within a second, with the status that it has. Later ones become an event stream that opens at
 * once and is kept open by comments: an event stream goes on in it, and a problem is its one event, `failed`.
 *
 * @param left aborts when the client leaves, on which `answer` is to reject
 * @throws what `answer` rejects with in time
 */
export async function streamInTime<Answer extends Streamed>(
  answer: Promise<Answer>,
  request: FastifyRequest,
  left: AbortSignal,
) {
  const timer = new AbortController()
  const opened = sleep(OPENING_DELAY_MS, undefined, { signal: timer.signal })
  const inTime = await Promise.race([answer, opened]).finally(() => timer.abort())
  if (inTime !== undefined) return inTime
  return {
    status: 200,
    type: EVENT_STREAM_TYPE,
    headers: eventStreamHeaders,
    body: Readable.from(lateFrames(answer, request, left), { highWaterMark: 1 }),
  } as const
}

async function* lateFrames(answer: Promise<Streamed>, { log }: FastifyRequest, left: AbortSignal) {
  const settled = answer.catch((error) => {
    const found = toProblem(error)
    if (left.aborted) log.debug({ err: error }, 'the client left before its answer')
    else if (found.status >= 500 && found.code !== 'overloaded') log.error({ err: error }, found.message)
    return found
  })
  let found: Streamed | undefined
  while (found === undefined) {
    yield COMMENT
    const timer = new AbortController()
    const silence = sleep(SILENCE, undefined, { signal: timer.signal })
    found = await Promise.race([settled, silence]).finally(() => timer.abort())
  }
  if (found instanceof Problem) yield failedFrame(found)
  else if (found.body instanceof Readable) yield* found.body
  else throw new Error('An answer as events is none')
}

function failedFrame({ code, message: detail }: Problem): string {
  const event: components['schemas']['FailedEvent'] = { type: 'failed', sequence: 1, code, detail }
  return frame({ sequence: 1, payload: JSON.stringify(event) })
}
