/** Rejections of reasoning efforts, output schemas and ids of tool calls, and what is not adjusted. */
import t, { type Test } from 'tap'
import type { Adjustment } from '../../src/models/adjustments.ts'
import { type Candidate, failover } from '../../src/models/failover.ts'
import type { ProviderEvent, ProviderRequest } from '../../src/models/provider.ts'
import { collect } from '../support/providers/collect.ts'
import { type Dialect, dialects, providerOf } from '../support/providers/dialects.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'

const [openai, anthropic, ollama] = dialects
if (!openai || !anthropic || !ollama) throw new Error('No dialects')

const schema = { type: 'object', properties: { engine: { type: 'string' } } }
const question: ProviderRequest = {
  messages: [{ role: 'user', content: 'Which engine was the first?' }],
  reasoningEffort: 'high',
  outputSchema: schema,
}

type Sent = Readonly<Record<string, unknown>> & {
  readonly messages: readonly Readonly<Record<string, unknown>>[]
}

async function candidate(t: Test, dialect: Dialect, rejection: (sent: Sent) => object | string | undefined) {
  const sent: Sent[] = []
  const { baseUrl } = await scriptedProvider(t, (_, response, body) => {
    const request: Sent = JSON.parse(body)
    sent.push(request)
    const refusal = rejection(request)
    if (refusal === undefined) return response.end(dialect.frames({}).join(''))
    return response
      .writeHead(400)
      .end(typeof refusal === 'string' ? JSON.stringify({ error: refusal }) : JSON.stringify(refusal))
  })
  const options = { baseUrl: new URL(baseUrl).origin + dialect.base, model: 'm-1', timeout: 30_000 }
  return {
    candidate: { name: 'one', model: 'm-1', provider: providerOf(dialect, options) } as Candidate,
    sent,
  }
}

async function picky(t: Test, dialect: Dialect, rejection: (sent: Sent) => object | string | undefined) {
  const { candidate: one, sent } = await candidate(t, dialect, rejection)
  const provider = failover([one], { timeout: 30_000 })
  t.teardown(() => provider.close())
  const ask = async (request = question) => {
    const { attempts } = await collect(provider.stream(request, neverAborted))
    return attempts.at(-1)?.adjustments
  }
  return { ask, sent }
}

const openaiError = (message: string, param: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code: 'unsupported_parameter' },
})

const efforts: readonly (readonly [Dialect, from: string, said: object | string])[] = [
  [
    openai,
    'OpenAI',
    openaiError(
      "Unsupported parameter: 'reasoning_effort' is not supported with this model.",
      'reasoning_effort',
    ),
  ],
  [
    openai,
    'OpenAI',
    openaiError(
      "Unsupported value: 'reasoning_effort' does not support 'high' with this model. Supported values are: 'low' and 'medium'.",
      'reasoning_effort',
    ),
  ],
  [openai, 'OpenAI', openaiError('Unrecognized request argument supplied: reasoning_effort')],
  [
    openai,
    'SGLang: router-for-me/CLIProxyAPI#1572',
    {
      object: 'error',
      message:
        "1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'reasoning_effort'), 'msg': \"Input should be 'low', 'medium' or 'high'\"}",
      code: 400,
    },
  ],
  [openai, 'Groq', openaiError('`reasoning_effort` must be one of `none` or `default`')],
  [
    openai,
    'Mistral',
    {
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['body', 'reasoning_effort'],
          msg: 'Extra inputs are not permitted',
          input: 'high',
        },
      ],
    },
  ],
  [
    openai,
    'xAI',
    { code: 'invalid-argument', error: 'Model m-1 does not support parameter reasoningEffort.' },
  ],
  [
    anthropic,
    'Anthropic',
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'thinking: Extra inputs are not permitted' },
    },
  ],
  [
    anthropic,
    'Anthropic',
    { type: 'error', error: { type: 'invalid_request_error', message: "'m-1' does not support thinking." } },
  ],
  [ollama, 'Ollama', '"m-1" does not support thinking'],
  [ollama, 'Ollama', 'think value "high" is not supported for this model'],
]

