import { hasMembers } from '../../is-object.ts'
import type { Adjust } from '../adjustments.ts'
import type { Answer } from '../answer/answer-reader.ts'
import {
  callsOf,
  conversation,
  type Piece,
  partsOf,
  piecesOf,
  sealedOf,
  type Turn,
  textOrParts,
  withSeparateResults,
} from '../conversation.ts'
import { errorIn } from '../errors/error-in.ts'
import { saidFailure } from '../errors/failure.ts'
import { base64 } from '../message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest } from '../provider.ts'
import { endpoint } from '../transport/endpoint.ts'
import { httpProvider } from '../transport/http-provider.ts'
import { type JsonObject, member } from '../transport/json.ts'
import type { Protocol } from '../transport/response-body.ts'
import { functionCalls, functionTool } from './function-tools.ts'
import { callReasoning, reasoningParts } from './openai-reasoning.ts'
import { isStrict, outputInstruction } from './output-schema.ts'

/**
 * Creates a provider for OpenAI's chat completions API: POST {baseUrl}/chat/completions. Sends the key as a
 * bearer token; without one, a user name and password in `baseUrl` as Basic credentials.
 *
 * @throws as `endpoint` does
 */
export function openaiProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey } = options
  const { url, basic } = endpoint({ baseUrl, path: '/chat/completions', apiKey })
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  // OpenAI's newer models reject `max_tokens`, the only name that most other servers know.
  const limitParameter = url.hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens'
  return httpProvider(options, {
    url,
    headers: authorization === undefined ? {} : { authorization },
    body: (request, model, adjust) => requestBody(request, model, limitParameter, adjust),
    protocol,
    documents: true,
  })
}

type LimitParameter = 'max_tokens' | 'max_completion_tokens'

function requestBody(
  request: ProviderRequest,
  model: string,
  limitParameter: LimitParameter,
  adjust: Adjust,
): object {
  const { temperature, max_tokens, reasoningEffort, outputSchema } = request
  const byInstruction = outputSchema !== undefined && adjust('output_by_instruction')
  const { system, turns } = conversation(request, adjust, {
    sealedParts: (message) => [...reasoningParts(message, model), ...partsOf(message)],
    ...(byInstruction && { instruction: outputInstruction(outputSchema) }),
  })
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: textOrParts([system], part, adjust) }]),
      ...withSeparateResults(turns).map((turn) => messageOf(turn, adjust)),
    ],
    ...(!adjust('no_stream') && {
      stream: true,
      ...(!adjust('no_stream_options') && { stream_options: { include_usage: true } }),
    }),
    ...(temperature !== undefined && !adjust('no_temperature') && { temperature }),
    ...(max_tokens !== undefined && { [limitName(limitParameter, adjust)]: max_tokens }),
    ...(reasoningEffort !== undefined &&
      !adjust('no_reasoning_effort') && { reasoning_effort: reasoningEffort }),
    ...(outputSchema !== undefined && !byInstruction && { response_format: formatOf(outputSchema) }),
    ...toolsOf(request),
  }
}

function toolsOf({ tools = [], toolChoice }: ProviderRequest): object {
  if (tools.length === 0) return {}
  const choice =
    typeof toolChoice === 'object' ? { type: 'function', function: { name: toolChoice.name } } : toolChoice
  return { tools: tools.map(functionTool), ...(choice !== undefined && { tool_choice: choice }) }
}

function formatOf(schema: object): object {
  return {
    type: 'json_schema',
    json_schema: { name: 'answer', schema, ...(isStrict(schema) && { strict: true }) },
  }
}

function messageOf(turn: Turn, adjust: Adjust): object {
  const [result] = turn.results
  if (result) return { role: 'tool', tool_call_id: result.tool_call, content: result.content }
  const pieces = piecesOf(turn)
  const calls = callsOf(turn)
  if (calls.length === 0) return { role: turn.role, content: textOrParts(pieces, part, adjust) }
  const { reasoning_content, extras } = sealedOf(turn)
  return {
    role: turn.role,
    content: pieces.length === 0 ? null : textOrParts(pieces, part, adjust),
    ...(reasoning_content !== undefined && { reasoning_content }),
    tool_calls: calls.map(({ id, name, arguments: text }, index) => ({
      id,
      type: 'function',
      function: { name, arguments: text },
      ...(hasMembers(extras) && hasMembers(extras[index]) && { extra_content: extras[index] }),
    })),
  }
}

