import { createHash } from 'node:crypto'
import {
  access,
  constants,
  type FileHandle,
  mkdir,
  open,
  opendir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { hasCode, unlessMissing } from '../../error-code.ts'
import { inTime, unlessStalled } from './stalls.ts'
import { IDLE_TIMEOUT_MS, isKey, orUnavailable, type Storage, StorageUnavailable } from './storage.ts'

/** Names read from a directory and yielded at a time. */
const BATCH_SIZE = 1000
/**
 * Most concurrent calls that a file system may leave hanging. Each holds one of the four threads of libuv's
 * pool, which password hashing and DNS need too.
 */
const MAX_CONCURRENT = 2

/**
 * Creates a storage that keeps bytes as files in a directory, which is created if missing.
 *
 * Bytes are written to `incoming/` and moved once complete and flushed, so a crash leaves at most an
 * unreferenced file there.
 *
 * @param options.idleTimeout time, in ms, for which a (possibly remote) file system may not respond
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

  const limit = pLimit(MAX_CONCURRENT)
  const call = <T>(work: () => Promise<T>, signal?: AbortSignal, late?: (result: T) => void) =>
    inTime(limit(work), idleTimeout, signal, late)
  const closeLate = (file: FileHandle) => void file.close().catch(() => {})

  return {
    async write(key, source) {
      const path = join(incoming, basename(key))
      try {
        const file = await orUnavailable(call(() => open(path, 'wx', 0o600), undefined, closeLate))
        const written = await writeAll(file, source).finally(() => file.close())
        await orUnavailable(publish(path, pathOf(key)))
        return { key, ...written }
      } catch (error) {
        await call(() => rm(path, { force: true })).catch(() => {})
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
      await orUnavailable(call(() => rm(pathOf(key), { force: true })))
    },

    async check() {
      await orUnavailable(call(() => access(incoming, constants.W_OK | constants.X_OK)))
    },

    async *keys() {
      let batch: string[] = []
      try {
        for await (const key of keysUnder(directory, ofUsers)) {
          if (batch.push(key) < BATCH_SIZE) continue
          yield batch
          batch = []
        }
      } catch (error) {
        throw new StorageUnavailable(error)
      }
      if (batch.length > 0) yield batch
    },

    removeUnfinished(before) {
      return orUnavailable(removeUntouched(incoming, before))
    },

    async belongsTo(owner) {
      const path = join(directory, 'owner')
      const found = await orUnavailable(call(() => unlessMissing(readFile(path, 'utf8'))))
      // A crash may have left the file empty.
      if (found) return found === owner
      await orUnavailable(writeFile(path, owner, { mode: 0o600, flush: true }))
      return true
    },
  }
}

async function writeAll(file: FileHandle, source: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  for await (const bytes of source) {
    hash.update(bytes)
    size += bytes.length
    await orUnavailable(file.writeFile(bytes))
  }
  await orUnavailable(file.sync())
  return { size, sha256: hash.digest('hex') }
}

/** Moves a file to its final place and flushes the directories, so that the move survives a power failure. */
async function publish(from: string, to: string): Promise<void> {
  const parent = dirname(to)
  const made = await mkdir(parent, { recursive: true, mode: 0o700 })
  await rename(from, to)
  await syncDirectory(parent)
  if (made !== undefined) await syncDirectory(dirname(parent))
}

async function* keysUnder(directory: string, ofUsers: string): AsyncGenerator<string> {
  for await (const user of namesIn(ofUsers)) {
    for await (const name of namesIn(join(ofUsers, user)))
      if (isKey(`${user}/${name}`)) yield `${user}/${name}`
  }
  for await (const parent of namesIn(directory)) {
    if (!/^[\da-f]{2}$/.test(parent)) continue
    for await (const name of namesIn(join(directory, parent))) if (isKey(name)) yield name
  }
}

async function removeUntouched(directory: string, before: Date): Promise<number> {
  let removed = 0
  for await (const name of namesIn(directory)) {
    const path = join(directory, name)
    const found = await unlessMissing(stat(path))
    if (found === undefined || found.mtime >= before) continue
    await rm(path, { force: true })
    removed++
  }
  return removed
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path)
  await directory.sync().finally(() => directory.close())
}

/** Yields the names in a directory in constant memory; none if the directory does not exist. */
async function* namesIn(path: string): AsyncGenerator<string> {
  const directory = await unlessMissing(opendir(path, { bufferSize: BATCH_SIZE }))
  // The iteration closes the directory.
  if (directory) for await (const { name } of directory) yield name
}
