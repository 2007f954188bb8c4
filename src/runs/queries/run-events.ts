import { sql } from 'kysely'
import { row, rows } from '../../database/statement.ts'

/** An event as it was saved: `payload` is JSON. */
export interface SavedEvent {
  readonly run: number
  readonly sequence: number
  readonly type: string
  readonly payload: string
}

/**
 * Saves events of several runs at once, and notes of those in `begun` that the model has begun to answer. Events that an
 * earlier try has saved are passed over.
 *
 * Resolves to the runs that are still the worker's, while its lease is valid: `saved` where their events are in the
 * database exactly as given, and not where somebody else has the run locked, which is not waited for. Left out are the
 * runs that are no longer the worker's, and those where somebody else has written an event in the place of one of these.
 *
 * The runs stay locked until the events are committed, so none can be ended elsewhere meanwhile.
 */
export const saveEvents = rows(
  (
    _,
    p: {
      worker: string
      runs: readonly number[]
      sequences: readonly number[]
      payloads: readonly string[]
      begun: readonly number[]
    },
  ) => sql<{ id: number; saved: boolean }>`
    with own as (
      select runs.id from runs join workers on workers.id = runs.worker_id
      where runs.id = any(${p.runs}::bigint[]) and runs.worker_id = ${p.worker} and workers.expires_at > now()
    ), held as (
      select runs.id from runs join workers on workers.id = runs.worker_id
      where runs.id = any(${p.runs}::bigint[]) and runs.worker_id = ${p.worker} and workers.expires_at > now()
      for no key update of runs skip locked
    ), event as (
      select held.id as run_id, given.sequence, given.payload
      from unnest(${p.runs}::bigint[], ${p.sequences}::integer[], ${p.payloads}::json[])
        as given (run_id, sequence, payload)
      join held on held.id = given.run_id
    ), begun as (
      update runs set status = 'running', started_at = now()
      from held where runs.id = held.id and held.id = any(${p.begun}::bigint[]) and status = 'queued'
    ), saved as (
      insert into run_events (run_id, sequence, payload)
      select run_id, sequence, payload from event
      on conflict do nothing
      returning run_id
    )
    select own.id, held.id is not null as saved from own left join held on held.id = own.id
    where (select count(*) from saved) = (select count(*) from event) or not exists (
      select from event join run_events as existing on
        existing.run_id = event.run_id and existing.sequence = event.sequence
      where event.run_id = own.id and existing.payload::text <> event.payload::text)`,
)

/** A user's run's last event so far, and whether it is the last for ever. */
export const findRunEnd = row(
  (_, p: { user: number; run: number }) => sql<{ last: number; ended: boolean }>`
    select ended_at is not null as ended,
      coalesce((select max(sequence) from run_events where run_id = runs.id), 0) as last
    from runs where id = ${p.run} and user_id = ${p.user}`,
)

/** Whether a run has ended; nothing where it was deleted. */
export const findRunState = row(
  (_, p: { run: number }) => sql<{ ended: boolean }>`
    select ended_at is not null as ended from runs where id = ${p.run}`,
)

/**
 * A run's events after one of them, as many as may be read at once: so many, and so many bytes that only the last of them
 * goes beyond.
 */
export const eventsAfter = rows(
  (_, p: { run: number; after: number; atMost: number; bytes: number }) =>
    sql<SavedEvent>`
      select run, sequence, payload::json ->> 'type' as type, payload
      from (
        select run, sequence, payload, sum(octet_length(payload)) over (order by sequence) as bytes
        from (
          select run_id as run, sequence, payload::text as payload from run_events
          where run_id = ${p.run} and sequence > ${p.after} order by sequence limit ${p.atMost}
        ) as page
      ) as measured
      where bytes - octet_length(payload) < ${p.bytes}
      order by sequence`,
)

/** The events of many runs, each after one of its own; of each so many at most. */
export const eventsOfRunsAfter = rows(
  (_, p: { runs: readonly number[]; after: readonly number[]; atMost: number }) =>
    sql<SavedEvent>`
      select event.run_id as run, event.sequence, event.payload ->> 'type' as type, event.payload::text as payload
      from unnest(${p.runs}::bigint[], ${p.after}::integer[]) as followed (run_id, after)
      cross join lateral (
        select run_id, sequence, payload from run_events
        where run_events.run_id = followed.run_id and run_events.sequence > followed.after
        order by run_events.sequence limit ${p.atMost}
      ) as event`,
)

/** Which of these runs are not there any more. */
export const deletedRuns = rows(
  (_, p: { runs: readonly number[] }) =>
    sql<{ run: number }>`
      select run_id as run from unnest(${p.runs}::bigint[]) as followed (run_id)
      where not exists (select from runs where runs.id = followed.run_id)`,
)
