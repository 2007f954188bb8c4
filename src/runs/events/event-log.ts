import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import { isUnavailable, violatedConstraint } from '../../database/failures.ts'
import type { Lease } from '../lease.ts'
import { type SavedEvent, saveEvents } from '../queries/run-events.ts'
import { type Batch, type Open, sizeOf, take } from './event-batch.ts'
import type { NewEvent } from './events.ts'
import type { SubscriptionBuffer } from './subscription-buffer.ts'

/*
 * The events of all runs of a process are saved together, a statement at a time, and only then handed to who follows:
 * nobody ever knows more of an answer than the database. What comes meanwhile waits, and texts that wait become one
 * event, so that the more there is to do, the less it costs.
 */

/** How long events of a run that nobody follows may wait, and the longest that others do, in ms. */
const MAX_PAUSE_MS = 200
/** The shortest pause between two statements, in ms; else it is several times as long as the last one took. */
const MIN_PAUSE_MS = 10
const PAUSE_FACTOR = 9
/** Between two attempts to save, in ms. */
const RETRY_DELAY_MS = 250
/**
 * How many characters of a run may wait before its provider has to; an event without a text counts as so
 * many.
 */
const MAX_WAITING = 256 * 1024

/**
 * How many characters of payloads a statement saves at most, but for the last of them, and of how many
 * events.
 */
const MAX_SAVED = 1024 * 1024
const MAX_EVENTS = 2_000

/** Writes the events of one run. */
export interface RunEventLog {
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

export interface EventLog {
  /** @param last the sequence of the event that is saved already */
  open(run: number, last: number, feed: SubscriptionBuffer): RunEventLog
}

/**
 * @param options.onLost called for a run that is no longer this worker's
 * @param options.onRejected called for a run that has an event that cannot be saved
 */
export function createEventLog(
  db: Kysely<DB>,
  options: {
    readonly lease: Lease
    readonly onLost: (run: number) => void
    readonly onRejected: (run: number) => void
    readonly log: Pick<Logger, 'error' | 'warn'>
  },
): EventLog {
  const { lease, log } = options
  const unsaved = new Set<Open>()
  const locked = new Set<Batch>()
  let pause = MIN_PAUSE_MS
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
    const notSaved = await write(nextBatches())
    const isRetrying = locked.size > 0
    for (const batch of notSaved) {
      batch.open.locked = Promise.withResolvers()
      locked.add(batch)
    }
    if (!isRetrying) retryLocked()
    savedAt = performance.now()
    pause = Math.min(Math.max(PAUSE_FACTOR * (savedAt - startedAt), MIN_PAUSE_MS), MAX_PAUSE_MS)
    saving = undefined
    saveRest()
  }

  const saveRest = () => {
    const rest = [...unsaved].filter(({ locked }) => locked === undefined)
    if (rest.length > 0) saveIn(rest.some(isUrgent) ? 0 : pause)
  }

  /** Takes as much of what waits as one statement saves, the oldest first. */
  const nextBatches = (): Batch[] => {
    const batches: Batch[] = []
    const room = { characters: MAX_SAVED, events: MAX_EVENTS }
    for (const open of unsaved) {
      if (room.characters <= 0 || room.events <= 0) break
      if (open.locked !== undefined) continue
      unsaved.delete(open)
      batches.push({ open, events: take(open, room), begun: open.hasBegun === 'unsaved' })
      if (open.waiting.length > 0) unsaved.add(open)
    }
    return batches
  }

  /**
   * Saves batches, and publishes them, until that is done or no longer this worker's to do. Where PostgreSQL
   * refuses them, each half is tried by itself, down to the one run that it is about, which fails. Resolves to
   * those of which nothing was saved, because somebody else has their run locked.
   */
  const write = async (batches: readonly Batch[]): Promise<readonly Batch[]> => {
    const [first] = batches
    while (first !== undefined && lease.holds()) {
      try {
        const own = await saveBatches(batches)
        const isLocked = ({ open }: Batch) => own.get(open.run) === false
        publish(
          batches.filter((batch) => !isLocked(batch)),
          own,
        )
        return batches.filter(isLocked)
      } catch (error) {
        if (violatedConstraint(error) === 'run_events_run') continue
        if (isUnavailable(error)) {
          await sleep(RETRY_DELAY_MS)
          continue
        }
        if (batches.length === 1) {
          log.error(
            { err: error, run: first.open.run },
            'a run fails, because the database refuses its events',
          )
          reject(first)
          return []
        }
        const half = batches.length >> 1
        return [...(await write(batches.slice(0, half))), ...(await write(batches.slice(half)))]
      }
    }
    publish(batches, new Map())
    return []
  }

  /** Tries those that were locked again, one by one, until none is. The others do not wait for them. */
  const retryLocked = async () => {
    while (locked.size > 0) {
      await sleep(RETRY_DELAY_MS)
      for (const batch of locked) {
        if ((await write([batch])).length > 0) continue
        locked.delete(batch)
        batch.open.locked?.resolve()
        batch.open.locked = undefined
        if (unsaved.has(batch.open)) saveIn(0)
      }
    }
  }

  /** @param own the runs that are still this worker's */
  const publish = (batches: readonly Batch[], own: ReadonlyMap<number, unknown>) => {
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

  /** Resolves to the runs that are still this worker's, and whether their events are saved. */
  const saveBatches = async (batches: readonly Batch[]): Promise<Map<number, boolean>> => {
    const events = batches.flatMap((batch) => batch.events)
    const own = await saveEvents(db, {
      worker: lease.worker,
      runs: events.map(({ run }) => run),
      sequences: events.map(({ sequence }) => sequence),
      payloads: events.map(({ payload }) => payload),
      begun: batches.filter(({ begun }) => begun).map(({ open }) => open.run),
    })
    return new Map(own.map(({ id, saved }) => [id, saved]))
  }

  /** The first token is what somebody waits for; and a provider that has to wait costs. */
  const isUrgent = ({ feed, hasBegun, waitingCharacters }: Open) =>
    (feed.subscribers > 0 && hasBegun === 'unsaved') || waitingCharacters > MAX_WAITING

  return {
    open(run, last, feed) {
      const open: Open = {
        run,
        feed,
        sequence: last,
        hasBegun: 'no',
        waiting: [],
        waitingCharacters: 0,
        locked: undefined,
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
          else if (feed.subscribers > 0 && open.hasBegun !== 'no')
            saveIn(Math.max(0, savedAt + pause - performance.now()))
          else saveIn(MAX_PAUSE_MS)
        },
        room() {
          return open.waitingCharacters > MAX_WAITING ? roomIn(open) : undefined
        },
        async settle() {
          unsaved.delete(open)
          await saving
          await open.locked?.promise
        },
        close(last) {
          open.waiting.push(...last)
          return take(open)
        },
      }
    },
  }

  async function roomIn(open: Open): Promise<void> {
    while (open.waitingCharacters > MAX_WAITING)
      await (open.locked?.promise ?? saving ?? new Promise(setImmediate))
  }
}
