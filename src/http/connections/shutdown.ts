import { setTimeout as sleep } from 'node:timers/promises'

/** A part of the process that has been started. */
export interface Part {
  readonly name: string
  readonly stop: () => Promise<unknown>
}

/**
 * How much of the time is kept for each part that is still to be stopped, in ms, however long the others
 * take.
 */
const SHARE_MS = 250

/**
 * Stops parts, the last one first, and takes them from the list. A part that fails, or takes too long, keeps
 * none of the others from being stopped.
 *
 * @param options.within how long all of it may take, in ms
 * @param options.onError told of each part that could not be stopped, and why
 * @returns whether all parts were stopped
 */
export async function stopParts(
  parts: Part[],
  options: { readonly within: number; readonly onError: (part: string, error: unknown) => void },
): Promise<boolean> {
  const deadline = performance.now() + options.within
  let isClean = true
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const timeout = Math.max(SHARE_MS, deadline - performance.now() - SHARE_MS * parts.length)
    try {
      await inTime(part.stop, timeout)
    } catch (error) {
      isClean = false
      options.onError(part.name, error)
    }
  }
  return isClean
}

/** Resolves and rejects as `work` does, and rejects when it takes longer than `timeout` ms. */
export async function inTime<T>(work: () => Promise<T>, timeout: number): Promise<T> {
  const isOver = new AbortController()
  const tooLong = async () => {
    await sleep(timeout, undefined, { signal: isOver.signal })
    throw new Error(`took longer than ${Math.round(timeout)} ms`)
  }
  try {
    return await Promise.race([work(), tooLong()])
  } finally {
    isOver.abort()
  }
}
