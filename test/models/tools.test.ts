/** Tools, reasoning effort and output schemas in requests, and what is sent back with tool calls. */
import t, { type Test } from 'tap'
import type { Message, ProviderEvent, ProviderRequest, Sealed } from '../../src/models/provider.ts'
import { collect } from '../support/providers/collect.ts'
import { dialects, providerOf } from '../support/providers/dialects.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'

const neverAborted = new AbortController().signal
const [openai, anthropic, ollama] = dialects
if (!openai || !anthropic || !ollama) throw new Error('No dialects')
type Dialect = typeof openai

interface Sent extends Readonly<Record<string, unknown>> {
  readonly messages: readonly Readonly<Record<string, unknown>>[]
}

const user = (content: string): Message => ({ role: 'user', content })
const assistant = (content: string): Message => ({ role: 'assistant', content })
const call = (id: string, args = '{"city":"Paris"}', name = 'weather') => ({ id, name, arguments: args })
const calling = (content: string, ...toolCalls: ReturnType<typeof call>[]): Message => ({
  role: 'assistant',
  content,
  toolCalls,
})
const result = (tool_call: string, content = 'Rain') => ({ tool_call, content })
const results = (...toolResults: { tool_call: string; content: string }[]): Message => ({
  role: 'user',
  content: '',
  toolResults,
})
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { name: 'weather', description: 'Weather of a city', parameters }
const tools = [weather, { name: 'time' }]

/** Returns the body of the last request of a kind that the provider accepts. */
async function sent(t: Test, dialect: Dialect, request: ProviderRequest, model = 'm-1'): Promise<Sent> {
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
    response.end(dialect.frames({}).join('')),
  )
  const provider = providerOf(dialect, {
    baseUrl: new URL(baseUrl).origin + dialect.base,
    model,
    timeout: 30_000,
  })
  t.teardown(() => provider.close())
  await collect(provider.stream(request, neverAborted))
  return JSON.parse(requests.at(-1)?.body ?? '')
}

t.test('tools and the tool choice are sent in the form of the protocol', async (t) => {
  const messages = [user('Hi')]
  const functions = [
    { type: 'function', function: weather },
    { type: 'function', function: { name: 'time', parameters: { type: 'object', properties: {} } } },
  ]
  const definitions = [
    { name: 'weather', description: 'Weather of a city', input_schema: parameters },
    { name: 'time', input_schema: { type: 'object' } },
  ]
  const named = { name: 'time' }
  for (const [toolChoice, forOpenai, forAnthropic] of [
    [undefined, undefined, undefined],
    ['auto', 'auto', { type: 'auto' }],
    ['none', 'none', { type: 'none' }],
    ['required', 'required', { type: 'any' }],
    [named, { type: 'function', function: named }, { type: 'tool', ...named }],
  ] as const) {
    const request = { messages, tools, ...(toolChoice !== undefined && { toolChoice }) }
    const bodies = [await sent(t, openai, request), await sent(t, anthropic, request)]
    t.strictSame(bodies[0]?.tools, functions)
    t.strictSame(bodies[0]?.tool_choice, forOpenai)
    t.strictSame(bodies[1]?.tools, definitions)
    t.strictSame(bodies[1]?.tool_choice, forAnthropic)
    const body = await sent(t, ollama, request)
    const offered =
      toolChoice === 'none' ? undefined : typeof toolChoice === 'object' ? [functions[1]] : functions
    t.strictSame(body.tools, offered)
    const mustCall = toolChoice === 'required' || typeof toolChoice === 'object'
    t.equal(body.messages[0]?.role, mustCall ? 'system' : 'user')
  }
  for (const dialect of dialects) {
    const body = await sent(t, dialect, { messages, tools: [], toolChoice: 'required' })
    t.strictSame([body.tools, body.tool_choice, body.messages], [undefined, undefined, [user('Hi')]])
  }
})

