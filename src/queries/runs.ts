import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB, Runs } from '../../generated/database.ts'
import { inBothOrders, oneRow, row, rows } from '../database/statement.ts'
import { nextUpdate } from './versions.ts'

/*
 * A run and what hangs on it, its messages, its events, what it used, change together, in one statement. Its events are in
 * `run-events.ts`; here they are read where a run that is under way has its text in them alone.
 */

type Purpose = 'answer' | 'title'
type RunPart = 'prompt' | 'answer'

/** How many runs are begun to name a chat, successful or not. */
const MOST_TITLE_ATTEMPTS = sql.lit(5)
/** How many characters of a run's reasoning are kept. */
export const MOST_REASONING = 262_144

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

/** As much of a run's answer as its events have, or of its reasoning: the texts after the last reset. */
function textSoFar(run: RawBuilder<unknown>, type: 'text' | 'reasoning' = 'text'): RawBuilder<string> {
  return sql<string>`(
    select coalesce(string_agg(event.payload ->> 'text', '' order by event.sequence), '')
    from run_events as event
    where event.run_id = ${run} and event.payload ->> 'type' = ${sql.lit(type)} and event.sequence > coalesce((
      select max(reset.sequence) from run_events as reset
      where reset.run_id = ${run} and reset.payload ->> 'type' = 'reset'), 0))`
}

/** The same of its reasoning, as much as is kept. */
function reasoningSoFar(run: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`left(${textSoFar(run, 'reasoning')}, ${sql.lit(MOST_REASONING)})`
}

