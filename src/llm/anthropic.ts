import type { Answer } from './answer.ts'
import type { Attachment } from './attachment.ts'
import type { Protocol } from './body.ts'
import { endpoint } from './endpoint.ts'
import { saidFailure } from './failure.ts'
import { httpProvider } from './http-provider.ts'
import { isObject, type JsonObject, member, parseJson } from './json.ts'
import { base64, titledText } from './parts.ts'
import type { FinishReason, Message, Provider, ProviderOptions, ProviderRequest } from './provider.ts'

/** The protocol wants a limit always; every model since 2024 can write as much. */
const defaultMaxTokens = 8192

/**
 * A conversation must begin with the user. Where what is left of one begins with the model, or it spoke first, somebody has to
 * say something before: to leave out its words, or to pass them off as instructions, would lose more than this adds.
 */
const opening = { role: 'user', content: '…' }

/** 5 MiB of base64, and 8000 pixels; beyond, the whole request is refused. */
const pictures = { bytes: ((5 * 1024 * 1024) / 4) * 3, side: 8000 }

const finishReasons = new Map<unknown, FinishReason>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content_filter'],
  ['tool_use', 'tool_calls'],
])

/**
 * A provider that speaks Anthropic's messages: POST {baseUrl}/messages. The key travels as `x-api-key`; where there is
 * none, a user name and password in `baseUrl` travel as Basic credentials.
 * Throws as `endpoint` does.
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
    pictures,
  })
}

function requestBody(request: ProviderRequest, model: string): object {
  const { messages, temperature, max_tokens } = request
  // There is no such role among the messages; what they would say goes where it is heard.
  const system = [
    request.system,
    ...messages.filter(({ role }) => role === 'system').map(({ content }) => content),
  ].filter((text) => text !== undefined && text !== '')
  const conversation = messages
    .filter(({ role }) => role !== 'system')
    .map((message) => ({ role: message.role, content: content(message) }))
    // A text that is empty or blank is refused, as it shall be where it is the prompt.
    .filter(({ content }, index, all) => isAnything(content) || index === all.length - 1)
  return {
    model,
    max_tokens: max_tokens ?? defaultMaxTokens,
    messages: conversation[0]?.role === 'assistant' ? [opening, ...conversation] : conversation,
    stream: true,
    ...(system.length > 0 && { system: system.join('\n\n') }),
    ...(temperature !== undefined && { temperature }),
  }
}

function isAnything(content: string | object[]): boolean {
  return typeof content !== 'string' || content.trim() !== ''
}

function content({ content, attachments = [] }: Message): string | object[] {
  if (attachments.length === 0) return content
  // It wants what a question is about before the question.
  return [...attachments.map(part), ...(content.trim() === '' ? [] : [{ type: 'text', text: content }])]
}

function part(attachment: Attachment): object {
  if (attachment.kind === 'text') return { type: 'text', text: titledText(attachment) }
  const { name, content_type, bytes } = attachment
  const source = { type: 'base64', media_type: content_type, data: base64(bytes) }
  return attachment.kind === 'document'
    ? { type: 'document', title: name, source }
    : { type: 'image', source }
}

const protocol: Protocol = {
  framing: 'events',
  read(data, answer) {
    const event = parseJson(data)
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
        return readBlock(event.delta, answer)
      case 'message_delta':
        readStop(member(event, 'delta').stop_reason, answer)
        return readUsage(member(event, 'usage'), answer)
      case 'message_stop':
        return answer.end()
      case 'error':
        throw saidFailure(event.error)
    }
    // Pings, and whatever will be new: the protocol asks for both to be overlooked.
  },
  readWhole(body, answer) {
    if (!isObject(body)) return
    if (isObject(body.error)) throw saidFailure(body.error)
    answer.model(body.model)
    for (const block of Array.isArray(body.content) ? body.content : []) readBlock(block, answer)
    readStop(body.stop_reason, answer)
    readUsage(member(body, 'usage'), answer)
  },
}

/** A content block, or a piece of one: both have their text in the member that their type is called by. */
function readBlock(block: unknown, answer: Answer): void {
  if (!isObject(block)) return
  if (block.type === 'text' || block.type === 'text_delta') answer.text(block.text)
  if (block.type === 'thinking' || block.type === 'thinking_delta') answer.reasoning(block.thinking)
}

function readStop(reason: unknown, answer: Answer): void {
  if (reason !== undefined && reason !== null) answer.finish(finishReasons.get(reason) ?? 'other')
}

/** What comes out of a cache, or goes into one, is a part of the prompt that `input_tokens` leaves out. */
function readUsage(usage: JsonObject, answer: Answer): void {
  const { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens } = usage
  const cached = [cache_creation_input_tokens, cache_read_input_tokens].filter(
    (count) => typeof count === 'number',
  )
  answer.usage({
    ...(typeof input_tokens === 'number' && {
      prompt: cached.reduce((sum, count) => sum + count, input_tokens),
    }),
    ...(output_tokens !== undefined && { completion: output_tokens }),
  })
}
