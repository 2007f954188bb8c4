import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import {
  deletedRuns,
  eventsAfter,
  eventsOfRunsAfter,
  findRunState,
  type SavedEvent,
} from '../queries/run-events.ts'
import { isTerminal, numbered } from './events.ts'
import { createSubscriptionBuffer, type SubscriptionBuffer } from './subscription-buffer.ts'

/** Interval, in ms, at which the events of runs of other replicas are read. */
const POLL_INTERVAL_MS = 200
/** Polls between two checks for deleted runs: one check a second. */
const POLLS_PER_CHECK = 5
/** Most events that a poll reads of each run. */
const MAX_POLLED = 50
/** Most events, and bytes of them, that a subscription reads and holds at once. */
const MAX_READ_EVENTS = 100
const MAX_READ_BYTES = 256 * 1024

export interface Subscriptions {
  /**
   * Yields batches of a run's events after `after`: the saved ones, then new ones, up to the terminal event.
   * Yields an empty batch after every `silence` ms without an event. Returns early when `signal` aborts or
   * this replica stops.
   *
   * A run deleted meanwhile, with its chat or account, ends with `cancelled`. That event is not saved; it
   * takes the next sequence of this subscription.
   *
   * @param after sequence of an existing event, or 0
   * @throws database errors
   */
  subscribe(
    run: number,
    after: number,
    silence: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly SavedEvent[]>
  /** Ends the subscriptions to runs of other replicas. */
  close(): Promise<void>
}

/**
 * Creates the subscriptions to runs: those of this process (`own`) are served from memory, all others by one
 * query for all of them together (see README.md).
 */
export function createSubscriptions(
  db: Kysely<DB>,
  options: {
    /**
     * Connections of the loop that reads for all subscriptions: as it serves all users, it must not queue as
     * the user whose request started it.
     */
    readonly reserved: Kysely<DB>
    readonly own: ReadonlyMap<number, { readonly buffer: SubscriptionBuffer }>
    readonly log: Pick<Logger, 'warn'>
  },
): Subscriptions {
  const others = new Map<number, { readonly buffer: SubscriptionBuffer; last: number }>()
  const stopping = new AbortController()
  const { reserved } = options
  let polling: Promise<void> | undefined

  const poll = async () => {
    let failing = false
    for (let polls = 1; others.size > 0 && !stopping.signal.aborted; polls += 1) {
      try {
        const followed = [...others.keys()]
        const after = [...others.values()].map(({ last }) => last)
        const events = await eventsOfRunsAfter(reserved, { runs: followed, after, atMost: MAX_POLLED })
        for (const [run, ofRun] of Map.groupBy(events, (event) => event.run)) publishNew(run, ofRun)
        if (polls % POLLS_PER_CHECK === 0) {
          for (const { run } of await deletedRuns(reserved, { runs: followed })) others.get(run)?.buffer.end()
        }
        failing = false
      } catch (error) {
        if (!failing)
          options.log.warn({ err: error }, 'Events of other replicas cannot be read; reading is retried.')
        failing = true
      }
      await sleep(POLL_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
    polling = undefined
  }

  /** Publishes the new ones of the events read for a run of another replica. */
  const publishNew = (run: number, events: readonly SavedEvent[]) => {
    const other = others.get(run)
    if (other === undefined) return
    const fresh = events.filter(({ sequence }) => sequence > other.last)
    other.last = fresh.at(-1)?.sequence ?? other.last
    other.buffer.publish(fresh)
  }

  /** Returns the buffer to wait at for the events after one, and subscribes to it until `leave`. */
  const enter = (run: number, after: number): SubscriptionBuffer => {
    const own = options.own.get(run)?.buffer
    const other = others.get(run) ?? { buffer: createSubscriptionBuffer(after), last: after }
    const buffer = own ?? other.buffer
    if (own === undefined) {
      others.set(run, other)
      if (stopping.signal.aborted) buffer.end()
      else polling ??= poll()
    }
    buffer.subscribers += 1
    return buffer
  }
  const leave = (run: number, buffer: SubscriptionBuffer) => {
    buffer.subscribers -= 1
    if (buffer.subscribers === 0 && others.get(run)?.buffer === buffer) others.delete(run)
  }

  return {
    async *subscribe(run, after, silence, signal) {
      let last = after
      let buffer = enter(run, after)
      // The buffer of an own run is complete. Others may lag behind the database until a read finds nothing
      // more.
      let isOwn = options.own.get(run)?.buffer === buffer
      let isKnown = isOwn
      try {
        while (!signal.aborted) {
          const isEnding = buffer.ended
          let events = isKnown ? buffer.since(last) : undefined
          // The database decides whether the run has ended: the last statement of a disconnected worker may
          // have succeeded.
          if (events === undefined || (isEnding && events.length === 0)) {
            // Read before the events: if the run had ended by then, all of its events are found.
            const state = isEnding ? await findRunState(db, { run }) : undefined
            events = await eventsAfter(db, {
              run,
              after: last,
              atMost: MAX_READ_EVENTS,
              bytes: MAX_READ_BYTES,
            })
            isKnown = isOwn || events.length === 0
            publishNew(run, events)
            if (isEnding && events.length === 0) {
              if (state === undefined) yield [numbered(run, last + 1, { type: 'cancelled' })]
              if (state?.ended !== false || stopping.signal.aborted) return
              // This process lost the run, and another one ends it.
              leave(run, buffer)
              buffer = enter(run, last)
              isOwn = false
              isKnown = false
              continue
            }
          }
          const newest = events.at(-1)
          if (newest !== undefined) {
            last = newest.sequence
            yield events
            if (isTerminal(newest)) return
          } else if (await buffer.next(last, silence, signal)) {
            yield []
          }
        }
      } finally {
        leave(run, buffer)
      }
    },
    async close() {
      stopping.abort()
      for (const { buffer } of others.values()) buffer.end()
      await polling
    },
  }
}
