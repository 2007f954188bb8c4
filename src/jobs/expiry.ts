import {
  type Expiry,
  expiredAddresses,
  expiredKeys,
  expiredRevocations,
  expiredSessions,
  expiredWorkers,
  removeFullBuckets,
} from './expiry-queries.ts'
import { type Job, rowJob } from './job.ts'

/** Jobs that delete expired rows, one for each kind of row. */
export const expiryJobs: readonly Job[] = [
  expiryJob('expired_idempotency_keys', 300, expiredKeys),
  expiryJob('expired_revocations', 300, expiredRevocations),
  fullRateBuckets(),
  expiryJob('expired_sessions', 600, expiredSessions),
  expiryJob('expired_login_addresses', 3_600, expiredAddresses),
  expiryJob('expired_workers', 600, expiredWorkers),
]

/**
 * Creates the job that walks through all rate buckets, which are those used in the last minutes, and deletes
 * full ones: a missing bucket counts as full.
 */
function fullRateBuckets(): Job {
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

function expiryJob(name: string, interval: number, { find, remove, count }: Expiry): Job {
  return rowJob({
    name,
    interval,
    find,
    process: (db, found) => {
      const columns = Object.keys(found[0] ?? {})
      return remove(db, Object.fromEntries(columns.map((name) => [name, found.map((row) => row[name])])))
    },
    backlog: (db) => count(db, {}),
  })
}
