import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { eventsAfter, eventsOfRunsAfter, type SavedEvent } from '../queries/run-events.ts'
import { isTerminal } from './events.ts'
import { createFeed, type Feed } from './feed.ts'

/** How often the events of runs that other replicas work on are looked for, in ms. */
const POLL_INTERVAL = 200
/** How many events are read at once, and at once of each run that another replica works on. */
const MOST_EVENTS = 200

export interface Following {
  /**
   * A run's events after one of them, several at a time: those that are saved and those that come, until the last. Where none
   * comes for so many ms, none at a time. It ends early when `signal` aborts, or this replica can tell no more. `after` is
   * an event that there is, or 0.
   *
   * Rejects as the database does.
   */
  follow(
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
export function followRuns(
  db: Kysely<DB>,
  options: { readonly own: ReadonlyMap<number, { readonly feed: Feed }>; readonly log: Pick<Logger, 'warn'> },
): Following {
  const others = new Map<number, { readonly feed: Feed; last: number }>()
  const stopping = new AbortController()
  let polling: Promise<void> | undefined

  const poll = async () => {
    let failing = false
    while (others.size > 0 && !stopping.signal.aborted) {
      try {
        const followed = [...others.keys()]
        const after = [...others.values()].map(({ last }) => last)
        const events = await eventsOfRunsAfter(db, { runs: followed, after, atMost: MOST_EVENTS })
        for (const [run, ofRun] of Map.groupBy(events, (event) => event.run)) {
          const other = others.get(run)
          if (other === undefined) continue
          other.last = ofRun.at(-1)?.sequence ?? other.last
          other.feed.publish(ofRun)
        }
        failing = false
      } catch (error) {
        if (!failing) options.log.warn({ err: error }, 'events of other replicas cannot be read')
        failing = true
      }
      await sleep(POLL_INTERVAL, undefined, { signal: stopping.signal }).catch(() => {})
    }
    polling = undefined
  }

  /** What to wait at for the events after one, until it is left. */
  const enter = (run: number, after: number): Feed => {
    const own = options.own.get(run)?.feed
    const other = others.get(run) ?? { feed: createFeed(after), last: after }
    const feed = own ?? other.feed
    if (own === undefined) {
      others.set(run, other)
      if (stopping.signal.aborted) feed.end()
      else polling ??= poll()
    }
    feed.followers += 1
    return feed
  }
  const leave = (run: number, feed: Feed) => {
    feed.followers -= 1
    if (feed.followers === 0 && others.get(run)?.feed === feed) others.delete(run)
  }

  return {
    async *follow(run, after, silence, signal) {
      let last = after
      const feed = enter(run, after)
      // Whoever follows first may know less than whoever comes later, so the first look is always the database's, but
      // for what this process has just saved.
      let isKnown = options.own.get(run)?.feed === feed
      try {
        while (!signal.aborted) {
          const isEnding = feed.ended
          let events = isKnown ? feed.since(last) : undefined
          events ??= await eventsAfter(db, { run, after: last, atMost: MOST_EVENTS })
          isKnown = true
          const newest = events.at(-1)
          if (newest !== undefined) {
            last = newest.sequence
            yield events
            if (isTerminal(newest)) return
          } else if (isEnding) {
            return
          } else {
            const waitedAt = performance.now()
            await feed.next(last, silence, signal)
            if (performance.now() - waitedAt >= silence) yield []
          }
        }
      } finally {
        leave(run, feed)
      }
    },
    async close() {
      stopping.abort()
      for (const { feed } of others.values()) feed.end()
      await polling
    },
  }
}
