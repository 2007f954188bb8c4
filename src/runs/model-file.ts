import { buffer } from 'node:stream/consumers'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { type Attachment, attachment, attachmentLimit, type GivenFile } from '../llm/attachment.ts'
import { FileError } from '../llm/file-error.ts'
import type { ReadOutside } from '../llm/outside.ts'
import { findContent } from '../queries/files.ts'
import { orUnavailable, type Storage, StorageUnavailable } from '../storage/storage.ts'

/** Where a file for the model is: the id of one of the user's own, or an address elsewhere. */
export type FileSource = number | string

/** Reads a file for the model; undefined where the user has no such file. Rejects as `modelFiles` says. */
export type ReadModelFile = (
  source: FileSource,
  user: number,
  signal: AbortSignal,
) => Promise<Attachment | undefined>

/**
 * Makes the reader of files for the model: the user's own from the storage, never over HTTP, and those elsewhere, own
 * records that are links too, by `readOutside`. No connection to the database is held while bytes are read.
 *
 * The reader rejects with a FileError, StorageUnavailable, or the signal's reason.
 */
export function modelFiles(options: {
  readonly db: Kysely<DB>
  readonly storage: Storage
  readonly readOutside: ReadOutside
  readonly documents: boolean
}): ReadModelFile {
  const { db, storage, readOutside, documents } = options

  const readOwn = async (id: number, user: number, signal: AbortSignal): Promise<GivenFile | undefined> => {
    const found = await findContent(db, { id, user })
    if (!found) return undefined
    const { name, content_type, storage_key, size, url } = found
    if (url !== null) {
      const outside = await readOutside(url, attachmentLimit, signal)
      return { ...outside, name, content_type: outside.content_type || content_type }
    }
    if (storage_key === null || size === null) throw new Error('a file is neither stored nor a link')
    // Before it is read: it may be as large as uploads may be.
    if (size > attachmentLimit) throw new FileError('too_large', 'bytes')
    const stream = await storage.read(storage_key, undefined, signal)
    if (!stream) throw new StorageUnavailable(new Error('the bytes of a row are missing'))
    return { name, content_type, bytes: await orUnavailable(buffer(stream)) }
  }

  return async (source, user, signal) => {
    const file =
      typeof source === 'number'
        ? await readOwn(source, user, signal)
        : await readOutside(source, attachmentLimit, signal)
    return file && attachment(file, { documents, signal })
  }
}
