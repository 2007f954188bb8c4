import type { Job } from '../jobs/job.ts'
import { removeFullBuckets } from './rate-bucket-queries.ts'

/**
 * Deletes rate buckets that are full, which are as good as none. Walks through all buckets, of which there
 * are as many as were used in the last minutes.
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
