import type { components } from '../../../generated/api.ts'
import type { SavedEvent } from '../queries/run-events.ts'

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'sequence'> : never

/** What happens in a run, before it has its place among the others. */
export type NewEvent = Unnumbered<components['schemas']['RunEvent']>

const terminal = new Set(['completed', 'incomplete', 'failed', 'cancelled'])

/** Whether an event is its run's last. */
export function isTerminal({ type }: { readonly type: string }): boolean {
  return terminal.has(type)
}

/** Gives an event its place. */
export function numbered(run: number, sequence: number, event: NewEvent): SavedEvent {
  const { type, ...members } = event
  return { run, sequence, type, payload: JSON.stringify({ type, sequence, ...members }) }
}