/** Conversations in short form: t is a call, r a result, then their ids. */
const conversations: readonly {
  what: string
  messages: readonly Message[]
  openai: readonly string[]
  anthropic: readonly string[]
}[] = [
  {
    what: 'parallel calls and the next question',
    messages: [
      user('a'),
      calling('b', call('1'), call('2')),
      results(result('1'), result('2', 'Sun')),
      assistant('c'),
      user('d'),
    ],
    openai: ['user: a', 'assistant: b t1 t2', 'tool: r1 Rain', 'tool: r2 Sun', 'assistant: c', 'user: d'],
    anthropic: ['user: a', 'assistant: b t1 t2', 'user: r1 Rain r2 Sun', 'assistant: c', 'user: d'],
  },
  {
    what: 'a question after results without an answer',
    messages: [user('a'), calling('', call('1')), results(result('1')), user('b')],
    openai: ['user: a', 'assistant: t1', 'tool: r1 Rain', 'assistant: …', 'user: b'],
    anthropic: ['user: a', 'assistant: t1', 'user: r1 Rain b'],
  },
  {
    what: 'results in two messages, with a question between',
    messages: [
      user('a'),
      calling('', call('1'), call('2')),
      results(result('1')),
      user('b'),
      results(result('2')),
    ],
    openai: ['user: a', 'assistant: t1 t2', 'tool: r1 Rain', 'tool: r2 Rain', 'assistant: …', 'user: b'],
    anthropic: ['user: a', 'assistant: t1 t2', 'user: r1 Rain r2 Rain b'],
  },
  {
    what: 'a result whose call was dropped',
    messages: [results(result('1')), assistant('c'), user('d')],
    openai: ['user: Result of a tool:\n\nRain', 'assistant: c', 'user: d'],
    anthropic: ['user: Result of a tool:\n\nRain', 'assistant: c', 'user: d'],
  },
  {
    what: 'a call without a result',
    messages: [
      user('a'),
      calling('b', call('1'), call('2')),
      results(result('2')),
      assistant('c'),
      user('d'),
    ],
    openai: ['user: a', 'assistant: b t2', 'tool: r2 Rain', 'assistant: c', 'user: d'],
    anthropic: ['user: a', 'assistant: b t2', 'user: r2 Rain', 'assistant: c', 'user: d'],
  },
  {
    what: 'calls without results',
    messages: [user('a'), calling('', call('1')), user('b'), calling('c', call('2')), user('d')],
    openai: ['user: a\n\nb', 'assistant: c', 'user: d'],
    anthropic: ['user: a\n\nb', 'assistant: c', 'user: d'],
  },
  {
    what: 'a result after the next answer, and a second result',
    messages: [
      user('a'),
      calling('', call('1')),
      results(result('1'), result('1', 'Sun')),
      assistant('b'),
      results(result('1', 'Fog')),
    ],
    openai: [
      'user: a',
      'assistant: t1',
      'tool: r1 Rain',
      'assistant: …',
      'user: Result of a tool:\n\nSun',
      'assistant: b',
      'user: Result of a tool:\n\nFog',
    ],
    anthropic: [
      'user: a',
      'assistant: t1',
      'user: r1 Rain Result of a tool:\n\nSun',
      'assistant: b',
      'user: Result of a tool:\n\nFog',
    ],
  },
  {
    what: 'calls first',
    messages: [calling('', call('1')), results(result('1'))],
    openai: ['user: …', 'assistant: t1', 'tool: r1 Rain'],
    anthropic: ['user: …', 'assistant: t1', 'user: r1 Rain'],
  },
  {
    what: 'the same id in two messages',
    messages: [
      user('a'),
      calling('', call('1')),
      results(result('1')),
      calling('', call('1')),
      results(result('1', 'Sun')),
    ],
    openai: ['user: a', 'assistant: t1', 'tool: r1 Rain', 'assistant: tcall00001', 'tool: rcall00001 Sun'],
    anthropic: ['user: a', 'assistant: t1', 'user: r1 Rain', 'assistant: tcall00001', 'user: rcall00001 Sun'],
  },
  {
    what: 'ids that some providers reject',
    messages: [
      user('a'),
      calling('', call('a:b'), call('x'.repeat(41)), call('call00001')),
      results(result('call00001'), result('x'.repeat(41), 'Sun'), result('a:b', 'Fog')),
    ],
    openai: [
      'user: a',
      'assistant: tcall00002 tcall00003 tcall00001',
      'tool: rcall00001 Rain',
      'tool: rcall00003 Sun',
      'tool: rcall00002 Fog',
    ],
    anthropic: [
      'user: a',
      'assistant: tcall00002 tcall00003 tcall00001',
      'user: rcall00001 Rain rcall00003 Sun rcall00002 Fog',
    ],
  },
]

