import type { Adjust } from './adjustments.ts'
import { conversation, type Turn } from './conversation.ts'
import { base64 } from './message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest } from './provider.ts'
import { endpoint } from './transport/endpoint.ts'
import { httpProvider } from './transport/http-provider.ts'
import { isObject, member } from './transport/json.ts'
import type { Protocol } from './transport/response-body.ts'
import { estimatePromptTokens } from './usage.ts'

/** Tokens of the context reserved for the answer. */
const ANSWER_TOKENS = 4096

/**
 * Creates a provider for Ollama's chat API: POST {baseUrl}/api/chat. Sends the key as a bearer token; without
 * one, a user name and password in `baseUrl` as Basic credentials.
 *
 * @throws as `endpoint` does
 */
export function ollamaProvider(options: ProviderOptions): Provider {
  const { baseUrl, apiKey, contextLimit } = options
  const { url, basic } = endpoint({ baseUrl, path: '/api/chat', apiKey })
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  return httpProvider(options, {
    url,
    headers: authorization === undefined ? {} : { authorization },
    body: (request, model, adjust) => requestBody(request, model, contextLimit, adjust),
    protocol,
    documents: false,
  })
}

function requestBody(
  request: ProviderRequest,
  model: string,
  contextLimit: number | undefined,
  adjust: Adjust,
): object {
  const { temperature, max_tokens } = request
  const { system, turns } = conversation(request, adjust)
  const options = {
    ...(contextLimit !== undefined &&
      !adjust('no_num_ctx') && { num_ctx: contextSize(request, contextLimit) }),
    ...(temperature !== undefined && !adjust('no_temperature') && { temperature }),
    ...(max_tokens !== undefined && { num_predict: max_tokens }),
  }
  return {
    model,
    messages: [...(system === undefined ? [] : [{ role: 'system', content: system }]), ...turns.map(message)],
    stream: !adjust('no_stream'),
    ...(Object.keys(options).length > 0 && { options }),
  }
}

/**
 * Returns the context size, in tokens, for prompt and answer; Ollama silently cuts off what exceeds it. The
 * model is reloaded for each size, so only few sizes are used.
 */
function contextSize(request: ProviderRequest, contextLimit: number): number {
  const needed = estimatePromptTokens(request) + ANSWER_TOKENS
  let size = contextLimit + ANSWER_TOKENS
  while (size < needed) size *= 2
  return size
}

function message({ role, pieces }: Turn): object {
  const files = pieces.filter((piece) => typeof piece !== 'string')
  if (files.some(({ kind }) => kind === 'document')) throw new Error('Ollama takes no documents')
  return {
    role,
    content: pieces.filter((piece) => typeof piece === 'string').join('\n\n'),
    ...(files.length > 0 && { images: files.map(({ bytes }) => base64(bytes)) }),
  }
}

const protocol: Protocol = {
  framing: 'lines',
  read(line, answer) {
    if (!isObject(line)) return
    answer.model(line.model)
    const { content, thinking, reasoning_content, reasoning } = member(line, 'message')
    answer.reasoning(thinking, reasoning_content, reasoning)
    answer.text(content)
    if (line.done !== true) return
    answer.usage({ prompt: line.prompt_eval_count, completion: line.eval_count })
    answer.finish(line.done_reason)
    answer.end()
  },
}
