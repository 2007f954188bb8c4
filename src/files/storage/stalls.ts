import { Readable } from 'node:stream'
import { StorageUnavailable } from './storage.ts'

/**
 * Waits for work, for `timeout` ms at the most. Work that cannot be stopped, such as a call of a file system
 * that does not answer, goes on, and what comes of it then goes to `late`.
 *
 * Rejects as the work does, with the signal's reason, or with StorageUnavailable.
 */
export async function inTime<T>(
  work: Promise<T>,
  timeout: number,
  signal?: AbortSignal,
  late?: (result: T) => void,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(
    () => reject(new StorageUnavailable(new Error(`nothing came for ${timeout} ms`))),
    timeout,
  )
  const abort = () => reject(signal?.reason)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  work.then(resolve, reject)
  try {
    return await promise
  } catch (error) {
    work.then(late, () => {})
    throw error
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/**
 * Makes a stream of the same bytes that fails as `inTime` does where its source gives nothing for `timeout`
 * ms. Only time in which bytes are wanted counts: who reads may pause as long as they like.
 */
export function unlessStalled(source: Readable, timeout: number, signal?: AbortSignal): Readable {
  async function* chunks() {
    const reading: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await inTime(reading.next(), timeout, signal)
        if (next.done) return
        yield next.value
      }
    } finally {
      // To wait for its end could take as long as the stall.
      source.destroy()
    }
  }
  const stream = Readable.from(chunks(), { objectMode: false })
  // Also where nobody has begun to read.
  return stream.once('close', () => source.destroy())
}
