import { type RawBuilder, sql } from 'kysely'
import type { Runs } from '../../../generated/database.ts'
import { isInKeptChat } from '../../database/deleted.ts'
import { nextUpdate } from '../../database/row-versions.ts'
import { oneRow, row, rows } from '../../database/statement.ts'
import {
  bytesSoFar,
  contextSoFar,
  hasLease,
  MAX_TITLE_ATTEMPTS,
  reasoningSoFar,
  textSoFar,
  toolCallsSoFar,
} from './run-texts.ts'

const addedUp = sql`
  on conflict (user_id, day, model) do update set
    runs = counted.runs + excluded.runs,
    prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = counted.completion_tokens + excluded.completion_tokens,
    total_tokens = counted.total_tokens + excluded.total_tokens,
    cached_tokens = counted.cached_tokens + excluded.cached_tokens,
    cache_write_tokens = counted.cache_write_tokens + excluded.cache_write_tokens,
    reasoning_tokens = counted.reasoning_tokens + excluded.reasoning_tokens`

/**
 * Stored parts of the answer of a run: reasoning, tool calls, and data that its protocol requires; null if
 * none.
 */
const parts = sql`nullif(
      case when ended.reasoning = '' then '[]' else jsonb_build_array(
        jsonb_build_object('type', 'reasoning', 'text', ended.reasoning)) end
      || coalesce(ended.tool_calls, '[]') || coalesce(ended.sealed, '[]'), '[]')`

/**
 * Time after the end of a run during which it can be resumed to the byte. Afterwards its events are removed.
 */
const resumable = sql`interval '5 minutes'`

/**
 * Changes that every statement that ends a run makes, given its `ended` and `event` rows. The text of a run
 * in a chat belongs to the answer's message: if that was deleted or edited meanwhile, or its chat was
 * deleted, the text is not stored.
 *
 * @param status new status of the answer's message
 */
const consequences = ({ user, id }: { user: number; id: number }, status: RawBuilder<unknown>) => sql`
  said as (
    select content, ${status} as status, ${parts} as parts from ended
  ), answered as (
    update messages set content = said.content, status = said.status, parts = said.parts,
      updated_at = ${nextUpdate('messages')}
    from said where messages.user_id = ${user} and messages.run_id = ${id} and messages.status = 'running'
      and ${isInKeptChat(user, 'messages.chat_id')}
    returning messages.id
  ), result as (
    select *, chat_id is null or exists (select from answered) as has_text from ended
  ), resulted as (
    insert into run_results (user_id, run_id, last_sequence, content, reasoning, tool_calls, output_errors,
      context,
      attempts)
    select ${user}::bigint, id, (select max(sequence) from event), case when chat_id is null then content end,
      case when chat_id is null then reasoning end, case when chat_id is null then tool_calls end,
      case when has_text then output_errors end, context, attempts
    from result
  ), terminated as (
    insert into run_events (user_id, run_id, sequence, payload)
    select ${user}::bigint, result.id, event.sequence, event.payload
    from result join event on event.run_id = result.id where has_text
  ), discarded as (
    delete from run_events using result
    where run_events.user_id = ${user} and run_events.run_id = ${id} and not has_text
  ), touched as (
    update chats set updated_at = ${nextUpdate('chats')}
    from ended where chats.user_id = ${user} and chats.id = ended.chat_id and ended.purpose = 'answer'
    returning chats.id, chats.awaits_title and chats.title_attempts < ${MAX_TITLE_ATTEMPTS} as awaits_title
  ), named as (
    update chats set title = ended.title, awaits_title = false, updated_at = ${nextUpdate('chats')}
    from ended
    where chats.user_id = ${user} and chats.id = ended.chat_id and chats.awaits_title and ended.title <> ''
  ), counted as (
    insert into usage as counted (user_id, day, model, runs, prompt_tokens, completion_tokens, total_tokens,
      cached_tokens, cache_write_tokens, reasoning_tokens)
    select ${user}::bigint, (now() at time zone 'UTC')::date, model, count(*), sum(prompt_tokens),
      sum(completion_tokens), sum(total_tokens), sum(cached_tokens), sum(cache_write_tokens),
      sum(reasoning_tokens)
    from ended where total_tokens is not null group by model order by model
    ${addedUp}
  )`

/**
 * Locks the chat of a run. Chats are locked before runs: a new run locks its chat and then waits, because of
 * the unique index of active runs, for a transaction that ends the one before. PostgreSQL does not execute a
 * CTE that nothing reads, so statements count the rows of `held`.
 */