t.test('a reasoning effort that is rejected is omitted, and remembered', async (t) => {
  for (const [dialect, from, rejection] of efforts) {
    const { ask, sent } = await picky(t, dialect, (sent) =>
      ['reasoning_effort', 'thinking', 'think'].some((name) => name in sent) ? rejection : undefined,
    )
    const what = `${from}: ${JSON.stringify(rejection)}`
    t.strictSame(await ask(), ['no_reasoning_effort'], what)
    t.strictSame(await ask(), ['no_reasoning_effort'], what)
    t.equal(sent.length, 3, what)
  }
})

t.test('a model of Anthropic that rejects budgets gets the effort', async (t) => {
  const rejection = openaiError(
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
  )
  const isBudget = ({ thinking }: Sent) => JSON.stringify(thinking ?? '').includes('enabled')
  const { ask, sent } = await picky(t, anthropic, (sent) => (isBudget(sent) ? rejection : undefined))
  t.strictSame(await ask(), ['adaptive_thinking'])
  t.match(sent.at(-1), {
    thinking: { type: 'adaptive' },
    output_config: { effort: 'high', format: { schema } },
  })
  t.strictSame(await ask({ ...question, reasoningEffort: 'minimal' }), ['adaptive_thinking'])
  t.match(sent.at(-1)?.output_config, { effort: 'low' })
  // elizaOS/eliza#16175
  const neither = await picky(t, anthropic, (sent) => {
    if (isBudget(sent)) return rejection
    return sent.thinking === undefined
      ? undefined
      : openaiError('adaptive thinking is not supported on this model')
  })
  t.strictSame(await neither.ask(), ['adaptive_thinking', 'no_reasoning_effort'])
  t.equal(neither.sent.at(-1)?.thinking, undefined)
})

const schemas: readonly (readonly [Dialect, from: string, said: object | string])[] = [
  [
    openai,
    'OpenAI: openai/openai-dotnet#276',
    openaiError(
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      'response_format',
    ),
  ],
  [
    openai,
    'OpenAI',
    openaiError(
      "Invalid schema for response_format 'answer': In context=(), 'additionalProperties' is required to be supplied and to be false.",
      'response_format',
    ),
  ],
  [openai, 'DeepSeek', openaiError('This response_format type is unavailable now')],
  [openai, 'LM Studio: bhimrazy/receipt-ocr#20', "'response_format.json_schema.schema' must be an object"],
  [openai, 'llama.cpp', openaiError('Cannot use custom grammar constraints with tools.')],
  [openai, 'Groq', openaiError('This model does not support response format `json_schema`.')],
  [anthropic, 'Anthropic', openaiError('output_config: Extra inputs are not permitted')],
  [
    anthropic,
    'Anthropic',
    openaiError(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    ),
  ],
  [anthropic, 'Anthropic', openaiError("'m-1' does not support output format.")],
  [ollama, 'Ollama', 'invalid JSON schema in format'],
  [ollama, 'Ollama', 'json: cannot unmarshal object into Go struct field ChatRequest.format of type string'],
]

t.test('an output schema that is rejected is requested by instruction, for this request only', async (t) => {
  for (const [dialect, from, rejection] of schemas) {
    const { ask, sent } = await picky(t, dialect, (sent) =>
      ['response_format', 'output_config', 'format'].some((name) => name in sent) ? rejection : undefined,
    )
    const what = `${from}: ${JSON.stringify(rejection)}`
    const { reasoningEffort: _, ...request } = question
    t.strictSame(await ask(request), ['output_by_instruction'], what)
    t.match(JSON.stringify(sent.at(-1)), JSON.stringify(JSON.stringify(schema)).slice(1, -1), what)
    // Another schema may be accepted.
    t.strictSame(await ask(request), ['output_by_instruction'], what)
    t.equal(sent.length, 4, what)
  }
})

