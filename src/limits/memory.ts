import { type Buckets, intervalOf, leftIn } from './buckets.ts'
import { recentKeys } from './recent-keys.ts'

const MAX_BUCKETS = 100_000

export function memoryBuckets(): Buckets {
  /** Time at which each bucket is full, in ms of this process's clock. */
  const fullAt = recentKeys<string, number>(MAX_BUCKETS)
  return {
    async take(key, rate, count) {
      const now = performance.now()
      const full = Math.max(0, (fullAt.get(key) ?? 0) - now)
      const granted = Math.min(count, leftIn(rate, full))
      const after = full + granted * intervalOf(rate)
      fullAt.set(key, now + after)
      return { granted, full: after }
    },
    async close() {},
  }
}
