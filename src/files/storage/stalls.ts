import { Readable } from 'node:stream'
import { StorageUnavailable } from './storage.ts'

/**
 * Waits at most `timeout` ms for work. Work that cannot be stopped, such as a hanging file system call,
 * continues, and a late result is passed to `late`.
 *
 * @throws the error of the work, the signal's reason, or StorageUnavailable
 */
export async function unlessStorageStalls<T>(
  work: Promise<T>,
  timeout: number,
  signal?: AbortSignal,
  late?: (result: T) => void,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(
    () => reject(new StorageUnavailable(new Error(`no data for ${timeout} ms`))),
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
 * Returns a stream of the same bytes that fails as `unlessStorageStalls` does if its source sends nothing for
 * `timeout` ms. Only time in which bytes are requested counts, so the consumer may pause.
 */
export function unlessStalled(source: Readable, timeout: number, signal?: AbortSignal): Readable {
  async function* chunks() {
    const reading: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await unlessStorageStalls(reading.next(), timeout, signal)
        if (next.done) return
        yield next.value
      }
    } finally {
      // Waiting for its end could take as long as the stall.
      source.destroy()
    }
  }
  const stream = Readable.from(chunks(), { objectMode: false })
  // Also releases the source if reading never began.
  return stream.once('close', () => source.destroy())
}
