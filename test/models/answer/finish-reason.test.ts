/** When an answer is whole: whatever finish fields say, a truncated one never is. */
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { protocols } from '../../../src/models/protocols.ts'
import type { ProviderOptions } from '../../../src/models/provider.ts'
import { outcomeOf } from '../../support/providers/outcome.ts'
import { scriptedSocket } from '../../support/providers/scripted.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

type Name = keyof typeof protocols

const event = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
const done = event('[DONE]')
/** A chunk with this text and this finish reason; undefined leaves it out. */
const openai = (content: string | undefined, finish_reason?: unknown) =>
  event({ choices: [{ index: 0, delta: content === undefined ? {} : { content }, finish_reason }] })
const claudeText = (text: string) =>
  event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
const claudeStop = (stop_reason: unknown) => event({ type: 'message_delta', delta: { stop_reason } })
const claudeEnd = event({ type: 'message_stop' })
const ollama = (content: string, rest: object = { done: false }) =>
  `${JSON.stringify({ message: { role: 'assistant', content }, ...rest })}\n`

/** What comes of a response that `write` writes to the bare connection, after its head. */
async function played(
  t: Test,
  write: (send: (text: string) => void, socket: Socket) => unknown,
  { protocol = 'openai', ...options }: Partial<ProviderOptions> & { protocol?: Name } = {},
) {
  const origin = await scriptedSocket(t, (socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
      const send = (text: string) => {
        if (!socket.destroyed) socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
      }
      void write(send, socket)
    }),
  )
  const provider = protocols[protocol]({ baseUrl: origin, model: 'm-1', timeout: 30_000, ...options })
  t.teardown(() => provider.close())
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] }
  return outcomeOf(provider.stream(request, new AbortController().signal))
}

const words = Array.from({ length: 20 }, (_, index) => `${index} `)
const all = words.join('')
const ending = '0\r\n\r\n'

/** Finish fields that say nothing, and some that say too much, in every chunk. */
const fields: readonly unknown[] = [
  ...[undefined, null, '', ' ', 'null', 'NULL', 'None', 'none', 0, false, {}, []],
  ...['stop', 'length', 'STOP', 'whatever', 1, true, { type: 'stop' }],
]

t.test('text after a finish field is text, and the end of the protocol makes it whole', async (t) => {
  for (const field of fields) {
    const name = JSON.stringify(field) ?? 'none'
    const body = words.map((word) => openai(word, field)).join('')
    const whole = await played(t, (send, socket) => {
      send(body + done)
      socket.end(ending)
    })
    t.match(whole, { content: all, complete: true }, name)
    const last = await played(t, (send, socket) => {
      send(body + openai(undefined, 'stop') + done)
      socket.end(ending)
    })
    t.match(last, { content: all, finish_reason: 'stop', complete: true }, `${name}, then stop`)
    const claude = await played(
      t,
      (send) => send(words.map((word) => claudeText(word) + claudeStop(field)).join('') + claudeEnd),
      { protocol: 'anthropic' },
    )
    t.match(claude, { content: all, complete: true }, `${name}, Anthropic`)
  }
})

/** The ways in which a response can stop, once it has sent what it sends. */
const ways = {
  'its bytes end': (socket: Socket) => void socket.end(ending),
  'its connection ends': (socket: Socket) => void socket.end(),
  'nothing more comes': () => {},
}

t.test('cut in the middle it is never complete, however it is cut', async (t) => {
  const cut = async (field: unknown, protocol: Name, body: string) => {
    for (const [how, expected] of [
      ['its bytes end', { complete: false, finish_reason: null }],
      ['its connection ends', { failure: 'unavailable' }],
      ['nothing more comes', { failure: 'timeout' }],
    ] as const) {
      const write = (send: (text: string) => void, socket: Socket) => {
        send(body)
        ways[how](socket)
      }
      const outcome = await played(t, write, { protocol, tokenTimeout: 500 })
      t.match(outcome, expected, `${JSON.stringify(field)}, ${protocol}, ${how}`)
    }
  }
  await Promise.all(
    fields.flatMap((field) => [
      cut(field, 'openai', words.map((word) => openai(word, field)).join('')),
      cut(
        field,
        'anthropic',
        `${words.map((word) => claudeText(word) + claudeStop(field)).join('')}${claudeText('more')}`,
      ),
      cut(field, 'openai', openai(undefined, field) + openai('Hi')),
      cut(field, 'openai', openai('Hi', field) + openai(undefined, field) + openai(' there', null)),
    ]),
  )
})

