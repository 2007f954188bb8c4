/** Tool calls in the shapes in which servers send them. */
import t, { type Test } from 'tap'
import { protocols } from '../../../src/models/protocols/protocols.ts'
import { ProviderError, type ProviderEvent, type ToolCall } from '../../../src/models/provider.ts'
import { done, event, line } from '../../support/providers/frames.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { delta, type Name } from './answers.ts'
import { chunk, end, fn, oslo, paris, toolCallStreams, weather } from './tool-call-streams.ts'

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

t.test("tool calls are put together from OpenAI's streams", async (t) => {
  for (const [what, body, ...calls] of toolCallStreams) {
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
  for (const [what, body] of toolCallStreams) {
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
