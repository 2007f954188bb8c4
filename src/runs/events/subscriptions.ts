import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import { startPolling } from '../../replicas/polling.ts'
import type { Signals } from '../../replicas/signals.ts'
import {
  eventsAfter,
  eventsOfRunsAfter,
  findRunState,
  type RunKey,
  runsWithoutEvents,
  type SavedEvent,
} from '../queries/run-events.ts'
import { isTerminal, numbered } from './events.ts'
import { replay } from './replay.ts'
import { createSubscriptionBuffer, type SubscriptionBuffer } from './subscription-buffer.ts'

/** Interval, in ms, at which the events of runs of other replicas are read. */
const POLL_INTERVAL_MS = 200
/** Polling interval, in ms, while other replicas signal events. */
const SIGNALLED_POLL_INTERVAL_MS = 1_000
/** Minimum time, in ms, between two checks for runs whose events are gone. */
const CHECK_INTERVAL_MS = 900
/** Maximum number of events that a poll reads of each run. */
const MAX_POLLED = 50
/** Maximum number of events, and of their bytes, that a subscription reads and holds at once. */
const MAX_READ_EVENTS = 100
const MAX_READ_BYTES = 256 * 1024

export interface Subscriptions {
  /**
   * Yields batches of a run's events after `after`: the saved ones, then new ones, up to the terminal event.
   * Yields an empty batch after every `silence` ms without an event. Returns early when `signal` aborts or
   * this replica stops.
   *
   * A run whose events have been removed is replayed from its stored data.
   *
   * A run deleted meanwhile, with its chat or account, ends with `cancelled`. This event is not saved; its
   * sequence is the next one of the subscription.
   *
   * @param after sequence of an existing event, or 0
   * @throws database errors
   */
  subscribe(
    run: RunKey,
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
     * Connections for the polling loop, which serves all users and must therefore not count as the user whose
     * request started it.
     */
    readonly reserved: Kysely<DB>
    readonly own: ReadonlyMap<number, { readonly buffer: SubscriptionBuffer }>
    readonly signals: Signals
    readonly log: Pick<Logger, 'warn'>
  },
): Subscriptions {
  const { reserved, signals } = options
  const others = new Map<number, OtherRun>()
  /** Runs whose new events were signalled and have not been read yet. */
  const signalled = new Set<number>()
  let polledAt = Number.NEGATIVE_INFINITY
  let checkedAt = Number.NEGATIVE_INFINITY
  let isClosed = false

  const untilPoll = () => {
    if (others.size === 0) return Number.POSITIVE_INFINITY
    const interval = signals.isConnected ? SIGNALLED_POLL_INTERVAL_MS : POLL_INTERVAL_MS
    return Math.max(0, polledAt + interval - performance.now())
  }

  /** Reads the events of the signalled runs or, when a poll is due, of all followed runs. */
  const poll = async () => {
    const isDue = untilPoll() === 0
    const read = [...others].filter(([run]) => isDue || signalled.has(run))
    signalled.clear()
    if (read.length === 0) return
    if (isDue) polledAt = performance.now()
    const runs = read.map(([run]) => run)
    const users = read.map(([, { user }]) => user)
    const events = await eventsOfRunsAfter(reserved, {
      users,
      runs,
      after: read.map(([, { last }]) => last),
      atMost: MAX_POLLED,
    })
    for (const [run, ofRun] of Map.groupBy(events, (event) => event.run)) {
      publishNew(run, ofRun)
      if (ofRun.length === MAX_POLLED) look(run)
    }
    if (!isDue) return
    for (const [run] of read) signals.send(`run:${run}:followed`)
    if (performance.now() - checkedAt < CHECK_INTERVAL_MS) return
    checkedAt = performance.now()
    for (const { run } of await runsWithoutEvents(reserved, { users, runs })) others.get(run)?.buffer.end()
  }
  const polling = startPolling(poll, {
    interval: untilPoll,
    minPause: 0,
    onFailure: (error) =>
      options.log.warn({ err: error }, 'Events of other replicas cannot be read; reading is retried.'),
  })

  const look = (run: number) => {
    signalled.add(run)
    polling.wake()
  }

  /** Publishes those of the events read for a run of another replica that are new. */
  const publishNew = (run: number, events: readonly SavedEvent[]) => {
    const other = others.get(run)
    if (other === undefined) return
    const fresh = events.filter(({ sequence }) => sequence > other.last)
    other.last = fresh.at(-1)?.sequence ?? other.last
    other.buffer.publish(fresh)
  }

  /** Begins to follow a run of another replica. */
  const followOther = (user: number, run: number, after: number): OtherRun => {
    const lookAtIt = () => look(run)
    const stopListening = signals.listen(`run:${run}:events`, lookAtIt, lookAtIt)
    signals.send(`run:${run}:followed`)
    const other = { user, buffer: createSubscriptionBuffer(after), last: after, stopListening }
    others.set(run, other)
    if (isClosed) other.buffer.end()
    else polling.wake()
    return other
  }

  /** Returns the buffer for the events after a sequence, and subscribes to it until `leave`. */
  const enter = ({ user, id }: RunKey, after: number): SubscriptionBuffer => {
    const { buffer } = options.own.get(id) ?? others.get(id) ?? followOther(user, id, after)
    buffer.subscribers += 1
    return buffer
  }
  const leave = ({ id }: RunKey, buffer: SubscriptionBuffer) => {
    buffer.subscribers -= 1
    const other = others.get(id)
    if (buffer.subscribers > 0 || other?.buffer !== buffer) return
    others.delete(id)
    other.stopListening()
  }

  return {
    async *subscribe(run, after, silence, signal) {
      const { user, id } = run
      let last = after
      let buffer = enter(run, after)
      // The buffer of a run of this process is complete. Another buffer may lag behind the database until a
      // read finds no more events.
      let isOwn = options.own.get(id)?.buffer === buffer
      let isKnown = isOwn
      try {
        while (!signal.aborted) {
          const isEnding = buffer.ended
          let events = isKnown ? buffer.since(last) : undefined
          // The database decides whether the run has ended, because the last statement of a disconnected
          // worker may have succeeded.
          if (events === undefined || (isEnding && events.length === 0)) {
            events = await eventsAfter(db, {
              user,
              run: id,
              after: last,
              atMost: MAX_READ_EVENTS,
              bytes: MAX_READ_BYTES,
            })
            isKnown = isOwn || events.length === 0
            publishNew(id, events)
            if (events.length === 0 && (isEnding || !isOwn)) {
              const state = await findRunState(db, { user, run: id })
              switch (progressOf(state, last, isEnding)) {
                case 'deleted':
                  yield [numbered(id, last + 1, { type: 'cancelled' })]
                  return
                case 'removed': {
                  const rest = await replay(db, run, last, last > after)
                  if (rest === undefined) continue
                  yield rest
                  return
                }
                case 'read':
                  return
                case 'unread':
                  isKnown = false
                  continue
                case 'lost':
                  if (isClosed) return
                  leave(run, buffer)
                  buffer = enter(run, last)
                  isOwn = false
                  isKnown = false
                  continue
              }
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
      isClosed = true
      for (const { buffer } of others.values()) buffer.end()
      await polling.close()
    },
  }
}

/**
 * Returns the reason why a run has no events after `last`, or why this read missed them:
 * - `deleted`: the run does not exist any more
 * - `removed`: it has ended, and its events have been removed
 * - `read`: it has ended, and `last` is its last event
 * - `unread`: it has ended since the events were read
 * - `lost`: it is active, and its buffer has ended, because this process stops, or has lost the run, which
 *   another one ends
 * - `active`: new events will arrive in its buffer
 */
function progressOf(
  state: Awaited<ReturnType<typeof findRunState>>,
  last: number,
  isEnding: boolean,
): 'deleted' | 'removed' | 'read' | 'unread' | 'lost' | 'active' {
  if (state === undefined) return 'deleted'
  if (state.ended && !state.kept) return 'removed'
  if (state.ended) return last >= state.last ? 'read' : 'unread'
  return isEnding ? 'lost' : 'active'
}

/** Run of another replica that is followed here. */
interface OtherRun {
  readonly user: number
  readonly buffer: SubscriptionBuffer
  /** Sequence of the newest event that was read. */
  last: number
  readonly stopListening: () => void
}
