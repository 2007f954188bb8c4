import type { SavedEvent } from '../queries/run-events.ts'

/**
 * Newest events of a run, for its subscribers. A subscriber that falls behind reads from the database, so a
 * slow client costs no memory.
 */
export interface SubscriptionBuffer {
  /** Number of subscribers on this replica. */
  subscribers: number
  /** True if there are subscribers, here or probably on another replica. */
  readonly isFollowed: boolean
  /** Records that there is a subscriber on another replica. Must be repeated at least every ELSEWHERE_MS. */
  followElsewhere(): void
  /** Returns the events after a sequence, or undefined if they must be read from the database. */
  since(after: number): readonly SavedEvent[] | undefined
  /** Publishes the next events, already saved, and wakes the subscribers. */
  publish(events: readonly SavedEvent[]): void
  /** Closes the buffer: no more events are published. */
  end(): void
  readonly ended: boolean
  /**
   * Resolves to false when there are events after `after`, the buffer is closed or `signal` aborts; to true
   * after `timeout` ms without any of these.
   */
  next(after: number, timeout: number, signal: AbortSignal): Promise<boolean>
}

/** Time, in ms, for which a run counts as followed on another replica. */
const ELSEWHERE_MS = 3_000

/**
 * @param last sequence of the newest event so far; earlier ones must be read from the database
 * @param onPublished called after each publication while there are subscribers on another replica
 */
export function createSubscriptionBuffer(last: number, onPublished = () => {}): SubscriptionBuffer {
  let recent: readonly SavedEvent[] = []
  let newest = last
  let ended = false
  let elsewhereUntil = Number.NEGATIVE_INFINITY
  const isFollowedElsewhere = () => performance.now() < elsewhereUntil
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const wakeUp of waiting) wakeUp()
  }
  return {
    subscribers: 0,
    get isFollowed() {
      return this.subscribers > 0 || isFollowedElsewhere()
    },
    followElsewhere() {
      elsewhereUntil = performance.now() + ELSEWHERE_MS
    },
    since(after) {
      if (after >= newest) return []
      const first = recent[0]
      return first !== undefined && first.sequence <= after + 1
        ? recent.slice(after + 1 - first.sequence)
        : undefined
    },
    publish(events) {
      const last = events.at(-1)
      if (last === undefined) return
      recent = events
      newest = last.sequence
      wake()
      if (isFollowedElsewhere()) onPublished()
    },
    end() {
      ended = true
      wake()
    },
    get ended() {
      return ended
    },
    next(after, timeout, signal) {
      if (newest > after || ended || signal.aborted) return Promise.resolve(false)
      return new Promise((resolve) => {
        const stop = (isSilent: boolean) => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wakeUp)
          waiting.delete(wakeUp)
          resolve(isSilent)
        }
        const wakeUp = () => stop(false)
        const timer = setTimeout(stop, timeout, true)
        signal.addEventListener('abort', wakeUp)
        waiting.add(wakeUp)
      })
    },
  }
}
