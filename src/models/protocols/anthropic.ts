import { hasMembers } from '../../is-object.ts'
import type { Adjust } from '../adjustments.ts'
import type { Answer } from '../answer/answer-reader.ts'
import { callsOf, conversation, type Piece, piecesOf, type Turn, textOrParts } from '../conversation.ts'
import { base64 } from '../message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest } from '../provider.ts'
import { endpoint } from '../transport/endpoint.ts'
import { httpProvider } from '../transport/http-provider.ts'
import { type JsonObject, member, parsedObject } from '../transport/json.ts'
import type { Protocol } from '../transport/response-body.ts'
import { thinkingBlocks, thinkingBudget, withThinking } from './anthropic-thinking.ts'
import { outputInstruction } from './output-schema.ts'

/** Limit of the answer, which the protocol requires. Most models since 2024 accept this one. */
const DEFAULT_MAX_TOKENS = 8192

/** Anthropic rejects requests with images beyond 5 MiB of base64 or 8000 pixels a side. */
const imageLimits = { bytes: ((5 * 1024 * 1024) / 4) * 3, side: 8000 }

/**
 * Creates a provider for Anthropic's Messages API: POST {baseUrl}/messages. Sends the key as `x-api-key`;
 * without one, a user name and password in `baseUrl` as Basic credentials.
 *
 * @throws as `endpoint` does
 */
export function anthropicProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey } = options
  const { url, basic } = endpoint({ baseUrl, path: '/messages', apiKey })
  return httpProvider(options, {
    url,
    headers: {
      'anthropic-version': '2023-06-01',
      ...(apiKey !== undefined ? { 'x-api-key': apiKey } : basic !== undefined && { authorization: basic }),
    },
    body: requestBody,
    protocol,
    documents: true,
    images: imageLimits,
  })
}

function requestBody(request: ProviderRequest, model: string, adjust: Adjust): object {
  const { temperature, max_tokens, outputSchema } = request
  const byInstruction = outputSchema !== undefined && adjust('output_by_instruction')
  // Anthropic recommends files before the text that refers to them.
  const { system, turns } = conversation(request, adjust, {
    filesFirst: true,
    sealedParts: (message) => withThinking(message, model),
    ...(byInstruction && { instruction: outputInstruction(outputSchema) }),
  })
  const { thinking, effort, budget } = thinkingOf(request, model, adjust)
  const outputConfig = {
    ...(effort !== undefined && { effort }),
    ...(outputSchema !== undefined &&
      !byInstruction && { format: { type: 'json_schema', schema: outputSchema } }),
  }
  return {
    model,
    max_tokens: max_tokens ?? (adjust('max_tokens_4096') ? 4096 : DEFAULT_MAX_TOKENS) + budget,
    messages: turns.map((turn) => ({ role: turn.role, content: contentOf(turn, adjust) })),
    ...(!adjust('no_stream') && { stream: true }),
    ...(system !== undefined && { system }),
    // Anthropic rejects a temperature with thinking.
    ...(temperature !== undefined && budget === 0 && !adjust('no_temperature') && { temperature }),
    ...(thinking && { thinking }),
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
    ...toolsOf(request, turns),
  }
}

/** Returns the parameters for thinking, and its budget, which is 0 without. */
function thinkingOf(request: ProviderRequest, model: string, adjust: Adjust) {
  const { reasoningEffort: effort } = request
  const budget = thinkingBudget(request, model)
  if (budget === undefined && effort !== 'none') {
    if (effort !== undefined) adjust('no_reasoning_effort', true)
    return { budget: 0 }
  }
  // Checked first, because a rejection of the budget names both.
  const isAdaptive = budget !== undefined && adjust('adaptive_thinking')
  if (adjust('no_reasoning_effort')) return { budget: 0 }
  if (budget === undefined) return { budget: 0, thinking: { type: 'disabled' } }
  if (!isAdaptive) return { budget, thinking: { type: 'enabled', budget_tokens: budget } }
  return { budget, thinking: { type: 'adaptive' }, effort: effort === 'minimal' ? 'low' : effort }
}

