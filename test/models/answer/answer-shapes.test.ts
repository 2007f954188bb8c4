/** Errors in any envelope, content in any shape, token counts in any order. */
import t, { type Test } from 'tap'
import { protocols } from '../../../src/models/protocols/protocols.ts'
import { outcomeOf } from '../../support/providers/outcome.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'

type Name = keyof typeof protocols

const event = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
const line = (data: unknown) => `${JSON.stringify(data)}\n`
const done = event('[DONE]')
const delta = (delta: unknown, finish_reason: unknown = null) =>
  event({ choices: [{ index: 0, delta, finish_reason }] })
const stop = delta({}, 'stop')
const message = (message: unknown, more: object = {}) =>
  JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }], ...more })

/** Text, end and framing of an answer in each protocol. */
const framed: Readonly<Record<Name, { text: string; end: string; frame(data: unknown): string }>> = {
  openai: { text: delta({ content: 'Half an ans' }), end: stop + done, frame: event },
  anthropic: {
    text: event({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'Half an ans' } }),
    end: event({ type: 'message_stop' }),
    frame: event,
  },
  ollama: {
    text: line({ message: { content: 'Half an ans' }, done: false }),
    end: line({ message: { content: '' }, done: true, done_reason: 'stop' }),
    frame: line,
  },
}
const names: readonly Name[] = ['openai', 'anthropic', 'ollama']

async function answerTo(t: Test, body: string | Buffer, protocol: Name = 'openai') {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  const provider = protocols[protocol]({ baseUrl, model: 'm-1', timeout: 30_000 })
  t.teardown(() => provider.close())
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] }
  return outcomeOf(provider.stream(request, new AbortController().signal))
}

