/** For how long the result of a check is returned without checking again, in ms. */
const FRESH_MS = 1_000
/** How long a check may take, in ms, before it counts as failed. */
const PATIENCE_MS = 5_000

/**
 * Makes a check that does the given work at most once a second, and never twice at the same time: however
 * often, and by how many at once, it is called, it costs one call of `work`. All callers get the same result,
 * or the same error.
 *
 * @param late makes the error for as long as the work takes too long; no other work begins then
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
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), Math.max(0, startedAt + PATIENCE_MS - performance.now()))
    })
    // A result that is there already goes before a timer that has just expired.
    await Promise.race([current, tooLate]).finally(() => clearTimeout(timer))
  }
}