function limitName(usual: LimitParameter, adjust: Adjust): LimitParameter {
  const other = usual === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
  return adjust(other) && !adjust(usual) ? other : usual
}

function part(piece: Piece): object {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  const { kind, name, content_type, bytes } = piece
  const url = `data:${content_type};base64,${base64(bytes)}`
  return kind === 'document'
    ? { type: 'file', file: { filename: name, file_data: url } }
    : { type: 'image_url', image_url: { url } }
}

/**
 * Reads chunks of a stream, and the whole answers of servers that do not stream, which have `message` instead
 * of `delta`.
 */
const protocol = (model: string): Protocol => {
  const reasoning = callReasoning(model)
  return { framing: 'events', read: (chunk, answer) => readChunk(chunk, answer, reasoning) }
}

function readChunk(chunk: unknown, answer: Answer, reasoning: ReturnType<typeof callReasoning>): void {
  if (!hasMembers(chunk)) return
  answer.model(chunk.model)
  readUsage(chunk.usage, answer)
  // Groq.
  readUsage(member(chunk, 'x_groq').usage, answer)
  const choice = firstChoice(chunk.choices)
  if (choice === undefined) return
  // MiniMax repeats the whole answer at the end of its stream.
  const isRepeated = chunk.object === 'chat.completion' && answer.tokens > 0
  const message = isRepeated ? { tool_calls: messageIn(choice).tool_calls } : messageIn(choice)
  // OpenRouter puts the upstream provider's error into the choice.
  if (choice.error || message.error) {
    const error = errorIn({ errors: [choice.error, message.error] })
    if (error !== undefined) throw saidFailure(error)
  }
  // Moonshot.
  readUsage(choice.usage, answer)
  readMessage(message, answer)
  answer.toolCalls(functionCalls(message), hasMembers(choice.message))
  if (!isRepeated) reasoning.read(message)
  answer.seal(reasoning.sealed)
  // Legacy completions have no message.
  answer.text(choice.text)
  answer.finish(choice.finish_reason)
  // Gemini's compatible endpoint used Google's spelling, beside a null in OpenAI's.
  answer.finish(choice.finishReason)
}

function firstChoice(choices: unknown): JsonObject | undefined {
  if (!Array.isArray(choices)) return undefined
  return choices.filter(hasMembers).find(({ index }) => typeof index !== 'number' || index === 0)
}

/** Returns the delta or the message of a choice; one of them may be empty beside the other. */
function messageIn(choice: JsonObject): JsonObject {
  const delta = member(choice, 'delta')
  return hasMembers(choice.message) ? { ...choice.message, ...delta } : delta
}

function readMessage(message: JsonObject, answer: Answer): void {
  const { content, refusal, reasoning_content, reasoning, reasoning_text, thinking } = message
  answer.reasoning(reasoning_content, reasoning, reasoning_text, thinking, message.reasoning_details)
  answer.text(content)
  if (refusal !== content && refusal !== true) answer.text(refusal)
}

/**
 * Reads token counts. `prompt_tokens` includes cached tokens, which each provider reports under another name.
 */
function readUsage(usage: unknown, answer: Answer): void {
  if (!hasMembers(usage)) return
  const details = member(usage, usage.input_tokens_details ? 'input_tokens_details' : 'prompt_tokens_details')
  const { reasoning_tokens } = member(
    usage,
    usage.output_tokens_details ? 'output_tokens_details' : 'completion_tokens_details',
  )
  answer.usage({
    // The alternatives are the names of OpenAI's Responses API, which some gateways pass through.
    prompt: usage.prompt_tokens ?? usage.input_tokens,
    completion: usage.completion_tokens ?? usage.output_tokens,
    total: usage.total_tokens,
    // OpenAI and most others; DeepSeek; Moonshot; LiteLLM.
    cached:
      details.cached_tokens ??
      usage.prompt_cache_hit_tokens ??
      usage.cached_tokens ??
      usage.cache_read_input_tokens,
    // OpenAI and OpenRouter; LiteLLM.
    // OpenAI and most others; Perplexity and SGLang.
    reasoning: reasoning_tokens ?? usage.reasoning_tokens,
    written: details.cache_write_tokens ?? details.cache_creation_tokens ?? usage.cache_creation_input_tokens,
  })
}