const errors: readonly (readonly [kind: string, error: unknown, retryAfter?: number])[] = [
  ['failed', { error: { message: 'x' } }],
  ['failed', { error: 'x' }],
  ['failed', { error: ['x'] }],
  ['failed', { error: true, message: 'x' }],
  ['failed', { error: 500 }],
  ['failed', { errors: [{ code: 10000, message: 'x' }], success: false }],
  ['failed', { object: 'error', message: 'x', code: 500 }],
  ['failed', { object: 'error', message: '', type: 'InternalServerError', param: null, code: null }],
  ['failed', { type: 'error', error: { type: 'api_error', message: 'x' } }],
  ['failed', { type: 'error', message: 'x' }],
  ['failed', { detail: 'x' }],
  ['failed', { detail: [{ loc: ['body'], msg: 'x', type: 'y' }] }],
  ['failed', { message: 'x' }],
  ['failed', { message: 'x', statusCode: 500 }],
  ['failed', { error_code: 17, error_msg: 'x' }],
  ['failed', [{ error: { code: 500, message: 'x', status: 'INTERNAL' } }]],
  ['failed', 'x'],
  ['unavailable', { error: { code: 429 } }],
  ['unavailable', { error: { code: '429', message: 'litellm.RateLimitError: x', type: 'None' } }],
  ['unavailable', { error: { code: 'rate_limit_exceeded', type: 'tokens' } }],
  ['unavailable', { error: { type: 'overloaded_error' } }],
  ['unavailable', { error: { type: 'engine_overloaded_error' } }],
  ['unavailable', { error: { code: 500, type: 'overloaded_error' } }],
  ['unavailable', { error: { code: 503, status: 'UNAVAILABLE' } }],
  [
    'unavailable',
    [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '34.5s' }] } }],
    35,
  ],
  ['unavailable', { error: { status: 'RESOURCE_EXHAUSTED' } }],
  ['unavailable', { code: 'Throttling.RateQuota', message: 'x', request_id: 'y' }],
  ['unavailable', { message: 'x', statusCode: 429, retry_after: 7 }, 7],
  ['unavailable', { status: '503 Service Unavailable', message: 'x' }],
  ['unavailable', { error: { message: 'Rate limit reached. Please try again in 1m2.5s.' } }, 63],
  ['unavailable', { error: { message: 'Too many requests, retry after 30 seconds' } }, 30],
  ['unavailable', { statusCode: 429, message: 'x', error: 'Too Many Requests' }],
  ['unavailable', 'Too many requests'],
  ['context_too_long', { error: { code: 'context_length_exceeded' } }],
  ['context_too_long', { object: 'error', message: 'maximum context length is 8', code: 400 }],
  ['context_too_long', { error: { code: 500, message: 'prompt is too long: 9 tokens' } }],
  ['context_too_long', { detail: 'the input exceeds the context size' }],
  ['refused', { error: { code: 401, message: 'x' } }],
  ['refused', { error: { code: 'insufficient_quota', type: 'insufficient_quota' } }],
  ['refused', { error: { code: 429, type: 'insufficient_quota' } }],
  ['refused', { error: { type: 'authentication_error' } }],
  ['refused', { error: { status: 'PERMISSION_DENIED', message: 'x' } }],
  ['refused', { error: { code: 402, message: 'x' } }],
  ['refused', { error: { message: 'Incorrect API key provided' } }],
  ['timeout', { error: { status: 'DEADLINE_EXCEEDED' } }],
  ['timeout', { error: { code: 504 } }],
  ['timeout', { error: { message: 'Request timed out' } }],
  ['timeout', { error: 'upstream request timeout' }],
  // Spark, SiliconFlow and others have no envelope.
  ['failed', { code: 10013, message: 'x', sid: 'y', choices: [] }],
  ['failed', { code: 500 }],
  ['failed', { code: '50501', msg: 'x', data: null }],
  ['failed', { success: false }],
  ['failed', { status: 'error' }],
  ['failed', { err: 'x' }],
  ['failed', { exception: 'x' }],
  ['failed', ['x']],
  ['unavailable', { title: 'x', status: 429, type: 'about:blank' }],
  ['unavailable', { Error: { code: 429 } }],
  // MiniMax; Apigee; AWS; Groq; gateways.
  ['unavailable', { base_resp: { status_code: 1002, status_msg: 'rate limit' } }],
  ['refused', { choices: null, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }],
  [
    'unavailable',
    { fault: { faultstring: 'x', detail: { errorcode: 'policies.ratelimit.QuotaViolation' } } },
  ],
  ['unavailable', { throttlingException: { message: 'x' } }],
  ['unavailable', { __type: 'ThrottlingException', message: 'x' }],
  ['unavailable', { choices: [{ index: 0, delta: {} }], x_groq: { error: 'Too many requests' } }],
  ['unavailable', { data: { error: { code: 429 } } }],
  ['unavailable', { type: 'response.failed', response: { error: { code: 'rate_limit_exceeded' } } }],
  ['unavailable', { error: { code: 'Error code: 429' } }],
  ['unavailable', { error: { http_status: 429 } }],
  ['unavailable', { error: '{"error":{"code":429}}' }],
  ['unavailable', { error: { code: 500, message: '{"error":{"code":429,"message":"x"}}' } }],
  // Bedrock; OpenAI; Gemini; Cohere; Groq.
  ['context_too_long', { error: { message: 'Input is too long for requested model.' } }],
  ['context_too_long', { error: { code: 'string_above_max_length', message: 'x' } }],
  [
    'context_too_long',
    {
      error: {
        code: 400,
        message: 'The input token count (9) exceeds the maximum number of tokens allowed (8).',
      },
    },
  ],
  ['context_too_long', { message: 'too many tokens: size limit exceeded by 9 tokens' }],
  ['context_too_long', { error: { message: 'Please reduce the length of the messages or completion.' } }],
  ['context_too_long', { error: { code: 400, metadata: { raw: '{"message":"maximum context length"}' } } }],
]

