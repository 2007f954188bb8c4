import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import { isUnavailable, isUnsupported, violatedConstraint } from '../../database/failures.ts'
import { type RunKey, type SavedEvent, saveEvents, saveEventsOfUser } from '../queries/run-events.ts'
import { type Batch, merge, type OpenLog, rowsOf, sizeOf, take } from './event-batch.ts'
import type { NewEvent } from './events.ts'
import type { SubscriptionBuffer } from './subscription-buffer.ts'

/*
 * Saves the events of all runs of this process together, one statement at a time, and publishes them only
 * afterwards. Consecutive texts that wait are merged into one event, so the cost per token falls with load.
 */

/** Maximum time, in ms, for which events wait to be saved. */
const MAX_PAUSE_MS = 200
/**
 * Minimum pause, in ms, between two statements; otherwise PAUSE_FACTOR times the duration of the last one.
 */
const MIN_PAUSE_MS = 10
const PAUSE_FACTOR = 9
/** Delay, in ms, between two attempts to save. */
const RETRY_DELAY_MS = 250
/** Maximum number of waiting characters of a run; beyond it, reading from its provider is paused. */
const MAX_WAITING_CHARACTERS = 256 * 1024

/** Limits of one statement: characters of payload, which only the last event may exceed, and events. */
const MAX_SAVED_CHARACTERS = 1024 * 1024
const MAX_EVENTS = 2_000

/** Event log of one run. */
export interface RunEventLog {
  /** Marks the run as running, because the model has begun to answer. */
  begin(): void
  append(event: NewEvent): void
  /** Returns undefined if events may be appended, or a promise that resolves as soon as they may. */
  room(): Promise<void> | undefined
  /**
   * Stops saving, and resolves when the statement in progress has ended, after which it is known whether an
   * event was rejected.
   */
  settle(): Promise<void>
  /** Closes the settled log with its last events. Returns all events that are not yet saved. */
  close(last: readonly NewEvent[]): SavedEvent[]
}

export interface EventLog {
  /** @param last sequence of the newest event, which is already saved */
  open(run: RunKey, last: number, buffer: SubscriptionBuffer): RunEventLog
}

/**
 * @param options.onLost called for a run that no longer belongs to this worker
 * @param options.onRejected called for a run with an event that PostgreSQL rejects
 */
export function createEventLog(
  db: Kysely<DB>,
  options: {
    readonly lease: { readonly worker: string; holds(): boolean }
    readonly onLost: (run: number) => void
    readonly onRejected: (run: number) => void
    readonly log: Pick<Logger, 'error' | 'warn'>
  },
): EventLog {
  const { lease, log } = options
  const unsaved = new Set<OpenLog>()
  const locked = new Set<Batch>()
  /** True once a statement has failed because the database is a cluster. */
  let isDistributed = false
  let pause = MIN_PAUSE_MS
  let savedAt = Number.NEGATIVE_INFINITY
  let saving: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY

  /** Schedules the next statement in `delay` ms, unless one is due sooner. */
  const saveIn = (delay: number) => {
    const at = performance.now() + delay
    if (saving !== undefined || at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    // A timer would take at least 1 ms.
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

  /** Takes as many waiting events as one statement may save, the oldest run first. */
  const nextBatches = (): Batch[] => {
    const batches: Batch[] = []
    const room = { characters: MAX_SAVED_CHARACTERS, events: MAX_EVENTS }
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
   * Saves batches and publishes them, retrying while the database is unavailable and the lease is valid. If
   * PostgreSQL rejects them, each half is tried separately, until the run with the rejected event is found,
   * which fails. Resolves to the batches that were not saved because their runs are locked.
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
            'A run fails because the database rejects its events: report it as a bug.',
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

  /** Retries locked batches one by one, without delaying the other runs. */
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

  /** @param own runs that still belong to this worker */
  const publish = (batches: readonly Batch[], own: ReadonlyMap<number, unknown>) => {
    for (const { open, events, begun } of batches) {
      if (begun) open.hasBegun = 'saved'
      if (own.has(open.run)) open.buffer.publish(events)
      else options.onLost(open.run)
    }
  }

  /** Discards the rejected events and all that follow; the run's terminal event takes their place. */
  const reject = ({ open, events }: Batch) => {
    open.isRejected = true
    open.sequence -= events.length
    open.waiting = []
    open.waitingCharacters = 0
    unsaved.delete(open)
    options.onRejected(open.run)
  }

  /** Resolves to the runs that still belong to this worker, each with true if its events were saved. */
  const saveBatches = async (batches: readonly Batch[]): Promise<Map<number, boolean>> => {
    const { worker } = lease
    try {
      if (!isDistributed) return savedOf(await saveEvents(db, { worker, ...rowsOf(batches) }))
    } catch (error) {
      if (!isUnsupported(error)) throw error
      isDistributed = true
    }
    const own: Awaited<ReturnType<typeof saveEvents>> = []
    for (const [user, ofUser] of Map.groupBy(batches, ({ open }) => open.user))
      own.push(...(await saveEventsOfUser(db, { worker, user, ...rowsOf(ofUser) })))
    return savedOf(own)
  }

  /** Returns true if a subscriber waits for the first token, or if reading from the provider is paused. */
  const isUrgent = ({ buffer, hasBegun, waitingCharacters }: OpenLog) =>
    (buffer.isFollowed && hasBegun === 'unsaved') || waitingCharacters > MAX_WAITING_CHARACTERS

  return {
    open({ user, id }, last, buffer) {
      const open: OpenLog = {
        user,
        run: id,
        buffer,
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
          if (!merge(open.waiting.at(-1), event)) open.waiting.push({ ...event })
          open.waitingCharacters += sizeOf(event)
          unsaved.add(open)
          if (isUrgent(open)) saveIn(0)
          // Events before the first token are saved together with it, because a separate statement would
          // delay it.
          else if (buffer.isFollowed && open.hasBegun !== 'no')
            saveIn(Math.max(0, savedAt + pause - performance.now()))
          else saveIn(MAX_PAUSE_MS)
        },
        room() {
          return open.waitingCharacters > MAX_WAITING_CHARACTERS ? roomIn(open) : undefined
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

  async function roomIn(open: OpenLog): Promise<void> {
    while (open.waitingCharacters > MAX_WAITING_CHARACTERS)
      await (open.locked?.promise ?? saving ?? new Promise(setImmediate))
  }
}

function savedOf(own: readonly { id: number; saved: boolean }[]): Map<number, boolean> {
  return new Map(own.map(({ id, saved }) => [id, saved]))
}