type Block = Readonly<Record<string, unknown>>

function blocksOf(value: unknown): Block[] {
  return Array.isArray(value) ? value : []
}

function shortMessage({ role, content, tool_calls = [], tool_call_id }: Block): string {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : blocksOf(content)
  const parts = blocks.map((block: Block) => {
    if (block.type === 'tool_use') return `t${block.id}`
    return block.type === 'tool_result' ? `r${block.tool_use_id} ${block.content}` : block.text
  })
  const calls = blocksOf(tool_calls).map(({ id }) => `t${id}`)
  return `${role}: ${[...(tool_call_id ? [`r${tool_call_id}`] : []), ...parts, ...calls].join(' ')}`
}

t.test('each call is sent with its result', async (t) => {
  for (const { what, messages, ...expected } of conversations) {
    const forOpenai = await sent(t, openai, { messages, tools })
    t.strictSame(forOpenai.messages.map(shortMessage), expected.openai, what)
    const forAnthropic = await sent(t, anthropic, { messages, tools })
    t.strictSame(forAnthropic.messages.map(shortMessage), expected.anthropic, what)
    const forOllama = await sent(t, ollama, { messages, tools })
    t.strictSame(
      forOllama.messages.map(({ role }) => role),
      forOpenai.messages.map(({ role }) => role),
      what,
    )
  }
})

t.test('calls and results have the form of the protocol', async (t) => {
  const messages = [
    user('a'),
    calling('', call('1'), call('2', 'Paris', 'made up!')),
    results(result('1'), result('2', '')),
  ]
  const invalid = { invalid_arguments: 'Paris' }
  t.strictSame((await sent(t, openai, { messages })).messages.slice(1), [
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: '1', type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
        { id: '2', type: 'function', function: { name: 'made_up_', arguments: JSON.stringify(invalid) } },
      ],
    },
    { role: 'tool', tool_call_id: '1', content: 'Rain' },
    { role: 'tool', tool_call_id: '2', content: '' },
  ])
  const body = await sent(t, anthropic, { messages })
  t.strictSame(body.messages.slice(1), [
    {
      role: 'assistant',
      content: [
        { type: 'tool_use', id: '1', name: 'weather', input: { city: 'Paris' } },
        { type: 'tool_use', id: '2', name: 'made_up_', input: invalid },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: '1', content: 'Rain' },
        { type: 'tool_result', tool_use_id: '2', content: '' },
      ],
    },
  ])
  // Anthropic requires the tools of earlier calls.
  const names = ['weather', 'made_up_']
  t.strictSame(
    body.tools,
    names.map((name) => ({ name, input_schema: { type: 'object' } })),
  )
  t.strictSame(body.tool_choice, { type: 'none' })
  t.strictSame((await sent(t, ollama, { messages })).messages.slice(1), [
    {
      role: 'assistant',
      content: '',
      tool_calls: [
        { function: { name: 'weather', arguments: { city: 'Paris' } } },
        { function: { name: 'made_up_', arguments: invalid } },
      ],
    },
    { role: 'tool', tool_name: 'weather', content: 'Rain' },
    { role: 'tool', tool_name: 'made_up_', content: '' },
  ])
})