t.test('an error within a choice is recognised anywhere in it', async (t) => {
  const error = { code: 429, message: 'x' }
  for (const choice of [{ error }, { delta: { error } }, { message: { error } }, { delta: {}, error }]) {
    for (const start of ['', delta({ content: 'Half an ans' })]) {
      const body = start + event({ choices: [{ index: 0, ...choice }] }) + stop + done
      t.match(await answerTo(t, body), { failure: 'unavailable' }, `${start} ${JSON.stringify(choice)}`)
    }
    const whole = JSON.stringify({ choices: [{ index: 0, ...choice }] })
    t.match(await answerTo(t, whole), { failure: 'unavailable' }, whole)
  }
})

t.test('an error without a frame is recognised before events and when repeated', async (t) => {
  const error = line({ error: { code: 429, message: 'x' } })
  for (const body of [`${error}\n${done}`, error + error, `${error}${stop}${done}`, `\n${error}`]) {
    t.match(await answerTo(t, body), { failure: 'unavailable' }, body)
  }
})

t.test('an error in any envelope is recognised, before and after text', async (t) => {
  for (const [failure, error, retryAfter] of errors) {
    for (const name of names) {
      const { text, end, frame } = framed[name]
      const expected = { failure, retryAfter }
      const title = `${name} ${JSON.stringify(error)}`
      t.match(await answerTo(t, frame(error) + end, name), expected, `${title} first`)
      t.match(
        await answerTo(t, text + frame(error) + end, name),
        { ...expected, content: 'Half an ans' },
        title,
      )
      // Plain text without a final line end could be part of an event.
      if (typeof error === 'string') continue
      t.match(await answerTo(t, (text + frame(error)).trimEnd(), name), expected, `${title} at the end`)
      t.match(await answerTo(t, JSON.stringify(error), name), expected, `${title} alone`)
      t.match(
        await answerTo(t, `${text}${JSON.stringify(error)}\n`, name),
        expected,
        `${title} without a frame`,
      )
    }
  }
})

t.test('an event named like an error is an error, whatever its data', async (t) => {
  for (const name of ['exception', 'failure', 'server_error', 'stream-error', 'response.failed', 'ERROR']) {
    for (const start of ['', framed.openai.text]) {
      const body = `${start}event: ${name}\ndata: {"code":429,"msg":"x"}\n\n${done}`
      t.match(await answerTo(t, body), { failure: 'unavailable' }, `${start} ${name}`)
    }
  }
  for (const name of ['openai', 'anthropic'] as const) {
    const { text, end } = framed[name]
    for (const [data, failure] of [
      ['', 'failed'],
      ['x', 'failed'],
      ['null', 'failed'],
      ['{}', 'failed'],
      ['[DONE]', 'failed'],
      ['{"code":429}', 'unavailable'],
      ['{"error":{"type":"overloaded_error"}}', 'unavailable'],
      ['service unavailable', 'unavailable'],
      ['{"half', 'failed'],
    ]) {
      t.match(
        await answerTo(t, `event: error\ndata: ${data}\n\n${end}`, name),
        { failure },
        `${name} ${data}`,
      )
      t.match(
        await answerTo(t, `${text}error: ${data}\n\n${end}`, name),
        { failure },
        `${name} ${data} as a field`,
      )
    }
  }
})

