import { withTimeout } from '../with-timeout.ts'
import type { Buckets, Taken } from './buckets.ts'
import { memoryBuckets } from './memory.ts'

const TIMEOUT_MS = 1_000
const RETRY_DELAY_MS = 1_000

/** Uses buckets in memory while the shared ones are unavailable. `take` never rejects. */
export function bucketsWithFallback(shared: Buckets, onError: (error: unknown) => void): Buckets {
  const own = memoryBuckets()
  let isUnreachable = false
  let pausedUntil = Number.NEGATIVE_INFINITY
  return {
    async take(key, rate, count): Promise<Taken> {
      if (performance.now() < pausedUntil) return own.take(key, rate, count)
      try {
        const taken = await withTimeout(shared.take(key, rate, count), TIMEOUT_MS)
        isUnreachable = false
        return taken
      } catch (error) {
        if (!isUnreachable) onError(error)
        isUnreachable = true
        pausedUntil = performance.now() + RETRY_DELAY_MS
        return own.take(key, rate, count)
      }
    },
    close: () => shared.close(),
  }
}