t.test('a finish reason beside the first text of all may be in every chunk', async (t) => {
  const broken = await played(t, (send, socket) => {
    send(openai('Hi', 'stop'))
    socket.end()
  })
  t.match(broken, { failure: 'unavailable' })
  const ended = await played(t, (send, socket) => {
    send(openai('Hi', 'stop'))
    socket.end(ending)
  })
  t.match(ended, { content: 'Hi', finish_reason: 'stop', complete: true }, 'where the bytes end it is whole')
})

t.test('a finish reason that stands alone is believed, whatever becomes of the connection', async (t) => {
  for (const [what, body, protocol] of [
    ['alone', openai('H', null) + openai('i', null) + openai(undefined, 'stop'), 'openai'],
    ['beside the last text, where the others had none', openai('H', null) + openai('i', 'stop'), 'openai'],
    [
      'with an event after it',
      openai('H') + openai('i') + openai(undefined, 'stop') + openai(undefined),
      'openai',
    ],
    ['Anthropic', claudeText('H') + claudeText('i') + claudeStop('end_turn'), 'anthropic'],
  ] as const) {
    for (const how of ['its bytes end', 'its connection ends'] as const) {
      const outcome = await played(
        t,
        (send, socket) => {
          send(body)
          ways[how](socket)
        },
        { protocol },
      )
      t.match(outcome, { content: 'Hi', finish_reason: 'stop', complete: true }, `${what}, ${how}`)
    }
  }
})

t.test(
  'half an event at the end is where it was cut, a whole one without its blank line is not',
  async (t) => {
    const cut = async (body: string, protocol: Name = 'openai') =>
      played(
        t,
        (send, socket) => {
          send(body)
          socket.end(ending)
        },
        { protocol },
      )
    const last = openai(undefined, 'stop')
    for (const length of [1, 6, 20, last.length - 4]) {
      t.match(
        await cut(openai('Hi') + last.slice(0, length)),
        { content: 'Hi', complete: false },
        `${length}`,
      )
    }
    for (const rest of [
      last.trimEnd(),
      `${last.trimEnd()}\n`,
      `${last.trimEnd()}\r\n`,
      '\ndata:[DONE]',
      'data: [DONE]\r',
    ]) {
      t.match(await cut(openai('Hi') + rest), { content: 'Hi', complete: true }, JSON.stringify(rest))
    }
    t.match(await cut(`${openai('Hi')}data: [DON`), { content: 'Hi', complete: false })
    t.match(await cut(claudeText('Hi') + claudeEnd.trimEnd(), 'anthropic'), { content: 'Hi', complete: true })
    t.match(await cut(ollama('Hi', { done: true, done_reason: 'stop' }).trimEnd(), 'ollama'), {
      complete: true,
    })
  },
)

t.test('the words of providers', async (t) => {
  for (const [finish_reason, given] of [
    ['stop', ['stop', 'STOP', 'end_turn', 'stop_sequence', 'eos_token', 'COMPLETE']],
    ['length', ['length', 'max_tokens', 'MAX_TOKENS', 'model_length', 'model_context_window_exceeded']],
    ['length', ['max_new_tokens', 'token_limit', 'context_length', 'max_context', 'output_limit_exceeded']],
    ['content_filter', ['content_policy', 'blocked', 'moderation', 'safety_filter']],
    [
      'content_filter',
      ['content_filter', 'SAFETY', 'RECITATION', 'refusal', 'sensitive', 'guardrail_intervened'],
    ],
    ['tool_calls', ['tool_calls', 'function_call', 'tool_use']],
    ['other', ['EOS', 'stop_token', 'stop_string', 'FINISHED', 'done', 'end', 'eot', 'natural']],
    ['other', ['eos', 'whatever', 'OTHER', 7, true, { type: 'whatever' }]],
    [null, ['', 'null', null, 0, false, {}, []]],
  ] as const) {
    for (const word of given) {
      const openaiSays = await played(t, (send) => send(openai('Hi') + openai(undefined, word) + done))
      t.match(openaiSays, { content: 'Hi', finish_reason, complete: true }, JSON.stringify(word))
      const claudeSays = await played(t, (send) => send(claudeText('Hi') + claudeStop(word) + claudeEnd), {
        protocol: 'anthropic',
      })
      t.match(claudeSays, { content: 'Hi', finish_reason, complete: true }, JSON.stringify(word))
    }
  }
  for (const word of [
    ...[
      'error',
      'ERROR',
      'abort',
      'aborted',
      'insufficient_system_resource',
      'resource-exhausted',
      'timeout',
    ],
    ...['pause_turn', 'paused', 'network_error', 'cancelled', 'server_error', 'time_limit', 'load', 'unload'],
    ...['out_of_memory', 'OOM', 'kv_cache_full', 'no_capacity', 'quota_exceeded', 'rate_limit', 'throttled'],
    ...['busy', 'exception', 'killed', 'terminated', 'crashed', 'worker_died', 'shutdown', 'server_stopped'],
    ...['deadline_exceeded', 'expired', 'stalled', 'dropped', 'connection_lost', 'broken_pipe', 'internal'],
    ...['partial', 'truncated', 'suspended', 'unfinished', 'not_finished', 'model_not_loaded'],
    ...['MALFORMED_FUNCTION_CALL', 'overloaded', { type: 'abort', message: 'x' }],
  ]) {
    const interrupted = { content: 'Hi', finish_reason: 'interrupted', complete: false }
    const bodies = [
      ['openai', openai('Hi') + openai(undefined, word) + done],
      ['openai', openai('H') + openai('i', word) + done],
      ['anthropic', claudeText('Hi') + claudeStop(word) + claudeEnd],
      ['ollama', ollama('Hi') + ollama('', { done: true, done_reason: word })],
      ['openai', JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: word }] })],
    ] as const
    for (const [protocol, body] of bodies) {
      const outcome = await played(
        t,
        (send, socket) => {
          send(body)
          socket.end(ending)
        },
        { protocol },
      )
      t.match(outcome, interrupted, `${JSON.stringify(word)}, ${protocol}`)
    }
  }
})