t.test('data that resembles an error is not an error', async (t) => {
  for (const error of [null, '', {}, [], false, 0, { message: '', code: null }]) {
    t.match(await answerTo(t, event({ error, choices: [{ delta: { content: 'Hi' } }] }) + stop + done), {
      content: 'Hi',
      complete: true,
    })
    t.match(await answerTo(t, message({ content: 'Hi' }, { error })), { content: 'Hi', complete: true })
    t.match(await answerTo(t, line({ error, message: { content: 'Hi' }, done: true }), 'ollama'), {
      content: 'Hi',
      complete: true,
    })
  }
  for (const noise of [
    ...['event: transferred\ndata: {}\n\n', 'event: failover_started\ndata: {}\n\n'],
    ...['event: ping\ndata: ping\n\n', 'event: heartbeat\ndata: {"x"\n\n', ': error\n\n', 'data:\n\n'],
    ...[event({}), event([]), event(1), event('null'), event({ type: 'ping', message: 'x' })],
    ...[event({ code: 0, message: 'Success' }), event({ code: '200', msg: 'ok', success: true })],
    ...[event({ base_resp: { status_code: 0, status_msg: '' } }), event({ status: 'ok', data: { x: 1 } })],
    ...[event({ has_error: true, lastError: null, data: { error: '' } }), event({ x_groq: { id: 'x' } })],
    event({ choices: [{ delta: {}, content_filter_results: { error: { code: 'x', message: 'x' } } }] }),
    ...[event({ choices: null }), event({ choices: [], usage: null }), event({ choices: [null] })],
    ...[event({ choices: [{ delta: null }] }), event({ object: 'chat.completion.chunk', message: 'x' })],
    ...[event({ choices: [{ index: 1, delta: { content: 'another' }, finish_reason: 'length' }] })],
  ]) {
    const body = noise + delta({ content: 'Hi' }) + noise + stop + noise + done
    t.match(await answerTo(t, body), { content: 'Hi', finish_reason: 'stop', complete: true }, noise)
  }
})