/** Returns the tools of a request, or stubs of those that its messages call, which Anthropic requires. */
function toolsOf({ tools = [], toolChoice }: ProviderRequest, turns: readonly Turn[]): object {
  if (tools.length > 0) {
    const definitions = tools.map(({ name, description, parameters }) => ({
      name,
      ...(description !== undefined && { description }),
      input_schema: { type: 'object', ...parameters },
    }))
    const choice = toolChoice === 'required' ? { type: 'any' } : { type: toolChoice }
    const named = typeof toolChoice === 'object' ? { type: 'tool', name: toolChoice.name } : choice
    return { tools: definitions, ...(toolChoice !== undefined && { tool_choice: named }) }
  }
  const called = new Set(turns.flatMap((turn) => callsOf(turn).map(({ name }) => name)))
  const stubs = [...called].map((name) => ({ name, input_schema: { type: 'object' } }))
  return stubs.length === 0 ? {} : { tools: stubs, tool_choice: { type: 'none' } }
}

function contentOf(turn: Turn, adjust: Adjust): string | object[] {
  const { results, parts } = turn
  const pieces = piecesOf(turn)
  if (results.length === 0 && pieces.length === parts.length) return textOrParts(pieces, part, adjust)
  return [
    ...results.map(({ tool_call, content }) => ({ type: 'tool_result', tool_use_id: tool_call, content })),
    ...parts.map((one) => {
      if (one.kind === 'piece') return part(one.piece)
      if (one.kind === 'sealed') return one.sealed
      const { id, name } = one.call
      return { type: 'tool_use', id, name, input: parsedObject(one.call.arguments) }
    }),
  ]
}

function part(piece: Piece): object {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  const { kind, name, content_type, bytes } = piece
  const source = { type: 'base64', media_type: content_type, data: base64(bytes) }
  return kind === 'document' ? { type: 'document', title: name, source } : { type: 'image', source }
}

function protocol(model: string): Protocol {
  const thinking = thinkingBlocks(model)
  /** Reads a content block, or a delta of one; both hold their text in a member named after their type. */
  const readBlock = (block: unknown, answer: Answer, index?: unknown) => {
    if (!hasMembers(block)) return
    const { type, id, name, input } = block
    thinking.read(block)
    answer.seal(thinking.sealed)
    if (type === 'text' || type === 'text_delta') answer.text(block.text)
    if (type === 'thinking' || type === 'thinking_delta') answer.reasoning(block.thinking)
    if (type === 'input_json_delta') answer.toolCalls([{ index, arguments: block.partial_json }])
    if (type !== 'tool_use') return
    // The input of a streamed call is empty at first.
    const isEmpty = hasMembers(input) && Object.keys(input).length === 0
    answer.toolCalls([{ index, id, name, ...(!isEmpty && { arguments: input }) }])
  }
  return {
    framing: 'events',
    read(event, answer) {
      if (!hasMembers(event)) return
      switch (event.type) {
        case 'message_start': {
          const message = member(event, 'message')
          answer.model(message.model)
          readUsage(member(message, 'usage'), answer)
          return
        }
        case 'content_block_start':
          return readBlock(event.content_block, answer, event.index)
        case 'content_block_delta':
          // Some compatible servers omit the type.
          return readBlock({ type: 'text_delta', ...member(event, 'delta') }, answer, event.index)
        case 'message_delta':
          answer.finish(member(event, 'delta').stop_reason)
          return readUsage(member(event, 'usage'), answer)
        case 'message_stop':
          return answer.end()
      }
      // The protocol requires clients to ignore pings and unknown events.
    },
    readWhole(body, answer) {
      if (!hasMembers(body)) return
      answer.model(body.model)
      if (Array.isArray(body.content))
        for (const [index, block] of body.content.entries()) readBlock(block, answer, index)
      // Some compatible servers send a string.
      else if (body.type === 'message') answer.text(body.content)
      answer.finish(body.stop_reason)
      readUsage(member(body, 'usage'), answer)
    },
  }
}

/** Reads token counts; `input_tokens` excludes the cached tokens of the prompt. */
function readUsage(usage: JsonObject, answer: Answer): void {
  const details = member(usage, 'output_tokens_details')
  answer.usage({
    uncached: usage.input_tokens,
    cached: usage.cache_read_input_tokens,
    written: usage.cache_creation_input_tokens,
    completion: usage.output_tokens,
    reasoning: details.reasoning_tokens ?? details.thinking_tokens,
  })
}
