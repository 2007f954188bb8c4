import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { findChat } from '../chats/queries.ts'
import { routesOf } from '../contract/route-registration.ts'
import { page, pageKey } from '../http/paging.ts'
import { inputError } from '../http/problems/input-errors.ts'
import { problem } from '../http/problems/problem.ts'
import type { Metrics } from '../http/telemetry/metrics.ts'
import type { AnswersInProgress } from './answers-in-progress.ts'
import { EVENT_STREAM_TYPE, eventStream, eventStreamHeaders } from './event-stream.ts'
import { replay } from './events/replay.ts'
import { findRunState } from './queries/run-events.ts'
import { deleteRun, listRuns, listRunsOfChat } from './queries/runs.ts'
import { readRunInput } from './run-input.ts'
import { summaryOf } from './run-representation.ts'
import type { Runs } from './runs.ts'

interface Dependencies {
  readonly answers: AnswersInProgress
  readonly db: Kysely<DB>
  readonly runs: Runs
  readonly metrics: Metrics | undefined
}

export const runRoutes = routesOf('run', ({ answers, db, metrics, runs }: Dependencies) => ({
  listRuns: async ({ query, user }) => {
    const key = { user: user.id, ...pageKey('run', query) }
    if (query.chat === undefined) {
      const rows = await listRuns[query.order](db, key)
      return { status: 200, ...page('run', query, rows.map(summaryOf)) }
    }
    const rows = await listRunsOfChat[query.order](db, { chat: query.chat, ...key })
    // An empty page does not show whether the chat exists.
    if (rows.length === 0 && !(await findChat(db, { id: query.chat, user: user.id })))
      return problem('not_found', { errors: [inputError('/query/chat', 'notFound')] })
    return { status: 200, ...page('run', query, rows.map(summaryOf)) }
  },

  getRun: async ({ params, user }) => {
    const found = await answers.readRun(db, { id: params.id, user: user.id })
    return found ? { status: 200, body: found } : problem('not_found')
  },

  getRunInput: async ({ params, user }) => {
    const found = await readRunInput(db, { id: params.id, user: user.id })
    return found ? { status: 200, body: found } : problem('not_found')
  },

  cancelRun: async ({ params, user }) => {
    await runs.cancel(user.id, params.id)
    const found = await answers.readRun(db, { id: params.id, user: user.id })
    if (found === undefined) return problem('not_found')
    // 202: the replica that executes the run has not yet ended it.
    return { status: found.ended_at === null ? 202 : 200, body: found }
  },

  deleteRun: async ({ params, user }) => {
    const target = { id: params.id, user: user.id }
    for (;;) {
      if (await deleteRun(db, target)) return { status: 204 }
      const found = await findRunState(db, { run: params.id, user: user.id })
      if (found === undefined) return problem('not_found')
      const detail = 'The run is active; wait for it to end, or cancel it.'
      if (!found.ended) return problem('run_active', { run: params.id, detail })
      // The run has ended since the deletion was tried.
    }
  },

  followRun: async ({ params, query, headers, request, signal, user }) => {
    const found = await findRunState(db, { run: params.id, user: user.id })
    if (found === undefined) return problem('not_found')
    const header = headers['last-event-id']
    const after = header === undefined ? query.after : Number(header)
    const key = { user: user.id, id: params.id }
    const replayed = found.kept || after <= found.last ? undefined : await replay(db, key, found.last)
    if (after > (replayed?.at(-1)?.sequence ?? found.last)) {
      const pointer = header === undefined ? '/query/after' : '/header/last-event-id'
      return problem('not_found', { errors: [inputError(pointer, 'futureEvent')] })
    }
    if (found.ended && after >= found.last) {
      const hasAll = found.kept || (after === found.last && after > 0)
      const rest = hasAll ? [] : await replay(db, key, after)
      if (rest?.length === 0) return { status: 204 }
    }
    // Fastify would read the stream to its end for a HEAD request.
    const body =
      request.method === 'HEAD' ? Readable.from([]) : eventStream({ runs, metrics }, key, after, signal())
    return { status: 200, type: EVENT_STREAM_TYPE, headers: eventStreamHeaders, body }
  },
}))