t.test('content is read in any shape, streamed and whole', async (t) => {
  const thinking = { type: 'thinking', thinking: 'hm' }
  for (const [shape, content, reasoning = ''] of [
    [{ content: 'Hi' }, 'Hi'],
    [{ content: 7 }, '7'],
    [{ content: ['Hi', {}, []] }, 'Hi'],
    [{ content: 'Hi', refusal: false }, 'Hi'],
    [{ content: 'Hi', refusal: true }, 'Hi'],
    [{ content: 'Hi', refusal: {} }, 'Hi'],
    [{ content: ['Hi'] }, 'Hi'],
    [{ content: { text: 'Hi' } }, 'Hi'],
    [
      {
        content: [
          { type: 'text', text: 'H' },
          { type: 'output_text', text: 'i' },
        ],
      },
      'Hi',
    ],
    [{ content: [{ type: 'text', text: { value: 'Hi', annotations: [] } }] }, 'Hi'],
    [{ content: [thinking, { type: 'text', text: 'Hi' }] }, 'Hi', 'hm'],
    [{ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }, 'Hi'] }, 'Hi', 'hm'],
    [{ content: [{ type: 'reasoning', reasoning: 'hm' }, 'Hi'] }, 'Hi', 'hm'],
    [{ content: ['Hi', { type: 'reference', reference_ids: [1] }, { type: 'image_url' }, null] }, 'Hi'],
    [{ content: null, refusal: 'No.' }, 'No.'],
    [{ content: '', refusal: 'No.' }, 'No.'],
    [{ content: 'No.', refusal: 'No.' }, 'No.'],
    [{ content: 'Hi. ', refusal: 'No.' }, 'Hi. No.'],
    [{ content: [{ type: 'refusal', refusal: 'No.' }] }, 'No.'],
    [{ content: 'Hi', reasoning: 'hm' }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning_content: '', reasoning: 'hm' }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning_content: null, reasoning: 'hm' }, 'Hi', 'hm'],
    [
      { content: 'Hi', reasoning_content: 'hm', reasoning: 'hm', reasoning_details: [{ text: 'hm' }] },
      'Hi',
      'hm',
    ],
    [{ content: 'Hi', reasoning: { text: 'hm' } }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning: { content: [{ text: 'h' }, 'm'] } }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning: [{ type: 'text', text: 'hm' }] }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning: 7 }, 'Hi'],
    [{ content: 'Hi', reasoning: true, reasoning_content: { unheard: ['of'] } }, 'Hi'],
    [
      { content: 'Hi', reasoning_details: [{ type: 'reasoning.summary', summary: 'hm' }, 7, null] },
      'Hi',
      'hm',
    ],
    [{ content: 'Hi', reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }, 'Hi'],
  ] as const) {
    const expected = { content, reasoning, complete: true }
    const name = JSON.stringify(shape).slice(0, 100)
    t.match(await answerTo(t, delta(shape) + stop + done), expected, name)
    t.match(await answerTo(t, message(shape)), expected, `${name} whole`)
    t.match(
      await answerTo(t, event({ choices: [{ message: shape }] }) + done),
      expected,
      `${name} as a message`,
    )
    const pretty = JSON.stringify({ choices: [{ delta: shape }] }, null, 1).replaceAll('\n', '\ndata: ')
    t.match(await answerTo(t, `data: ${pretty}\n\n${done}`), expected, `${name} in many lines`)
  }
  for (const empty of [false, {}, [], [{}], null, '']) {
    const body = delta({ content: 'Hi' }) + delta({ content: empty }) + stop + done
    t.match(await answerTo(t, body), { content: 'Hi', complete: true }, JSON.stringify(empty))
  }
  const full = { message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }
  for (const [what, body] of [
    ['beside an empty delta', event({ choices: [{ ...full, delta: {} }] })],
    ['beside the same as a delta', event({ choices: [{ ...full, delta: { content: 'Hi' } }] })],
    [
      'once more at the end',
      delta({ content: 'H' }) +
        delta({ content: 'i' }) +
        event({ object: 'chat.completion', choices: [full] }),
    ],
    ['in pieces', ['H', 'i'].map((content) => event({ choices: [{ message: { content } }] })).join('')],
  ] as const) {
    t.match(await answerTo(t, body + done), { content: 'Hi', complete: true }, `a message ${what}`)
  }
  for (const body of [
    JSON.stringify({ type: 'message', content: 'Hi', stop_reason: 'end_turn' }),
    event({ type: 'content_block_delta', delta: { text: 'Hi' } }) + framed.anthropic.end,
  ]) {
    t.match(await answerTo(t, body, 'anthropic'), { content: 'Hi', complete: true }, body)
  }
  const thought = line({ message: { reasoning: 'hm', content: 'Hi' }, done: true })
  t.match(await answerTo(t, thought, 'ollama'), { content: 'Hi', reasoning: 'hm' })
  t.match(await answerTo(t, event({ choices: [{ text: 'Hi', finish_reason: 'stop' }] })), { content: 'Hi' })
  const unseparated = (delta({ content: 'H' }) + delta({ content: 'i' }) + stop + done).replaceAll(
    '\n\n',
    '\n',
  )
  t.match(await answerTo(t, unseparated), { content: 'Hi', complete: true }, 'one line end between events')
  const deep = '['.repeat(9000) + ']'.repeat(9000)
  const deeply = (name: string) =>
    delta({ content: 'Hi', [name]: 'deep' }).replace('"deep"', deep) + stop + done
  t.match(await answerTo(t, deeply('reasoning')), { content: 'Hi', complete: true })
  t.match(await answerTo(t, deeply('refusal')), { failure: 'failed', reason: 'no text in the answer' })
  for (const content of [true, { words: 'Hi' }, [{ words: 'Hi' }]]) {
    t.match(await answerTo(t, delta({ content: 'a' }) + delta({ content }) + stop + done), {
      failure: 'failed',
      reason: 'no text in the answer',
    })
  }
})

