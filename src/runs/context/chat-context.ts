import type { Kysely } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB } from '../../../generated/database.ts'
import { type Attachment, MAX_ATTACHMENT_BYTES } from '../../attachments/attachment.ts'
import { findContextFiles } from '../../files/content-queries.ts'
import { listContext } from '../../messages/context-queries.ts'
import type { Message } from '../../models/provider.ts'
import { estimateAttachmentTokens } from '../../models/usage.ts'
import { type StoredPart, type ToolParts, toolParts } from '../stored-parts.ts'
import type { LeftOut, ModelFiles } from './model-files.ts'

/** Tokens that a message takes besides its text, for its role and its end. */
const MESSAGE_OVERHEAD_TOKENS = 4
/** Maximum number of messages in a context, however short they are. */
export const MAX_MESSAGES = 1_000
/**
 * Maximum number of files read for one prompt, and the timeout, in ms, for reading all of them: longer than
 * that of one guarded fetch, so that each request records the failure of at least one unresponsive server.
 */
const MAX_FILES = 20
const FILES_TIMEOUT_MS = 20_000
/** Maximum number of files whose reason for being left out is reported. */
const MAX_LEFT_OUT = 100

type Context = components['schemas']['Context']

export interface ChatContext {
  /** Oldest first, without the prompt. */
  readonly messages: readonly Message[]
  readonly context: Context
  /**
   * The same context without images and documents, for a model that rejects them, and the files left out;
   * absent if there are none.
   */
  readonly withoutMedia?: {
    readonly messages: readonly Message[]
    readonly context: Context
    readonly files: readonly number[]
  }
}

/** Message in the context, with its files or the reasons why they are left out. */
interface Chosen {
  readonly id: number
  readonly role: Message['role']
  readonly content: string
  readonly tokens: number
  readonly parts: ToolParts
  readonly files: readonly { readonly id: number; readonly given: Attachment | LeftOut }[]
}

/**
 * Selects the context of a prompt: the newest messages, without a gap, of the path from the root to the
 * prompt that fit into the token budget, and then, newest first, as many of their files as fit.
 *
 * @param options.prompt id of the prompt's message
 * @param options.model requested model
 * @param options.used tokens of the prompt, and bytes of its own files
 * @param options.limit context limit, in tokens
 * @throws database errors, storage errors, or the reason of `signal`
 */
