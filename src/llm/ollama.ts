import type { Protocol } from './body.ts'
import { endpoint } from './endpoint.ts'
import { saidFailure } from './failure.ts'
import { httpProvider } from './http-provider.ts'
import { isObject, member, parseJson } from './json.ts'
import { base64, titledText } from './parts.ts'
import type { FinishReason, Message, Provider, ProviderOptions, ProviderRequest } from './provider.ts'
import { estimatePromptTokens } from './usage.ts'

/** How many tokens there are for the answer beside what it answers. */
const answerRoom = 4096

const finishReasons: readonly FinishReason[] = ['stop', 'length']

/**
 * A provider that speaks Ollama's chat: POST {baseUrl}/api/chat. A key travels as a bearer token; where there is none, a
 * user name and password in `baseUrl` travel as Basic credentials.
 * Throws as `endpoint` does.
 */
export function ollamaProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey, contextLimit } = options
  const { url, basic } = endpoint({ baseUrl, path: '/api/chat', apiKey })
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  return httpProvider(options, {
    url,
    headers: authorization === undefined ? {} : { authorization },
    body: (request, model) => requestBody(request, model, contextLimit),
    protocol,
    documents: false,
  })
}

function requestBody(request: ProviderRequest, model: string, contextLimit: number | undefined): object {
  const { messages, system, temperature, max_tokens } = request
  const options = {
    ...(contextLimit !== undefined && { num_ctx: contextSize(request, contextLimit) }),
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

/**
 * How many tokens there must be room for, prompt and answer: what does not fit is cut off without a word. The model is loaded
 * anew for each size, so there are few of them.
 */
function contextSize(request: ProviderRequest, contextLimit: number): number {
  const needed = estimatePromptTokens(request) + answerRoom
  let size = contextLimit + answerRoom
  while (size < needed) size *= 2
  return size
}

function message({ role, content, attachments = [] }: Message): object {
  if (attachments.some(({ kind }) => kind === 'document')) throw new Error('Ollama takes no documents')
  const texts = attachments.filter((attachment) => attachment.kind === 'text')
  const images = attachments.filter((attachment) => attachment.kind === 'image')
  return {
    role,
    content: [content, ...texts.map(titledText)].filter((text) => text.trim() !== '').join('\n\n'),
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
