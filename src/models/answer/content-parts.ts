import { hasMembers } from '../../is-object.ts'
import { ProviderError } from '../provider.ts'
import type { JsonObject } from '../transport/json.ts'

export interface Piece {
  readonly type: 'text' | 'reasoning'
  readonly text: string
}

/** Deepest nesting of lists and objects; Mistral needs three. */
const MAX_DEPTH = 8

/**
 * Reads content in any known shape. Parts of other types, such as references, have no text and are skipped.
 *
 * @throws ProviderError (failed) for values that may hold text in an unknown place
 */
export function piecesOf(content: unknown, depth = 0): Piece[] {
  if (content === undefined || content === null || content === false) return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (typeof content === 'number') return [{ type: 'text', text: String(content) }]
  if (typeof content !== 'object' || depth === MAX_DEPTH) throw noText()
  if (Array.isArray(content)) return content.flatMap((part) => piecesOf(part, depth + 1))
  if (!hasMembers(content)) throw noText()
  if (Object.keys(content).length === 0) return []
  if (isReasoning(content)) return [{ type: 'reasoning', text: reasoningOf(content) }]
  const inner = content.text ?? content.refusal ?? content.output_text ?? content.content ?? content.value
  if (inner === undefined && typeof content.type !== 'string') throw noText()
  return piecesOf(inner, depth + 1)
}

/** Returns an empty string if there is no reasoning, because no answer depends on it. */
export function reasoningOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value
  if (depth === MAX_DEPTH) return ''
  if (Array.isArray(value)) return value.map((part) => reasoningOf(part, depth + 1)).join('')
  if (!hasMembers(value)) return ''
  const { thinking, reasoning, reasoning_content, text, summary, content } = value
  return reasoningOf(thinking ?? reasoning ?? reasoning_content ?? text ?? summary ?? content, depth + 1)
}

function isReasoning({ type }: JsonObject): boolean {
  return typeof type === 'string' && /think|thought|reason/i.test(type)
}

function noText(): ProviderError {
  return new ProviderError('failed', 'no text in the answer')
}
