import { createHash, randomUUID } from 'node:crypto'
import { access, constants, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hasCode } from '../database/error-code.ts'
import { type Storage, StorageFull, StorageUnavailable } from './storage.ts'

/**
 * Keeps bytes as files of a directory, which is made where it is missing.
 *
 * Bytes are written under `incoming/` and moved when they are whole and on the disk, so a crash leaves at the most a
 * file there, which nothing refers to.
 */
export async function diskStorage(directory: string): Promise<Storage> {
  const incoming = join(directory, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })

  /** 256 directories keep each small. */
  const pathOf = (key: string) => join(directory, key.slice(0, 2), key)

  return {
    async write(source) {
      const key = randomUUID()
      const path = join(incoming, key)
      try {
        const file = await orUnavailable(open(path, 'wx', 0o600))
        const written = await writeAll(file, source).finally(() => file.close())
        await orUnavailable(publish(path, pathOf(key)))
        return { key, ...written }
      } catch (error) {
        await rm(path, { force: true }).catch(() => {})
        throw error
      }
    },

    async read(key, range) {
      try {
        const file = await open(pathOf(key))
        return file.createReadStream(range && { start: range.start, end: range.end })
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return undefined
        throw new StorageUnavailable(error)
      }
    },

    async remove(key) {
      await orUnavailable(rm(pathOf(key), { force: true }))
    },

    async check() {
      await orUnavailable(access(incoming, constants.W_OK | constants.X_OK))
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

/** Moves a file to its place, and sees that it stays there when the power goes. */
async function publish(from: string, to: string): Promise<void> {
  const parent = dirname(to)
  const made = await mkdir(parent, { recursive: true, mode: 0o700 })
  await rename(from, to)
  await syncDirectory(parent)
  if (made !== undefined) await syncDirectory(dirname(parent))
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path)
  await directory.sync().finally(() => directory.close())
}

/** No room on the disk, within the quota, or for a file of this length. */
const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Tells failures of the disk from failures of the source. */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw hasCode(error, ...fullCodes) ? new StorageFull(error) : new StorageUnavailable(error)
  }
}