t.test('ids of tool calls are shortened for Mistral', async (t) => {
  const messages: ProviderRequest['messages'] = [
    { role: 'user', content: 'a' },
    {
      role: 'assistant',
      content: '',
      toolCalls: ['call_1', 'abcdefghi'].map((id) => ({ id, name: 'weather', arguments: '{}' })),
    },
    {
      role: 'user',
      content: '',
      toolResults: ['call_1', 'abcdefghi'].map((id) => ({ tool_call: id, content: 'x' })),
    },
  ]
  const rejection = {
    message: 'Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.',
    type: 'invalid_request_message_order',
  }
  const { ask, sent } = await picky(t, openai, (sent) =>
    JSON.stringify(sent).includes('call_1') ? rejection : undefined,
  )
  t.strictSame(await ask({ messages }), ['short_call_ids'])
  const ids = sent.at(-1)?.messages.flatMap(({ tool_call_id }) => tool_call_id ?? [])
  t.strictSame(ids, ['call00001', 'abcdefghi'])
})

t.test(
  'a rejection of tools fails the call, and texts of the request are not taken for a rejected parameter',
  async (t) => {
    const tools = [{ name: 'reasoning_effort_of', description: 'Tells the response_format and json_schema' }]
    const { reasoningEffort: _, outputSchema: __, ...plain } = question
    for (const [request, rejection] of [
      [{ ...plain, tools }, '"m-1" does not support tools'],
      [{ ...question, tools }, 'Invalid schema for function "reasoning_effort_of": unknown type'],
      [{ ...question, tools }, 'Unsupported: Tells the response_format and json_schema'],
      [question, 'The prompt was flagged'],
    ] as const) {
      const { ask, sent } = await picky(t, openai, () => rejection)
      await t.rejects(ask(request), { name: 'ProviderError', kind: 'refused' })
      t.equal(sent.length, 1, rejection)
    }
  },
)

t.test('an answer that fails in the middle of a tool call is discarded', async (t) => {
  const tools = [{ name: 'weather' }]
  const piece = (text: string) => ({
    openai: `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [{ index: 0, id: 'a', function: { name: 'weather', arguments: text } }] } }] })}\n\n`,
    anthropic:
      `data: ${JSON.stringify({ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'a', name: 'weather', input: {} } })}\n\n` +
      `data: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: text } })}\n\n`,
    ollama: `${JSON.stringify({ message: { tool_calls: [{ function: { name: 'weather', arguments: text } }] } })}\n`,
  })
  for (const dialect of dialects) {
    for (const isDropped of [false, true]) {
      const { baseUrl } = await scriptedProvider(t, (_, response) => {
        response.write(piece('{"city":')[dialect.name])
        if (isDropped) setTimeout(() => response.destroy(), 50)
        else response.end(dialect.error('overloaded_error', 'x'))
      })
      const options = { baseUrl: new URL(baseUrl).origin + dialect.base, model: 'm-1', timeout: 30_000 }
      const first = { name: 'one', model: 'm-1', provider: providerOf(dialect, options) }
      const { candidate: second } = await candidate(t, openai, () => undefined)
      const provider = failover([first, second], { timeout: 30_000 })
      t.teardown(() => provider.close())
      const events: ProviderEvent[] = []
      for await (const batch of provider.stream({ ...question, tools }, neverAborted)) events.push(...batch)
      const types = events.map(({ type }) => type)
      t.ok(types.indexOf('tool_call_delta') < types.indexOf('reset') && types.includes('tool_call_delta'))
      t.notOk(types.includes('tool_call'), 'the call is never complete')
      t.strictSame(types.slice(types.indexOf('reset') + 1), ['model', 'text', 'usage', 'attempt', 'finish'])
    }
  }
})

t.test('adjustments from the settings apply to every request', async (t) => {
  const adjustments: Adjustment[] = ['output_by_instruction', 'no_reasoning_effort']
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
    response.end(openai.frames({}).join('')),
  )
  const provider = providerOf(openai, { baseUrl, model: 'm-1', timeout: 30_000, adjustments })
  t.teardown(() => provider.close())
  for (let count = 0; count < 2; count += 1) await collect(provider.stream(question, neverAborted))
  for (const { body } of requests) t.notMatch(body, /response_format|reasoning_effort/)
})
