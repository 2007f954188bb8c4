import pLimit from 'p-limit'
import type { Storage } from './storage.ts'

const MAX_CONCURRENT = 10
/** Time, in ms, that a request waits for removals. */
const TIMEOUT_MS = 1_000

/**
 * Removes bytes that no row refers to. Failures, and removals that take more than a second, are logged and
 * left to the sweeper, because for the client the file is already gone.
 */
export async function discard(
  storage: Storage,
  keys: readonly (string | null)[],
  log: { warn(details: object, message: string): void },
): Promise<void> {
  const limit = pLimit({ concurrency: MAX_CONCURRENT })
  const began = performance.now()
  let left = 0
  let err: unknown
  const remove = async (key: string | null) => {
    if (key === null) return
    if (err !== undefined || performance.now() - began > TIMEOUT_MS) left++
    else
      await storage.remove(key).catch((error) => {
        left++
        err = error
      })
  }
  await limit.map(keys, remove)
  if (left > 0)
    log.warn({ err, left }, 'Bytes of deleted files could not be removed yet; the sweeper will retry.')
}
