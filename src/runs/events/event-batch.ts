import type { SavedEvent } from '../queries/run-events.ts'
import { type NewEvent, numbered } from './events.ts'
import type { SubscriptionBuffer } from './subscription-buffer.ts'

/** Size, in characters, as which an event without text counts. */
const EVENT_CHARACTERS = 64

/** State of the event log of one run. */
export interface OpenLog {
  readonly user: number
  readonly run: number
  readonly buffer: SubscriptionBuffer
  sequence: number
  hasBegun: 'no' | 'unsaved' | 'saved'
  waiting: NewEvent[]
  waitingCharacters: number
  /** Set while another transaction locks the run; resolves when the delayed batch is saved. */
  locked: PromiseWithResolvers<void> | undefined
  /** True if PostgreSQL rejected an event, after which only the events that end the run may follow. */
  isRejected: boolean
}

/** Events of one run that are saved together. */
export interface Batch {
  readonly open: OpenLog
  readonly events: readonly SavedEvent[]
  readonly begun: boolean
}

/**
 * Removes waiting events and returns them with sequences: as many as fit into `room`, and the one that
 * exceeds it.
 */
export function take(
  open: OpenLog,
  room = { characters: Number.POSITIVE_INFINITY, events: Number.POSITIVE_INFINITY },
): SavedEvent[] {
  const events: SavedEvent[] = []
  for (const event of open.waiting) {
    if (events.length > 0 && (room.characters <= 0 || room.events <= 0)) break
    open.sequence += 1
    const saved = numbered(open.run, open.sequence, event)
    room.characters -= saved.payload.length
    room.events -= 1
    events.push(saved)
  }
  open.waiting.splice(0, events.length)
  open.waitingCharacters = open.waiting.reduce((sum, event) => sum + sizeOf(event), 0)
  return events
}

/** Returns the events of batches as columns, and the runs in which the model has begun to answer. */
export function rowsOf(batches: readonly Batch[]) {
  const events = batches.flatMap((batch) => batch.events)
  return {
    users: batches.flatMap((batch) => batch.events.map(() => batch.open.user)),
    runs: events.map(({ run }) => run),
    sequences: events.map(({ sequence }) => sequence),
    payloads: events.map(({ payload }) => payload),
    begun: batches.filter(({ begun }) => begun).map(({ open }) => open.run),
  }
}

export function sizeOf(event: NewEvent): number {
  if (event.type === 'tool_call') return EVENT_CHARACTERS + event.tool_call.arguments.length
  if (event.type === 'tool_call_delta') return event.arguments.length
  return 'text' in event ? event.text.length : EVENT_CHARACTERS
}

/** Merges an event into the one before it. Returns false if they cannot be merged. */
export function merge(before: NewEvent | undefined, event: NewEvent): boolean {
  if (before === undefined) return false
  if ('text' in event && before.type === event.type && 'text' in before) {
    before.text += event.text
    return true
  }
  if (event.type !== 'tool_call_delta' || before.type !== event.type || before.index !== event.index)
    return false
  before.arguments += event.arguments
  if (event.id !== undefined) before.id = event.id
  if (event.name !== undefined) before.name = event.name
  return true
}
