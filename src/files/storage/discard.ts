import pLimit from 'p-limit'
import type { Storage } from './storage.ts'

/** How many bytes' removals are under way at once. */
const AT_ONCE = 10
/** How long a client waits for removals, in ms. */
const PATIENCE_MS = 1_000

/**
 * Removes bytes that no row refers to any more. What cannot be removed, or not within a second, is logged, not thrown, and
 * left to the sweeper: for the client the file is gone already.
 *
 * @param keys of the bytes; null is passed over
 */
export async function discard(
  storage: Storage,
  keys: readonly (string | null)[],
  log: { warn(details: object, message: string): void },
): Promise<void> {
  const limit = pLimit({ concurrency: AT_ONCE })
  const began = performance.now()
  let left = 0
  let err: unknown
  const remove = async (key: string | null) => {
    if (key === null) return
    if (err !== undefined || performance.now() - began > PATIENCE_MS) left++
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
