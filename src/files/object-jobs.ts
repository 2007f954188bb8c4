import pLimit from 'p-limit'
import { type Job, rowJob } from '../jobs/job.ts'
import {
  countAbandonedObjects,
  countObjectsToRemove,
  findAbandonedObjects,
  findObjectsToRemove,
  forgetRemovedObjects,
  releaseAbandonedObjects,
} from './object-queries.ts'
import type { Storage } from './storage/storage.ts'

const MAX_CONCURRENT = 10
/** Time, in ms, after which a batch removes no further object. */
const MAX_BATCH_MS = 2_000

/** Creates the jobs that remove bytes to which no file refers. They read rows and never list the storage. */
export function objectJobs(storage: Storage): readonly Job[] {
  return [abandonedUploads, deletedObjects(storage)]
}

/**
 * Abandons uploads whose process no longer exists. A process that was only paused can then no longer create
 * the file.
 */
const abandonedUploads = rowJob({
  name: 'abandoned_uploads',
  interval: 60,
  find: findAbandonedObjects,
  process: (db, found: readonly Found[]) => releaseAbandonedObjects(db, columnsOf(found)),
  backlog: (db) => countAbandonedObjects(db, {}),
})

function deletedObjects(storage: Storage): Job {
  return {
    name: 'deleted_objects',
    interval: 60,
    async batch(db, { size, skip, signal }) {
      const found = await findObjectsToRemove(db, { size, skip })
      const endsAt = performance.now() + MAX_BATCH_MS
      const removed: Found[] = []
      let failed = 0
      let error: unknown
      const remove = async (object: Found) => {
        if (signal.aborted || performance.now() > endsAt) return
        try {
          await storage.remove(object.key)
          removed.push(object)
        } catch (cause) {
          failed++
          error = cause
        }
      }
      await pLimit(MAX_CONCURRENT).map(found, remove)
      if (removed.length > 0) await forgetRemovedObjects(db, columnsOf(removed))
      const done = removed.length
      // Otherwise each attempt would wait for the timeout of the storage.
      if (failed > 0 && done === 0 && !(await isAvailable(storage)))
        return { done, failed, error, more: false }
      return { done, failed, error, more: found.length === size || done + failed < found.length }
    },
    backlog: (db) => countObjectsToRemove(db, {}),
  }
}

interface Found {
  readonly user: number
  readonly key: string
}

function columnsOf(found: readonly Found[]) {
  return { users: found.map(({ user }) => user), keys: found.map(({ key }) => key) }
}

function isAvailable(storage: Storage): Promise<boolean> {
  return storage.check().then(
    () => true,
    () => false,
  )
}
