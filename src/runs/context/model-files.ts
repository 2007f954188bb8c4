import { buffer } from 'node:stream/consumers'
import type { Kysely } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB } from '../../../generated/database.ts'
import {
  type Attachment,
  attachment,
  type GivenFile,
  type ImageLimits,
  isText,
  MAX_ATTACHMENT_BYTES,
  PDF_TYPE,
} from '../../attachments/attachment.ts'
import { FileError } from '../../attachments/file-error.ts'
import type { GuardedFetch } from '../../attachments/guarded-fetch.ts'
import {
  findContent,
  type findContextFiles,
  findExtractedText,
  saveReading,
} from '../../files/content-queries.ts'
import { orUnavailable, type Storage, StorageUnavailable } from '../../files/storage/storage.ts'
import { estimateAttachmentTokens } from '../../models/usage.ts'

/** Source of a file for the model: the id of one of the user's files, or a URL. */
export type FileSource = number | string

/** Reason why a file of an earlier message is left out. */
export type LeftOut = components['schemas']['LeftOutFile']['reason']

/** File of an earlier message, as stored. */
export type EarlierFile = Awaited<ReturnType<typeof findContextFiles>>[number]

type StoredFile = Omit<EarlierFile, 'reading' | 'rejected'>

export interface ModelFiles {
  /** Forms in which files can be sent to the model. */
  readonly sentAs: readonly Attachment['kind'][]
  /**
   * Reads a file for the model; resolves to undefined if the user has no such file.
   *
   * @throws FileError, StorageUnavailable, or the reason of `signal`
   */
  read(source: FileSource, user: number, signal: AbortSignal): Promise<Attachment | undefined>
  /**
   * Reads a file of an earlier message if it fits into `room`, in tokens and bytes. Reads no bytes if the
   * stored record suffices, takes stored text from the database, and fetches a URL only once.
   *
   * @throws database errors, or the reason of `signal`
   */
  readEarlier(
    file: EarlierFile,
    user: number,
    room: { readonly tokens: number; readonly bytes: number },
    signal: AbortSignal,
  ): Promise<Attachment | LeftOut>
}

/** Stored result of reading a file. */
type Reading =
  | {
      readonly sent_as: Attachment['kind']
      readonly content_type: string
      readonly size: number
      readonly tokens: number
      readonly encoding?: string
    }
  | {
      readonly failure: FileError['kind']
      /** `setup` with which the file was read; missing in older failures. */
      readonly setup?: string
    }

/** Maximum length, in bytes, of a text that is stored; the file of a longer one is read again. */
const MAX_STORED_TEXT_BYTES = 1024 * 1024
/**
 * Maximum bytes of a file per token: four bytes of text count as a token, and UTF-16 takes up to twice as
 * many.
 */
const MAX_BYTES_PER_TOKEN = 8

/**
 * Creates the reader of files for the model: stored files come from the storage, never over HTTP, and those
 * at external URLs from `guardedFetch`. Holds no database connection while bytes are read.
 */
