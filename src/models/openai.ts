import type { Adjust } from './adjustments.ts'
import type { Answer } from './answer/answer-reader.ts'
import { conversation, type Piece, plainText } from './conversation.ts'
import { errorIn } from './errors/error-in.ts'
import { saidFailure } from './errors/failure.ts'
import { base64 } from './message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest } from './provider.ts'
import { endpoint } from './transport/endpoint.ts'
import { httpProvider } from './transport/http-provider.ts'
import { isObject, type JsonObject, member } from './transport/json.ts'
import type { Protocol } from './transport/response-body.ts'

/**
 * A provider that speaks OpenAI's chat completions: POST {baseUrl}/chat/completions. The key travels as a bearer token;
 * where there is none, a user name and password in `baseUrl` travel as Basic credentials.
 * Throws as `endpoint` does.
 */
export function openaiProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey } = options
  const { url, basic } = endpoint({ baseUrl, path: '/chat/completions', apiKey })
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  // OpenAI's own newer models reject the old name, which is the only one that most others know.
  const limit = url.hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens'
  return httpProvider(options, {
    url,
    headers: authorization === undefined ? {} : { authorization },
    body: (request, model, adjust) => requestBody(request, model, limit, adjust),
    protocol,
    documents: true,
  })
}

type Limit = 'max_tokens' | 'max_completion_tokens'

function requestBody(request: ProviderRequest, model: string, limit: Limit, adjust: Adjust): object {
  const { temperature, max_tokens } = request
  const { system, turns } = conversation(request, adjust)
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: content([system], adjust) }]),
      ...turns.map(({ role, pieces }) => ({ role, content: content(pieces, adjust) })),
    ],
    ...(!adjust('no_stream') && {
      stream: true,
      ...(!adjust('no_stream_options') && { stream_options: { include_usage: true } }),
    }),
    ...(temperature !== undefined && !adjust('no_temperature') && { temperature }),
    ...(max_tokens !== undefined && { [limitName(limit, adjust)]: max_tokens }),
  }
}

function limitName(usual: Limit, adjust: Adjust): Limit {
  const other = usual === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
  return adjust(other) && !adjust(usual) ? other : usual
}

function content(pieces: readonly Piece[], adjust: Adjust): string | object[] {
  const text = plainText(pieces)
  return text === undefined || adjust('content_parts') ? pieces.map(part) : text
}

function part(piece: Piece): object {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  const { kind, name, content_type, bytes } = piece
  const url = `data:${content_type};base64,${base64(bytes)}`
  return kind === 'document'
    ? { type: 'file', file: { filename: name, file_data: url } }
    : { type: 'image_url', image_url: { url } }
}

/** Reads chunks of a stream, and whole answers of servers that do not stream, which differ in one name only. */
const protocol: Protocol = {
  framing: 'events',
  read(chunk, answer) {
    if (!isObject(chunk)) return
    answer.model(chunk.model)
    readUsage(chunk.usage, answer)
    // Groq puts its usage here.
    readUsage(member(chunk, 'x_groq').usage, answer)
    const choice = firstChoice(chunk.choices)
    if (choice === undefined) return
    // MiniMax repeats the whole answer at the end of its stream.
    const isRepeated = chunk.object === 'chat.completion' && answer.tokens > 0
    const message = isRepeated ? {} : messageIn(choice)
    // OpenRouter puts the error of the provider behind it into the choice.
    const error = errorIn({ errors: [choice.error, message.error] })
    if (error !== undefined) throw saidFailure(error)
    // Moonshot puts its usage here.
    readUsage(choice.usage, answer)
    readMessage(message, answer)
    // Legacy completions have no message.
    answer.text(choice.text)
    answer.finish(choice.finish_reason)
    // Gemini's compatible endpoint used Google's spelling, beside a null in OpenAI's.
    answer.finish(choice.finishReason)
  },
}

/** Returns the first of the choices, because only one is asked for. */
function firstChoice(choices: unknown): JsonObject | undefined {
  if (!Array.isArray(choices)) return undefined
  return choices.filter(isObject).find(({ index }) => typeof index !== 'number' || index === 0)
}

/** A piece of a stream, a whole message, or an empty one of these beside the other. */
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

/** Reads counts; `prompt_tokens` includes those of a cache, which each provider reports under a name of its own. */
function readUsage(usage: unknown, answer: Answer): void {
  if (!isObject(usage)) return
  const details = member(usage, usage.input_tokens_details ? 'input_tokens_details' : 'prompt_tokens_details')
  answer.usage({
    // The other names are those of OpenAI's responses, which some gateways leave as they are.
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
