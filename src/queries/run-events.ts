import { sql } from 'kysely'
import { row, rows } from '../database/statement.ts'

/** An event as it was saved: `payload` is JSON. */
export interface SavedEvent {
  readonly run: number
  readonly sequence: number
  readonly type: string
  readonly payload: string
}

/**
 * Saves events of several runs at once, and notes of those in `begun` that the model has begun to answer. What was saved
 * before is passed over, so that it can be tried again. Resolves to the runs that are still the worker's.
 *
 * @throws a violation of run_events_run where a run is deleted at that moment
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
  ) => sql<{ id: number }>`
    with own as (
      select id from runs where id = any(${p.runs}::bigint[]) and worker_id = ${p.worker}
    ), begun as (
      update runs set status = 'running', started_at = now()
      from own where runs.id = own.id and own.id = any(${p.begun}::bigint[]) and status = 'queued'
    ), saved as (
      insert into run_events (run_id, sequence, payload)
      select event.run_id, event.sequence, event.payload
      from unnest(${p.runs}::bigint[], ${p.sequences}::integer[], ${p.payloads}::json[])
        as event (run_id, sequence, payload)
      join own on own.id = event.run_id
      on conflict do nothing
    )
    select id from own`,
)

/** A user's run's last event so far, and whether it is the last for ever. */
export const findRunEnd = row(
  (_, p: { user: number; run: number }) => sql<{ last: number; ended: boolean }>`
    select ended_at is not null as ended,
      coalesce((select max(sequence) from run_events where run_id = runs.id), 0) as last
    from runs where id = ${p.run} and user_id = ${p.user}`,
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
