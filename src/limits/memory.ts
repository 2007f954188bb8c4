import { type Buckets, intervalOf, leftIn } from './buckets.ts'

/** More than this many buckets are not kept; those that were made first go. */
const MOST = 100_000

/** Buckets of this process alone. */
export function memoryBuckets(): Buckets {
  /** When each is full again, in ms of this process's clock. */
  const fullAt = new Map<string, number>()
  return {
    async take(key, rate, count) {
      const now = performance.now()
      const full = Math.max(0, (fullAt.get(key) ?? 0) - now)
      const granted = Math.min(count, leftIn(rate, full))
      const after = full + granted * intervalOf(rate)
      if (fullAt.size >= MOST && !fullAt.has(key)) {
        const [oldest = ''] = fullAt.keys()
        fullAt.delete(oldest)
      }
      fullAt.set(key, now + after)
      return { granted, full: after }
    },
    async close() {},
  }
}
