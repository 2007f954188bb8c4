import type { SavedEvent } from '../queries/run-events.ts'
import { type NewEvent, numbered } from './events.ts'
import type { SubscriptionBuffer } from './subscription-buffer.ts'

const EVENT_SIZE = 64

export interface Open {
  readonly run: number
  readonly feed: SubscriptionBuffer
  sequence: number
  hasBegun: 'no' | 'unsaved' | 'saved'
  waiting: NewEvent[]
  waitingCharacters: number
  /** Set while somebody else has the run locked; resolves when what was to be saved then is. */
  locked: PromiseWithResolvers<void> | undefined
  /** Whether PostgreSQL has refused an event of it, so that none can follow but those that end it. */
  isRejected: boolean
}

/** Events of one run that are saved together. */
export interface Batch {
  readonly open: Open
  readonly events: readonly SavedEvent[]
  readonly begun: boolean
}

/** Numbers what waits, as much as there is room for and one more, and takes it away. */
export function take(
  open: Open,
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

export function sizeOf(event: NewEvent): number {
  return 'text' in event ? event.text.length : EVENT_SIZE
}
