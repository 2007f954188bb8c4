import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { isUnavailable, violatedConstraint } from '../database/failures.ts'
import { type SavedEvent, saveEvents } from '../queries/run-events.ts'
import { type NewEvent, numbered } from './events.ts'
import type { Feed } from './feed.ts'
import type { Lease } from './lease.ts'

/*
 * The events of all runs of a process are saved together, a statement at a time, and only then handed to who follows:
 * nobody ever knows more of an answer than the database. What comes meanwhile waits, and texts that wait become one
 * event, so that the more there is to do, the less it costs.
 */

/** How long events of a run that nobody follows may wait, and the longest that others do, in ms. */
const LONGEST_PAUSE = 200
/** The shortest pause between two statements, in ms; else it is several times as long as the last one took. */
const SHORTEST_PAUSE = 10
const PAUSE_FACTOR = 9
/** Between two attempts to save, in ms. */
const RETRY_DELAY = 250
/** How many characters of a run may wait before its provider has to. */
const MOST_WAITING = 256 * 1024

/** Writes the events of one run. */
export interface RunJournal {
  /** Notes that the model has begun to answer. */
  begin(): void
  append(event: NewEvent): void
  /** Undefined where there is room for more, else a promise of that. */
  room(): Promise<void> | undefined
  /**
   * Ends it with its last events. Resolves, when nothing of it is being saved any more, to the events that are still to be:
   * those that waited, and these.
   */
  close(last: readonly NewEvent[]): Promise<SavedEvent[]>
}

export interface Journal {
  /** @param last the sequence of the event that is saved already */
  open(run: number, last: number, feed: Feed): RunJournal
}

interface Open {
  readonly run: number
  readonly feed: Feed
  sequence: number
  hasBegun: 'no' | 'unsaved' | 'saved'
  waiting: NewEvent[]
  waitingCharacters: number
}

/** @param options.onLost told of a run that is no longer this worker's */
export function createJournal(
  db: Kysely<DB>,
  options: {
    readonly lease: Lease
    readonly onLost: (run: number) => void
    readonly log: Pick<Logger, 'error' | 'warn'>
  },
): Journal {
  const { lease, log } = options
  const unsaved = new Set<Open>()
  let pause = SHORTEST_PAUSE
  let savedAt = Number.NEGATIVE_INFINITY
  let saving: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY

  /** Sees to it that everything is saved in so many ms, or sooner. */
  const saveIn = (delay: number) => {
    const at = performance.now() + delay
    if (saving !== undefined || at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    // A timer waits for a millisecond at least.
    if (delay > 0) timer = setTimeout(save, delay)
    else setImmediate(save)
  }

  const save = () => {
    clearTimeout(timer)
    dueAt = Number.POSITIVE_INFINITY
    if (saving === undefined && unsaved.size > 0) saving = saveAll()
  }

  const saveAll = async () => {
    const startedAt = performance.now()
    const batches = [...unsaved].map((open) => ({
      open,
      events: take(open),
      begun: open.hasBegun === 'unsaved',
    }))
    unsaved.clear()
    const own = await write(batches)
    for (const { open, events, begun } of batches) {
      if (begun) open.hasBegun = 'saved'
      if (own.has(open.run)) open.feed.publish(events)
      else options.onLost(open.run)
    }
    savedAt = performance.now()
    pause = Math.min(Math.max(PAUSE_FACTOR * (savedAt - startedAt), SHORTEST_PAUSE), LONGEST_PAUSE)
    saving = undefined
    if (unsaved.size > 0) saveIn([...unsaved].some(isUrgent) ? 0 : pause)
  }

  /** Saves until it is done, or no longer this worker's to do. Resolves to the runs whose events are saved. */
  const write = async (
    batches: readonly { open: Open; events: readonly SavedEvent[]; begun: boolean }[],
  ): Promise<Set<number>> => {
    const events = batches.flatMap((batch) => batch.events)
    const p = {
      worker: lease.worker,
      runs: events.map(({ run }) => run),
      sequences: events.map(({ sequence }) => sequence),
      payloads: events.map(({ payload }) => payload),
      begun: batches.filter(({ begun }) => begun).map(({ open }) => open.run),
    }
    while (lease.holds()) {
      try {
        return new Set((await saveEvents(db, p)).map(({ id }) => id))
      } catch (error) {
        const isDeleted = violatedConstraint(error) === 'run_events_run'
        if (!isDeleted && !isUnavailable(error)) {
          log.error({ err: error }, 'events could not be saved')
          break
        }
        if (!isDeleted) await sleep(RETRY_DELAY)
      }
    }
    return new Set()
  }

  /** The first token is what somebody waits for; and a provider that has to wait costs. */
  const isUrgent = ({ feed, hasBegun, waitingCharacters }: Open) =>
    (feed.followers > 0 && hasBegun === 'unsaved') || waitingCharacters > MOST_WAITING

  return {
    open(run, last, feed) {
      const open: Open = { run, feed, sequence: last, hasBegun: 'no', waiting: [], waitingCharacters: 0 }
      return {
        begin() {
          if (open.hasBegun === 'no') open.hasBegun = 'unsaved'
        },
        append(event) {
          const before = open.waiting.at(-1)
          if ('text' in event && before?.type === event.type && 'text' in before) before.text += event.text
          else open.waiting.push({ ...event })
          if ('text' in event) open.waitingCharacters += event.text.length
          unsaved.add(open)
          if (isUrgent(open)) saveIn(0)
          // What is told before the first token goes with it; alone, it would be what the first token waits for.
          else if (feed.followers > 0 && open.hasBegun !== 'no')
            saveIn(Math.max(0, savedAt + pause - performance.now()))
          else saveIn(LONGEST_PAUSE)
        },
        room() {
          return open.waitingCharacters > MOST_WAITING ? roomIn(open) : undefined
        },
        async close(last) {
          unsaved.delete(open)
          open.waiting.push(...last)
          await saving
          return take(open)
        },
      }
    },
  }

  async function roomIn(open: Open): Promise<void> {
    while (open.waitingCharacters > MOST_WAITING) await (saving ?? new Promise(setImmediate))
  }
}

/** Numbers what waits, and takes it away. */
function take(open: Open): SavedEvent[] {
  const events = open.waiting.map((event) => {
    open.sequence += 1
    return numbered(open.run, open.sequence, event)
  })
  open.waiting = []
  open.waitingCharacters = 0
  return events
}
