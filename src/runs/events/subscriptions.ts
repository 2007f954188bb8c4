import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import { reservedOf } from '../../database/connect.ts'
import {
  deletedRuns,
  eventsAfter,
  eventsOfRunsAfter,
  findRunState,
  type SavedEvent,
} from '../queries/run-events.ts'
import { isTerminal, numbered } from './events.ts'
import { createSubscriptionBuffer, type SubscriptionBuffer } from './subscription-buffer.ts'

/** How often the events of runs that other replicas work on are looked for, in ms. */
const POLL_INTERVAL_MS = 200
/** With which polls it is also looked whether the runs are still there: every so many, so once a second. */
const POLLS_A_LOOK = 5
/** How many events are read at once of each run that another replica works on. */
const MAX_POLLED = 50
/** How many events, and bytes of them, one who follows reads at once; they are held while his client does not read. */
const MAX_EVENTS = 100
const MAX_BYTES = 256 * 1024

export interface Subscriptions {
  /**
   * A run's events after one of them, several at a time: those that are saved and those that come, until the last. Where none
   * comes for so many ms, none at a time. It ends early when `signal` aborts, or this replica stops. `after` is
   * an event that there is, or 0.
   *
   * A run that is deleted meanwhile, with its chat or its account, ends with `cancelled`. That event is not saved, since
   * nothing of the run is; its sequence is the next one for this follower.
   *
   * Rejects as the database does.
   */
  subscribe(
    run: number,
    after: number,
    silence: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly SavedEvent[]>
  /** Ends those that follow what other replicas work on. */
  close(): Promise<void>
}

/**
 * Follows runs: those of this process, `own`, by what it has just saved, all others by asking the database for all of
 * them together. No connection is held meanwhile, and no notification is sent: NOTIFY would pass the
 * commits of all runs through one lock.
 */
export function createSubscriptions(
  db: Kysely<DB>,
  options: {
    readonly own: ReadonlyMap<number, { readonly buffer: SubscriptionBuffer }>
    readonly log: Pick<Logger, 'warn'>
  },
): Subscriptions {
  const others = new Map<number, { readonly buffer: SubscriptionBuffer; last: number }>()
  const stopping = new AbortController()
  // One loop for all, so it is not to wait in the line of the user whose request began it.
  const reserved = reservedOf(db)
  let polling: Promise<void> | undefined

  const poll = async () => {
    let failing = false
    for (let polls = 1; others.size > 0 && !stopping.signal.aborted; polls += 1) {
      try {
        const followed = [...others.keys()]
        const after = [...others.values()].map(({ last }) => last)
        const events = await eventsOfRunsAfter(reserved, { runs: followed, after, atMost: MAX_POLLED })
        for (const [run, ofRun] of Map.groupBy(events, (event) => event.run)) learn(run, ofRun)
        if (polls % POLLS_A_LOOK === 0) {
          for (const { run } of await deletedRuns(reserved, { runs: followed })) others.get(run)?.buffer.end()
        }
        failing = false
      } catch (error) {
        if (!failing) options.log.warn({ err: error }, 'events of other replicas cannot be read')
        failing = true
      }
      await sleep(POLL_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
    polling = undefined
  }

  /** Takes in what was read of a run that another replica works on, as far as it is new. */
  const learn = (run: number, events: readonly SavedEvent[]) => {
    const other = others.get(run)
    if (other === undefined) return
    const fresh = events.filter(({ sequence }) => sequence > other.last)
    other.last = fresh.at(-1)?.sequence ?? other.last
    other.buffer.publish(fresh)
  }

  /** What to wait at for the events after one, until it is left. */
  const enter = (run: number, after: number): SubscriptionBuffer => {
    const own = options.own.get(run)?.buffer
    const other = others.get(run) ?? { buffer: createSubscriptionBuffer(after), last: after }
    const feed = own ?? other.buffer
    if (own === undefined) {
      others.set(run, other)
      if (stopping.signal.aborted) feed.end()
      else polling ??= poll()
    }
    feed.subscribers += 1
    return feed
  }
  const leave = (run: number, feed: SubscriptionBuffer) => {
    feed.subscribers -= 1
    if (feed.subscribers === 0 && others.get(run)?.buffer === feed) others.delete(run)
  }

  return {
    async *subscribe(run, after, silence, signal) {
      let last = after
      let feed = enter(run, after)
      // What this process saves it knows. Of all else the feed may know less than is there, until the database has no more.
      let isOwn = options.own.get(run)?.buffer === feed
      let isKnown = isOwn
      try {
        while (!signal.aborted) {
          const isEnding = feed.ended
          let events = isKnown ? feed.since(last) : undefined
          // The last word is the database's: who wrote may have been cut off while his last statement was done.
          if (events === undefined || (isEnding && events.length === 0)) {
            // Before the events: of a run that had ended by then they are all there.
            const state = isEnding ? await findRunState(db, { run }) : undefined
            events = await eventsAfter(db, { run, after: last, atMost: MAX_EVENTS, bytes: MAX_BYTES })
            isKnown = isOwn || events.length === 0
            learn(run, events)
            if (isEnding && events.length === 0) {
              if (state === undefined) yield [numbered(run, last + 1, { type: 'cancelled' })]
              if (state?.ended !== false || stopping.signal.aborted) return
              // Lost to this process, the run is ended by another.
              leave(run, feed)
              feed = enter(run, last)
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
          } else if (await feed.next(last, silence, signal)) {
            yield []
          }
        }
      } finally {
        leave(run, feed)
      }
    },
    async close() {
      stopping.abort()
      for (const { buffer: feed } of others.values()) feed.end()
      await polling
    },
  }
}
