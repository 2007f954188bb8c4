import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import pLimit from 'p-limit'
import type { DB } from '../../../generated/database.ts'
import { forgetObjects, releaseObjects } from '../object-queries.ts'
import { unlessStorageStalls } from './stalls.ts'
import type { Storage } from './storage.ts'

const MAX_CONCURRENT = 10
/** Time, in ms, that a request waits for removals. */
const TIMEOUT_MS = 1_000

export type Discard = (
  user: number,
  keys: readonly (string | null)[],
  log: Pick<FastifyBaseLogger, 'warn'>,
) => Promise<void>

/**
 * Creates a function that removes bytes that no file refers to, and then their rows. Failures, and removals
 * that take more than a second, are logged and left to a job, because the file is already deleted for the
 * client.
 */
export function discarding(db: Kysely<DB>, storage: Storage): Discard {
  return async (user, keys, log) => {
    const left = new Set(keys.filter((key) => key !== null))
    if (left.size === 0) return
    const removed: string[] = []
    let err: unknown
    const remove = async (key: string) => {
      if (err !== undefined) return
      await storage.remove(key)
      removed.push(key)
      left.delete(key)
    }
    const limit = pLimit({ concurrency: MAX_CONCURRENT })
    await unlessStorageStalls(limit.map([...left], remove), TIMEOUT_MS).catch((error) => {
      err = error
    })
    try {
      await forgetObjects(db, { user, keys: removed })
      if (left.size > 0) await releaseObjects(db, { user, keys: [...left] })
    } catch (error) {
      err ??= error
    }
    if (err !== undefined)
      log.warn({ err, left: left.size }, 'Bytes without a file could not be removed yet; a job will retry.')
  }
}
