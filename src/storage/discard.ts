import type { Storage } from './storage.ts'

/**
 * Removes bytes that no row refers to any more. What cannot be removed is logged, not thrown: for the client the file is
 * gone already.
 *
 * @param keys of the bytes; null is passed over
 */
export async function discard(
  storage: Storage,
  keys: readonly (string | null)[],
  log: { warn(details: object, message: string): void },
): Promise<void> {
  for (const key of keys) {
    if (key === null) continue
    await storage
      .remove(key)
      .catch((error) => log.warn({ err: error, key }, 'bytes without a row were left behind'))
  }
}
