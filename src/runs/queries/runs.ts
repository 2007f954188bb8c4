import { type Kysely, sql } from 'kysely'
import type { DB, Runs } from '../../../generated/database.ts'
import { isInKeptChat, isKeptUser } from '../../database/deleted.ts'
import { inBothOrders, row, rows } from '../../database/statement.ts'
import type { Purpose } from './run-creation.ts'
import { contextSoFar, reasoningSoFar, textSoFar } from './run-texts.ts'

/*
 * Events of an active run hold its answer, so its text is read from them here. Other statements about events
 * are in `run-events.ts`.
 */

type RunPart = 'prompt' | 'answer'

const summary = [
  'runs.id',
  'runs.purpose',
  'runs.chat_id as chat',
  'runs.user_id as user',
  'runs.status',
  'runs.model',
  'runs.reported_model',
  'runs.finish_reason',
  'runs.error_code as error',
  'runs.prompt_tokens',
  'runs.completion_tokens',
  'runs.total_tokens',
  'runs.cached_tokens',
  'runs.cache_write_tokens',
  'runs.usage_estimated',
  'runs.created_at',
  'runs.started_at',
  'runs.ended_at',
] as const

export const listRuns = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('runs')
      .select(summary)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .where(isInKeptChat(p.user, 'runs.chat_id'))
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const listRunsOfChat = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; chat: number; after: number; atMost: number }) =>
    db
      .selectFrom('runs')
      .select(summary)
      .where('user_id', '=', p.user)
      .where('chat_id', '=', p.chat)
      .where('id', beyond, p.after)
      .where(isInKeptChat(p.user, 'runs.chat_id'))
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const findRun = row((db, p: { user: number; id: number }) =>
  db
    .selectFrom('runs')
    .select([...summary, 'runs.prompt', 'runs.attachment', 'runs.attempts'])
    .select(['runs.system', 'runs.temperature', 'runs.max_tokens', 'runs.overflow'])
    .select((eb) => [
      eb
        .case()
        .when('runs.ended_at', 'is', null)
        .then(textSoFar(p.user, sql.ref('runs.id')))
        .else(eb.ref('runs.content'))
        .end()
        .as('content'),
      eb
        .case()
        .when('runs.ended_at', 'is', null)
        .then(reasoningSoFar(p.user, sql.ref('runs.id')))
        .else(eb.ref('runs.reasoning'))
        .end()
        .as('reasoning'),
      eb.fn.coalesce('runs.context', contextSoFar(p.user, sql.ref('runs.id'))).as('context'),
      messageOf(db, p.user, 'prompt').as('prompt_message'),
      messageOf(db, p.user, 'answer').as('answer_message'),
    ])
    .where('runs.id', '=', p.id)
    .where('runs.user_id', '=', p.user)
    .where(isInKeptChat(p.user, 'runs.chat_id'))
    // A request that waited for the run may outlive the account.
    .where(isKeptUser(p.user)),
)

function messageOf(db: Kysely<DB>, user: number, part: RunPart) {
  return db
    .selectFrom('messages')
    .select('messages.id')
    .where('messages.user_id', '=', user)
    .whereRef('messages.run_id', '=', sql.ref('runs.id'))
    .where('messages.run_part', '=', sql.lit(part))
    .limit(1)
}

/** Returns the answers of a user's runs, as far as they are saved, and the statuses. */
export const answersOf = rows(
  (_, p: { user: number; runs: readonly number[] }) =>
    sql<{ run: number; content: string; status: Runs['status'] }>`
    select id as run, status,
      case when ended_at is null then ${textSoFar(p.user, sql.ref('runs.id'))} else content end as content
    from runs where user_id = ${p.user} and id = any(${p.runs}::bigint[])
      and ${isInKeptChat(p.user, 'runs.chat_id')}`,
)

/** Returns the active run of a chat. */
export const findActiveRun = row((db, p: { user: number; chat: number }) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('chat_id', '=', p.chat)
    .where('user_id', '=', p.user)
    .where('purpose', '=', sql.lit<Purpose>('answer'))
    .where('ended_at', 'is', null),
)

/** Requests the cancellation of an active run. Resolves to undefined if the run is not active. */
export const requestCancel = row((db, p: { user: number; id: number }) =>
  db
    .updateTable('runs')
    .set((eb) => ({ cancel_requested_at: eb.fn.coalesce('cancel_requested_at', sql<string>`now()`) }))
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where('ended_at', 'is', null)
    .where(isInKeptChat(p.user, 'runs.chat_id'))
    .returning('id'),
)

/** Requests the cancellation of all active runs of a user. */
export const cancelRunsOf = rows((db, p: { user: number }) =>
  db
    .updateTable('runs')
    .set((eb) => ({ cancel_requested_at: eb.fn.coalesce('cancel_requested_at', sql<string>`now()`) }))
    .where('user_id', '=', p.user)
    .where('ended_at', 'is', null)
    .returning('id'),
)

/** Deletes a run that has ended, and clears the references of its messages. */
export const deleteRun = row((db, p: { user: number; id: number }) =>
  db
    .with('held', (db) =>
      db
        .selectFrom('runs')
        .select('id')
        .where('user_id', '=', p.user)
        .where('id', '=', p.id)
        .where('ended_at', 'is not', null)
        .where(isInKeptChat(p.user, 'runs.chat_id'))
        .forUpdate(),
    )
    .with('detached', (db) =>
      db
        .updateTable('messages')
        .from('held')
        .set({ run_id: null })
        .where('messages.user_id', '=', p.user)
        .whereRef('messages.run_id', '=', 'held.id'),
    )
    .deleteFrom('runs')
    .using('held')
    .where('runs.user_id', '=', p.user)
    .whereRef('runs.id', '=', 'held.id')
    .returning('runs.id'),
)
