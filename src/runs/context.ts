import type { Kysely } from 'kysely'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { type Attachment, attachmentLimit } from '../llm/attachment.ts'
import { FileError } from '../llm/file-error.ts'
import type { Message } from '../llm/provider.ts'
import { estimateAttachmentTokens } from '../llm/usage.ts'
import { listContext } from '../queries/messages.ts'
import { StorageUnavailable } from '../storage/storage.ts'
import type { ReadModelFile } from './model-file.ts'

/** What a message costs beside its text, in tokens: who speaks, and where it ends. */
const MESSAGE_OVERHEAD = 4
/** The most messages that go along, however short they are. */
const MOST_MESSAGES = 1_000
/** The most files that are read for one prompt, and how long that may take in all, in ms: they are read anew each time. */
const MOST_FILES = 20
const FILES_TIMEOUT = 20_000

export interface ChatContext {
  /** Oldest first, without the prompt. */
  readonly messages: readonly Message[]
  readonly told: components['schemas']['Context']
}

/**
 * What the model is given of a chat before a prompt: the newest messages that fit into the budget, without a gap, and then, as far
 * as there is room, their files, the newest first.
 *
 * @param options.before the prompt's message
 * @param options.used how many tokens the prompt takes, and how many bytes its own file
 * @param options.limit how many tokens there may be in all
 * Rejects as the database and the storage do, or with the signal's reason.
 */
export async function chatContext(
  db: Kysely<DB>,
  readFile: ReadModelFile,
  options: {
    readonly user: number
    readonly chat: number
    readonly before: number
    readonly used: { readonly tokens: number; readonly bytes: number }
    readonly limit: number
    readonly signal: AbortSignal
  },
): Promise<ChatContext> {
  const { user, chat, before, limit, signal } = options
  const newest = await listContext(db, {
    chat,
    before,
    tokens: limit - options.used.tokens,
    overhead: MESSAGE_OVERHEAD,
    atMost: MOST_MESSAGES,
  })
  const total = newest[0]?.total ?? 0
  const patience = AbortSignal.timeout(FILES_TIMEOUT)
  const either = AbortSignal.any([signal, patience])
  const messages: Message[] = []
  let { tokens, bytes } = options.used
  for (const { role, tokens: ofMessage } of newest) if (role !== null) tokens += ofMessage
  let included = 0
  let triedFiles = 0
  let files = 0
  let droppedFiles = 0
  for (const { role, content, file, tokens: ofMessage } of newest) {
    if (role === null) break
    let attachment: Attachment | undefined
    if (file !== null) {
      triedFiles += 1
      const isTried = triedFiles <= MOST_FILES && !patience.aborted
      attachment = isTried ? await readable(readFile(file, user, either), patience) : undefined
      const cost = attachment === undefined ? 0 : estimateAttachmentTokens(attachment)
      if (attachment === undefined || tokens + cost > limit || bytes + attachment.size > attachmentLimit) {
        droppedFiles += 1
        attachment = undefined
      } else {
        files += 1
        tokens += cost
        bytes += attachment.size
      }
    }
    if (content.trim() === '' && attachment === undefined) {
      // Without its file it says nothing.
      tokens -= ofMessage
      continue
    }
    included += 1
    const attachments = attachment && [attachment]
    if (attachments === undefined) messages.push({ role, content })
    else if (role === 'user') messages.push({ role, content, attachments })
    else {
      // Files are taken from the user alone. It comes after what it belongs to; the newest are first here.
      messages.push({ role: 'user', content: '', attachments })
      if (content.trim() !== '') messages.push({ role, content })
    }
  }
  return {
    messages: messages.reverse(),
    told: {
      included,
      dropped: total - included,
      files,
      dropped_files: droppedFiles,
      estimated_tokens: tokens,
      limit,
    },
  }
}

/** A file, or nothing where it cannot be had any more: an old one does not keep a new prompt from being answered. */
async function readable(
  reading: Promise<Attachment | undefined>,
  patience: AbortSignal,
): Promise<Attachment | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof FileError || error instanceof StorageUnavailable) return undefined
    if (error === patience.reason) return undefined
    throw error
  }
}