const holdChat = (
  { user, id }: { user: number; id: number },
  lock: 'no key update' | 'no key update skip locked',
) =>
  sql`held as (
        select id from chats
        where user_id = ${user} and id = (select chat_id from runs where user_id = ${user} and id = ${id})
        for ${sql.raw(lock)}
      )`

/**
 * Ends a run and saves its last events. Resolves to undefined if the run has already ended or was deleted, or
 * if the worker's lease has expired.
 */
export const endRun = row(
  (
    _,
    p: {
      user: number
      id: number
      worker: string
      status: Runs['status']
      finishReason: Runs['finish_reason']
      error: string | null
      model: string
      reportedModel: string | null
      content: string
      reasoning: string
      /** Tool calls and sealed data as parts of a message in JSON, or null; errors in JSON, or null. */
      toolCalls: string | null
      sealed: string | null
      outputErrors: string | null
      /** Title for the chat, from a run with the purpose `title`; otherwise empty. */
      title: string
      promptTokens: number | null
      completionTokens: number | null
      totalTokens: number | null
      cachedTokens: number
      cacheWriteTokens: number
      reasoningTokens: number
      estimated: boolean
      context: string | null
      attempts: string
      started: boolean
      /** True if nothing was billed, so that the run's key may start another run. */
      unpaid: boolean
      sequences: readonly number[]
      payloads: readonly string[]
    },
  ) =>
    sql<{ id: number; awaits_title: boolean | null }>`
      with ${holdChat(p, 'no key update')}, ended as (
        update runs set status = ${p.status}, finish_reason = ${p.finishReason}, error_code = ${p.error},
          model = ${p.model}, reported_model = ${p.reportedModel}, prompt_tokens = ${p.promptTokens},
          completion_tokens = ${p.completionTokens}, total_tokens = ${p.totalTokens},
          cached_tokens = ${p.cachedTokens}, cache_write_tokens = ${p.cacheWriteTokens},
          reasoning_tokens = ${p.reasoningTokens}, usage_estimated = ${p.estimated}, worker_id = null,
          started_at = least(started_at, now() + case when ${p.started} then interval '0' end),
          ended_at = now(),
          events_until = now() + ${resumable}
        where user_id = ${p.user} and id = ${p.id} and worker_id = ${p.worker} and ${hasLease(p.worker)}
          and (select count(*) from held) >= 0
        returning *, ${p.title}::text as title, ${p.content}::text as content,
          ${p.reasoning}::text as reasoning,
          ${p.toolCalls}::jsonb as tool_calls, ${p.sealed}::jsonb as sealed,
          ${p.outputErrors}::jsonb as output_errors,
          ${p.context}::jsonb as context, ${p.attempts}::jsonb as attempts
      ), reusable as (
        update idempotency_keys set reusable = true from ended
        where idempotency_keys.user_id = ${p.user} and run_id = ${p.id} and ${p.unpaid}
      ), event as (
        select ${p.id}::bigint as run_id, sequence, payload
        from unnest(${p.sequences}::integer[], ${p.payloads}::json[]) as event (sequence, payload)
      ), ${consequences(p, sql`${p.status}::text::message_status`)}
      select ended.id, touched.awaits_title from ended left join touched on touched.id = ended.chat_id`,
)

/** Condition that no worker executes a run: the worker's lease has expired, or it has abandoned the run. */
const isAbandoned = sql<boolean>`runs.ended_at is null and (workers.id is null or workers.expires_at < now())`

/** Lists abandoned runs, the oldest first. */
export const findAbandonedRuns = rows(
  (_, p: { size: number; skip: number }) => sql<{ user: number; id: number }>`
    select runs.user_id as user, runs.id from runs left join workers on workers.id = runs.worker_id
    where ${isAbandoned} order by runs.id limit ${p.size} offset ${p.skip}`,
)

/** Counts the abandoned runs. The age of the oldest begins when its worker's lease expired. */
export const countAbandonedRuns = oneRow(
  (_, __: object) => sql<{ rows: number; oldest: string | null }>`
    select count(*) as rows, min(coalesce(workers.expires_at, runs.created_at)) as oldest
    from runs left join workers on workers.id = runs.worker_id where ${isAbandoned}`,
)

/**
 * Ends an abandoned run with the saved part of its answer: as cancelled if that was requested, otherwise as
 * incomplete. Resolves to undefined if the run is not abandoned, or if it or its chat is locked by another
 * transaction.
 */