export async function chatContext(
  db: Kysely<DB>,
  files: ModelFiles,
  options: {
    readonly user: number
    readonly chat: number
    readonly prompt: number
    readonly model: string
    readonly used: { readonly tokens: number; readonly bytes: number }
    readonly limit: number
    readonly signal: AbortSignal
  },
): Promise<ChatContext> {
  const { user, chat, prompt, model, used, limit, signal } = options
  const newest = await listContext(db, {
    user,
    chat,
    prompt,
    tokens: limit - used.tokens,
    overhead: MESSAGE_OVERHEAD_TOKENS,
    atMost: MAX_MESSAGES,
  })
  const total = newest[0]?.total ?? 0
  const ids = new Set(newest.flatMap(({ files }) => files))
  const found = ids.size > 0 ? await findContextFiles(db, { user, ids: [...ids], model }) : []
  const byId = new Map(found.map((file) => [file.id, file]))
  const filesTimeout = AbortSignal.timeout(FILES_TIMEOUT_MS)
  const either = AbortSignal.any([signal, filesTimeout])
  const room = { tokens: limit - used.tokens, bytes: MAX_ATTACHMENT_BYTES - used.bytes }
  for (const { role, tokens } of newest) if (role !== null) room.tokens -= tokens
  let tried = 0
  const chosen: Chosen[] = []
  /** Results by file, so that no file is read twice. */
  const results = new Map<number, Attachment | LeftOut>()
  for (const { id, role, content, files: ofMessage, parts: stored, tokens } of newest) {
    if (id === null || role === null) break
    // Only this server writes parts.
    const parts = toolParts((stored ?? []) as readonly StoredPart[])
    const files: { id: number; given: Attachment | LeftOut }[] = []
    for (const file of ofMessage) {
      tried += 1
      const given = await read(file)
      files.push({ id: file, given })
      if (typeof given === 'string') continue
      room.tokens -= estimateAttachmentTokens(given)
      room.bytes -= given.size
    }
    const isEmpty =
      content.trim() === '' && !hasTools(parts) && files.every(({ given }) => typeof given === 'string')
    if (files.length > 0 && isEmpty) room.tokens += tokens
    chosen.push({ id, role, content, tokens, parts, files })
  }
  const whole = contextOf(chosen, { total, limit, used: used.tokens })
  const media = chosen.flatMap(({ files }) => files.filter(({ given }) => isMedia(given)).map(({ id }) => id))
  if (media.length === 0) return whole
  const rest = contextOf(chosen.map(withoutMedia), { total, limit, used: used.tokens })
  return { ...whole, withoutMedia: { ...rest, files: [...new Set(media)] } }

  async function read(id: number): Promise<Attachment | LeftOut> {
    const file = byId.get(id)
    // The file was deleted after the messages were listed.
    if (file === undefined) return 'unreadable'
    if (tried > MAX_FILES) return 'does_not_fit'
    if (filesTimeout.aborted) return 'unavailable'
    const again = results.get(id)
    if (typeof again === 'string') return again
    if (again !== undefined) {
      const fits = estimateAttachmentTokens(again) <= room.tokens && again.size <= room.bytes
      return fits ? again : 'does_not_fit'
    }
    const given = await files.readEarlier(file, user, room, either).catch((error) => {
      if (error === filesTimeout.reason) return 'unavailable' as const
      throw error
    })
    results.set(id, given)
    return given
  }
}

function hasTools({ toolCalls, toolResults }: ToolParts): boolean {
  return toolCalls !== undefined || toolResults !== undefined
}

function isMedia(given: Attachment | LeftOut): boolean {
  return typeof given !== 'string' && given.kind !== 'text'
}

function withoutMedia(message: Chosen): Chosen {
  const files = message.files.map(
    ({ id, given }) => ({ id, given: isMedia(given) ? 'rejected' : given }) as const,
  )
  return { ...message, files }
}

/** Builds the messages for the model from the chosen ones, which are newest first, and their description. */
export function contextOf(
  chosen: readonly Chosen[],
  { total, limit, used }: { readonly total: number; readonly limit: number; readonly used: number },
): Pick<ChatContext, 'messages' | 'context'> {
  const messages: Message[] = []
  const leftOut: components['schemas']['LeftOutFile'][] = []
  let [included, files, tokens] = [0, 0, used]
  let first: number | null = null
  for (const { id, role, content, files: ofMessage, parts, tokens: ownTokens } of chosen) {
    const attachments: Attachment[] = []
    for (const { id: file, given } of ofMessage) {
      if (typeof given === 'string') leftOut.push({ file, reason: given })
      else attachments.push(given)
    }
    // A message without text and without its files is left out.
    if (content.trim() === '' && attachments.length === 0 && !hasTools(parts)) continue
    included += 1
    first = id
    files += attachments.length
    tokens += ownTokens
    for (const attachment of attachments) tokens += estimateAttachmentTokens(attachment)
    if (attachments.length === 0) messages.push({ role, content, ...parts })
    else if (role === 'user') messages.push({ role, content, attachments, ...parts })
    else {
      // Providers accept files from the user only. The list is newest first, so this places the files before
      // their text.
      messages.push({ role: 'user', content: '', attachments })
      if (content.trim() !== '' || hasTools(parts)) messages.push({ role, content, ...parts })
    }
  }
  return {
    messages: messages.reverse(),
    context: {
      included,
      dropped: total - included,
      files,
      dropped_files: leftOut.length,
      ...(leftOut.length > 0 && { left_out: leftOut.slice(0, MAX_LEFT_OUT) }),
      estimated_tokens: tokens,
      limit,
      first_message: first,
    },
  }
}
