/** Time, in ms, for which a result is used. Together with other idle work, one statement a second remains. */
const FRESH_MS = 2_000
const TIMEOUT_MS = 5_000

/**
 * Creates a check that calls `work` at most once in FRESH_MS and never concurrently, however often it is
 * called. All callers get the same result or error.
 *
 * @param late creates the error for a check that takes too long; `work` is not called again before it settles
 */
export function cachedCheck(work: () => Promise<unknown>, late: () => Error): () => Promise<void> {
  let result: Promise<unknown> | undefined
  let startedAt = 0
  let freshUntil = 0

  const start = () => {
    startedAt = performance.now()
    freshUntil = Number.POSITIVE_INFINITY
    result = work()
    const settle = () => {
      freshUntil = performance.now() + FRESH_MS
    }
    result.then(settle, settle)
    return result
  }

  return async () => {
    const current = result !== undefined && performance.now() < freshUntil ? result : start()
    let timer: NodeJS.Timeout | undefined
    const timedOut = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), Math.max(0, startedAt + TIMEOUT_MS - performance.now()))
    })
    // A result that is available wins over a timer that has just expired.
    await Promise.race([current, timedOut]).finally(() => clearTimeout(timer))
  }
}