/** Returns the message of an answer that calls tools. */
async function answered(t: Test, dialect: Dialect, body: string): Promise<Message> {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  const provider = providerOf(dialect, {
    baseUrl: new URL(baseUrl).origin + dialect.base,
    model: 'm-1',
    timeout: 30_000,
  })
  t.teardown(() => provider.close())
  const events: ProviderEvent[] = []
  for await (const batch of provider.stream({ messages: [user('a')], tools }, neverAborted))
    events.push(...batch)
  const sealed: Sealed[] = events.flatMap((event) => (event.type === 'sealed' ? [event.sealed] : []))
  return {
    role: 'assistant',
    content: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''),
    toolCalls: events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : [])),
    sealed,
  }
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`
const block = (index: number, content_block: object, ...deltas: object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
]
const thoughts = [
  { type: 'thinking', thinking: 'Paris first.', signature: 'sig+1' },
  { type: 'redacted_thinking', data: 'secret==' },
  { type: 'text', text: 'Let me ' },
  { type: 'thinking', thinking: '', signature: 'sig+2' },
  { type: 'text', text: 'see.' },
  { type: 'tool_use', id: '1', name: 'weather', input: { city: 'Paris' } },
  { type: 'thinking', thinking: 'Then Oslo.', signature: 'sig+3' },
  { type: 'tool_use', id: '2', name: 'time', input: {} },
]
const streamed = [
  ...block(
    0,
    { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: 'Paris ' },
    { type: 'thinking_delta', thinking: 'first.' },
    { type: 'signature_delta', signature: 'sig+1' },
  ),
  ...block(1, { type: 'redacted_thinking', data: 'secret==' }),
  ...block(
    2,
    { type: 'text', text: '' },
    { type: 'text_delta', text: 'Let ' },
    { type: 'text_delta', text: 'me ' },
  ),
  ...block(3, { type: 'thinking', thinking: '' }, { type: 'signature_delta', signature: 'sig+2' }),
  ...block(4, { type: 'text', text: 'see.' }),
  ...block(
    5,
    { type: 'tool_use', id: '1', name: 'weather', input: {} },
    { type: 'input_json_delta', partial_json: '{"city":"Paris"}' },
  ),
  ...block(6, { type: 'thinking', thinking: 'Then Oslo.', signature: 'sig+3' }),
  ...block(7, { type: 'tool_use', id: '2', name: 'time', input: {} }),
  { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
  { type: 'message_stop' },
]
const answeredCalls = results(result('1'), result('2'))

t.test('Anthropic gets its thinking back unchanged and in its place', async (t) => {
  const whole = JSON.stringify({ type: 'message', content: thoughts, stop_reason: 'tool_use' })
  for (const body of [streamed.map(event).join(''), whole]) {
    const message = await answered(t, anthropic, body)
    t.equal(message.content, 'Let me see.')
    const messages = [user('a'), message, answeredCalls]
    const request: ProviderRequest = { messages, tools, reasoningEffort: 'low' }
    const again = await sent(t, anthropic, request)
    t.strictSame(again.messages[1]?.content, thoughts)
    t.match(again.thinking, { type: 'enabled' })
    // An edited text cannot be put between the thoughts.
    const edited = [user('a'), { ...message, content: 'Edited.' }, answeredCalls]
    const types = async (messages: readonly Message[], model?: string) =>
      blocksOf((await sent(t, anthropic, { ...request, messages }, model)).messages[1]?.content).map(
        ({ type }) => type,
      )
    const thinking = ['thinking', 'redacted_thinking', 'thinking', 'thinking']
    t.strictSame(await types(edited), [...thinking, 'text', 'tool_use', 'tool_use'])
    // Other models and protocols do not receive it.
    t.strictSame(await types(messages, 'm-2'), ['text', 'tool_use', 'tool_use'])
    t.equal((await sent(t, anthropic, request, 'm-2')).thinking, undefined)
    t.notMatch(JSON.stringify(await sent(t, openai, request)), /sig\+|secret|first/)
    // A call without a result would change the places.
    t.strictSame(await types([user('a'), message, results(result('2'))]), ['text', 'tool_use'])
  }
})

t.test('thinking that is not signed, or without calls, is not sealed', async (t) => {
  const unsigned = [{ type: 'thinking', thinking: 'x' }, ...thoughts.slice(5, 6)]
  const uncalled = thoughts.slice(0, 3)
  for (const content of [unsigned, uncalled]) {
    const message = await answered(
      t,
      anthropic,
      JSON.stringify({ type: 'message', content, stop_reason: 'end_turn' }),
    )
    t.strictSame(message.sealed, [])
  }
})

t.test('models behind the protocol of OpenAI get their reasoning and signatures back', async (t) => {
  const extra_content = { google: { thought_signature: 'sig+1' } }
  const delta = (delta: object) => event({ choices: [{ index: 0, delta }] })
  const fn = (name: string, more = {}) => ({ function: { name, arguments: '{}' }, ...more })
  const body =
    delta({ reasoning_content: 'Paris ' }) +
    delta({ reasoning_content: 'first.' }) +
    delta({
      tool_calls: [fn('weather', { id: '1', index: 0, extra_content }), fn('time', { id: '2', index: 1 })],
    }) +
    'data: [DONE]\n\n'
  const message = await answered(t, openai, body)
  const request: ProviderRequest = { messages: [user('a'), message, answeredCalls], tools }
  const [, again] = (await sent(t, openai, request)).messages
  t.match(again, { reasoning_content: 'Paris first.', content: null })
  t.strictSame(
    blocksOf(again?.tool_calls).map((one) => one.extra_content),
    [extra_content, undefined],
  )
  t.notMatch(JSON.stringify(await sent(t, openai, request, 'm-2')), /sig\+|first/)
  t.strictSame(
    (await answered(t, openai, `${delta({ tool_calls: [fn('time')] })}data: [DONE]\n\n`)).sealed,
    [],
  )
})

t.test('the reasoning effort has the form of the protocol', async (t) => {
  const messages = [user('a')]
  for (const [reasoningEffort, max_tokens, thinking, limit] of [
    ['none', undefined, { type: 'disabled' }, 8192],
    ['minimal', undefined, { type: 'enabled', budget_tokens: 1024 }, 9216],
    ['low', undefined, { type: 'enabled', budget_tokens: 2048 }, 10_240],
    ['medium', undefined, { type: 'enabled', budget_tokens: 8192 }, 16_384],
    ['high', undefined, { type: 'enabled', budget_tokens: 16_384 }, 24_576],
    ['high', 4000, { type: 'enabled', budget_tokens: 2000 }, 4000],
    ['low', 2048, { type: 'enabled', budget_tokens: 1024 }, 2048],
    ['high', 2047, undefined, 2047],
  ] as const) {
    const request = { messages, reasoningEffort, temperature: 0.5, ...(max_tokens && { max_tokens }) }
    t.equal((await sent(t, openai, request)).reasoning_effort, reasoningEffort)
    const body = await sent(t, anthropic, request)
    t.strictSame([body.thinking, body.max_tokens], [thinking, limit])
    t.equal(body.temperature, thinking?.type === 'enabled' ? undefined : 0.5)
    t.equal((await sent(t, ollama, request)).think, reasoningEffort !== 'none')
    const degree = reasoningEffort === 'none' || reasoningEffort === 'minimal' ? 'low' : reasoningEffort
    t.equal((await sent(t, ollama, request, 'gpt-oss:20b')).think, degree)
  }
  for (const dialect of dialects) {
    const { reasoning_effort, thinking, think } = await sent(t, dialect, { messages })
    t.strictSame([reasoning_effort, thinking, think], [undefined, undefined, undefined])
  }
  // Anthropic rejects thinking with a required call.
  const request: ProviderRequest = { messages, tools, toolChoice: 'required', reasoningEffort: 'high' }
  t.equal((await sent(t, anthropic, request)).thinking, undefined)
})

t.test('an output schema has the form of the protocol', async (t) => {
  const outputSchema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  }
  const messages = [user('a')]
  const request = { messages, outputSchema }
  const json_schema = { name: 'answer', schema: outputSchema, strict: true }
  t.strictSame((await sent(t, openai, request)).response_format, { type: 'json_schema', json_schema })
  t.strictSame((await sent(t, anthropic, request)).output_config, {
    format: { type: 'json_schema', schema: outputSchema },
  })
  t.strictSame((await sent(t, ollama, request)).format, outputSchema)
  for (const [schema, isStrict] of [
    [{ type: 'string' }, true],
    [{ ...outputSchema, required: [] }, false],
    [{ ...outputSchema, additionalProperties: true }, false],
    [{ type: 'object' }, false],
    [{ type: 'array', items: { type: ['object', 'null'] } }, false],
    [{ anyOf: [outputSchema, { properties: {} }] }, false],
    [{ $defs: { a: outputSchema }, $ref: '#/$defs/a' }, true],
    [{ ...outputSchema, properties: { a: { enum: [{ type: 'object' }] } } }, true],
  ] as const) {
    const { response_format } = await sent(t, openai, { messages, outputSchema: schema })
    t.equal(
      'strict' in (response_format as { json_schema: object }).json_schema,
      isStrict,
      JSON.stringify(schema),
    )
  }
  // A format would make calls impossible.
  const body = await sent(t, ollama, { ...request, tools })
  t.equal(body.format, undefined)
  t.match(body.messages[0], { role: 'system', content: JSON.stringify(outputSchema) })
})
