import { hasMembers } from '../../is-object.ts'
import type { TurnPart } from '../conversation.ts'
import type { Message, ProviderRequest, Sealed } from '../provider.ts'
import type { JsonObject } from '../transport/json.ts'
import { seal, unseal } from './sealed.ts'

const PROTOCOL = 'anthropic'

/** Smallest budget that Anthropic accepts, and the budgets of the efforts, in tokens. */
const MIN_BUDGET_TOKENS = 1024
const budgets = { minimal: MIN_BUDGET_TOKENS, low: 2048, medium: 8192, high: 16_384 } as const

/**
 * Returns the budget for thinking: at most half of the answer's limit, which includes it. Undefined if the
 * request asks for none, or does not allow it: the limit is too low, a tool call is required, or the tool
 * calls that it continues were made without thinking.
 */
export function thinkingBudget(request: ProviderRequest, model: string): number | undefined {
  const { reasoningEffort: effort, max_tokens, tools = [], toolChoice = 'auto' } = request
  if (effort === undefined || effort === 'none') return undefined
  if (tools.length > 0 && toolChoice !== 'auto' && toolChoice !== 'none') return undefined
  const last = request.messages.at(-1)
  const callsTools = request.messages.findLast(({ role }) => role === 'assistant')
  if (last?.toolResults?.length && callsTools && unseal(callsTools, PROTOCOL, model) === undefined)
    return undefined
  const budget = Math.min(budgets[effort], Math.floor((max_tokens ?? Number.POSITIVE_INFINITY) / 2))
  return budget < MIN_BUDGET_TOKENS ? undefined : budget
}

/** Collects the thinking of an answer, and its place among the other blocks. */
export function thinkingBlocks(model: string): {
  /** Reads a content block, or the event of a part of one. */
  read(block: JsonObject): void
  sealed(): Sealed | undefined
} {
  const blocks: JsonObject[] = []
  const addText = (given: unknown) => {
    if (typeof given !== 'string' || given === '') return
    const text = blocks.at(-1)
    if (typeof text?.text === 'number') blocks[blocks.length - 1] = { text: text.text + given.length }
    else blocks.push({ text: given.length })
  }
  const extend = (member: 'thinking' | 'signature', given: unknown) => {
    const last = blocks.at(-1)
    if (typeof given !== 'string') return
    if (last?.type === 'thinking')
      blocks[blocks.length - 1] = { ...last, [member]: `${last[member] ?? ''}${given}` }
    else if (member === 'thinking') blocks.push({ type: 'thinking', thinking: given })
  }
  return {
    read({ type, text, thinking, signature, data }) {
      if (type === 'text' || type === 'text_delta') addText(text)
      else if (type === 'tool_use')
        blocks.push({ call: blocks.filter(({ call }) => call !== undefined).length })
      else if (type === 'thinking')
        blocks.push({ type, thinking: thinking ?? '', ...(signature !== undefined && { signature }) })
      else if (type === 'thinking_delta') extend('thinking', thinking)
      else if (type === 'signature_delta') extend('signature', signature)
      else if (type === 'redacted_thinking') blocks.push({ type, data })
    },
    sealed() {
      // Servers that only imitate thinking do not sign it, and Anthropic rejects it without a signature.
      const isThinking = ({ signature, data }: JsonObject) => Boolean(signature) || data !== undefined
      return blocks.some(isThinking)
        ? seal(PROTOCOL, model, {
            blocks: blocks.filter((one) => one.type !== 'thinking' || isThinking(one)),
          })
        : undefined
    },
  }
}

/**
 * Returns the parts of an assistant's message with its thinking where the model put it. If the text was
 * edited since, all thinking comes first. Undefined if the message calls no tools or has no thinking of this
 * model; thinking before other answers is not needed again.
 */
export function withThinking(message: Message, model: string): TurnPart[] | undefined {
  const { content, toolCalls = [] } = message
  const blocks = toolCalls.length === 0 ? undefined : unseal(message, PROTOCOL, model)?.blocks
  if (!Array.isArray(blocks)) return undefined
  const known = blocks.filter(hasMembers)
  const length = known.reduce((sum, { text }) => sum + (typeof text === 'number' ? text : 0), 0)
  const isEdited = length !== content.length
  const parts: TurnPart[] = []
  const calls = new Set(toolCalls)
  const addText = (text: string) => {
    if (text.trim() !== '') parts.push({ kind: 'piece', piece: text })
  }
  let from = 0
  for (const block of known) {
    if (typeof block.type === 'string') parts.push({ kind: 'sealed', sealed: block })
    else if (isEdited) continue
    else if (typeof block.text === 'number') {
      addText(content.slice(from, from + block.text))
      from += block.text
    } else if (typeof block.call === 'number') {
      const call = toolCalls[block.call]
      if (call !== undefined && calls.delete(call)) parts.push({ kind: 'call', call })
    }
  }
  if (isEdited) addText(content)
  return [...parts, ...[...calls].map((call) => ({ kind: 'call', call }) as const)]
}
