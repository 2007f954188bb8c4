import type { Answer } from './answer.ts'
import type { Attachment } from './attachment.ts'
import type { Protocol } from './body.ts'
import { endpoint } from './endpoint.ts'
import { saidFailure } from './failure.ts'
import { httpProvider } from './http-provider.ts'
import { isObject, type JsonObject, member, parseJson } from './json.ts'
import { base64, titledText } from './parts.ts'
import type { FinishReason, Message, Provider, ProviderOptions, ProviderRequest } from './provider.ts'

const finishReasons: readonly FinishReason[] = ['stop', 'length', 'content_filter', 'tool_calls']

/**
 * A provider that speaks OpenAI's chat completions: POST {baseUrl}/chat/completions. The key travels as a bearer token;
 * where there is none, a user name and password in `baseUrl` travel as Basic credentials.
 * Throws as `endpoint` does.
 */
export function openaiProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey } = options
  const { url, basic } = endpoint({ baseUrl, path: '/chat/completions', apiKey })
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  // OpenAI's own newer models refuse the old name, which is the only one that most others know.
  const limit = url.hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens'
  return httpProvider(options, {
    url,
    headers: authorization === undefined ? {} : { authorization },
    body: (request, model) => requestBody(request, model, limit),
    protocol,
    documents: true,
  })
}

function requestBody(
  { messages, system, temperature, max_tokens }: ProviderRequest,
  model: string,
  limit: string,
): object {
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...messages.map((message) => ({ role: message.role, content: content(message) })),
    ],
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature !== undefined && { temperature }),
    ...(max_tokens !== undefined && { [limit]: max_tokens }),
  }
}

/** Plain text where there is nothing else: servers that know no content parts take it too. */
function content({ content, attachments = [] }: Message): string | object[] {
  if (attachments.length === 0) return content
  // Some servers refuse a text that is empty or blank.
  return [...(content.trim() === '' ? [] : [{ type: 'text', text: content }]), ...attachments.map(part)]
}

function part(attachment: Attachment): object {
  if (attachment.kind === 'text') return { type: 'text', text: titledText(attachment) }
  const { name, content_type, bytes } = attachment
  const url = `data:${content_type};base64,${base64(bytes)}`
  return attachment.kind === 'document'
    ? { type: 'file', file: { filename: name, file_data: url } }
    : { type: 'image_url', image_url: { url } }
}

const protocol: Protocol = {
  framing: 'events',
  read(data, answer) {
    if (data === '[DONE]') return answer.end()
    const chunk = parseJson(data)
    readChoice(chunk, 'delta', answer)
  },
  readWhole(body, answer) {
    readChoice(body, 'message', answer)
  },
}

function readChoice(value: unknown, holder: 'delta' | 'message', answer: Answer): void {
  if (!isObject(value)) return
  if (isObject(value.error) || typeof value.error === 'string') throw saidFailure(value.error)
  answer.model(value.model)
  if (isObject(value.usage)) readUsage(value.usage, answer)
  const choice: unknown = Array.isArray(value.choices) ? value.choices[0] : undefined
  if (!isObject(choice)) return
  const { content, refusal, reasoning_content, reasoning } = member(choice, holder)
  answer.reasoning(reasoning_content ?? reasoning)
  answer.text(content ?? refusal)
  const { finish_reason } = choice
  if (finish_reason !== undefined && finish_reason !== null) {
    answer.finish(finishReasons.find((known) => known === finish_reason) ?? 'other')
  }
}

function readUsage({ prompt_tokens, completion_tokens, total_tokens }: JsonObject, answer: Answer): void {
  answer.usage({ prompt: prompt_tokens, completion: completion_tokens, total: total_tokens })
}
