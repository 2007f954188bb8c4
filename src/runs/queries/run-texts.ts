import { type RawBuilder, sql } from 'kysely'

/** How many runs are begun to name a chat, successful or not. */
export const MAX_TITLE_ATTEMPTS = sql.lit(5)

/** How many characters of a run's reasoning are kept. */
export const MAX_REASONING = 262_144

/** As much of a run's answer as its events have, or of its reasoning: the texts after the last reset. */
export function textSoFar(run: RawBuilder<unknown>, type: 'text' | 'reasoning' = 'text'): RawBuilder<string> {
  return sql<string>`(
    select coalesce(string_agg(event.payload ->> 'text', '' order by event.sequence), '')
    from run_events as event
    where event.run_id = ${run} and event.payload ->> 'type' = ${sql.lit(type)} and event.sequence > coalesce((
      select max(reset.sequence) from run_events as reset
      where reset.run_id = ${run} and reset.payload ->> 'type' = 'reset'), 0))`
}

/** The same of its reasoning, as much as is kept. */
export function reasoningSoFar(run: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`left(${textSoFar(run, 'reasoning')}, ${sql.lit(MAX_REASONING)})`
}

/** What the events say that the model was given of the chat, the last time. */
export function contextSoFar(run: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select (event.payload -> 'context')::jsonb from run_events as event
    where event.run_id = ${run} and event.payload ->> 'type' = 'context'
    order by event.sequence desc limit 1)`
}

/** Whether a worker's lease is valid: what no statement that writes a run's progress goes without. */
export function hasLease(worker: string): RawBuilder<boolean> {
  return sql`exists (select from workers where workers.id = ${worker} and workers.expires_at > now())`
}
