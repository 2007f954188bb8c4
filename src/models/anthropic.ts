import type { Adjust } from './adjustments.ts'
import type { Answer } from './answer/answer-reader.ts'
import { conversation, type Piece, textOrParts } from './conversation.ts'
import { base64 } from './message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest } from './provider.ts'
import { endpoint } from './transport/endpoint.ts'
import { httpProvider } from './transport/http-provider.ts'
import { isObject, type JsonObject, member } from './transport/json.ts'
import type { Protocol } from './transport/response-body.ts'

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
    pictures: imageLimits,
  })
}

function requestBody(request: ProviderRequest, model: string, adjust: Adjust): object {
  const { temperature, max_tokens } = request
  // Anthropic recommends files before the text that refers to them.
  const { system, turns } = conversation(request, adjust, { filesFirst: true })
  return {
    model,
    max_tokens: max_tokens ?? (adjust('max_tokens_4096') ? 4096 : DEFAULT_MAX_TOKENS),
    messages: turns.map(({ role, pieces }) => ({ role, content: textOrParts(pieces, part, adjust) })),
    ...(!adjust('no_stream') && { stream: true }),
    ...(system !== undefined && { system }),
    ...(temperature !== undefined && !adjust('no_temperature') && { temperature }),
  }
}

function part(piece: Piece): object {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  const { kind, name, content_type, bytes } = piece
  const source = { type: 'base64', media_type: content_type, data: base64(bytes) }
  return kind === 'document' ? { type: 'document', title: name, source } : { type: 'image', source }
}

const protocol: Protocol = {
  framing: 'events',
  read(event, answer) {
    if (!isObject(event)) return
    switch (event.type) {
      case 'message_start': {
        const message = member(event, 'message')
        answer.model(message.model)
        readUsage(member(message, 'usage'), answer)
        return
      }
      case 'content_block_start':
        return readBlock(event.content_block, answer)
      case 'content_block_delta':
        // Some compatible servers omit the type.
        return readBlock({ type: 'text_delta', ...member(event, 'delta') }, answer)
      case 'message_delta':
        answer.finish(member(event, 'delta').stop_reason)
        return readUsage(member(event, 'usage'), answer)
      case 'message_stop':
        return answer.end()
    }
    // The protocol requires clients to ignore pings and unknown events.
  },
  readWhole(body, answer) {
    if (!isObject(body)) return
    answer.model(body.model)
    if (Array.isArray(body.content)) for (const block of body.content) readBlock(block, answer)
    // Some compatible servers send a string.
    else if (body.type === 'message') answer.text(body.content)
    answer.finish(body.stop_reason)
    readUsage(member(body, 'usage'), answer)
  },
}

/** Reads a content block, or a delta of one; both hold their text in a member named after their type. */
function readBlock(block: unknown, answer: Answer): void {
  if (!isObject(block)) return
  if (block.type === 'text' || block.type === 'text_delta') answer.text(block.text)
  if (block.type === 'thinking' || block.type === 'thinking_delta') answer.reasoning(block.thinking)
}

/** Reads token counts; `input_tokens` excludes the cached tokens of the prompt. */
function readUsage(usage: JsonObject, answer: Answer): void {
  answer.usage({
    uncached: usage.input_tokens,
    cached: usage.cache_read_input_tokens,
    written: usage.cache_creation_input_tokens,
    completion: usage.output_tokens,
  })
}
