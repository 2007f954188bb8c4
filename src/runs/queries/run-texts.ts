import { type RawBuilder, sql } from 'kysely'
import type { components } from '../../../generated/api.ts'

type ToolCall = components['schemas']['ToolCall']

/** Maximum number of runs that try to generate a title for one chat. */
export const MAX_TITLE_ATTEMPTS = sql.lit(5)

/** Maximum length of stored reasoning, in characters. */
export const MAX_REASONING_CHARACTERS = 262_144

/** Selects the answer or reasoning of a run from its events: the texts after the last reset. */
export function textSoFar(
  user: number,
  run: RawBuilder<unknown>,
  type: 'text' | 'reasoning' = 'text',
): RawBuilder<string> {
  return sql<string>`(
    select coalesce(string_agg(event.payload ->> 'text', '' order by event.sequence), '')
    from run_events as event
    where event.user_id = ${user} and event.run_id = ${run} and event.payload ->> 'type' = ${sql.lit(type)}
      and ${isKept(user, run)})`
}

/**
 * Selects the number of bytes of text, reasoning and arguments in the events of a run since the last reset.
 */
export function bytesSoFar(user: number, run: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(
    select coalesce(sum(octet_length(coalesce(event.payload ->> 'text', event.payload ->> 'arguments'))), 0)
    from run_events as event
    where event.user_id = ${user} and event.run_id = ${run}
      and event.payload ->> 'type' in ('text', 'reasoning', 'tool_call_delta') and ${isKept(user, run)})`
}

/** Selects the tool calls of a run from its events, as parts of a message; null if there are none. */
export function toolCallsSoFar(user: number, run: RawBuilder<unknown>): RawBuilder<ToolCall[] | null> {
  return sql<ToolCall[] | null>`(
    select jsonb_agg('{"type":"tool_call"}'::jsonb || (event.payload -> 'tool_call')::jsonb
      order by event.sequence)
    from run_events as event
    where event.user_id = ${user} and event.run_id = ${run} and event.payload ->> 'type' = 'tool_call'
      and ${isKept(user, run)})`
}

/** Condition that an event is after the last reset. */
function isKept(user: number, run: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`event.sequence > coalesce((
        select max(reset.sequence) from run_events as reset
        where reset.user_id = ${user} and reset.run_id = ${run} and reset.payload ->> 'type' = 'reset'), 0)`
}

/** Selects the reasoning of a run from its events, truncated to the stored length. */
export function reasoningSoFar(user: number, run: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`left(${textSoFar(user, run, 'reasoning')}, ${sql.lit(MAX_REASONING_CHARACTERS)})`
}

/** Selects the last description of the chat context from the events of a run. */
export function contextSoFar(user: number, run: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select (event.payload -> 'context')::jsonb from run_events as event
    where event.user_id = ${user} and event.run_id = ${run} and event.payload ->> 'type' = 'context'
    order by event.sequence desc limit 1)`
}

/**
 * Condition that a worker's lease is valid. Every statement that writes the progress of a run requires it.
 */
export function hasLease(worker: string): RawBuilder<boolean> {
  return sql`exists (select from workers where workers.id = ${worker} and workers.expires_at > now())`
}
