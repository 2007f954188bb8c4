import { type RawBuilder, sql } from 'kysely'
import { isInKeptChat } from '../../database/deleted.ts'
import { oneRow, row, rows } from '../../database/statement.ts'
import { MAX_COUNTED } from '../../jobs/job.ts'

/** Saved event; `payload` is JSON. */
export interface SavedEvent {
  readonly run: number
  readonly sequence: number
  readonly type: string
  readonly payload: string
}

export interface RunKey {
  readonly user: number
  readonly id: number
}

/**
 * Saves events of several runs in one statement and marks the runs in `begun` as running. Events that an
 * earlier attempt has saved are skipped.
 *
 * Resolves to the runs that still belong to the worker, provided that its lease is valid. `saved` is false if
 * another transaction locks the run; the statement does not wait for it. Runs that belong to another worker,
 * or have a different event with the same sequence, are left out.
 *
 * The runs stay locked until commit, so that no other replica can end them in between.
 */
export const saveEvents = rows((_, p: EventsToSave) => saving(p, () => sql`true`))

/** Like {@link saveEvents}, for runs of one user, because Citus cannot lock rows of several users at once. */
export const saveEventsOfUser = rows((_, p: EventsToSave & { user: number }) =>
  saving(p, (column) => sql`${sql.ref(column)} = ${p.user}`),
)

interface EventsToSave {
  readonly worker: string
  readonly users: readonly number[]
  readonly runs: readonly number[]
  readonly sequences: readonly number[]
  readonly payloads: readonly string[]
  readonly begun: readonly number[]
}

/** @param isOf returns the condition that a column with a user's id refers to the user of the statement */
function saving(p: EventsToSave, isOf: (column: string) => RawBuilder<unknown>) {
  return sql<{ id: number; saved: boolean }>`
    with given as (
      -- Subqueries hide the lengths of the arrays. Otherwise PostgreSQL would plan for each length anew,
      -- which takes longer than saving the events of a few runs.
      select * from unnest((select ${p.users}::bigint[]), (select ${p.runs}::bigint[]),
        (select ${p.sequences}::integer[]), (select ${p.payloads}::json[]))
        as given (user_id, run_id, sequence, payload)
    ), named as (
      select distinct user_id, run_id from given
    ), own as (
      select runs.user_id, runs.id from named
      join runs on runs.user_id = named.user_id and runs.id = named.run_id
      join workers on workers.id = runs.worker_id
      where runs.worker_id = ${p.worker} and workers.expires_at > now() and ${isOf('runs.user_id')}
    ), held as (
      -- Citus cannot read the result of a subquery that itself locks rows.
      select * from (
        select runs.user_id, runs.id from named
        join runs on runs.user_id = named.user_id and runs.id = named.run_id
        join workers on workers.id = runs.worker_id
        where runs.worker_id = ${p.worker} and workers.expires_at > now() and ${isOf('runs.user_id')}
        for no key update of runs skip locked
      ) as locked
    ), event as (
      select given.* from given join held on held.user_id = given.user_id and held.id = given.run_id
    ), begun as (
      update runs set status = 'running', started_at = now()
      from held where runs.user_id = held.user_id and runs.id = held.id
        and held.id = any(${p.begun}::bigint[])
        and status = 'queued' and ${isOf('runs.user_id')}
    ), saved as (
      insert into run_events (user_id, run_id, sequence, payload)
      select user_id, run_id, sequence, payload from event
      on conflict do nothing
      returning run_id
    )
    select own.id, own.id in (select id from held) as saved from own
    where (select count(*) from saved) = (select count(*) from event) or not exists (
      select from event join run_events as existing on
        existing.user_id = event.user_id and existing.run_id = event.run_id
        and existing.sequence = event.sequence
      where event.run_id = own.id and existing.payload::text <> event.payload::text
        and ${isOf('existing.user_id')})`
}

/**
 * Condition that a run has ended and that its answer was moved to another chat, which was deleted. Its events
 * must not be read; a job removes them.
 */
