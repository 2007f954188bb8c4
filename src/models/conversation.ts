import type { Attachment } from '../attachments/attachment.ts'
import type { Adjust } from './adjustments.ts'
import { titledText } from './message-parts.ts'
import type { Message, ProviderRequest, ToolCall, ToolResult } from './provider.ts'
import { pairedTools } from './tool-turns.ts'
import type { JsonObject } from './transport/json.ts'

/** Text or file. */
export type Piece = string | Exclude<Attachment, { readonly kind: 'text' }>

/**
 * Part of a turn. The arguments of a call are the text of a JSON object. `sealed` is a part in the form of
 * the protocol.
 */
export type TurnPart =
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'call'; readonly call: ToolCall }
  | { readonly kind: 'sealed'; readonly sealed: JsonObject }

/** Turn of the conversation. The results answer all calls of the turn before it, and precede the rest. */
export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly results: readonly (ToolResult & { readonly name: string })[]
  readonly parts: readonly TurnPart[]
}

/**
 * Precedes a conversation that the assistant begins. Omitting the assistant's text, or presenting it as
 * instructions, would lose more than this adds.
 */
const opening: Message = { role: 'user', content: '…' }

/**
 * Arranges a request so that the strictest provider accepts it: all instructions in one text, then
 * alternating turns of user and assistant, starting with the user, in which each tool call has its result.
 * Blank messages without anything else are omitted, except a final one of the user.
 *
 * @param options.filesFirst true to put a message's files before its text
 * @param options.instruction added to the instructions
 * @param options.sealedParts returns the parts of an assistant's message whose order the protocol sealed
 */
export function conversation(
  { system, messages }: ProviderRequest,
  adjust: Adjust,
  {
    filesFirst = false,
    instruction = '',
    sealedParts = () => undefined,
  }: {
    readonly filesFirst?: boolean
    readonly instruction?: string
    readonly sealedParts?: (message: Message) => readonly TurnPart[] | undefined
  } = {},
): { readonly system: string | undefined; readonly turns: readonly Turn[] } {
  const instructions = [system ?? '', ...messages.filter(isSystem).map(({ content }) => content), instruction]
    .filter((text) => !isBlank(text))
    .join(BLANK_LINE)
  const asUser = instructions !== '' && adjust('system_as_user')
  const spoken = pairedTools(
    messages.filter((message) => !isSystem(message)),
    adjust,
  )
  const turns: { readonly role: Turn['role']; results: Turn['results']; parts: TurnPart[] }[] = []
  const names = new Map<string, string>()
  const add = (message: Message, keepBlank: boolean) => {
    const parts = sealedParts(message) ?? partsOf(message, filesFirst)
    for (const { id, name } of message.toolCalls ?? []) names.set(id, name)
    const results = (message.toolResults ?? []).map((result) => ({
      ...result,
      name: names.get(result.tool_call) ?? '',
    }))
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const last = turns.at(-1)
    if (last?.role === role) {
      last.parts.push(...parts)
      last.results = [...last.results, ...results]
    } else if (parts.length > 0 || results.length > 0) turns.push({ role, results, parts: [...parts] })
    else if (keepBlank) turns.push({ role, results, parts: [{ kind: 'piece', piece: message.content }] })
  }
  if (asUser) add({ role: 'user', content: instructions }, false)
  for (const message of spoken) {
    if (turns.length === 0 && message.role === 'assistant' && !isEmpty(message)) add(opening, false)
    add(message, message === spoken.at(-1) && message.role === 'user')
  }
  return { system: instructions === '' || asUser ? undefined : instructions, turns }
}

/** Returns the parts of a message: text and files, or the reverse order, then calls. */
export function partsOf(
  { content, attachments = [], toolCalls = [] }: Message,
  filesFirst = false,
): TurnPart[] {
  const files = attachments.map((file) => (file.kind === 'text' ? titledText(file) : file))
  const texts = isBlank(content) ? [] : [content]
  const pieces = filesFirst ? [...files, ...texts] : [...texts, ...files]
  return [
    ...pieces.map((piece) => ({ kind: 'piece', piece }) as const),
    ...toolCalls.map((call) => ({ kind: 'call', call }) as const),
  ]
}

/** Returns the texts and files of a turn. */
export function piecesOf({ parts }: Turn): Piece[] {
  return parts.flatMap((part) => (part.kind === 'piece' ? [part.piece] : []))
}

export function callsOf({ parts }: Turn): ToolCall[] {
  return parts.flatMap((part) => (part.kind === 'call' ? [part.call] : []))
}

/** Returns what the protocol sealed with the turn, for protocols that seal one part for a message. */
export function sealedOf({ parts }: Turn): JsonObject {
  return parts.find((part) => part.kind === 'sealed')?.sealed ?? {}
}

/**
 * Puts the results of tools into turns of their own, without parts, for protocols with a role for them.
 * Mistral accepts only the assistant after that role, so a placeholder separates results from the user's next
 * message.
 */
export function withSeparateResults(turns: readonly Turn[]): Turn[] {
  return turns.flatMap((turn) => {
    if (turn.results.length === 0) return [turn]
    const results = turn.results.map((result) => ({ ...turn, results: [result], parts: [] }))
    if (turn.parts.length === 0) return results
    const placeholder: TurnPart = { kind: 'piece', piece: opening.content }
    return [
      ...results,
      { role: 'assistant', results: [], parts: [placeholder] },
      { ...turn, results: [] },
    ] satisfies Turn[]
  })
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

function isEmpty({ content, attachments = [], toolCalls = [] }: Message): boolean {
  return isBlank(content) && attachments.length === 0 && toolCalls.length === 0
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
