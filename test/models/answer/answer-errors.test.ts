/** Errors or nothing in the place of an answer, and errors within it, in any envelope. */
import t from 'tap'
import { done, event, line } from '../../support/providers/frames.ts'
import { answerTo, delta, framed, message, type Name, stop } from './answers.ts'

const names: readonly Name[] = ['openai', 'anthropic', 'ollama']

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
