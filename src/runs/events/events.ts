import type { components } from '../../../generated/api.ts'
import type { SavedEvent } from '../queries/run-events.ts'

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'sequence'> : never

/** Event of a run that has no sequence yet. */
export type NewEvent = Unnumbered<components['schemas']['RunEvent']>

const terminal = new Set(['completed', 'incomplete', 'failed', 'cancelled'])

/** Returns true for the event that ends a run. */
export function isTerminal({ type }: { readonly type: string }): boolean {
  return terminal.has(type)
}

/** Returns an event with its sequence. */
export function numbered(run: number, sequence: number, event: NewEvent): SavedEvent {
  const { type, ...members } = event
  return { run, sequence, type, payload: JSON.stringify({ type, sequence, ...members }) }
}
