import { sql } from 'kysely'
import type { components } from '../../../generated/api.ts'
import { isInKeptChat, isKeptUser } from '../../database/deleted.ts'
import { inBothOrders, oneRow, row, rows } from '../../database/statement.ts'
import type { Purpose } from './run-creation.ts'
import { reasoningSoFar, textSoFar, toolCallsSoFar } from './run-texts.ts'

type ToolCall = components['schemas']['ToolCall']

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
  'runs.reasoning_tokens',
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

/** Finds a run. The texts of an active run are incomplete: see `answers-in-progress.ts`. */
export const findRun = row((db, p: { user: number; id: number }) =>
  db
    .selectFrom('runs')
    .leftJoin('run_inputs as input', (join) =>
      join.on('input.user_id', '=', p.user).onRef('input.run_id', '=', 'runs.id'),
    )
    .leftJoin('run_results as result', (join) =>
      join.on('result.user_id', '=', p.user).onRef('result.run_id', '=', 'runs.id'),
    )
    .leftJoin('messages as asked', (join) =>
      join
        .on('asked.user_id', '=', p.user)
        .onRef('asked.id', '=', 'input.prompt_id')
        // The message may have been moved to a chat that was deleted.
        .on(isInKeptChat(p.user, 'asked.chat_id')),
    )
    .leftJoin('messages as answered', (join) =>
      join
        .on('answered.user_id', '=', p.user)
        .onRef('answered.run_id', '=', 'runs.id')
        .on('answered.run_part', '=', sql.lit<RunPart>('answer'))
        .on(isInKeptChat(p.user, 'answered.chat_id')),
    )
    .select(summary)
    .select(['input.system', 'input.temperature', 'input.max_tokens', 'input.overflow', 'input.attachments'])
    .select(['input.reasoning_effort', 'answered.parts', 'result.tool_calls'])
    .select(['result.context', 'asked.id as prompt_message', 'answered.id as answer_message'])
    .select(({ fn }) => [
      fn.coalesce('asked.content', 'input.prompt', sql.lit('')).as('prompt'),
      fn.coalesce('answered.content', 'result.content', sql.lit('')).as('content'),
      fn.coalesce('result.reasoning', sql.lit('')).as('reasoning'),
      fn.coalesce('result.attempts', sql<unknown>`'[]'::jsonb`).as('attempts'),
    ])
    // A run in a chat has no errors without its answer.
    .select(({ eb }) =>
      eb
        .case()
        .when(eb.or([eb('runs.chat_id', 'is', null), eb('answered.id', 'is not', null)]))
        .then(eb.ref('result.output_errors'))
        .end()
        .as('errors'),
    )
    .select(({ eb }) => eb('input.output_schema', 'is not', null).as('requires_output'))
    .select(
      sql<boolean>`runs.ended_at is null and (runs.chat_id is null or answered.status = 'running')`.as(
        'is_being_written',
      ),
    )
    .where('runs.id', '=', p.id)
    .where('runs.user_id', '=', p.user)
    .where(isInKeptChat(p.user, 'runs.chat_id'))
    // The account may have been deleted while a request waited for the run.
    .where(isKeptUser(p.user)),
)

/** Returns the saved part of the texts of an active run. */
export const savedTexts = oneRow(
  (_, p: { user: number; run: number }) =>
    sql<{ content: string; reasoning: string; tool_calls: ToolCall[] | null }>`
    select ${textSoFar(p.user, sql`${p.run}`)} as content,
      ${reasoningSoFar(p.user, sql`${p.run}`)} as reasoning,
      ${toolCallsSoFar(p.user, sql`${p.run}`)} as tool_calls`,
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
    .set((eb) => ({ cancel_requested_at: sql<string>`least(${eb.ref('cancel_requested_at')}, now())` }))
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
    .set((eb) => ({ cancel_requested_at: sql<string>`least(${eb.ref('cancel_requested_at')}, now())` }))
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
