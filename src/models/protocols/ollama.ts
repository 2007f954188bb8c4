import { hasMembers } from '../../is-object.ts'
import type { Adjust } from '../adjustments.ts'
import { callsOf, conversation, piecesOf, type Turn, withSeparateResults } from '../conversation.ts'
import { base64 } from '../message-parts.ts'
import type { Provider, ProviderOptions, ProviderRequest, Tool } from '../provider.ts'
import { endpoint } from '../transport/endpoint.ts'
import { httpProvider } from '../transport/http-provider.ts'
import { member, parsedObject } from '../transport/json.ts'
import type { Protocol } from '../transport/response-body.ts'
import { estimatePromptTokens } from '../usage.ts'
import { functionCalls, functionTool } from './function-tools.ts'
import { outputInstruction } from './output-schema.ts'

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
    protocol: () => protocol,
    documents: false,
  })
}

function requestBody(
  request: ProviderRequest,
  model: string,
  contextLimit: number | undefined,
  adjust: Adjust,
): object {
  const { temperature, max_tokens, outputSchema } = request
  const tools = offeredTools(request)
  // A format makes calls impossible, so with tools the schema is an instruction.
  const byInstruction = outputSchema !== undefined && (tools.length > 0 || adjust('output_by_instruction'))
  const { system, turns } = conversation(request, adjust, {
    instruction: [mustCall(request), ...(byInstruction ? [outputInstruction(outputSchema)] : [])].join(
      '\n\n',
    ),
  })
  const options = {
    ...(contextLimit !== undefined &&
      !adjust('no_num_ctx') && { num_ctx: contextSize(request, contextLimit) }),
    ...(temperature !== undefined && !adjust('no_temperature') && { temperature }),
    ...(max_tokens !== undefined && { num_predict: max_tokens }),
  }
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...withSeparateResults(turns).map(message),
    ],
    stream: !adjust('no_stream'),
    ...(tools.length > 0 && { tools: tools.map(functionTool) }),
    ...(outputSchema !== undefined && !byInstruction && { format: outputSchema }),
    ...thinkOf(request, model, adjust),
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

/** Ollama has no choice of tools, so only those that may be called are offered. */
function offeredTools({ tools = [], toolChoice }: ProviderRequest): readonly Tool[] {
  if (toolChoice === 'none') return []
  return typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : tools
}

function mustCall({ tools = [], toolChoice }: ProviderRequest): string {
  if (tools.length === 0 || (toolChoice !== 'required' && typeof toolChoice !== 'object')) return ''
  return toolChoice === 'required'
    ? 'Call at least one of the tools instead of answering.'
    : `Call the tool ${toolChoice.name} instead of answering.`
}

/** Only gpt-oss accepts degrees of thinking; it cannot do without. */
function thinkOf({ reasoningEffort: effort }: ProviderRequest, model: string, adjust: Adjust): object {
  if (effort === undefined || adjust('no_reasoning_effort')) return {}
  if (!/gpt-?oss/i.test(model)) return { think: effort !== 'none' }
  return { think: effort === 'none' || effort === 'minimal' ? 'low' : effort }
}

function message(turn: Turn): object {
  const { role, results } = turn
  const [result] = results
  if (result) return { role: 'tool', tool_name: result.name, content: result.content }
  const pieces = piecesOf(turn)
  const calls = callsOf(turn)
  const files = pieces.filter((piece) => typeof piece !== 'string')
  if (files.some(({ kind }) => kind === 'document')) throw new Error('Ollama takes no documents')
  return {
    role,
    content: pieces.filter((piece) => typeof piece === 'string').join('\n\n'),
    ...(files.length > 0 && { images: files.map(({ bytes }) => base64(bytes)) }),
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ name, arguments: text }) => ({
        function: { name, arguments: parsedObject(text) },
      })),
    }),
  }
}

const protocol: Protocol = {
  framing: 'lines',
  read(line, answer) {
    if (!hasMembers(line)) return
    answer.model(line.model)
    const { content, thinking, reasoning_content, reasoning } = member(line, 'message')
    answer.reasoning(thinking, reasoning_content, reasoning)
    answer.text(content)
    answer.toolCalls(functionCalls(line.message))
    if (line.done !== true) return
    answer.usage({ prompt: line.prompt_eval_count, completion: line.eval_count })
    answer.finish(line.done_reason)
    answer.end()
  },
}
