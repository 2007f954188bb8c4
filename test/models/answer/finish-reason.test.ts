/** Completeness of answers: whatever its finish fields, a truncated answer is never complete. */
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { protocols } from '../../../src/models/protocols/protocols.ts'
import type { ProviderOptions } from '../../../src/models/provider.ts'
import { done, event } from '../../support/providers/frames.ts'
import { outcomeOf } from '../../support/providers/outcome.ts'
import { scriptedSocket } from '../../support/providers/scripted.ts'
import type { Name } from './answers.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

/** Returns a chunk with this text and finish reason. Undefined omits them. */
const openai = (content: string | undefined, finish_reason?: unknown) =>
  event({ choices: [{ index: 0, delta: content === undefined ? {} : { content }, finish_reason }] })
const claudeText = (text: string) =>
  event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
const claudeStop = (stop_reason: unknown) => event({ type: 'message_delta', delta: { stop_reason } })
const claudeEnd = event({ type: 'message_stop' })
const ollama = (content: string, rest: object = { done: false }) =>
  `${JSON.stringify({ message: { role: 'assistant', content }, ...rest })}\n`

/** Returns the outcome of a response that `write` sends over a raw connection, after its head. */
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

/** Values of a finish field in every chunk, with and without a meaning. */
const fields: readonly unknown[] = [
  ...[undefined, null, '', ' ', 'null', 'NULL', 'None', 'none', 0, false, {}, []],
  ...['stop', 'length', 'STOP', 'whatever', 1, true, { type: 'stop' }],
]

t.test("text after a finish field is kept, and the protocol's end completes the answer", async (t) => {
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

/** Ways a response can stop. */
const ways = {
  'its bytes end': (socket: Socket) => void socket.end(ending),
  'its connection ends': (socket: Socket) => void socket.end(),
  'nothing more arrives': () => {},
}

t.test('a truncated answer is never complete, however it ends', async (t) => {
  const cut = async (field: unknown, protocol: Name, body: string) => {
    for (const [how, expected] of [
      ['its bytes end', { complete: false, finish_reason: null }],
      ['its connection ends', { failure: 'unavailable' }],
      ['nothing more arrives', { failure: 'timeout' }],
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

t.test('a finish reason with the first text does not complete the answer', async (t) => {
  const broken = await played(t, (send, socket) => {
    send(openai('Hi', 'stop'))
    socket.end()
  })
  t.match(broken, { failure: 'unavailable' })
  const ended = await played(t, (send, socket) => {
    send(openai('Hi', 'stop'))
    socket.end(ending)
  })
  t.match(ended, { content: 'Hi', finish_reason: 'stop', complete: true }, 'the end of the body completes it')
})

t.test('a separate finish reason completes the answer, even if the connection breaks', async (t) => {
  for (const [what, body, protocol] of [
    ['alone', openai('H', null) + openai('i', null) + openai(undefined, 'stop'), 'openai'],
    ['with the last text only', openai('H', null) + openai('i', 'stop'), 'openai'],
    [
      'with a later event',
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

t.test('a final event is valid without its blank line, and ignored if it is incomplete', async (t) => {
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
    t.match(await cut(openai('Hi') + last.slice(0, length)), { content: 'Hi', complete: false }, `${length}`)
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
})

t.test('the finish reasons of providers are mapped to those of the contract', async (t) => {
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

t.test('a final `stop` from a gateway does not hide an earlier finish reason', async (t) => {
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

t.test('an answer may pause for seconds before its end', async (t) => {
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

t.test('an answer completes five seconds after its finish reason without an end', async (t) => {
  const outcome = await played(t, (send) => send(openai('Hi') + openai(undefined, 'stop')))
  t.match(outcome, { content: 'Hi', finish_reason: 'stop', complete: true })
})