t.test('tags at the start of an answer mark reasoning, wherever the chunks are split', async (t) => {
  for (const [shape, content, reasoning] of [
    ['<think>hm</think>Hi', 'Hi', 'hm'],
    ['<think>\nhm\n</think>\n\nHi', 'Hi', '\nhm\n'],
    [' \n<think>hm</think> Hi <think>x</think>', 'Hi <think>x</think>', 'hm'],
    ['<thinking>a</think>b</thinking>Hi', 'Hi', 'a</think>b'],
    ['<thought>hm</thought>Hi', 'Hi', 'hm'],
    ['<think></think>Hi', 'Hi', ''],
    ['<think>a</think><think>b</think>Hi', 'Hi', 'ab'],
    ['</think>\nHi', 'Hi', ''],
    ['<think', '<think', ''],
    ['<thinker>Hi', '<thinker>Hi', ''],
    ['<', '<', ''],
    ['Hi <think>x</think>', 'Hi <think>x</think>', ''],
    ['```\n<think>x</think>\n```', '```\n<think>x</think>\n```', ''],
    ['  Hi', '  Hi', ''],
    [`${' '.repeat(2000)}<think>x</think>`, `${' '.repeat(2000)}<think>x</think>`, ''],
  ] as const) {
    const expected = { content, reasoning, complete: true }
    t.match(await answerTo(t, message({ content: shape })), expected, shape.trim())
    const pieces = [...shape].map((content) => delta({ content })).join('')
    t.match(await answerTo(t, pieces + stop + done), expected, `${shape.trim()} by characters`)
    const halves = [shape.slice(0, 9), shape.slice(9)].map((content) =>
      line({ message: { content }, done: false }),
    )
    t.match(
      await answerTo(t, halves.join('') + framed.ollama.end, 'ollama'),
      expected,
      `${shape.trim()} in halves`,
    )
  }
  const unclosed = await answerTo(t, delta({ content: '<think>hm</thi' }) + delta({}, 'length') + done)
  t.match(unclosed, { content: '', reasoning: 'hm</thi', finish_reason: 'length', complete: true })
})

t.test('an answer without text is a failure unless it has a finish reason', async (t) => {
  for (const body of [
    ...[done, stop + done, stop, delta({ content: '' }, 'stop') + done, delta({ role: 'assistant' }) + done],
    ...[
      delta({ content: ' \n' }) + stop + done,
      delta({ reasoning: 'hm' }) + stop + done,
      delta({}, 'error') + done,
    ],
    ...[delta({ content: '<think>hm' }) + stop + done, message({ content: '' }), message({ content: null })],
  ]) {
    t.match(await answerTo(t, body), { failure: 'failed', reason: 'an empty answer' }, body)
  }
  t.match(await answerTo(t, framed.anthropic.end, 'anthropic'), { failure: 'failed' })
  t.match(await answerTo(t, framed.ollama.end, 'ollama'), { failure: 'failed' })
  for (const finish_reason of ['length', 'content_filter', 'tool_calls']) {
    const expected = { content: '', finish_reason, complete: true }
    t.match(await answerTo(t, delta({}, finish_reason) + done), expected)
    t.match(await answerTo(t, delta({ reasoning: 'hm' }) + delta({}, finish_reason) + done), expected)
  }
})