function isAnswerDeleted(user: number, run: number): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from messages join runs on runs.user_id = messages.user_id and runs.id = messages.run_id
    where messages.user_id = ${user} and messages.run_id = ${run} and messages.run_part = 'answer'
      and not ${isInKeptChat(user, 'messages.chat_id')} and runs.ended_at is not null)`
}

/**
 * Returns the sequence of the last event of a user's run, true if the run has ended, and true if its events
 * can still be read. Resolves to undefined if the run was deleted.
 */
export const findRunState = row(
  (_, p: { user: number; run: number }) => sql<{ last: number; ended: boolean; kept: boolean }>`
    select ended_at is not null as ended,
      event.last is not null and not ${isAnswerDeleted(p.user, p.run)} as kept,
      coalesce(event.last, (
        select last_sequence from run_results where user_id = ${p.user} and run_id = ${p.run}), 0) as last
    from runs, (select max(sequence) as last from run_events
      where user_id = ${p.user} and run_id = ${p.run}) as event
    where user_id = ${p.user} and id = ${p.run} and ${isInKeptChat(p.user, 'runs.chat_id')}`,
)

/**
 * Returns the next events of a run that can be read, at most `atMost`; only the last one may exceed the limit
 * of `bytes`.
 */
export const eventsAfter = rows(
  (_, p: { user: number; run: number; after: number; atMost: number; bytes: number }) =>
    sql<SavedEvent>`
      select run, sequence, payload::json ->> 'type' as type, payload
      from (
        select run, sequence, payload, sum(octet_length(payload)) over (order by sequence) as bytes
        from (
          select run_id as run, sequence, payload::text as payload from run_events
          where user_id = ${p.user} and run_id = ${p.run} and sequence > ${p.after}
            and not ${isAnswerDeleted(p.user, p.run)}
          order by sequence limit ${p.atMost}
        ) as page
      ) as measured
      where bytes - octet_length(payload) < ${p.bytes}
      order by sequence`,
)

/** Returns the parts of answers in the next events of a user's runs, each after its own sequence. */
export const partsAfter = rows(
  (_, p: { user: number; runs: readonly number[]; after: readonly number[] }) =>
    sql<{
      run: number
      sequence: number
      type: string
      text: string | null
      context: unknown
      call: unknown
    }>`
      select event.run_id as run, event.sequence, event.payload ->> 'type' as type,
        event.payload ->> 'text' as text,
        event.payload -> 'context' as context, event.payload -> 'tool_call' as call
      from unnest(${p.runs}::bigint[], ${p.after}::integer[]) as known (run_id, after)
      cross join lateral (
        select run_id, sequence, payload from run_events
        where run_events.user_id = ${p.user} and run_events.run_id = known.run_id
          and run_events.sequence > known.after
        order by run_events.sequence offset 0
      ) as event
      order by event.run_id, event.sequence`,
)

/** Returns the next events of several runs, each after its own sequence and at most `atMost` of each. */
export const eventsOfRunsAfter = rows(
  (_, p: { users: readonly number[]; runs: readonly number[]; after: readonly number[]; atMost: number }) =>
    sql<SavedEvent>`
      select event.run_id as run, event.sequence, event.payload ->> 'type' as type,
        event.payload::text as payload
      from unnest(${p.users}::bigint[], ${p.runs}::bigint[], ${p.after}::integer[])
        as followed (user_id, run_id, after)
      join run_events as event on event.user_id = followed.user_id and event.run_id = followed.run_id
        -- A run's sequences have no gaps.
        and event.sequence > followed.after and event.sequence <= followed.after + ${p.atMost}
      order by event.run_id, event.sequence`,
)

/** Returns those of the runs that have no events: they were deleted, or their events were removed. */
export const runsWithoutEvents = rows(
  (_, p: { users: readonly number[]; runs: readonly number[] }) =>
    sql<{ run: number }>`
      select followed.run_id as run
      from unnest(${p.users}::bigint[], ${p.runs}::bigint[]) as followed (user_id, run_id)
      left join run_events as first
        on first.user_id = followed.user_id and first.run_id = followed.run_id and first.sequence = 1
      where first.run_id is null`,
)

/** Lists runs whose events are to be removed, ordered by the end of the run. */
export const findExpiredEvents = rows(
  (_, p: { size: number; skip: number }) => sql<RunKey>`
    select user_id as user, id from runs where events_until < now()
    order by events_until limit ${p.size} offset ${p.skip}`,
)

/** Removes all events of runs. */
export const removeEvents = rows(
  (_, p: { users: readonly number[]; runs: readonly number[] }) => sql<{ none: never }>`
    delete from run_events using unnest(${p.users}::bigint[], ${p.runs}::bigint[])
      as expired (user_id, run_id)
    where run_events.user_id = expired.user_id and run_events.run_id = expired.run_id`,
)

/** Records that the events of runs have been removed. */
export const noteRemovedEvents = rows(
  (_, p: { users: readonly number[]; runs: readonly number[] }) => sql<{ none: never }>`
    update runs set events_until = null
    from unnest(${p.users}::bigint[], ${p.runs}::bigint[]) as expired (user_id, run_id)
    where runs.user_id = expired.user_id and runs.id = expired.run_id and events_until < now()`,
)

/** Counts the runs whose events are to be removed. */
export const countExpiredEvents = oneRow(
  (_, __: object) => sql<{ rows: number; oldest: string | null }>`
    select count(*) as rows, min(events_until) as oldest
    from (
      select events_until from runs
      where events_until < now() order by events_until limit ${sql.lit(MAX_COUNTED)}
    ) as due`,
)