/** What the events say that the model was given of the chat, the last time. */
function contextSoFar(run: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select (event.payload -> 'context')::jsonb from run_events as event
    where event.run_id = ${run} and event.payload ->> 'type' = 'context'
    order by event.sequence desc limit 1)`
}

export const listRuns = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('runs')
      .select(summary)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const listRunsOfChat = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; chat: number; after: number; atMost: number }) =>
    db
      .selectFrom('runs')
      .select(summary)
      // As with messages: asked of each run, the planner would expect few.
      .where('chat_id', '=', (eb) =>
        eb
          .selectFrom('chats')
          .select('chats.id')
          .where('chats.id', '=', p.chat)
          .where('chats.user_id', '=', p.user),
      )
      .where('id', beyond, p.after)
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
        .then(textSoFar(sql.ref('runs.id')))
        .else(eb.ref('runs.content'))
        .end()
        .as('content'),
      eb
        .case()
        .when('runs.ended_at', 'is', null)
        .then(reasoningSoFar(sql.ref('runs.id')))
        .else(eb.ref('runs.reasoning'))
        .end()
        .as('reasoning'),
      eb.fn.coalesce('runs.context', contextSoFar(sql.ref('runs.id'))).as('context'),
      messageOf(db, 'prompt').as('prompt_message'),
      messageOf(db, 'answer').as('answer_message'),
    ])
    .where('runs.id', '=', p.id)
    .where('runs.user_id', '=', p.user),
)

function messageOf(db: Kysely<DB>, part: RunPart) {
  return db
    .selectFrom('messages')
    .select('messages.id')
    .whereRef('messages.run_id', '=', sql.ref('runs.id'))
    .where('messages.run_part', '=', sql.lit(part))
    .limit(1)
}

/** The answers of runs, as much as there is of each, and how they stand. */
export const answersOf = rows(
  (_, p: { runs: readonly number[] }) =>
    sql<{ run: number; content: string; status: Runs['status'] }>`
    select id as run, status,
      case when ended_at is null then ${textSoFar(sql.ref('runs.id'))} else content end as content
    from runs where id = any(${p.runs}::bigint[])`,
)

/** The run that is under way in a chat. */
export const findActiveRun = row((db, p: { user: number; chat: number }) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('chat_id', '=', p.chat)
    .where('user_id', '=', p.user)
    .where('purpose', '=', sql.lit<Purpose>('answer'))
    .where('ended_at', 'is', null),
)

/** Whether a worker's lease is valid: what no statement that writes a run's progress goes without. */
function hasLease(worker: string): RawBuilder<boolean> {
  return sql`exists (select from workers where workers.id = ${worker} and workers.expires_at > now())`
}

/**
 * Creates a run with its first event, and in a chat the messages of its prompt and its answer; under a key, if there is
 * one. Resolves to an id of null where there is nothing to be done: the worker's lease is not valid, or the chat is not
 * to be named, or not once more.
 *
 * @param p.replacing the run that the key has begun before, and that failed before anything was paid; the messages of the new
 *   one take the place of its messages
 * @throws a violation of runs_chat or messages_file for what is not the user's, of runs_one_active_in_a_chat, of
 *   idempotency_keys_pkey
 */
export const createRun = oneRow(
  (
    _,
    p: {
      user: number
      purpose: Purpose
      chat: number | null
      worker: string
      model: string
      prompt: string
      system: string | null
      temperature: number | null
      maxTokens: number | null
      overflow: 'drop' | 'error' | null
      file: number | null
      attachment: string | null
      key: string | null
      fingerprint: Buffer | null
      replacing: number | null
    },
  ) =>
    sql<{ leased: boolean; id: number | null; prompt_message: number | null; started: string }>`
      with leased as (
        select ${hasLease(p.worker)} as leased
      ), naming as (
        update chats set title_attempts = title_attempts + 1 from leased
        where leased and ${p.purpose}::run_purpose = 'title' and id = ${p.chat} and user_id = ${p.user}
          and awaits_title and title_attempts < ${MOST_TITLE_ATTEMPTS}
        returning id
      ), run as (
        insert into runs (user_id, purpose, chat_id, worker_id, status, model, prompt, system, temperature, max_tokens,
          overflow, attachment)
        select ${p.user}::bigint, ${p.purpose}::run_purpose, ${p.chat}::bigint, ${p.worker}::uuid, 'queued', ${p.model},
          ${p.prompt}, ${p.system}, ${p.temperature}::float8, ${p.maxTokens}::integer, ${p.overflow}, ${p.attachment}::jsonb
        from leased where leased and (${p.purpose}::run_purpose = 'answer' or exists (select from naming))
        returning *
      ), replaced as (
        delete from idempotency_keys as key using run
        where key.user_id = run.user_id and key.key = ${p.key} and key.run_id = ${p.replacing} and key.reusable
        returning key.key, key.run_id
      ), under_key as (
        -- After that deletion: of two that replace a run, the second finds the key taken.
        insert into idempotency_keys (user_id, key, fingerprint, run_id)
        select run.user_id, ${p.key}::text, ${p.fingerprint}::bytea, run.id
        from run, (select count(*) from replaced) as deletion where ${p.key}::text is not null
      ), asked as (
        insert into messages (user_id, chat_id, file_id, role, content, run_id, run_part)
        select run.user_id, run.chat_id, ${p.file}::bigint, 'user', run.prompt, run.id, 'prompt'
        from run where run.chat_id is not null and run.purpose = 'answer'
        returning id, user_id, chat_id, run_id
      ), answered as (
        -- Out of the other one, so that it comes after it.
        insert into messages (user_id, chat_id, role, content, run_id, run_part, status)
        select user_id, chat_id, 'assistant', '', run_id, 'answer', 'running' from asked
        returning id
      ), touched as (
        update chats set updated_at = ${nextUpdate('chats')} from asked where chats.id = asked.chat_id
        returning chats.id
      ), unsaid as (
        -- Out of its chat, which is locked before its messages. What a client has made of them since stays.
        delete from messages using replaced, run, touched
        where messages.run_id = replaced.run_id and messages.chat_id = touched.id
          and (messages.status = 'failed' or messages.run_part = 'prompt' and messages.content = run.prompt)
      ), started as (
        insert into run_events (run_id, sequence, payload)
        select run.id, 1, format(
          '{"type":"started","sequence":1,"run":%s,"chat":%s,"prompt_message":%s,"answer_message":%s}',
          run.id, coalesce(run.chat_id::text, 'null'), coalesce(asked.id::text, 'null'), coalesce(answered.id::text, 'null'))::json
        from run left join asked on true left join answered on true
        returning run_id, payload
      )
      select leased, run_id as id, (payload ->> 'prompt_message')::bigint as prompt_message, payload::text as started
      from leased left join started on true`,
)

/** Takes back a run that the model was not asked for yet, as if there had been none. */
export const withdrawRun = row(
  (_, p: { id: number; worker: string }) =>
    sql<{ id: number }>`
    with run as (
      delete from runs where id = ${p.id} and worker_id = ${p.worker} and status = 'queued' returning id
    ), unsaid as (
      delete from messages using run where messages.run_id = run.id
    )
    select id from run`,
)

const addedUp = sql`
  on conflict (user_id, day, model) do update set
    runs = counted.runs + excluded.runs,
    prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = counted.completion_tokens + excluded.completion_tokens,
    total_tokens = counted.total_tokens + excluded.total_tokens,
    cached_tokens = counted.cached_tokens + excluded.cached_tokens,
    cache_write_tokens = counted.cache_write_tokens + excluded.cache_write_tokens`

/** What all that ends runs does besides, with the rows of `ended` that it has. */
const consequences = sql`
  terminated as (
    insert into run_events (run_id, sequence, payload)
    select ended.id, event.sequence, event.payload from ended join event on event.run_id = ended.id
  ), answered as (
    update messages set content = ended.content, status = ended.status::text::message_status,
      updated_at = ${nextUpdate('messages')}
    from ended where messages.run_id = ended.id and messages.status = 'running'
  ), touched as (
    update chats set updated_at = ${nextUpdate('chats')}
    from ended where chats.id = ended.chat_id and ended.purpose = 'answer'
    returning chats.id, chats.awaits_title and chats.title_attempts < ${MOST_TITLE_ATTEMPTS} as awaits_title
  ), named as (
    update chats set title = ended.title, awaits_title = false, updated_at = ${nextUpdate('chats')}
    from ended where chats.id = ended.chat_id and chats.awaits_title and ended.title <> ''
  ), counted as (
    insert into usage as counted (user_id, day, model, runs, prompt_tokens, completion_tokens, total_tokens,
      cached_tokens, cache_write_tokens)
    select user_id, (now() at time zone 'UTC')::date, model, count(*),
      sum(prompt_tokens), sum(completion_tokens), sum(total_tokens), sum(cached_tokens), sum(cache_write_tokens)
    from ended where total_tokens is not null group by user_id, model order by user_id, model
    ${addedUp}
  )`

/**
 * Ends a run, with the events that are still to be written, the last of them terminal. Resolves to it and whether its chat
 * is to be named; to nothing where it was ended by somebody else, or deleted, or the worker's lease has expired.
 */
export const endRun = row(
  (
    _,
    p: {
      id: number
      worker: string
      status: Runs['status']
      finishReason: Runs['finish_reason']
      error: string | null
      model: string
      reportedModel: string | null
      content: string
      reasoning: string
      /** What a run of that purpose names its chat; else empty. */
      title: string
      promptTokens: number | null
      completionTokens: number | null
      totalTokens: number | null
      cachedTokens: number
      cacheWriteTokens: number
      estimated: boolean
      context: string | null
      attempts: string
      started: boolean
      /** Whether it is certain that nothing was paid, so that the run's key may begin another one. */
      unpaid: boolean
      sequences: readonly number[]
      payloads: readonly string[]
    },
  ) =>
    sql<{ id: number; awaits_title: boolean | null }>`
      with ended as (
        update runs set status = ${p.status}, finish_reason = ${p.finishReason}, error_code = ${p.error},
          model = ${p.model}, reported_model = ${p.reportedModel}, content = ${p.content}, reasoning = ${p.reasoning},
          prompt_tokens = ${p.promptTokens},
          completion_tokens = ${p.completionTokens}, total_tokens = ${p.totalTokens},
          cached_tokens = ${p.cachedTokens}, cache_write_tokens = ${p.cacheWriteTokens},
          usage_estimated = ${p.estimated}, context = ${p.context}, attempts = ${p.attempts}, worker_id = null,
          started_at = coalesce(started_at, case when ${p.started} then now() end), ended_at = now()
        where id = ${p.id} and worker_id = ${p.worker} and ${hasLease(p.worker)}
        returning *, ${p.title}::text as title
      ), reusable as (
        update idempotency_keys set reusable = true from ended where run_id = ended.id and ${p.unpaid}
      ), event as (
        select ${p.id}::bigint as run_id, sequence, payload
        from unnest(${p.sequences}::integer[], ${p.payloads}::json[]) as event (sequence, payload)
      ), ${consequences}
      select ended.id, touched.awaits_title from ended left join touched on touched.id = ended.chat_id`,
)

/** Whether nobody works on a run any more: its worker has gone, or lost it, or never heard that it was created. */
function isAbandoned({ worker, own }: { worker: string; own: readonly number[] }): RawBuilder<boolean> {
  return sql`runs.ended_at is null and (
    workers.id is null or workers.expires_at < now()
    -- No statement that creates one takes as long.
    or (runs.worker_id = ${worker} and runs.id <> all(${own}::bigint[])
      and runs.created_at < now() - interval '30 seconds'))`
}

/** The runs that nobody works on any more, some of them where they are many. */
export const findAbandonedRuns = rows(
  (_, p: { worker: string; own: readonly number[] }) => sql<{ id: number }>`
    select runs.id from runs left join workers on workers.id = runs.worker_id
    where ${isAbandoned(p)} order by runs.id limit 100`,
)

/**
 * Ends runs that nobody works on any more, as cancelled where somebody had asked for that, with what is saved of their
 * answers. Resolves to them.
 *
 * @param p.own those that `worker` works on; others that it has, by the database, are abandoned
 * @param p.only the runs that may be ended; null for any
 */
export const endAbandonedRuns = rows(
  (_, p: { worker: string; own: readonly number[]; only: readonly number[] | null }) =>
    sql<{ id: number; status: Runs['status'] }>`
      with abandoned as (
        select runs.id from runs left join workers on workers.id = runs.worker_id
        where ${isAbandoned(p)} and (${p.only}::bigint[] is null or runs.id = any(${p.only}::bigint[]))
        order by runs.id limit 100 for update of runs skip locked
      ), saved as (
        select id, ${textSoFar(sql.ref('abandoned.id'))} as content,
          ${reasoningSoFar(sql.ref('abandoned.id'))} as reasoning, ${contextSoFar(sql.ref('abandoned.id'))} as context,
          (select max(sequence) from run_events where run_id = abandoned.id) as last
        from abandoned
      ), counted_as as (
        select saved.*, coalesce((saved.context ->> 'estimated_tokens')::bigint, (octet_length(runs.prompt) + 3) / 4) as prompt_tokens,
          (octet_length(saved.content) + 3) / 4 as completion_tokens
        from saved join runs on runs.id = saved.id
      ), ended as (
        update runs set
          status = case when cancel_requested_at is null then 'incomplete' else 'cancelled' end::run_status,
          finish_reason = case when cancel_requested_at is null then null else 'cancelled' end::finish_reason,
          content = counted_as.content, reasoning = counted_as.reasoning, context = counted_as.context, worker_id = null, ended_at = now(),
          prompt_tokens = case when started_at is null then null else counted_as.prompt_tokens end,
          completion_tokens = case when started_at is null then null else counted_as.completion_tokens end,
          total_tokens = case when started_at is null then null else counted_as.prompt_tokens + counted_as.completion_tokens end,
          usage_estimated = started_at is not null
        from counted_as where runs.id = counted_as.id
        returning runs.*, ''::text as title, counted_as.last
      ), event as (
        select id as run_id, last + 1 as sequence, json_build_object('type', 'usage', 'sequence', last + 1,
          'usage', json_build_object('prompt_tokens', prompt_tokens, 'completion_tokens', completion_tokens,
            'total_tokens', total_tokens, 'cached_tokens', 0, 'cache_write_tokens', 0, 'estimated', true)) as payload
        from ended where total_tokens is not null
        union all
        select id, last + 1 + count(total_tokens) over (partition by id),
          json_build_object('type', status, 'sequence', last + 1 + count(total_tokens) over (partition by id))
        from ended
      ), ${consequences}
      select id, status from ended`,
)

/** Leaves a run of a worker's that is not to go on there, for whoever looks for abandoned ones. */
export const abandonRun = row((db, p: { id: number; worker: string }) =>
  db
    .updateTable('runs')
    .set({ worker_id: sql`gen_random_uuid()` })
    .where('id', '=', p.id)
    .where('worker_id', '=', p.worker)
    .returning('id'),
)

/** Adds what a run used, where the run itself is gone: deleted with its chat while it was under way. */
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
    },
  ) =>
    sql<{ day: string }>`
      insert into usage as counted (user_id, day, model, runs, prompt_tokens, completion_tokens, total_tokens,
        cached_tokens, cache_write_tokens)
      select users.id, (now() at time zone 'UTC')::date, ${p.model}, 1,
        ${p.promptTokens}::bigint, ${p.completionTokens}::bigint, ${p.totalTokens}::bigint,
        ${p.cachedTokens}::bigint, ${p.cacheWriteTokens}::bigint
      from users where users.id = ${p.user} and not exists (select from runs where runs.id = ${p.run})
      ${addedUp}
      returning day`,
)

/** Asks whoever works on a run to cancel it. Resolves to the run where it is under way. */
export const requestCancel = row((db, p: { user: number; id: number }) =>
  db
    .updateTable('runs')
    .set((eb) => ({ cancel_requested_at: eb.fn.coalesce('cancel_requested_at', sql<string>`now()`) }))
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where('ended_at', 'is', null)
    .returning('id'),
)
