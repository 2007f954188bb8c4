import type { Adjust } from './adjustments.ts'
import type { Answer } from './answer/answer-reader.ts'
import { conversation, type Piece, textOrParts } from './conversation.ts'
import { errorIn } from './errors/error-in.ts'
import { saidFailure } from './errors/failure.ts'
import { base64 } from './message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest } from './provider.ts'
import { endpoint } from './transport/endpoint.ts'
import { httpProvider } from './transport/http-provider.ts'
import { isObject, type JsonObject, member } from './transport/json.ts'
import type { Protocol } from './transport/response-body.ts'

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
  const { temperature, max_tokens } = request
  const { system, turns } = conversation(request, adjust)
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: textOrParts([system], part, adjust) }]),
      ...turns.map(({ role, pieces }) => ({ role, content: textOrParts(pieces, part, adjust) })),
    ],
    ...(!adjust('no_stream') && {
      stream: true,
      ...(!adjust('no_stream_options') && { stream_options: { include_usage: true } }),
    }),
    ...(temperature !== undefined && !adjust('no_temperature') && { temperature }),
    ...(max_tokens !== undefined && { [limitName(limitParameter, adjust)]: max_tokens }),
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
const protocol: Protocol = {
  framing: 'events',
  read(chunk, answer) {
    if (!isObject(chunk)) return
    answer.model(chunk.model)
    readUsage(chunk.usage, answer)
    // Groq.
    readUsage(member(chunk, 'x_groq').usage, answer)
    const choice = firstChoice(chunk.choices)
    if (choice === undefined) return
    // MiniMax repeats the whole answer at the end of its stream.
    const isRepeated = chunk.object === 'chat.completion' && answer.tokens > 0
    const message = isRepeated ? {} : messageIn(choice)
    // OpenRouter puts the upstream provider's error into the choice.
    const error = errorIn({ errors: [choice.error, message.error] })
    if (error !== undefined) throw saidFailure(error)
    // Moonshot.
    readUsage(choice.usage, answer)
    readMessage(message, answer)
    // Legacy completions have no message.
    answer.text(choice.text)
    answer.finish(choice.finish_reason)
    // Gemini's compatible endpoint used Google's spelling, beside a null in OpenAI's.
    answer.finish(choice.finishReason)
  },
}

function firstChoice(choices: unknown): JsonObject | undefined {
  if (!Array.isArray(choices)) return undefined
  return choices.filter(isObject).find(({ index }) => typeof index !== 'number' || index === 0)
}

/** Returns the delta or the message of a choice; one of them may be empty beside the other. */
function messageIn(choice: JsonObject): JsonObject {
  const delta = member(choice, 'delta')
  return isObject(choice.message) ? { ...choice.message, ...delta } : delta
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
  if (!isObject(usage)) return
  const details = member(usage, usage.input_tokens_details ? 'input_tokens_details' : 'prompt_tokens_details')
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
    written: details.cache_write_tokens ?? details.cache_creation_tokens ?? usage.cache_creation_input_tokens,
  })
}
