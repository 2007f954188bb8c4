import type { SavedEvent } from '../queries/run-events.ts'

/**
 * Newest events of a run, for its subscribers. A subscriber that falls behind reads from the database, so
 * that a slow client costs no memory.
 */
export interface SubscriptionBuffer {
  /** Number of subscribers. */
  subscribers: number
  /** Returns the events after a sequence; undefined if they must be read from the database. */
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

/** @param last sequence of the newest event so far; earlier ones must be read from the database */
export function createSubscriptionBuffer(last: number): SubscriptionBuffer {
  let recent: readonly SavedEvent[] = []
  let newest = last
  let ended = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const wakeUp of waiting) wakeUp()
  }
  return {
    subscribers: 0,
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
