import type { Protocol } from './body.ts'
import { endpoint } from './endpoint.ts'
import { saidFailure } from './failure.ts'
import { httpProvider } from './http-provider.ts'
import { isObject, member, parseJson } from './json.ts'
import { base64, titledText } from './parts.ts'
import type { FinishReason, Message, Provider, ProviderOptions, ProviderRequest } from './provider.ts'

const finishReasons: readonly FinishReason[] = ['stop', 'length']

/**
 * A provider that speaks Ollama's chat: POST {baseUrl}/api/chat. A key travels as a bearer token; where there is none, a
 * user name and password in `baseUrl` travel as Basic credentials.
 * Throws as `endpoint` does.
 */
export function ollamaProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey } = options
  const { url, basic } = endpoint({ baseUrl, path: '/api/chat', apiKey })
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  return httpProvider(options, {
    url,
    headers: authorization === undefined ? {} : { authorization },
    body: requestBody,
    protocol,
    documents: false,
  })
}

function requestBody({ messages, system, temperature, max_tokens }: ProviderRequest, model: string): object {
  const options = {
    ...(temperature !== undefined && { temperature }),
    ...(max_tokens !== undefined && { num_predict: max_tokens }),
  }
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...messages.map(message),
    ],
    stream: true,
    ...(Object.keys(options).length > 0 && { options }),
  }
}

function message({ role, content, attachments = [] }: Message): object {
  if (attachments.some(({ kind }) => kind === 'document')) throw new Error('Ollama takes no documents')
  const texts = attachments.filter((attachment) => attachment.kind === 'text')
  const images = attachments.filter((attachment) => attachment.kind === 'image')
  return {
    role,
    content: [content, ...texts.map(titledText)].join('\n\n'),
    ...(images.length > 0 && { images: images.map(({ bytes }) => base64(bytes)) }),
  }
}

const protocol: Protocol = {
  framing: 'lines',
  read(data, answer) {
    const line = parseJson(data)
    if (!isObject(line)) return
    if (isObject(line.error) || typeof line.error === 'string') throw saidFailure(line.error)
    answer.model(line.model)
    const { content, thinking, reasoning_content } = member(line, 'message')
    answer.reasoning(thinking ?? reasoning_content)
    answer.text(content)
    if (line.done !== true) return
    answer.usage({ prompt: line.prompt_eval_count, completion: line.eval_count })
    if (typeof line.done_reason === 'string') {
      answer.finish(finishReasons.find((known) => known === line.done_reason) ?? 'other')
    }
    answer.end()
  },
}
