import type { Buckets, Taken } from './buckets.ts'
import { memoryBuckets } from './memory.ts'

/** How long shared buckets may take to answer, in ms. */
const TIMEOUT_MS = 1_000
/** How long they are left alone after they failed, in ms. */
const PAUSE_MS = 1_000

/**
 * Shared buckets with buckets in memory behind them, full when they are first needed. While the shared ones are away each replica
 * so has limits of its own: nobody is refused for a fault of ours, and guessing still ends, at as many times the rate as there are
 * replicas. That never rejects.
 *
 * @param onError told when the shared ones fail; they are tried again until they answer
 */
export function bucketsWithFallback(shared: Buckets, onError: (error: unknown) => void): Buckets {
  const own = memoryBuckets()
  let isAway = false
  let awayUntil = Number.NEGATIVE_INFINITY
  return {
    async take(key, rate, count): Promise<Taken> {
      if (performance.now() < awayUntil) return own.take(key, rate, count)
      try {
        const taken = await inTime(shared.take(key, rate, count))
        isAway = false
        return taken
      } catch (error) {
        if (!isAway) onError(error)
        isAway = true
        awayUntil = performance.now() + PAUSE_MS
        return own.take(key, rate, count)
      }
    },
    close: () => shared.close(),
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => reject(new Error('no answer in time')), TIMEOUT_MS)
  work.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}
