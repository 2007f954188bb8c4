import type { SavedEvent } from '../queries/run-events.ts'

/**
 * What a run's followers wait at. It has the newest events only: who is slow reads what he missed from the database, so that
 * a client that does not read costs no memory.
 */
export interface SubscriptionBuffer {
  /** How many follow. */
  subscribers: number
  /** The events after one of them; undefined where they are to be read from the database. */
  since(after: number): readonly SavedEvent[] | undefined
  /** Takes the next events in, which are saved already, and wakes who waits for them. */
  publish(events: readonly SavedEvent[]): void
  /** Nothing more will come by this feed. */
  end(): void
  readonly ended: boolean
  /**
   * Resolves when there is something after this event, at the end, when `signal` aborts, and when so many ms have gone by:
   * to whether it was only that.
   */
  next(after: number, timeout: number, signal: AbortSignal): Promise<boolean>
}

/** @param last the newest event that there is; nothing is known of what is before it */
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
