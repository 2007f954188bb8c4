import { withTimeout } from '../../with-timeout.ts'

export interface Part {
  readonly name: string
  readonly stop: () => Promise<unknown>
}

/** Time reserved for each part that remains to be stopped, in ms, however long the others take. */
const RESERVED_MS = 250

/**
 * Stops parts in reverse order. A part that fails or takes too long does not keep the others from being
 * stopped. `within` is in ms.
 *
 * @returns true if all parts were stopped
 */
export async function stopParts(
  parts: Part[],
  options: { readonly within: number; readonly onError: (part: string, error: unknown) => void },
): Promise<boolean> {
  const deadline = performance.now() + options.within
  let isClean = true
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const timeout = Math.max(RESERVED_MS, deadline - performance.now() - RESERVED_MS * parts.length)
    try {
      await withTimeout(part.stop(), timeout)
    } catch (error) {
      isClean = false
      options.onError(part.name, error)
    }
  }
  return isClean
}
