import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { isTimeout, isUnavailable, violatedConstraint } from '../database/failures.ts'
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
/**
 * How many characters of a run may wait before its provider has to; an event without a text counts as so
 * many.
 */
const MOST_WAITING = 256 * 1024
const EVENT_SIZE = 64
/**
 * How many characters of payloads a statement saves at most, but for the last of them, and of how many
 * events.
 */
const MOST_SAVED = 1024 * 1024
const MOST_EVENTS = 2_000

/** Writes the events of one run. */
export interface RunJournal {
  /** Notes that the model has begun to answer. */
  begin(): void
  append(event: NewEvent): void
  /** Undefined where there is room for more, else a promise of that. */
  room(): Promise<void> | undefined
  /**
   * Saves nothing more, and resolves when nothing is being saved any more: only then is it known whether that
   * was refused.
   */
  settle(): Promise<void>
  /**
   * Ends it, settled, with its last events. Returns the events that are still to be saved: those that waited,
   * and these.
   */
  close(last: readonly NewEvent[]): SavedEvent[]
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
  /** Set while its events are saved apart from the others'. */
  apart: Promise<void> | undefined
  /** Whether PostgreSQL has refused an event of it, so that none can follow but those that end it. */
  isRejected: boolean
}

/** Events of one run that are saved together. */
interface Batch {
  readonly open: Open
  readonly events: readonly SavedEvent[]
  readonly begun: boolean
}

/**
 * @param options.onLost called for a run that is no longer this worker's
 * @param options.onRejected called for a run that has an event that cannot be saved
 */
export function createJournal(
  db: Kysely<DB>,
  options: {
    readonly lease: Lease
    readonly onLost: (run: number) => void
    readonly onRejected: (run: number) => void
    readonly log: Pick<Logger, 'error' | 'warn'>
  },
): Journal {
  const { lease, log } = options
  const unsaved = new Set<Open>()
  const oneAtATime = pLimit(1)
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
    await write(nextBatches())
    savedAt = performance.now()
    pause = Math.min(Math.max(PAUSE_FACTOR * (savedAt - startedAt), SHORTEST_PAUSE), LONGEST_PAUSE)
    saving = undefined
    saveRest()
  }

  const saveRest = () => {
    const rest = [...unsaved].filter(({ apart }) => apart === undefined)
    if (rest.length > 0) saveIn(rest.some(isUrgent) ? 0 : pause)
  }

  /** Takes as much of what waits as one statement saves, the oldest first. */
  const nextBatches = (): Batch[] => {
    const batches: Batch[] = []
    const room = { characters: MOST_SAVED, events: MOST_EVENTS }
    for (const open of unsaved) {
      if (room.characters <= 0 || room.events <= 0) break
      if (open.apart !== undefined) continue
      unsaved.delete(open)
      batches.push({ open, events: take(open, room), begun: open.hasBegun === 'unsaved' })
      if (open.waiting.length > 0) unsaved.add(open)
    }
    return batches
  }

  /**
   * Saves batches, and publishes them, until that is done or no longer this worker's to do. Where PostgreSQL
   * refuses them, each half is tried by itself, down to the one run that it is about. That run fails; or,
   * where somebody only keeps its row locked, it goes on apart, so that no other run waits for that.
   */
  const write = async (batches: readonly Batch[], isApart = false): Promise<void> => {
    const [first] = batches
    while (first !== undefined && lease.holds()) {
      try {
        return publish(batches, await (isApart ? oneAtATime(saveBatches, batches) : saveBatches(batches)))
      } catch (error) {
        if (violatedConstraint(error) === 'run_events_run') continue
        const isAboutSome = !isUnavailable(error) || isTimeout(error)
        if (isAboutSome && batches.length > 1) {
          const half = batches.length >> 1
          await Promise.all([write(batches.slice(0, half)), write(batches.slice(half))])
          return
        }
        if (!isUnavailable(error)) {
          log.error(
            { err: error, run: first.open.run },
            'a run fails, because the database refuses its events',
          )
          return reject(first)
        }
        if (isAboutSome && !isApart) return goOnApart(first)
        await sleep(RETRY_DELAY)
      }
    }
    publish(batches, new Set())
  }

  const goOnApart = (batch: Batch) => {
    const { open } = batch
    open.apart = write([batch], true).finally(() => {
      open.apart = undefined
      if (unsaved.has(open)) saveIn(0)
    })
  }

  const publish = (batches: readonly Batch[], own: ReadonlySet<number>) => {
    for (const { open, events, begun } of batches) {
      if (begun) open.hasBegun = 'saved'
      if (own.has(open.run)) open.feed.publish(events)
      else options.onLost(open.run)
    }
  }

  /** Leaves out what cannot be saved, and all that would follow it; what ends the run takes its place. */
  const reject = ({ open, events }: Batch) => {
    open.isRejected = true
    open.sequence -= events.length
    open.waiting = []
    open.waitingCharacters = 0
    unsaved.delete(open)
    options.onRejected(open.run)
  }

  /** Resolves to the runs that are still this worker's, whose events are saved. */
  const saveBatches = async (batches: readonly Batch[]): Promise<Set<number>> => {
    const events = batches.flatMap((batch) => batch.events)
    const own = await saveEvents(db, {
      worker: lease.worker,
      runs: events.map(({ run }) => run),
      sequences: events.map(({ sequence }) => sequence),
      payloads: events.map(({ payload }) => payload),
      begun: batches.filter(({ begun }) => begun).map(({ open }) => open.run),
    })
    return new Set(own.map(({ id }) => id))
  }

  /** The first token is what somebody waits for; and a provider that has to wait costs. */
  const isUrgent = ({ feed, hasBegun, waitingCharacters }: Open) =>
    (feed.followers > 0 && hasBegun === 'unsaved') || waitingCharacters > MOST_WAITING

  return {
    open(run, last, feed) {
      const open: Open = {
        run,
        feed,
        sequence: last,
        hasBegun: 'no',
        waiting: [],
        waitingCharacters: 0,
        apart: undefined,
        isRejected: false,
      }
      return {
        begin() {
          if (open.hasBegun === 'no') open.hasBegun = 'unsaved'
        },
        append(event) {
          if (open.isRejected) return
          const before = open.waiting.at(-1)
          if ('text' in event && before?.type === event.type && 'text' in before) before.text += event.text
          else open.waiting.push({ ...event })
          open.waitingCharacters += sizeOf(event)
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
        async settle() {
          unsaved.delete(open)
          await saving
          await open.apart
        },
        close(last) {
          open.waiting.push(...last)
          return take(open)
        },
      }
    },
  }

  async function roomIn(open: Open): Promise<void> {
    while (open.waitingCharacters > MOST_WAITING) await (open.apart ?? saving ?? new Promise(setImmediate))
  }
}

/** Numbers what waits, as much as there is room for and one more, and takes it away. */
function take(
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

function sizeOf(event: NewEvent): number {
  return 'text' in event ? event.text.length : EVENT_SIZE
}