export const endAbandonedRun = row(
  (_, p: { user: number; id: number }) =>
    sql<{ status: Runs['status'] }>`
      with ${holdChat(p, 'no key update skip locked')}, abandoned as (
        select runs.id from runs left join workers on workers.id = runs.worker_id
        where runs.user_id = ${p.user} and runs.id = ${p.id} and ${isAbandoned}
          and num_nonnulls(runs.chat_id) = (select count(*) from held)
        for update of runs skip locked
      ), saved as (
        select id, ${textSoFar(p.user, sql.ref('abandoned.id'))} as content,
          ${reasoningSoFar(p.user, sql.ref('abandoned.id'))} as reasoning,
          ${bytesSoFar(p.user, sql.ref('abandoned.id'))} as bytes,
          ${toolCallsSoFar(p.user, sql.ref('abandoned.id'))} as tool_calls,
          ${contextSoFar(p.user, sql.ref('abandoned.id'))} as context,
          (select max(sequence) from run_events where user_id = ${p.user} and run_id = abandoned.id) as last
        from abandoned
      ), counted_as as (
        select saved.*,
          coalesce((saved.context ->> 'estimated_tokens')::bigint, runs.prompt_tokens) as prompt_tokens,
          ((saved.bytes + 3) / 4)::integer as completion_tokens
        from saved join runs on runs.user_id = ${p.user} and runs.id = saved.id
      ), ended as (
        update runs set
          status = case when cancel_requested_at is null then 'incomplete'::run_status else 'cancelled' end,
          finish_reason = case when cancel_requested_at is null then null else 'cancelled'::finish_reason end,
          worker_id = null, ended_at = now(), events_until = now() + ${resumable},
          prompt_tokens = case when started_at is null then null else counted_as.prompt_tokens end,
          completion_tokens = case when started_at is null then null else counted_as.completion_tokens end,
          total_tokens = case when started_at is null then null
            else counted_as.prompt_tokens + counted_as.completion_tokens end,
          usage_estimated = started_at is not null
        from counted_as where runs.user_id = ${p.user} and runs.id = counted_as.id
        returning runs.*, ''::text as title, counted_as.last, counted_as.content, counted_as.reasoning,
          counted_as.tool_calls, null::jsonb as sealed, null::jsonb as output_errors, counted_as.context,
          '[]'::jsonb as attempts
      ), event as (
        select id as run_id, last + 1 as sequence, json_build_object('type', 'usage', 'sequence', last + 1,
          'usage', json_build_object('prompt_tokens', prompt_tokens, 'completion_tokens', completion_tokens,
            'total_tokens', total_tokens, 'cached_tokens', 0, 'cache_write_tokens', 0,
            'reasoning_tokens', 0, 'estimated', true)) as payload
        from ended where total_tokens is not null
        union all
        select id, last + 1 + num_nonnulls(total_tokens),
          json_build_object('type', status, 'sequence', last + 1 + num_nonnulls(total_tokens))
        from ended
      ), ${consequences(
        p,
        sql`case when ended.cancel_requested_at is null then 'incomplete'::message_status
          else 'cancelled' end`,
      )}
      select status from ended`,
)

/** Detaches a run from its worker, so that a job ends it as abandoned. */
export const abandonRun = row((db, p: { user: number; id: number; worker: string }) =>
  db
    .updateTable('runs')
    // No worker has this id.
    .set({ worker_id: sql.lit('00000000-0000-0000-0000-000000000000') })
    .where('user_id', '=', p.user)
    .where('id', '=', p.id)
    .where('worker_id', '=', p.worker)
    .returning('id'),
)

/** Records the usage of a run that was deleted while it was active. */
export const addUsageOfDeleted = rows(
  (
    _,
    p: {
      run: number
      user: number
      model: string
      promptTokens: number | null
      completionTokens: number | null
      totalTokens: number | null
      cachedTokens: number
      cacheWriteTokens: number
      reasoningTokens: number
    },
  ) =>
    sql<{ day: string }>`
      with deleted as (
        select id from users where id = ${p.user}
          and not exists (select from runs where runs.user_id = ${p.user} and runs.id = ${p.run})
      ), added as (
        insert into usage as counted (user_id, day, model, runs, prompt_tokens, completion_tokens,
          total_tokens,
          cached_tokens, cache_write_tokens, reasoning_tokens)
        select ${p.user}::bigint, (now() at time zone 'UTC')::date, ${p.model}, 1,
          ${p.promptTokens}::bigint, ${p.completionTokens}::bigint, ${p.totalTokens}::bigint,
          ${p.cachedTokens}::bigint, ${p.cacheWriteTokens}::bigint,
          ${p.reasoningTokens}::bigint
        from deleted
        ${addedUp}
        returning day
      )
      select day from added`,
)
