import type { Attachment } from '../attachments/attachment.ts'
import type { Adjust } from './adjustments.ts'
import { titledText } from './message-parts.ts'
import type { Message, ProviderRequest } from './provider.ts'

export type Piece = string | Exclude<Attachment, { readonly kind: 'text' }>

export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly pieces: readonly Piece[]
}

/**
 * Precedes a conversation that the assistant begins. Omitting the assistant's text, or presenting it as
 * instructions, would lose more than this adds.
 */
const opening: Message = { role: 'user', content: '…' }

/**
 * Arranges a request so that the strictest provider accepts it: all instructions in one text, then
 * alternating turns of user and assistant, starting with the user. Blank messages without a file are omitted,
 * except a final one of the user.
 *
 * @param options.filesFirst true to put a message's files before its text
 */
export function conversation(
  { system, messages }: ProviderRequest,
  adjust: Adjust,
  { filesFirst = false }: { readonly filesFirst?: boolean } = {},
): { readonly system: string | undefined; readonly turns: readonly Turn[] } {
  const instructions = [system ?? '', ...messages.filter(isSystem).map(({ content }) => content)]
    .filter((text) => !isBlank(text))
    .join(BLANK_LINE)
  const asUser = instructions !== '' && adjust('system_as_user')
  const spoken = messages.filter((message) => !isSystem(message))
  const turns: { readonly role: Turn['role']; pieces: Piece[] }[] = []
  const add = ({ role, content, attachments = [] }: Message, keepBlank: boolean) => {
    const files = attachments.map((file) => (file.kind === 'text' ? titledText(file) : file))
    const texts = isBlank(content) ? [] : [content]
    const pieces = filesFirst ? [...files, ...texts] : [...texts, ...files]
    const speaker = role === 'assistant' ? 'assistant' : 'user'
    const last = turns.at(-1)
    if (last?.role === speaker) last.pieces.push(...pieces)
    else if (pieces.length > 0 || keepBlank)
      turns.push({ role: speaker, pieces: pieces.length > 0 ? pieces : [content] })
  }
  if (asUser) add({ role: 'user', content: instructions }, false)
  for (const message of spoken) {
    if (turns.length === 0 && message.role === 'assistant' && !isEmpty(message)) add(opening, false)
    add(message, message === spoken.at(-1) && message.role === 'user')
  }
  return { system: instructions === '' || asUser ? undefined : instructions, turns }
}

const BLANK_LINE = '\n\n'

/**
 * Joins pieces into one text, which servers without content parts require; undefined if some pieces are
 * files.
 */
function plainText(pieces: readonly Piece[]): string | undefined {
  const texts = pieces.filter((piece) => typeof piece === 'string')
  return texts.length === pieces.length ? texts.join(BLANK_LINE) : undefined
}

/** Returns a turn as one text if it can be one, else as the provider's content parts, made by `part`. */
export function textOrParts(
  pieces: readonly Piece[],
  part: (piece: Piece) => object,
  adjust: Adjust,
): string | object[] {
  const text = plainText(pieces)
  return text === undefined || adjust('content_parts') ? pieces.map(part) : text
}

function isSystem({ role }: Message): boolean {
  return role === 'system'
}

function isEmpty({ content, attachments = [] }: Message): boolean {
  return isBlank(content) && attachments.length === 0
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