export function modelFiles(options: {
  readonly db: Kysely<DB>
  readonly storage: Storage
  readonly guardedFetch: GuardedFetch
  readonly documents: boolean
  readonly images?: ImageLimits | undefined
}): ModelFiles {
  const { db, storage, guardedFetch, documents, images } = options
  /**
   * Settings that determine whether a file can be sent to the model; a failure with other settings is
   * retried. Stored, so its members keep their names.
   */
  const setup = JSON.stringify({ documents, pictures: images })

  const bytesOf = async (file: StoredFile, signal: AbortSignal): Promise<GivenFile> => {
    const { name, content_type, storage_key, size, url } = file
    if (url !== null) {
      const fetched = await guardedFetch(url, MAX_ATTACHMENT_BYTES, signal)
      return { ...fetched, name, content_type: fetched.content_type || content_type }
    }
    if (storage_key === null || size === null) throw new Error('a file is neither stored nor a link')
    // Checked before reading: an upload may be far larger than an attachment.
    if (size > MAX_ATTACHMENT_BYTES) throw new FileError('too_large', 'bytes')
    const stream = await storage.read(storage_key, undefined, signal)
    if (!stream) throw new StorageUnavailable(new Error('the bytes of a row are missing'))
    try {
      return { name, content_type, bytes: await orUnavailable(buffer(stream)) }
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  /** Reads a file of the user's and stores the result. */
  const readOwn = async (file: StoredFile, user: number, signal: AbortSignal): Promise<Attachment> => {
    const keep = (reading: Reading, text: string | null = null) =>
      saveReading(db, {
        id: file.id,
        user,
        updatedAt: file.updated_at,
        reading: JSON.stringify(reading),
        text,
      })
    try {
      const given = await attachment(await bytesOf(file, signal), { documents, images, signal })
      const { kind: sent_as, content_type, size } = given
      const reading = { sent_as, content_type, size, tokens: estimateAttachmentTokens(given) }
      if (given.kind !== 'text') await keep(reading)
      else {
        const encoding = given.encoding !== undefined && { encoding: given.encoding }
        const isShort = Buffer.byteLength(given.text) <= MAX_STORED_TEXT_BYTES
        await keep({ ...reading, ...encoding }, isShort ? given.text : null)
      }
      return given
    } catch (error) {
      // If the server is busy, the failure is not that of the file.
      if (error instanceof FileError && error.kind !== 'busy') await keep({ failure: error.kind, setup })
      throw error
    }
  }

  const readEarlier: ModelFiles['readEarlier'] = async (file, user, room, signal) => {
    if (file.rejected) return 'rejected'
    const reading = file.reading as Reading | null
    if (reading !== null && 'failure' in reading) {
      const isOutdated = reading.setup !== undefined && reading.setup !== setup
      if (file.url !== null || !isOutdated) return leftOutAs(reading.failure)
    }
    const isKnown =
      reading !== null &&
      !('failure' in reading) &&
      // A reading made with other settings or for another provider may have a different form.
      (reading.content_type !== PDF_TYPE || (reading.sent_as === 'document') === documents)
    const size = isKnown ? reading.size : (file.size ?? 0)
    const isImage = isKnown && reading.sent_as === 'image'
    if (size > (isImage ? (images?.bytes ?? MAX_ATTACHMENT_BYTES) : MAX_ATTACHMENT_BYTES)) return 'too_large'
    const leastTokens = isText(file.content_type) ? size / MAX_BYTES_PER_TOKEN : 0
    if (size > room.bytes || (isKnown ? reading.tokens : leastTokens) > room.tokens) return 'does_not_fit'
    if (isKnown && reading.sent_as === 'text') {
      const kept = await findExtractedText(db, { id: file.id, user })
      if (kept?.extracted_text != null) {
        const { content_type, encoding } = reading
        const { name } = file
        const text = kept.extracted_text
        return { kind: 'text', name, content_type, size, text, ...(encoding !== undefined && { encoding }) }
      }
    }
    if (file.url !== null && reading !== null) return 'not_kept'
    try {
      const given = await readOwn(file, user, signal)
      const fits = estimateAttachmentTokens(given) <= room.tokens && given.size <= room.bytes
      return fits ? given : 'does_not_fit'
    } catch (error) {
      if (error instanceof StorageUnavailable) return 'unavailable'
      if (!(error instanceof FileError)) throw error
      return leftOutAs(error.kind)
    }
  }

  return {
    sentAs: documents ? ['text', 'image', 'document'] : ['text', 'image'],
    readEarlier,
    async read(source, user, signal) {
      if (typeof source === 'string') {
        const file = await guardedFetch(source, MAX_ATTACHMENT_BYTES, signal)
        return attachment(file, { documents, images, signal })
      }
      const found = await findContent(db, { id: source, user })
      return found && readOwn(found, user, signal)
    },
  }
}

function leftOutAs(kind: FileError['kind']): LeftOut {
  return kind === 'too_large' ? kind : kind === 'busy' ? 'unavailable' : 'unreadable'
}
