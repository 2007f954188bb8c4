/** Tool calls in the shapes in which servers send them. */
import t, { type Test } from 'tap'
import { protocols } from '../../../src/models/protocols/protocols.ts'
import { ProviderError, type ProviderEvent, type ToolCall } from '../../../src/models/provider.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'

type Name = keyof typeof protocols

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`
const line = (data: unknown) => `${JSON.stringify(data)}\n`
const delta = (delta: unknown, finish_reason: unknown = null) =>
  event({ choices: [{ index: 0, delta, finish_reason }] })
const chunk = (...tool_calls: unknown[]) => delta({ tool_calls })
const done = 'data: [DONE]\n\n'
const end = delta({}, 'tool_calls') + done
const whole = (message: object, finish_reason = 'tool_calls') =>
  JSON.stringify({ choices: [{ index: 0, message, finish_reason }] })
const fn = (name?: unknown, args?: unknown, more: object = {}) => ({
  ...more,
  function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
})
const paris = '{"city":"Paris"}'
const oslo = '{"city":"Oslo"}'
const weather = (args = paris) => `weather ${args}`

const tools = ['weather', 'time', 'get_weather', 'get', 'get_all'].map((name) => ({ name }))

interface Read {
  readonly calls: readonly ToolCall[]
  /** Every published call, joined from its deltas. */
  readonly deltas: readonly ToolCall[]
  readonly text: string
  readonly finish?: string | null
  readonly complete?: boolean
  readonly failure?: string
}

async function read(
  t: Test,
  body: string,
  protocol: Name = 'openai',
  request: object = { tools },
): Promise<Read> {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  const provider = protocols[protocol]({ baseUrl, model: 'm-1', timeout: 30_000 })
  t.teardown(() => provider.close())
  const messages = [{ role: 'user' as const, content: 'Hello' }]
  const calls: ToolCall[] = []
  const deltas: ToolCall[] = []
  const types: ProviderEvent['type'][] = []
  let text = ''
  try {
    for await (const batch of provider.stream({ ...request, messages }, new AbortController().signal)) {
      for (const one of batch) {
        types.push(one.type)
        if (one.type === 'text') text += one.text
        if (one.type === 'tool_call') calls.push(one.call)
        if (one.type === 'tool_call_delta') {
          const known = deltas[one.index] ?? { id: one.id ?? '', name: one.name ?? '', arguments: '' }
          if (one.index > deltas.length) t.fail('the indexes have gaps')
          deltas[one.index] = { ...known, arguments: known.arguments + one.arguments }
        }
        if (one.type === 'finish') {
          t.ok(types.lastIndexOf('tool_call') < types.indexOf('usage'), 'calls precede the usage')
          return { calls, deltas, text, finish: one.reason, complete: one.complete }
        }
      }
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { calls, deltas, text, failure: error.reason }
  }
  throw new Error('An answer ended without its finish')
}

const short = ({ name, arguments: args }: ToolCall) => `${name} ${args}`

/** Streams of OpenAI's protocol, and the calls in them. */
const streams: readonly (readonly [what: string, body: string, ...calls: string[]])[] = [
  [
    'arguments in pieces',
    chunk({ index: 0, id: 'a', type: 'function', function: { name: 'weather', arguments: '' } }) +
      chunk({ index: 0, ...fn(undefined, '{"city":') }) +
      chunk({ index: 0, ...fn(undefined, '"Paris"}') }) +
      end,
    weather(),
  ],
  ['all in one chunk', chunk({ index: 0, id: 'a', ...fn('weather', paris) }) + end, weather()],
  [
    'finish reason in the chunk of the call',
    delta({ tool_calls: [fn('weather', paris)] }, 'tool_calls') + done,
    weather(),
  ],
  [
    'no id',
    chunk({ index: 0, ...fn('weather', '') }) + chunk({ index: 0, ...fn(undefined, paris) }) + end,
    weather(),
  ],
  ['no index', chunk({ id: 'a', ...fn('weather', '') }) + chunk(fn(undefined, paris)) + end, weather()],
  [
    'neither',
    chunk(fn('weather', '')) + chunk(fn(undefined, '{"city"')) + chunk(fn(undefined, ':"Paris"}')) + end,
    weather(),
  ],
  [
    'neither, and the name each time',
    chunk(fn('weather', '{"city"')) + chunk(fn('weather', ':"Paris"}')) + end,
    weather(),
  ],
  [
    'a new id for each piece',
    chunk({ index: 0, id: 'a', ...fn('weather', '{"city"') }) +
      chunk({ index: 0, id: 'b', ...fn('weather', ':"Paris"}') }) +
      end,
    weather(),
  ],
  [
    'a new id for each piece, without a name',
    chunk({ id: 'a', ...fn('weather') }) +
      chunk({ id: 'b', ...fn('', '{"city"') }) +
      chunk({ id: 'c', ...fn(null, ':"Paris"}') }) +
      end,
    weather(),
  ],
  [
    'name and id in pieces',
    chunk({ index: 0, id: 'a', ...fn('get_') }) +
      chunk({ index: 0, ...fn('weather') }) +
      chunk({ index: 0, ...fn('', paris) }) +
      end,
    `get_${weather()}`,
  ],
  [
    'the name of another tool in pieces',
    chunk({ index: 0, ...fn('get') }) +
      chunk({ index: 0, ...fn('_all') }) +
      chunk({ index: 0, ...fn('', '{}') }) +
      end,
    'get_all {}',
  ],
  [
    'the name as a growing text',
    chunk({ index: 0, ...fn('get_w') }) + chunk({ index: 0, ...fn('get_weather', paris) }) + end,
    `get_${weather()}`,
  ],
  [
    'growing arguments',
    chunk({ index: 0, id: 'a', ...fn('weather', '{') }) +
      chunk({ index: 0, id: 'a', ...fn('weather', '{"city":') }) +
      chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      end,
    weather(),
  ],
  [
    'an object that begins like the arguments before it',
    chunk(fn('weather', '{"a":')) +
      chunk(fn(undefined, '{"a":')) +
      chunk(fn(undefined, '1}')) +
      chunk(fn(undefined, '}')) +
      end,
    'weather {"a":{"a":1}}',
  ],
  [
    'an object inside that is complete',
    chunk(fn('weather', '{"a":')) + chunk(fn(undefined, '{"a":1}')) + chunk(fn(undefined, '}')) + end,
    'weather {"a":{"a":1}}',
  ],
  [
    'repeated whole',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      end,
    weather(),
  ],
  [
    'repeated whole without index, id and name, written differently',
    chunk(fn('weather', paris)) + chunk(fn(undefined, '{ "city": "Paris" }')) + end,
    'weather { "city": "Paris" }',
  ],
  [
    'repeated in pieces',
    chunk(fn('weather', paris)) + chunk(fn('weather', '{"city":')) + chunk(fn(undefined, '"Paris"}')) + end,
    weather(),
  ],
  ['repetition cut off', chunk(fn('weather', paris)) + chunk(fn('weather', '{"ci')) + end, weather()],
  [
    'two calls repeated whole at the end, in a message',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 1, id: 'b', ...fn('weather', oslo) }) +
      delta({}, 'tool_calls') +
      event({
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            finish_reason: 'tool_calls',
            message: {
              tool_calls: [
                { id: 'a', ...fn('weather', paris) },
                { id: 'b', ...fn('weather', oslo) },
              ],
            },
          },
        ],
      }) +
      done,
    weather(),
    weather(oslo),
  ],
  [
    'two calls repeated one by one, without ids',
    chunk(fn('weather', paris)) +
      chunk(fn('weather', oslo)) +
      chunk(fn('weather', paris)) +
      chunk(fn('weather', oslo)) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'the calls only in the message at the end',
    delta({ content: 'Let me see.' }) +
      event({
        object: 'chat.completion',
        choices: [
          { message: { content: 'Let me see.', tool_calls: [fn('weather', paris)] }, finish_reason: 'stop' },
        ],
      }) +
      done,
    weather(),
  ],
  [
    'two calls in one chunk without index and id',
    chunk(fn('weather', paris), fn('time', oslo)) + end,
    weather(),
    `time ${oslo}`,
  ],
  [
    'two calls in one chunk with the same index and no id',
    chunk({ index: 0, ...fn('weather', paris) }, { index: 0, ...fn('weather', oslo) }) + end,
    weather(),
    weather(oslo),
  ],
  [
    'two calls with the same index and different ids',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 0, id: 'b', ...fn('weather', oslo) }) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'two calls with the same index, in pieces',
    chunk({ index: 0, id: 'a', ...fn('weather', '') }) +
      chunk({ index: 0, ...fn(undefined, paris) }) +
      chunk({ index: 0, id: 'b', ...fn('weather', '') }) +
      chunk({ index: 0, ...fn(undefined, oslo) }) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'the same id for both',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 1, id: 'a', ...fn('weather', oslo) }) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'the same call twice, with ids',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }, { index: 1, id: 'b', ...fn('weather', paris) }) +
      end,
    weather(),
    weather(),
  ],
  [
    'interleaved pieces',
    chunk({ index: 0, id: 'a', ...fn('weather') }, { index: 1, id: 'b', ...fn('weather') }) +
      chunk({ index: 1, ...fn(undefined, '{"city":') }) +
      chunk({ index: 0, ...fn(undefined, paris) }) +
      chunk({ index: 1, ...fn(undefined, '"Oslo"}') }) +
      end,
    // In the order of their first arguments.
    weather(oslo),
    weather(),
  ],
  [
    'pieces interleaved by id',
    chunk({ id: 'a', ...fn('weather') }) +
      chunk({ id: 'b', ...fn('time') }) +
      chunk({ id: 'a', ...fn(undefined, paris) }) +
      chunk({ id: 'b', ...fn(undefined, oslo) }) +
      end,
    weather(),
    `time ${oslo}`,
  ],
  [
    'two calls without arguments',
    chunk(fn('weather', '')) + chunk(fn('time', '')) + end,
    'weather {}',
    'time {}',
  ],
  [
    'indexes from 1',
    chunk({ index: 1, ...fn('weather', paris) }) + chunk({ index: 2, ...fn('time', '{}') }) + end,
    weather(),
    'time {}',
  ],
  [
    'an index as text',
    chunk({ index: '0', ...fn('weather', '') }) + chunk({ index: '0', ...fn(undefined, paris) }) + end,
    weather(),
  ],
  ['an object as arguments', chunk(fn('weather', { city: 'Paris' })) + end, weather()],
  ['no arguments', chunk(fn('weather')) + end, 'weather {}'],
  ['null as arguments', chunk(fn('weather', null)) + end, 'weather {}'],
  ['the word null as arguments', chunk(fn('weather', 'null')) + end, 'weather {}'],
  [
    'an empty object before the arguments',
    chunk(fn('weather', '{}')) + chunk(fn(undefined, '{"city":')) + chunk(fn(undefined, '"Paris"}')) + end,
    weather(),
  ],
  ['arguments that are not JSON', chunk(fn('weather', 'Paris')) + end, 'weather Paris'],
  ['a list as arguments', chunk(fn('weather', '[1]')) + end, 'weather [1]'],
  [
    'empty calls between',
    chunk({}, null, { index: 0, function: null }) +
      chunk(fn('weather', paris)) +
      chunk({ index: 0, ...fn('', '') }) +
      end,
    weather(),
  ],
  ['a call outside a list', delta({ tool_calls: { id: 'a', ...fn('weather', paris) } }) + end, weather()],
  ['a call without a function', chunk({ id: 'a', name: 'weather', arguments: paris }) + end, weather()],
  [
    'function_call',
    delta({ function_call: { name: 'weather', arguments: '' } }) +
      delta({ function_call: { arguments: paris } }) +
      delta({}, 'function_call') +
      done,
    weather(),
  ],
  [
    'function_call beside tool_calls',
    delta({ tool_calls: [fn('weather', paris)], function_call: { name: 'weather', arguments: paris } }) + end,
    weather(),
  ],
  ['the finish reason stop', chunk(fn('weather', paris)) + delta({}, 'stop') + done, weather()],
  ['no finish reason', chunk(fn('weather', paris)) + done, weather()],
  ['no [DONE]', chunk(fn('weather', paris)) + delta({}, 'stop'), weather()],
  [
    'stop in every chunk',
    delta({ tool_calls: [{ index: 0, ...fn('weather', '{"city":') }] }, 'stop') +
      delta({ tool_calls: [{ index: 0, ...fn(undefined, '"Paris"}') }] }, 'stop') +
      done,
    weather(),
  ],
  [
    'not streamed',
    whole({ content: null, tool_calls: [{ id: 'a', type: 'function', ...fn('weather', paris) }] }),
    weather(),
  ],
  [
    'not streamed, two without ids',
    whole({ content: '', tool_calls: [fn('weather', paris), fn('weather', paris)] }, 'stop'),
    weather(),
    weather(),
  ],
  ['not streamed, an object', whole({ tool_calls: [fn('weather', { city: 'Paris' })] }), weather()],
  [
    'not streamed, function_call',
    whole({ function_call: { name: 'weather', arguments: paris } }, 'function_call'),
    weather(),
  ],
  [
    'U+0000 and half a surrogate pair',
    chunk(fn('weather', '{"a":"\0\ud83d')) + chunk(fn(undefined, '\ude42\ud83d"}')) + end,
    'weather {"a":"\ufffd🙂\ufffd"}',
  ],
]

t.test("tool calls are put together from OpenAI's streams", async (t) => {
  for (const [what, body, ...calls] of streams) {
    const { calls: found, deltas, failure, ...answer } = await read(t, body)
    t.strictSame([failure, ...found.map(short)], [undefined, ...calls], what)
    t.match(answer, { finish: 'tool_calls', complete: true }, what)
    t.equal(new Set(found.map(({ id }) => id)).size, calls.length, `${what}: ids are unique`)
    t.ok(
      found.every(({ id }) => /^[\w-]+$/.test(id)),
      `${what}: ids are not empty`,
    )
    t.strictSame(
      deltas.map(({ id, name }) => ({ id, name })),
      found.map(({ id, name }) => ({ id, name })),
      `${what}: the deltas have the same ids and names`,
    )
  }
})

t.test('arguments are published as they arrive, once', async (t) => {
  for (const [what, body] of streams) {
    if (/written differently|begins like|inside that|repet|repeated in/.test(what)) continue
    const { calls, deltas } = await read(t, body)
    t.strictSame(deltas, calls, what)
  }
})

const anthropic = (...events: object[]) => events.map(event).join('')
const start = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
})
const more = (index: number, delta: object) => ({ type: 'content_block_delta', index, delta })
const json = (partial_json: string) => ({ type: 'input_json_delta', partial_json })
const use = (id: string, name: string, input: object = {}) => ({ type: 'tool_use', id, name, input })
const stopped = { type: 'message_delta', delta: { stop_reason: 'tool_use' } }
const stop = { type: 'message_stop' }
const ollama = (...messages: object[]) =>
  [
    ...messages.map((message) => line({ message, done: false })),
    line({ message: {}, done: true, done_reason: 'stop' }),
  ].join('')

t.test('tool calls are read from the other protocols', async (t) => {
  const table: readonly (readonly [Name, what: string, body: string, ...calls: string[]])[] = [
    [
      'anthropic',
      'parallel calls after text',
      anthropic(
        start(0, { type: 'text', text: '' }),
        more(0, { type: 'text_delta', text: 'Let me see.' }),
        start(1, use('a', 'weather')),
        ...['', '{"city"', ':"Paris"}'].map((text) => more(1, json(text))),
        start(2, use('b', 'time')),
        stopped,
        stop,
      ),
      weather(),
      'time {}',
    ],
    [
      'anthropic',
      'whole input in the block',
      anthropic(start(0, use('a', 'weather', { city: 'Paris' })), stopped, stop),
      weather(),
    ],
    [
      'anthropic',
      'no index',
      anthropic(
        { ...start(0, use('a', 'weather')), index: undefined },
        { ...more(0, json(paris)), index: undefined },
        stopped,
        stop,
      ),
      weather(),
    ],
    [
      'anthropic',
      'end_turn',
      anthropic(
        start(0, use('a', 'weather')),
        more(0, json(paris)),
        { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
        stop,
      ),
      weather(),
    ],
    [
      'anthropic',
      'not streamed',
      JSON.stringify({
        type: 'message',
        content: [use('a', 'weather', { city: 'Paris' }), use('b', 'time')],
        stop_reason: 'tool_use',
      }),
      weather(),
      'time {}',
    ],
    ['ollama', 'one', ollama({ content: '', tool_calls: [fn('weather', { city: 'Paris' })] }), weather()],
    [
      'ollama',
      'two in one message',
      ollama({ tool_calls: [fn('weather', { city: 'Paris' }), fn('time', {})] }),
      weather(),
      'time {}',
    ],
    [
      'ollama',
      'two in two messages',
      ollama(
        { tool_calls: [fn('weather', { city: 'Paris' })] },
        { tool_calls: [fn('weather', { city: 'Oslo' })] },
      ),
      weather(),
      weather(oslo),
    ],
    [
      'ollama',
      'two with the index 0',
      ollama(
        ...['Paris', 'Oslo'].map((city) => ({
          tool_calls: [{ function: { index: 0, name: 'weather', arguments: { city } } }],
        })),
      ),
      weather(),
      weather(oslo),
    ],
    ['ollama', 'arguments as text', ollama({ tool_calls: [fn('weather', paris)] }), weather()],
    [
      'ollama',
      'not streamed',
      line({ message: { tool_calls: [fn('weather', { city: 'Paris' })] }, done: true, done_reason: 'stop' }),
      weather(),
    ],
  ]
  for (const [protocol, what, body, ...calls] of table) {
    const { calls: found, failure, ...answer } = await read(t, body, protocol)
    t.strictSame([failure, ...found.map(short)], [undefined, ...calls], `${protocol}: ${what}`)
    t.match(answer, { finish: 'tool_calls', complete: true }, `${protocol}: ${what}`)
  }
})

t.test('a call that was cut off is not complete', async (t) => {
  const half =
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
    chunk({ index: 1, id: 'b', ...fn('time', '{"ci') })
  const first = [weather()]
  for (const [what, body, expected, calls] of [
    ['length', half + delta({}, 'length') + done, { finish: 'length', complete: true }, first],
    ['interrupted', half + delta({}, 'abort') + done, { finish: 'interrupted', complete: false }, first],
    ['cut', half, { finish: null, complete: false }, first],
    [
      'length before any arguments',
      chunk(fn('weather')) + delta({}, 'length') + done,
      { finish: 'length' },
      [],
    ],
    ['cut before any whole call', chunk(fn('weather', '{"ci')), { failure: 'an empty answer' }, []],
    ['an error', `${half}${event({ error: { message: 'x' } })}`, { failure: 'an error in the answer' }, []],
  ] as const) {
    const answer = await read(t, body)
    t.match(answer, expected, what)
    t.strictSame(answer.calls.map(short), calls, what)
  }
})

t.test('invalid and excess calls fail the answer, and calls that were not offered are ignored', async (t) => {
  t.match(await read(t, chunk(fn('', paris)) + end), { failure: 'a tool call without a name' })
  const many = Array.from({ length: 129 }, (_, index) => ({ index, ...fn('weather', paris) }))
  t.match(await read(t, chunk(...many) + end), { failure: 'too many tool calls' })
  const long = await read(t, chunk({ id: 'x'.repeat(201), ...fn('y'.repeat(300), paris) }) + end)
  t.ok((long.calls[0]?.id.length ?? 0) < 200)
  t.equal(long.calls[0]?.name.length, 200)
  // Calls that the request did not allow.
  for (const request of [{}, { tools: [] }, { tools, toolChoice: 'none' }]) {
    const answer = await read(
      t,
      delta({ content: 'Hi' }) + chunk(fn('weather', paris)) + end,
      'openai',
      request,
    )
    t.match(answer, { calls: [], deltas: [], text: 'Hi', finish: 'tool_calls' })
  }
})

t.test('long arguments in many pieces are read before the deadline', async (t) => {
  const pieces = Array.from({ length: 20_000 }, (_, index) => `{"n":${index}}`)
  const body = pieces
    .flatMap((piece) => [piece, ','])
    .map((text) => chunk({ index: 0, ...fn('weather', text) }))
  const { calls, failure } = await read(
    t,
    chunk({ index: 0, ...fn('weather', '{"l":[') }) +
      body.join('') +
      chunk({ index: 0, ...fn(undefined, '0]}') }) +
      end,
  )
  t.equal(failure, undefined)
  t.equal(JSON.parse(calls[0]?.arguments ?? '').l.length, 20_001)
})
