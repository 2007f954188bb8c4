/** Background jobs, executed by the test instead of the job runner. */
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { expiryJobs } from '../../src/jobs/expiry.ts'
import type { Job } from '../../src/jobs/job.ts'

/** Executes batches of a job until nothing is left. Resolves to the number of rows. */
export async function runJob(db: Kysely<DB>, job: Job, size = 1_000): Promise<number> {
  const { signal } = new AbortController()
  for (let done = 0, skip = 0; ; ) {
    const batch = await job.batch(db, { size, skip, signal })
    done += batch.done
    skip += batch.failed ?? 0
    if (!batch.more) return done
  }
}

/** Returns one of the jobs that delete expired data. */
export function expiryJob(name: string): Job {
  const found = expiryJobs.find((job) => job.name === name)
  if (found === undefined) throw new Error(`There is no job ${name}`)
  return found
}
