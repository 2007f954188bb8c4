import { buffer } from 'node:stream/consumers'
import type { Kysely } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB } from '../../../generated/database.ts'
import {
  ATTACHMENT_LIMIT,
  type Attachment,
  attachment,
  type GivenFile,
  isText,
  type PictureLimits,
} from '../../attachments/attachment.ts'
import { FileError } from '../../attachments/file-error.ts'
import type { GuardedFetch } from '../../attachments/guarded-fetch.ts'
import { findContent, type findContextFiles, findExtractedText, saveReading } from '../../files/queries.ts'
import { orUnavailable, type Storage, StorageUnavailable } from '../../files/storage/storage.ts'
import { estimateAttachmentTokens } from '../../models/usage.ts'

/** Where a file for the model is: the id of one of the user's own, or an address elsewhere. */
export type FileSource = number | string

/** Why a file of an earlier message does not go along. */
export type LeftOut = components['schemas']['LeftOutFile']['reason']

/** A file of an earlier message, as the database has it. */
export type EarlierFile = Awaited<ReturnType<typeof findContextFiles>>[number]

type StoredFile = Omit<EarlierFile, 'reading' | 'rejected'>

export interface ModelFiles {
  /** In which forms the model is given files. */
  readonly sentAs: readonly Attachment['kind'][]
  /**
   * Reads a file for the model; resolves to undefined where the user has no such file.
   *
   * Rejects with a FileError, StorageUnavailable, or the signal's reason.
   */
  read(source: FileSource, user: number, signal: AbortSignal): Promise<Attachment | undefined>
  /**
   * The same for a file of an earlier message, within what there is room for, in tokens and bytes. What can
   * be said without reading it is, its text comes from the database where it was kept, and what is elsewhere
   * is fetched once.
   *
   * Rejects with the signal's reason, or as the database does.
   */
  readEarlier(
    file: EarlierFile,
    user: number,
    room: { readonly tokens: number; readonly bytes: number },
    signal: AbortSignal,
  ): Promise<Attachment | LeftOut>
}

/** What a file was found to be when it was read. */
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
      /** With which `setup`; of older failures it is not known. */
      readonly setup?: string
    }

/** Texts that are longer, in bytes, are read again where there is room for them. */
const MAX_KEPT = 1024 * 1024
/** A token for four bytes; of UTF-16, whose text is stored in half as many bytes, for eight. */
const MAX_BYTES_PER_TOKEN = 8
const pdf = 'application/pdf'

/**
 * Makes the reader of files for the model: the user's own from the storage, never over HTTP, and those elsewhere, own
 * records that are links too, by `readOutside`. No connection to the database is held while bytes are read.
 */
export function modelFiles(options: {
  readonly db: Kysely<DB>
  readonly storage: Storage
  readonly readOutside: GuardedFetch
  readonly documents: boolean
  readonly pictures?: PictureLimits | undefined
}): ModelFiles {
  const { db, storage, readOutside, documents, pictures } = options
  /** What decides, beside a file itself, whether the model can be given it. */
  const setup = JSON.stringify({ documents, pictures })

  const bytesOf = async (file: StoredFile, signal: AbortSignal): Promise<GivenFile> => {
    const { name, content_type, storage_key, size, url } = file
    if (url !== null) {
      const outside = await readOutside(url, ATTACHMENT_LIMIT, signal)
      return { ...outside, name, content_type: outside.content_type || content_type }
    }
    if (storage_key === null || size === null) throw new Error('a file is neither stored nor a link')
    // Before it is read: it may be as large as uploads may be.
    if (size > ATTACHMENT_LIMIT) throw new FileError('too_large', 'bytes')
    const stream = await storage.read(storage_key, undefined, signal)
    if (!stream) throw new StorageUnavailable(new Error('the bytes of a row are missing'))
    try {
      return { name, content_type, bytes: await orUnavailable(buffer(stream)) }
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  /** Reads a file of the user's, and keeps what it was found to be. */
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
      const given = await attachment(await bytesOf(file, signal), { documents, pictures, signal })
      const { kind: sent_as, content_type, size } = given
      const reading = { sent_as, content_type, size, tokens: estimateAttachmentTokens(given) }
      if (given.kind !== 'text') await keep(reading)
      else {
        const encoding = given.encoding !== undefined && { encoding: given.encoding }
        const isShort = Buffer.byteLength(given.text) <= MAX_KEPT
        await keep({ ...reading, ...encoding }, isShort ? given.text : null)
      }
      return given
    } catch (error) {
      // Busy is this server, not the file.
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
      // As it was read with another setting or provider it would not be sent now.
      (reading.content_type !== pdf || (reading.sent_as === 'document') === documents)
    const size = isKnown ? reading.size : (file.size ?? 0)
    const isPicture = isKnown && reading.sent_as === 'image'
    if (size > (isPicture ? (pictures?.bytes ?? ATTACHMENT_LIMIT) : ATTACHMENT_LIMIT)) return 'too_large'
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
        const file = await readOutside(source, ATTACHMENT_LIMIT, signal)
        return attachment(file, { documents, pictures, signal })
      }
      const found = await findContent(db, { id: source, user })
      return found && readOwn(found, user, signal)
    },
  }
}

function leftOutAs(kind: FileError['kind']): LeftOut {
  return kind === 'too_large' ? kind : kind === 'busy' ? 'unavailable' : 'unreadable'
}