t.test('the largest token counts are used, and zeros are ignored', async (t) => {
  const usages = (...usages: unknown[]) =>
    delta({ content: 'Hi' }) + usages.map((usage) => event({ choices: [], usage })).join('') + stop + done
  const cache = { cached_tokens: 0, cache_write_tokens: 0 }
  const counted = (prompt_tokens: number, completion_tokens: number, more: object = {}) => ({
    ...{
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      ...cache,
      estimated: false,
    },
    ...more,
  })
  const openai = (prompt_tokens: unknown, completion_tokens: unknown, more: object = {}) => ({
    ...{ prompt_tokens, completion_tokens, ...more },
  })
  for (const [body, usage] of [
    [usages(openai(25, 4)), counted(25, 4)],
    [usages(openai(25, 1), openai(25, 2), openai(25, 4)), counted(25, 4)],
    [usages(openai(25, 4), openai(0, 0, { total_tokens: 0 })), counted(25, 4)],
    [usages(openai(25, 0), openai(0, 4)), counted(25, 4)],
    [usages(openai(25, 4), null, {}, 'x'), counted(25, 4)],
    [usages(openai(0, 0)), counted(2, 1, { estimated: true })],
    [usages(openai('25', 4)), counted(2, 4, { estimated: true })],
    [usages(openai(25, 4, { total_tokens: 50 })), counted(25, 4, { total_tokens: 50 })],
    [
      usages(openai(25, 4, { prompt_tokens_details: { cached_tokens: 20 } })),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [usages(openai(25, 4, { prompt_cache_hit_tokens: 20 })), counted(25, 4, { cached_tokens: 20 })],
    [usages(openai(25, 4, { cached_tokens: 20 })), counted(25, 4, { cached_tokens: 20 })],
    [
      usages(openai(8, 4, { cache_read_input_tokens: 20, cache_creation_input_tokens: 5 })),
      counted(25, 4, { cached_tokens: 20, cache_write_tokens: 5, estimated: true }),
    ],
    [
      usages({ input_tokens: 25, output_tokens: 4, input_tokens_details: { cached_tokens: 20 } }),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [
      usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: 3 } })),
      counted(25, 4, { reasoning_tokens: 3 }),
    ],
    [
      usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: 0 } })),
      counted(25, 4, { reasoning_tokens: 0 }),
    ],
    [usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: -1 } })), counted(25, 4)],
    [usages(openai(25, 4, { completion_tokens_details: null })), counted(25, 4)],
    [usages(openai(25, 4, { reasoning_tokens: 3 })), counted(25, 4, { reasoning_tokens: 3 })],
    [
      usages({ input_tokens: 25, output_tokens: 4, output_tokens_details: { reasoning_tokens: 3 } }),
      counted(25, 4, { reasoning_tokens: 3 }),
    ],
    // xAI and Gemini count reasoning beside the completion.
    [
      usages(openai(25, 4, { total_tokens: 32, completion_tokens_details: { reasoning_tokens: 3 } })),
      counted(25, 7, { reasoning_tokens: 3 }),
    ],
    [
      usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: 9 } })),
      counted(25, 13, { reasoning_tokens: 9 }),
    ],
    [
      event({ choices: [{ delta: { content: 'Hi' } }], x_groq: { usage: openai(25, 4) } }) + done,
      counted(25, 4),
    ],
  ] as const) {
    t.strictSame((await answerTo(t, body)).usage, usage, body)
  }
  const claude = (start: object, ...deltas: object[]) =>
    event({ type: 'message_start', message: { usage: start } }) +
    framed.anthropic.text +
    deltas.map((usage) => event({ type: 'message_delta', delta: {}, usage })).join('') +
    framed.anthropic.end
  for (const [body, usage] of [
    [claude({ input_tokens: 25, output_tokens: 1 }, { input_tokens: 0, output_tokens: 4 }), counted(25, 4)],
    [claude({ input_tokens: 25, output_tokens: 9 }, { output_tokens: 0 }), counted(25, 9)],
    [claude({ input_tokens: 0 }, { input_tokens: 25, output_tokens: 4 }), counted(25, 4)],
    [claude({ input_tokens: 0, output_tokens: 0 }), counted(2, 3, { estimated: true })],
    [
      claude(
        { input_tokens: 5, cache_read_input_tokens: 20, cache_creation_input_tokens: 7 },
        { input_tokens: 5, cache_read_input_tokens: 0, output_tokens: 4 },
      ),
      counted(32, 4, { cached_tokens: 20, cache_write_tokens: 7 }),
    ],
    [
      claude(
        { input_tokens: 25, cache_read_input_tokens: 0 },
        { input_tokens: 5, cache_read_input_tokens: 20, output_tokens: 4 },
      ),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [
      claude({ input_tokens: 5 }, { cache_read_input_tokens: 20, output_tokens: 4 }),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [
      claude({ input_tokens: 0, cache_read_input_tokens: 20, output_tokens: 4 }),
      counted(20, 4, { cached_tokens: 20 }),
    ],
  ] as const) {
    t.strictSame((await answerTo(t, body, 'anthropic')).usage, usage, body)
  }
})
