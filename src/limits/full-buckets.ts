import type { Job } from '../jobs/job.ts'
import { removeFullBuckets } from './rate-bucket-queries.ts'

/**
 * Walks through all rate buckets, of which there are as many as were used in the last minutes, and deletes
 * those that are full: they are as good as none.
 */
export function fullRateBuckets(): Job {
  let after = ''
  return {
    name: 'full_rate_buckets',
    interval: 300,
    async batch(db, { size }) {
      const { seen, last, removed } = await removeFullBuckets(db, { after, size })
      const more = seen === size
      after = more ? (last ?? '') : ''
      return { done: removed, more }
    },
  }
}
