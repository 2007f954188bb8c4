import type { Kysely } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB } from '../../../generated/database.ts'
import { ATTACHMENT_LIMIT, type Attachment } from '../../attachments/attachment.ts'
import { findContextFiles } from '../../files/queries.ts'
import { listContext } from '../../messages/queries.ts'
import type { Message } from '../../models/provider.ts'
import { estimateAttachmentTokens } from '../../models/usage.ts'
import type { LeftOut, ModelFiles } from './model-files.ts'

/** What a message costs beside its text, in tokens: who speaks, and where it ends. */
const MESSAGE_OVERHEAD = 4
/** The most messages that go along, however short they are. */
const MAX_MESSAGES = 1_000
/**
 * The most files that go along with one prompt, and how long it may take in all to read them, in ms: longer
 * than a fetch may take, so that of several servers elsewhere that say nothing each question settles one.
 */
const MAX_FILES = 20
const FILES_TIMEOUT = 20_000
/** The most files of which it is told why they were left out. */
const MAX_TOLD = 100

type Told = components['schemas']['Context']

export interface ChatContext {
  /** Oldest first, without the prompt. */
  readonly messages: readonly Message[]
  readonly told: Told
  /**
   * The same without pictures and documents, where there are some, and their files, for a model that refuses
   * them.
   */
  readonly withoutMedia?: {
    readonly messages: readonly Message[]
    readonly told: Told
    readonly files: readonly number[]
  }
}

/** A message that goes along, with the file of it that does, or why it does not. */
interface Chosen {
  readonly role: Message['role']
  readonly content: string
  readonly tokens: number
  readonly file: { readonly id: number; readonly given: Attachment | LeftOut } | null
}

/**
 * What the model is given of a chat before a prompt: the newest messages that fit into the budget, without a gap, and then, as far
 * as there is room, their files, the newest first.
 *
 * @param options.before the prompt's message
 * @param options.model what is asked
 * @param options.used how many tokens the prompt takes, and how many bytes its own file
 * @param options.limit how many tokens there may be in all
 * Rejects as the database and the storage do, or with the signal's reason.
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
  const patience = AbortSignal.timeout(FILES_TIMEOUT)
  const either = AbortSignal.any([signal, patience])
  const room = { tokens: limit - used.tokens, bytes: ATTACHMENT_LIMIT - used.bytes }
  for (const { role, tokens } of newest) if (role !== null) room.tokens -= tokens
  let tried = 0
  const chosen: Chosen[] = []
  /** What each file has come to, so that none is read twice. */
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
    // Deleted a moment ago.
    if (file === undefined) return 'unreadable'
    if (tried > MAX_FILES) return 'does_not_fit'
    if (patience.aborted) return 'unavailable'
    const again = results.get(id)
    if (typeof again === 'string') return again
    if (again !== undefined) {
      const fits = estimateAttachmentTokens(again) <= room.tokens && again.size <= room.bytes
      return fits ? again : 'does_not_fit'
    }
    const given = await files.readEarlier(file, user, room, either).catch((error) => {
      if (error === patience.reason) return 'unavailable' as const
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

/** Makes the messages of those that were chosen, the newest first, and what is told of them. */
function contextOf(
  chosen: readonly Chosen[],
  { total, limit, used }: { readonly total: number; readonly limit: number; readonly used: number },
): Pick<ChatContext, 'messages' | 'told'> {
  const messages: Message[] = []
  const leftOut: components['schemas']['LeftOutFile'][] = []
  let [included, files, tokens] = [0, 0, used]
  for (const { role, content, file, tokens: ofMessage } of chosen) {
    const given = file === null || typeof file.given === 'string' ? undefined : file.given
    if (file !== null && typeof file.given === 'string') leftOut.push({ file: file.id, reason: file.given })
    // Without its file it says nothing.
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
      // Files are taken from the user alone. It comes after what it belongs to; the newest are first here.
      messages.push({ role: 'user', content: '', attachments: [given] })
      if (content.trim() !== '') messages.push({ role, content })
    }
  }
  return {
    messages: messages.reverse(),
    told: {
      included,
      dropped: total - included,
      files,
      dropped_files: leftOut.length,
      ...(leftOut.length > 0 && { left_out: leftOut.slice(0, MAX_TOLD) }),
      estimated_tokens: tokens,
      limit,
    },
  }
}