t.test('of several words after the last text, a stop of a gateway is not believed', async (t) => {
  const openaiSays = (...events: string[]) =>
    played(t, (send, socket) => {
      send(events.join('') + done)
      socket.end(ending)
    })
  const say = (word: string) => openai(undefined, word)
  for (const [events, expected] of [
    [[openai('Hi'), say('error'), say('stop')], { finish_reason: 'interrupted', complete: false }],
    [[openai('Hi', 'error'), say('stop')], { finish_reason: 'interrupted', complete: false }],
    [[openai('Hi'), say('stop'), say('error')], { finish_reason: 'interrupted', complete: false }],
    [[openai('Hi'), say('error'), say('length')], { finish_reason: 'interrupted', complete: false }],
    [[openai('Hi'), say('length'), say('stop')], { finish_reason: 'length', complete: true }],
    [[openai('Hi'), say('tool_calls'), say('whatever')], { finish_reason: 'tool_calls', complete: true }],
    [[openai('Hi'), say('stop'), say('length')], { finish_reason: 'length', complete: true }],
    [[openai('H', 'error'), openai('i', 'stop')], { finish_reason: 'stop', complete: true }],
    [[openai('H', 'length'), openai('i', 'length'), say('stop')], { finish_reason: 'stop', complete: true }],
    [
      [openai('H', 'stop'), openai('i', 'stop'), say('error'), say('stop')],
      { finish_reason: 'interrupted', complete: false },
    ],
  ] as const) {
    t.match(await openaiSays(...events), { content: 'Hi', ...expected }, events.join(''))
  }
})

t.test('text may come for longer than the end may take, a quarter of a second apart or six', async (t) => {
  const paced = (frames: readonly string[], pause: number) => async (send: (text: string) => void) => {
    for (const [index, frame] of frames.entries()) {
      if (index > 0) await sleep(pause)
      send(frame)
    }
  }
  const slowly = [...words, ...words.slice(0, 4)]
  const content = slowly.join('')
  const outcomes = await Promise.all([
    ...['', 'stop', 'null'].map((field) =>
      played(t, paced([...slowly.map((word) => openai(word, field)), openai(undefined, 'stop') + done], 250)),
    ),
    played(t, paced([...slowly.map((word) => claudeText(word) + claudeStop('')), claudeEnd], 250), {
      protocol: 'anthropic',
    }),
    played(t, paced([openai('Hel', 'stop'), openai('lo', 'stop') + done], 5_500)),
    played(t, paced([openai(undefined, 'stop'), openai('Hello', 'stop') + done], 5_500)),
  ])
  t.match(
    outcomes,
    [content, content, content, content, 'Hello', 'Hello'].map((content) => ({ content, complete: true })),
  )
})

t.test('the end may not take longer than five seconds once the model has stopped', async (t) => {
  const outcome = await played(t, (send) => send(openai('Hi') + openai(undefined, 'stop')))
  t.match(outcome, { content: 'Hi', finish_reason: 'stop', complete: true })
})
