import { createHash } from 'node:crypto'
import { access, constants, type FileHandle, mkdir, open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { hasCode, unlessMissing } from '../../error-code.ts'
import { syncDirectory } from '../../sync-directory.ts'
import { unlessStalled, unlessStorageStalls } from './stalls.ts'
import { IDLE_TIMEOUT_MS, orUnavailable, type Storage, StorageUnavailable } from './storage.ts'

/**
 * Maximum number of concurrent calls that a file system may leave hanging. Each holds one of the four threads
 * of libuv's pool, which password hashing and DNS need too.
 */
const MAX_CONCURRENT = 2
/**
 * Number of bytes of an upload that are written at once, because each write is a call of another thread, and
 * maximum number of chunks in which they wait: a slow client may send single bytes, which take memory each.
 */
const BATCH_BYTES = 256 * 1024
const MAX_BATCH_CHUNKS = 64

/**
 * Creates a storage that keeps bytes as files in a directory. Bytes are written to `incoming/` and moved once
 * complete and flushed.
 */
export async function diskStorage(
  directory: string,
  { idleTimeout = IDLE_TIMEOUT_MS }: { idleTimeout?: number } = {},
): Promise<Storage> {
  const incoming = join(directory, 'incoming')
  const ofUsers = join(directory, 'users')
  for (const path of [incoming, ofUsers]) await mkdir(path, { recursive: true, mode: 0o700 })

  /** Each user has a directory; files whose key has no user are distributed over 256. */
  const pathOf = (key: string) =>
    key.includes('/') ? join(ofUsers, key) : join(directory, key.slice(0, 2), key)

  const incomingPathOf = (key: string) => join(incoming, basename(key))

  const limit = pLimit(MAX_CONCURRENT)
  const call = <T>(work: () => Promise<T>, signal?: AbortSignal, late?: (result: T) => void) =>
    unlessStorageStalls(limit(work), idleTimeout, signal, late)
  const closeLate = (file: FileHandle) => void file.close().catch(() => {})

  return {
    async write(key, source) {
      const path = incomingPathOf(key)
      try {
        const file = await orUnavailable(call(() => open(path, 'wx', 0o600), undefined, closeLate))
        const written = await writeAll(file, source).finally(() => file.close())
        await orUnavailable(publish(path, pathOf(key)))
        return { key, ...written }
      } catch (error) {
        await call(() => unlessMissing(unlink(path))).catch(() => {})
        throw error
      }
    },

    async read(key, range, signal) {
      const opened = call(() => open(pathOf(key)), signal, closeLate)
      try {
        const file = await opened
        const stream = file.createReadStream(range && { start: range.start, end: range.end })
        return unlessStalled(stream, idleTimeout, signal)
      } catch (error) {
        signal?.throwIfAborted()
        if (hasCode(error, 'ENOENT')) return undefined
        throw error instanceof StorageUnavailable ? error : new StorageUnavailable(error)
      }
    },

    async remove(key) {
      // The incomplete file is removed first, because a process that was paused could otherwise move it in
      // between.
      for (const path of [incomingPathOf(key), pathOf(key)])
        await orUnavailable(call(() => unlessMissing(unlink(path))))
    },

    async check() {
      await orUnavailable(call(() => access(incoming, constants.W_OK | constants.X_OK)))
    },
  }
}

async function writeAll(file: FileHandle, source: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  let batch: Uint8Array[] = []
  let batched = 0
  for await (const bytes of source) {
    hash.update(bytes)
    size += bytes.length
    batch.push(bytes)
    batched += bytes.length
    if (batched < BATCH_BYTES && batch.length < MAX_BATCH_CHUNKS) continue
    await orUnavailable(append(file, batch, batched))
    batch = []
    batched = 0
  }
  await orUnavailable(append(file, batch, batched))
  await orUnavailable(file.sync())
  return { size, sha256: hash.digest('hex') }
}

async function append(file: FileHandle, chunks: Uint8Array[], length: number): Promise<void> {
  const { bytesWritten } = await file.writev(chunks)
  // The next write fails with the reason, such as a full disk, or writes the rest.
  if (bytesWritten < length) await file.writeFile(Buffer.concat(chunks).subarray(bytesWritten))
}

/** Moves a file to its final place and flushes the directories, so that the move survives a power failure. */
async function publish(from: string, to: string): Promise<void> {
  const parent = dirname(to)
  const made = await mkdir(parent, { recursive: true, mode: 0o700 })
  await rename(from, to)
  await syncDirectory(parent)
  if (made !== undefined) await syncDirectory(dirname(parent))
}
