/** Tools and tool calls in requests, in the form of each protocol. */
import t from 'tap'
import type { Message } from '../../src/models/provider.ts'
import { dialects } from '../support/providers/dialects.ts'
import {
  assistant,
  type Block,
  blocksOf,
  call,
  calling,
  parameters,
  result,
  results,
  sent,
  tools,
  user,
  weather,
} from './tool-requests.ts'

const [openai, anthropic, ollama] = dialects
if (!openai || !anthropic || !ollama) throw new Error('No dialects')

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
