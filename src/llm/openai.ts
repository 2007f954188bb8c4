import type { Attachment } from './attachment.ts'
import { providerClient } from './http.ts'
import {
  type Completion,
  type CompletionRequest,
  type FinishReason,
  type Provider,
  ProviderError,
  type Usage,
} from './provider.ts'
import { storable } from './text.ts'

const finishReasons: readonly FinishReason[] = ['stop', 'length', 'content_filter', 'tool_calls']
const modelNameLimit = 200
const tokenLimit = 2 ** 31 - 1

/**
 * A provider that speaks OpenAI's chat completions: POST {baseUrl}/chat/completions.
 * `timeout` is in milliseconds, for a whole call. The key travels as a bearer token; where there is none, a user
 * name and password in `baseUrl` travel as Basic credentials (RFC 7617).
 * Throws TypeError or URIError, quoting neither, for a base URL that is not http(s) or not well encoded, and for a
 * key that no header can carry.
 */
export function openaiProvider(options: {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly model: string
  readonly timeout: number
}): Provider {
  const { model, timeout } = options
  const { url, authorization } = target(options.baseUrl, options.apiKey)
  const client = providerClient({
    url,
    headers: authorization === undefined ? {} : { authorization },
    timeout,
  })
  return {
    async complete(request, signal) {
      const answer = await client.postJson(
        { model, messages: [{ role: 'user', content: userContent(request) }], stream: false },
        signal,
      )
      return completion(answer, model)
    },
    close: client.close,
  }
}

function target(
  baseUrl: string,
  apiKey: string | undefined,
): { url: URL; authorization: string | undefined } {
  const url = URL.parse(baseUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("The language model's base URL is not an http or https URL")
  }
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError("The language model's API key has characters that no header can carry")
  }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`
  if (apiKey !== undefined) return { url, authorization: `Bearer ${apiKey}` }
  if (credentials === ':') return { url, authorization: undefined }
  return { url, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/** Plain text where there is nothing else: servers that know no content parts take it too. */
function userContent({ prompt, attachment }: CompletionRequest): string | object[] {
  return attachment === undefined ? prompt : [{ type: 'text', text: prompt }, contentPart(attachment)]
}

function contentPart(attachment: Attachment): object {
  if (attachment.kind === 'text') {
    return { type: 'text', text: `File ${JSON.stringify(attachment.name)}:\n\n${attachment.text}` }
  }
  const { content_type, bytes } = attachment
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return { type: 'image_url', image_url: { url: `data:${content_type};base64,${base64}` } }
}

function completion(answer: unknown, requestedModel: string): Completion {
  const choices = isObject(answer) && !isObject(answer.error) ? answer.choices : undefined
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
  if (!isObject(answer) || !isObject(choice) || !isObject(choice.message)) {
    throw new ProviderError('failed', 'no choice in the answer')
  }
  const finish_reason = finishReason(choice.finish_reason)
  // A model that only calls tools or was filtered says null; nothing at all is not an answer.
  const content = choice.message.content ?? (finish_reason === null ? undefined : '')
  if (typeof content !== 'string') throw new ProviderError('failed', 'no content in the answer')
  return {
    content: storable(content),
    model: modelName(answer.model, requestedModel),
    finish_reason,
    usage: usage(answer.usage),
  }
}

function finishReason(value: unknown): FinishReason | null {
  if (value === undefined || value === null) return null
  return finishReasons.find((known) => known === value) ?? 'other'
}

function modelName(value: unknown, requested: string): string {
  return storable((typeof value === 'string' && value !== '' ? value : requested).slice(0, modelNameLimit))
}

function usage(value: unknown): Usage | null {
  if (!isObject(value)) return null
  const { prompt_tokens, completion_tokens, total_tokens } = value
  if (!isCount(prompt_tokens) || !isCount(completion_tokens) || !isCount(total_tokens)) return null
  return { prompt_tokens, completion_tokens, total_tokens }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= tokenLimit
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
