import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { resource } from '../http/bind.ts'
import { eventStream, eventStreamHeaders, eventStreamType } from '../http/event-stream.ts'
import { inputError } from '../http/input-messages.ts'
import { page, pageKey } from '../http/paging.ts'
import type { Metrics } from '../metrics.ts'
import { problem } from '../problem.ts'
import { findChat } from '../queries/chats.ts'
import { findRunEnd } from '../queries/run-events.ts'
import { findRun, listRuns, listRunsOfChat } from '../queries/runs.ts'
import { runBody, summaryOf } from '../runs/run-body.ts'
import type { Runs } from '../runs/runs.ts'

interface Dependencies {
  readonly db: Kysely<DB>
  readonly runs: Runs
  readonly metrics: Metrics | undefined
}

export const run = resource('run', ({ db, metrics, runs }: Dependencies) => ({
  listRuns: async ({ query, user }) => {
    const key = { user: user.id, ...pageKey('run', query) }
    if (query.chat === undefined) {
      const rows = await listRuns[query.order](db, key)
      return { status: 200, ...page('run', query, rows.map(summaryOf)) }
    }
    const rows = await listRunsOfChat[query.order](db, { chat: query.chat, ...key })
    // Only an empty page leaves it open whether there is such a chat.
    if (rows.length === 0 && !(await findChat(db, { id: query.chat, user: user.id })))
      return problem('not_found', { errors: [inputError('/query/chat', 'notFound')] })
    return { status: 200, ...page('run', query, rows.map(summaryOf)) }
  },

  getRun: async ({ params, user }) => {
    const found = await findRun(db, { id: params.id, user: user.id })
    return found ? { status: 200, body: runBody(found) } : problem('not_found')
  },

  cancelRun: async ({ params, user }) => {
    await runs.cancel(user.id, params.id)
    const found = await findRun(db, { id: params.id, user: user.id })
    if (found === undefined) return problem('not_found')
    // The replica that works on it has been told, and has not ended it in time.
    return { status: found.ended_at === null ? 202 : 200, body: runBody(found) }
  },

  followRun: async ({ params, query, request, signal, user }) => {
    const found = await findRunEnd(db, { run: params.id, user: user.id })
    if (found === undefined) return problem('not_found')
    const header = request.headers['last-event-id']
    const after = header === undefined ? query.after : Number(header)
    if (after > found.last) {
      const pointer = header === undefined ? '/query/after' : '/header/last-event-id'
      return problem('not_found', { errors: [inputError(pointer, 'futureEvent')] })
    }
    if (found.ended && after === found.last) return { status: 204 }
    // HEAD is answered without following, which Fastify would do to the end.
    const body =
      request.method === 'HEAD'
        ? Readable.from([])
        : eventStream({ runs, metrics }, params.id, after, signal())
    return { status: 200, type: eventStreamType, headers: eventStreamHeaders, body }
  },
}))
