import type { Kysely } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB } from '../../../generated/database.ts'
import { type Attachment, MAX_ATTACHMENT_BYTES } from '../../attachments/attachment.ts'
import { findContextFiles } from '../../files/content-queries.ts'
import { listContext } from '../../messages/queries.ts'
import type { Message } from '../../models/provider.ts'
import { estimateAttachmentTokens } from '../../models/usage.ts'
import type { LeftOut, ModelFiles } from './model-files.ts'

/** Tokens that a message takes besides its text, for its role and its end. */
const MESSAGE_OVERHEAD = 4
/** Most messages in a context, however short they are. */
export const MAX_MESSAGES = 1_000
/**
 * Most files read for one prompt, and the timeout, in ms, for reading all of them: longer than one guarded
 * fetch, so that each request settles at least one unresponsive server.
 */
const MAX_FILES = 20
const FILES_TIMEOUT_MS = 20_000
/** Most files whose reason for being left out is reported. */
const MAX_LEFT_OUT = 100

type Context = components['schemas']['Context']

export interface ChatContext {
  /** Oldest first, without the prompt. */
  readonly messages: readonly Message[]
  readonly context: Context
  /**
   * The same without images and documents, and the files left out, for a model that rejects them; absent if
   * there are none.
   */
  readonly withoutMedia?: {
    readonly messages: readonly Message[]
    readonly context: Context
    readonly files: readonly number[]
  }
}

/** Message in the context, with its file or the reason why the file is left out. */
interface Chosen {
  readonly role: Message['role']
  readonly content: string
  readonly tokens: number
  readonly file: { readonly id: number; readonly given: Attachment | LeftOut } | null
}

/**
 * Selects the context of a prompt from its chat: the newest messages that fit into the token budget, without
 * a gap, and then, newest first, as many of their files as fit.
 *
 * @param options.before id of the prompt's message
 * @param options.model requested model
 * @param options.used tokens of the prompt, and bytes of its own file
 * @param options.limit context limit, in tokens
 * @throws database errors, storage errors, or the reason of `signal`
 */
export async function chatContext(
  db: Kysely<DB>,
  files: ModelFiles,
  options: {
    readonly user: number
    readonly chat: number
    readonly before: number
    readonly model: string
    readonly used: { readonly tokens: number; readonly bytes: number }
    readonly limit: number
    readonly signal: AbortSignal
  },
): Promise<ChatContext> {
  const { user, chat, before, model, used, limit, signal } = options
  const newest = await listContext(db, {
    user,
    chat,
    before,
    tokens: limit - used.tokens,
    overhead: MESSAGE_OVERHEAD,
    atMost: MAX_MESSAGES,
  })
  const total = newest[0]?.total ?? 0
  const ids = new Set(newest.map(({ file }) => file).filter((file) => file !== null))
  const found = ids.size > 0 ? await findContextFiles(db, { user, ids: [...ids], model }) : []
  const byId = new Map(found.map((file) => [file.id, file]))
  const filesTimeout = AbortSignal.timeout(FILES_TIMEOUT_MS)
  const either = AbortSignal.any([signal, filesTimeout])
  const room = { tokens: limit - used.tokens, bytes: MAX_ATTACHMENT_BYTES - used.bytes }
  for (const { role, tokens } of newest) if (role !== null) room.tokens -= tokens
  let tried = 0
  const chosen: Chosen[] = []
  /** Results by file, so that none is read twice. */
  const results = new Map<number, Attachment | LeftOut>()
  for (const { role, content, file, tokens } of newest) {
    if (role === null) break
    if (file === null) {
      chosen.push({ role, content, tokens, file })
      continue
    }
    tried += 1
    const given = await read(file)
    if (typeof given !== 'string') {
      room.tokens -= estimateAttachmentTokens(given)
      room.bytes -= given.size
    } else if (content.trim() === '') room.tokens += tokens
    chosen.push({ role, content, tokens, file: { id: file, given } })
  }
  const whole = contextOf(chosen, { total, limit, used: used.tokens })
  const media = chosen.flatMap(({ file }) => (file !== null && isMedia(file.given) ? [file.id] : []))
  if (media.length === 0) return whole
  const rest = contextOf(chosen.map(withoutMedia), { total, limit, used: used.tokens })
  return { ...whole, withoutMedia: { ...rest, files: [...new Set(media)] } }

  async function read(id: number): Promise<Attachment | LeftOut> {
    const file = byId.get(id)
    // Deleted since the messages were listed.
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

function isMedia(given: Attachment | LeftOut): boolean {
  return typeof given !== 'string' && given.kind !== 'text'
}

function withoutMedia(message: Chosen): Chosen {
  const { file } = message
  return file !== null && isMedia(file.given)
    ? { ...message, file: { id: file.id, given: 'rejected' } }
    : message
}

/** Builds the messages of the chosen ones, which are newest first, and their description. */
export function contextOf(
  chosen: readonly Chosen[],
  { total, limit, used }: { readonly total: number; readonly limit: number; readonly used: number },
): Pick<ChatContext, 'messages' | 'context'> {
  const messages: Message[] = []
  const leftOut: components['schemas']['LeftOutFile'][] = []
  let [included, files, tokens] = [0, 0, used]
  for (const { role, content, file, tokens: ofMessage } of chosen) {
    const given = file === null || typeof file.given === 'string' ? undefined : file.given
    if (file !== null && typeof file.given === 'string') leftOut.push({ file: file.id, reason: file.given })
    // The message is empty without its file.
    if (content.trim() === '' && given === undefined) continue
    included += 1
    tokens += ofMessage
    if (given === undefined) {
      messages.push({ role, content })
      continue
    }
    files += 1
    tokens += estimateAttachmentTokens(given)
    if (role === 'user') messages.push({ role, content, attachments: [given] })
    else {
      // Providers accept files from the user only. The list is newest first, so this places the file before
      // its text.
      messages.push({ role: 'user', content: '', attachments: [given] })
      if (content.trim() !== '') messages.push({ role, content })
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
    },
  }
}
