import { ProviderError } from '../provider.ts'
import { isObject, type JsonObject } from '../transport/json.ts'

/** A piece of what a model wrote. */
export interface Piece {
  readonly type: 'text' | 'reasoning'
  readonly text: string
}

/** How deep lists and objects may be nested; Mistral, the deepest, needs three. */
const DEPTH_LIMIT = 8

/**
 * Reads content as providers send it: a string, a number of a server that lost the quotation marks, or parts of text,
 * reasoning and refusals in a list. Parts of other types, such as references, have no text and are skipped.
 * Throws ProviderError (failed) for anything that may hold text which cannot be found.
 */
export function piecesOf(content: unknown, depth = 0): Piece[] {
  if (content === undefined || content === null || content === false) return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (typeof content === 'number') return [{ type: 'text', text: String(content) }]
  if (typeof content !== 'object' || depth === DEPTH_LIMIT) throw noText()
  if (Array.isArray(content)) return content.flatMap((part) => piecesOf(part, depth + 1))
  if (!isObject(content)) throw noText()
  if (Object.keys(content).length === 0) return []
  if (isReasoning(content)) return [{ type: 'reasoning', text: reasoningOf(content) }]
  const inner = content.text ?? content.refusal ?? content.output_text ?? content.content ?? content.value
  if (inner === undefined && typeof content.type !== 'string') throw noText()
  return piecesOf(inner, depth + 1)
}

/** Reads reasoning in whatever shape it comes. What cannot be read is empty, because no answer depends on it. */
export function reasoningOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value
  if (depth === DEPTH_LIMIT) return ''
  if (Array.isArray(value)) return value.map((part) => reasoningOf(part, depth + 1)).join('')
  if (!isObject(value)) return ''
  const { thinking, reasoning, reasoning_content, text, summary, content } = value
  return reasoningOf(thinking ?? reasoning ?? reasoning_content ?? text ?? summary ?? content, depth + 1)
}

function isReasoning({ type }: JsonObject): boolean {
  return typeof type === 'string' && /think|thought|reason/i.test(type)
}

function noText(): ProviderError {
  return new ProviderError('failed', 'no text in the answer')
}
