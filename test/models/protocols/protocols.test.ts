import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { LLMock } from '@copilotkit/aimock'
import t, { type Test } from 'tap'
import { ProviderError, type ProviderEvent, type ProviderOptions } from '../../../src/models/provider.ts'
import { type Completion, collect } from '../../support/providers/collect.ts'
import { type AnswerContent, type Dialect, dialects, providerOf } from '../../support/providers/dialects.ts'
import { closedPort, scriptedProvider, scriptedSocket } from '../../support/providers/scripted.ts'

const neverAborted = new AbortController().signal
const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] }
const patient = 30_000
const hasty = 200
const secrets = { apiKey: 'sk-top-secret', userinfo: 'joe:hunter2', text: 'PROVIDER SAYS' }
const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'

function chunked(bytes: string | Buffer): Buffer {
  const size = Buffer.byteLength(bytes).toString(16)
  return Buffer.concat([Buffer.from(`${size}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
}

/** Creates a client of this protocol for the server at `origin`. */
function connect(t: Test, dialect: Dialect, origin: string, options: Partial<ProviderOptions> = {}) {
  const baseUrl = new URL(origin).origin + dialect.base
  const made = providerOf(dialect, { model: 'm-1', timeout: patient, baseUrl, ...options })
  t.teardown(() => made.close())
  return made
}

/** Returns the completion for a response with this body. */
async function answerTo(t: Test, dialect: Dialect, body: string, options: Partial<ProviderOptions> = {}) {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  return collect(connect(t, dialect, baseUrl, options).stream(hello, neverAborted))
}

/** Collects the events, with consecutive texts of one kind joined. */
async function eventsOf(stream: AsyncIterable<readonly ProviderEvent[]>): Promise<ProviderEvent[]> {
  const events: ProviderEvent[] = []
  for await (const batch of stream) {
    for (const event of batch) {
      const last = events.at(-1)
      const continues = (event.type === 'text' || event.type === 'reasoning') && last?.type === event.type
      if (continues) events[events.length - 1] = { ...event, text: last.text + event.text }
      else events.push(event)
    }
  }
  return events
}

/**
 * Returns the ProviderError of a call to `origin`, after checking that it discloses nothing about the
 * provider.
 */
async function failure(
  t: Test,
  dialect: Dialect,
  origin: string,
  options: Partial<ProviderOptions> = {},
): Promise<ProviderError> {
  const { host, hostname, port, protocol } = new URL(origin)
  const baseUrl = `${protocol}//${secrets.userinfo}@${host}${dialect.base}`
  const provider = connect(t, dialect, origin, { baseUrl, apiKey: secrets.apiKey, ...options })
  const error: unknown = await collect(provider.stream(hello, neverAborted)).catch((error) => error)
  if (!(error instanceof ProviderError)) throw error
  t.equal(error.cause, undefined)
  const shown = `${inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })} ${JSON.stringify(error)}`
  const telling = [...Object.values(secrets), 'hunter2', hostname, dialect.path]
  if (port !== '') telling.push(`:${port}`)
  t.strictSame(
    telling.filter((secret) => shown.includes(secret)),
    [],
    `nothing is disclosed in ${shown}`,
  )
  return error
}

async function failureOf(t: Test, dialect: Dialect, body: string | readonly string[]) {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end([body].flat().join('')))
  const { kind, reason } = await failure(t, dialect, baseUrl)
  return [kind, reason]
}

/** Starts a server that responds with `bytes` and then calls `then`. */
function socketSaying(t: Test, bytes: string | Buffer, then: (socket: Socket) => void = () => {}) {
  return scriptedSocket(t, (socket) =>
    socket.once('data', () => {
      socket.write(bytes)
      then(socket)
    }),
  )
}

const nothingCached = { cached_tokens: 0, cache_write_tokens: 0 }
const full: Completion = {
  content: 'Hi',
  model: 'm-2',
  finish_reason: 'stop',
  complete: true,
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, ...nothingCached, estimated: false },
  attempts: [],
}

for (const dialect of dialects) {
  const { name, frames, whole } = dialect
  const stream = (content: AnswerContent = {}) => frames(content).join('')
  const beginning = (texts: readonly string[] = ['Hi']) =>
    stream({ texts, finish: null, usage: null, end: false })
  const test = (title: string, body: (t: Test) => Promise<void>) => t.test(`${name}: ${title}`, body)

  test('text, reasoning, counts and finish of an independent server are read', async (t) => {
    const text = 'Hello, 🙂🙂🙂! '.repeat(20)
    const server = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent', chunkSize: 3 })
    server.onMessage('Hello', { content: text, reasoning: 'Let me think.' })
    const origin = await server.start()
    t.teardown(() => server.stop())
    const events = await eventsOf(connect(t, dialect, origin).stream(hello, neverAborted))
    t.match(events, [
      { type: 'model', model: 'm-1' },
      { type: 'reasoning', text: 'Let me think.' },
      { type: 'text', text },
      // This server counts tokens in one protocol and reports zeros in the others.
      { type: 'usage', usage: { estimated: name !== 'openai' } },
      { type: 'finish', reason: 'stop', complete: true },
    ])
  })

  test('failures, limits and truncation by an independent server are recognised', async (t) => {
    const server = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent', chunkSize: 3 })
    const error = { message: secrets.text, type: 'x' }
    server.onMessage('Hello', { error, status: 429, retryAfter: 9 })
    const origin = await server.start()
    t.teardown(() => server.stop())
    t.match(await failure(t, dialect, origin), { kind: 'unavailable', reason: 'HTTP 429', retryAfter: 9 })
    server.clearFixtures()
    server.onMessage('Hello', { content: 'x'.repeat(100) }, { truncateAfterChunks: 9 })
    t.match(await failure(t, dialect, origin), { kind: 'unavailable', reason: 'UND_ERR_SOCKET' })
    server.clearFixtures()
    server.onMessage('Hello', { content: 'x' }, { chaos: { malformedRate: 1 } })
    t.match(await failure(t, dialect, origin), { kind: 'failed' })
  })

  test('an answer is the same however its bytes are split', async (t) => {
    const content = { texts: ['ü', '€🙂', '\ud83d', '\ude42', ' a\nb'], reasoning: ['h', 'm'] }
    const bytes = Buffer.from(stream(content))
    const expected = [
      { type: 'model', model: 'm-2' },
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'ü€🙂🙂 a\nb' },
      { type: 'usage', usage: full.usage },
      { type: 'finish', reason: 'stop', complete: true },
    ]
    let size = 0
    const origin = await scriptedSocket(t, (socket) => {
      socket.setNoDelay(true)
      socket.on('data', async () => {
        socket.write(head)
        for (let start = 0; start < bytes.length; start += size) {
          socket.write(chunked(bytes.subarray(start, start + size)))
          // Writes in one turn of the event loop would arrive together.
          await new Promise(setImmediate)
        }
        socket.write('0\r\n\r\n')
      })
    })
    const provider = connect(t, dialect, origin)
    for (size of [1, 2, 3, 7, 64, bytes.length]) {
      t.strictSame(await eventsOf(provider.stream(hello, neverAborted)), expected, `${size} bytes at once`)
    }
  })

  test('unusual fields are corrected or replaced by estimates', async (t) => {
    const estimated = {
      ...{ prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
      ...{ ...nothingCached, estimated: true },
    }
    const cases: [AnswerContent, Partial<Completion>][] = [
      [{}, {}],
      [{ texts: ['a', '', null, 'b'] }, { content: 'ab' }],
      [{ texts: ['a\0b\ud800c🙂'] }, { content: 'a\ufffdb\ufffdc🙂' }],
      [{ texts: ['a\ud83d', 'b\ud83d'] }, { content: 'a\ufffdb\ufffd' }],
      [{ usage: null }, { usage: estimated }],
      [{ usage: [-1, 4] }, { usage: { ...estimated, completion_tokens: 4, total_tokens: 6 } }],
      [{ usage: [3, 0.5] }, { usage: { ...estimated, prompt_tokens: 3, total_tokens: 4 } }],
      [{ usage: ['3', 2 ** 31] }, { usage: estimated }],
      [{ usage: [0, 0] }, { usage: estimated }],
      [
        { finish: null, usage: null },
        { finish_reason: null, usage: estimated },
      ],
      [
        { finish: null, usage: null, end: false },
        { finish_reason: null, complete: false, usage: estimated },
      ],
      ...dialect.finishReasons.map(([finish, finish_reason]): [AnswerContent, Partial<Completion>] => [
        { finish },
        { finish_reason } as Partial<Completion>,
      ]),
      // Only Ollama's last line has the finish reason.
      ...(name === 'ollama' ? [] : [[{ end: false }, {}] as [AnswerContent, Partial<Completion>]]),
    ]
    for (const [content, expected] of cases) {
      t.strictSame(
        await answerTo(t, dialect, stream(content)),
        { ...full, ...expected },
        JSON.stringify(content),
      )
    }
  })

  test('pings, comments, blank lines and unknown events are ignored', async (t) => {
    const noisy = ['', ...frames({}), ''].join(dialect.noise)
    t.strictSame(await answerTo(t, dialect, noisy), full)
    t.strictSame(await answerTo(t, dialect, `\ufeff${stream()}`), full)
    t.strictSame(await answerTo(t, dialect, stream().replaceAll('\n', '\r\n')), full)
  })

  test('anything after the end is ignored', async (t) => {
    for (const after of [beginning(), dialect.error('x', 'y'), dialect.noise]) {
      t.strictSame(await answerTo(t, dialect, stream() + after), full)
    }
  })

  test('a response that is not streamed is read too', async (t) => {
    t.strictSame(await answerTo(t, dialect, whole({})), full)
    t.strictSame(await answerTo(t, dialect, `\ufeff\r\n ${whole({})}\n`), full)
    t.match(await answerTo(t, dialect, whole({ texts: ['ü', '🙂'], reasoning: ['hm'] })), { content: 'ü🙂' })
    t.match(await answerTo(t, dialect, whole({ finish: null })), { finish_reason: null, complete: false })
    t.match(await answerTo(t, dialect, whole({ usage: null })), { usage: { estimated: true } })
  })

  test('the reported model name is used, sanitised and shortened', async (t) => {
    for (const [given, name] of [
      ['"m-3"', 'm-3'],
      ['7', 'm-1'],
      ['null', 'm-1'],
      ['""', 'm-1'],
      [`"${'m'.repeat(201)}"`, 'm'.repeat(200)],
      [`"${'m'.repeat(199)}🙂"`, `${'m'.repeat(199)}\ufffd`],
      ['"a\\u0000"', 'a\ufffd'],
    ] as const) {
      const body = stream().replaceAll('"m-2"', given)
      t.strictSame(await answerTo(t, dialect, body), { ...full, model: name }, given.slice(0, 20))
    }
  })

  test('an error within an answer is mapped to a failure', async (t) => {
    for (const [type, message, kind] of [
      ['server_error', secrets.text, 'failed'],
      ...(name === 'ollama'
        ? []
        : ([
            ['overloaded_error', secrets.text, 'unavailable'],
            ['rate_limit_error', secrets.text, 'unavailable'],
            ['authentication_error', secrets.text, 'refused'],
            ['context_length_exceeded', secrets.text, 'context_too_long'],
          ] as const)),
      ['x', `${secrets.text}: prompt is too long: 9 tokens > 8 maximum`, 'context_too_long'],
    ] as const) {
      const error = dialect.error(type, message)
      const failure = [kind, 'an error in the answer']
      t.strictSame(await failureOf(t, dialect, beginning() + error), failure, `${type} after tokens`)
      t.strictSame(await failureOf(t, dialect, error), failure, `${type} before any`)
      t.strictSame(await failureOf(t, dialect, beginning() + error.trimEnd().concat('\n\n')), failure, type)
    }
  })

  test('a body without an answer is a failure', async (t) => {
    const bodies: [string, string][] = [
      ['', 'empty body'],
      [' \r\n\n', 'empty body'],
      [`<html>${secrets.text}</html>`, 'HTML'],
      [`\n<!doctype html>${secrets.text}`, 'HTML'],
      ['{"choices":[', 'not JSON'],
      ['['.repeat(100_000), 'not JSON'],
      [`{"error":{"message":"${secrets.text}"}}`, 'an error in the answer'],
      ['null', 'no answer in the body'],
      [
        `"${secrets.text}"`,
        dialect.framing === 'events' ? 'no answer in the body' : 'an error in the answer',
      ],
      ['[]', 'no answer in the body'],
      ['{}', 'no answer in the body'],
      ['{"choices":{"0":{}},"content":{},"message":[]}', 'no answer in the body'],
      ['{"choices":[],"content":[],"message":null}', 'no answer in the body'],
      ['{"choices":[null],"content":[null],"message":"Hi"}', 'no answer in the body'],
      ['{"choices":[{"texts":"Hi"}],"content":[{"text":"Hi"}]}', 'no answer in the body'],
      ['{"choices":[{"message":"Hi"}],"content":"Hi"}', 'no answer in the body'],
      ['{"choices":[{"message":{"content":null}}],"message":{"content":null}}', 'no answer in the body'],
      [stream({ texts: [], finish: null, usage: null, end: false }) || '{}', 'no answer in the body'],
      [stream({ texts: [] }), 'an empty answer'],
      [stream({ texts: ['', null, ' \n'] }), 'an empty answer'],
      [stream({ texts: [], reasoning: ['hm'] }), 'an empty answer'],
      [stream({ texts: [true] }), 'no text in the answer'],
      [stream({ texts: [[true]] }), 'no text in the answer'],
      [stream({ texts: [{ words: 'Hi' }] }), 'no text in the answer'],
      [`${beginning()}${dialect.framing === 'events' ? 'data: ' : ''}{"x\n\n`, 'not JSON'],
    ]
    for (const [body, reason] of bodies) {
      t.strictSame(await failureOf(t, dialect, body), ['failed', reason], body.slice(0, 80))
    }
    const text = `${secrets.text} `.repeat(20)
    t.match(await failureOf(t, dialect, text), ['failed', /^(?:no answer in the body|not JSON)$/])
  })

  test('a truncated answer is never a success', async (t) => {
    t.match(await answerTo(t, dialect, beginning()), { content: 'Hi', complete: false }, 'between two events')
    const half = `${beginning()}${frames({})[1]?.slice(0, 20)}`
    t.match(await answerTo(t, dialect, half), { content: 'Hi', complete: false }, 'within an event')
    const cut = await socketSaying(t, head + chunked(beginning()), (socket) => socket.end())
    t.match(await failure(t, dialect, cut), { kind: 'unavailable', reason: 'UND_ERR_SOCKET' })
    const reset = await socketSaying(t, head + chunked(beginning()), (socket) => {
      setTimeout(() => socket.resetAndDestroy(), 50)
    })
    t.match(await failure(t, dialect, reset), { kind: 'unavailable', reason: 'ECONNRESET' })
  })

  test('an answer that has ended is complete, whatever happens to its connection', async (t) => {
    const ending = (then: (socket: Socket) => void) => socketSaying(t, head + chunked(stream()), then)
    for (const [what, origin] of [
      ['the connection stays open', await ending(() => {})],
      ['the connection is half closed', await ending((socket) => socket.end())],
      [
        'the connection is reset',
        await ending((socket) => void setTimeout(() => socket.resetAndDestroy(), 50)),
      ],
      [
        'the connection is closed after the finish reason',
        await socketSaying(t, head + chunked(stream({ end: name === 'ollama' })), (socket) => socket.end()),
      ],
    ] as const) {
      t.strictSame(await collect(connect(t, dialect, origin).stream(hello, neverAborted)), full, what)
    }
  })

  test('consecutive calls share a connection', async (t) => {
    const sockets = new Set<unknown>()
    const { baseUrl } = await scriptedProvider(t, (request, response) => {
      sockets.add(request.socket)
      response.end(stream())
    })
    const provider = connect(t, dialect, baseUrl)
    for (let call = 0; call < 5; call += 1) await collect(provider.stream(hello, neverAborted))
    t.ok(sockets.size <= 2, 'a call may begin before the previous connection is free')
  })

  test('each status of the provider is mapped to a failure', async (t) => {
    for (const [status, kind, headers, retryAfter] of [
      [301, 'failed', { location: '/elsewhere' }, undefined],
      [307, 'failed', { location: '/elsewhere' }, undefined],
      [400, 'refused', {}, undefined],
      [401, 'refused', { 'retry-after': '9' }, undefined],
      [403, 'refused', {}, undefined],
      [404, 'refused', {}, undefined],
      [422, 'refused', {}, undefined],
      [413, 'context_too_long', {}, undefined],
      [408, 'timeout', {}, undefined],
      [504, 'timeout', {}, undefined],
      [429, 'unavailable', {}, undefined],
      [429, 'unavailable', { 'retry-after': '9' }, 9],
      [429, 'unavailable', { 'retry-after-ms': '8500' }, 9],
      [429, 'unavailable', { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 1],
      [429, 'unavailable', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '9s' }, 9],
      [503, 'unavailable', { 'retry-after': '9' }, 9],
      [529, 'unavailable', { 'retry-after': '9' }, 9],
      [500, 'failed', { 'retry-after': '9' }, undefined],
      [502, 'failed', {}, undefined],
    ] as const) {
      const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
        response.writeHead(status, headers).end(JSON.stringify(dialect.refusal('x', secrets.text))),
      )
      const error = await failure(t, dialect, baseUrl)
      t.strictSame([error.kind, error.reason, error.retryAfter], [kind, `HTTP ${status}`, retryAfter])
      t.equal(requests.length, 1, 'neither redirected nor retried')
    }
  })

  test('a prompt too long for the model is distinguished from other rejections', async (t) => {
    const named = name === 'ollama' ? [] : ['context_length_exceeded', 'exceed_context_size_error']
    for (const [status, type, message, kind] of [
      ...named.map((type) => [400, type, secrets.text, 'context_too_long'] as const),
      [400, 'x', "This model's maximum context length is 4096 tokens.", 'context_too_long'],
      [400, 'x', 'prompt is too long: 200534 tokens > 200000 maximum', 'context_too_long'],
      [400, 'x', 'the input length exceeds the context length', 'context_too_long'],
      [422, 'x', 'input length and `max_tokens` exceed context limit: 9', 'context_too_long'],
      [401, 'x', 'maximum context length', 'refused'],
      [400, 'x', secrets.text, 'refused'],
    ] as const) {
      const { baseUrl } = await scriptedProvider(t, (_, response) =>
        response.writeHead(status).end(JSON.stringify(dialect.refusal(type, `${secrets.text} ${message}`))),
      )
      const error = await failure(t, dialect, baseUrl)
      t.strictSame([error.kind, error.reason], [kind, `HTTP ${status}`], `${type} ${message}`)
    }
  })

  test('an error whose body hangs, breaks off or never ends is classified by its status', async (t) => {
    for (const [what, answer] of [
      ['hangs', (response: ServerResponse) => response.writeHead(400).write('{"error":')],
      [
        'breaks off',
        (response: ServerResponse) => {
          response.writeHead(400).write('{"error":')
          setTimeout(() => response.destroy(), 50)
        },
      ],
      ['never ends', (response: ServerResponse) => endlessly(response.writeHead(400), secrets.text)],
    ] as const) {
      const { baseUrl } = await scriptedProvider(t, (_, response) => void answer(response))
      t.match(await failure(t, dialect, baseUrl), { kind: 'refused', reason: 'HTTP 400' }, what)
    }
  })

  test('an endless response is ended and its connection closed', async (t) => {
    for (const [what, piece, reason] of [
      ['no line', secrets.text, 'line too long'],
      ['a line without end', dialect.framing === 'events' ? 'data: ' : '{ ', 'line too long'],
      ['JSON', `{"x":"${secrets.text}`, dialect.framing === 'events' ? 'answer too large' : 'line too long'],
      ['noise', dialect.noise.repeat(500), 'answer too large'],
      ['text', beginning(['x'.repeat(60_000)]), 'answer too large'],
    ] as const) {
      let gone: Promise<unknown> | undefined
      const { baseUrl } = await scriptedProvider(t, (_, response) => {
        gone = closed(response)
        endlessly(response, piece)
      })
      t.match(await failure(t, dialect, baseUrl), { kind: 'failed', reason }, what)
      await gone
    }
  })

  test('a provider that cannot be reached or closes the connection is unavailable', async (t) => {
    const hangsUp = (answer: string) =>
      scriptedSocket(t, (socket) => socket.once('data', () => socket.end(answer)))
    const plain = await hangsUp('HTTP/1.1 200 OK\r\n\r\n')
    const resets = await scriptedSocket(t, (socket) => socket.once('data', () => socket.resetAndDestroy()))
    for (const [what, origin, reason] of [
      ['refused', `http://127.0.0.1:${await closedPort()}`, 'ECONNREFUSED'],
      ['an unknown name', `http://${'a'.repeat(64)}.invalid`, 'ENOTFOUND'],
      ['reset', resets, 'ECONNRESET'],
      ['closed before the response', await hangsUp(''), 'UND_ERR_SOCKET'],
      ['closed within the headers', await hangsUp('HTTP/1.1 200 OK\r\ncontent-le'), 'UND_ERR_SOCKET'],
      [
        'closed within the body',
        await hangsUp('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
        'UND_ERR_SOCKET',
      ],
      ['no TLS', plain.replace('http:', 'https:'), /^E/],
    ] as const) {
      t.match(await failure(t, dialect, origin), { kind: 'unavailable', reason }, what)
    }
    for (const answer of [
      `${secrets.text}\r\n\r\n`,
      `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1 << 17)}\r\n\r\n`,
    ]) {
      const error = await failure(t, dialect, await hangsUp(answer))
      t.match(error, { kind: 'failed', reason: 'not HTTP' }, answer.slice(0, 20))
    }
  })

  test('a provider that is too slow is a timeout, and its connection is closed', async (t) => {
    const drip = (piece: string) => (socket: Socket) => {
      const dripping = setInterval(() => socket.write(chunked(piece)), 20)
      socket.on('close', () => clearInterval(dripping))
    }
    for (const [what, bytes, then, deadline, reason] of [
      ['no headers', '', () => {}, { timeout: hasty }, 'deadline'],
      ['no body', head, () => {}, { timeout: hasty }, 'deadline'],
      ['occasional blanks', head, drip(' '), { timeout: hasty }, 'deadline'],
      ['occasional tokens', head, drip(beginning()), { timeout: hasty }, 'deadline'],
      [
        'occasional tokens, patient between them',
        head,
        drip(beginning()),
        { timeout: hasty, tokenTimeout: patient },
        'deadline',
      ],
      ['no headers', '', () => {}, { firstTokenTimeout: hasty }, 'no first token'],
      ['no token', head, () => {}, { firstTokenTimeout: hasty, tokenTimeout: patient }, 'no first token'],
      ['only noise', head, drip(dialect.noise), { firstTokenTimeout: hasty }, 'no first token'],
      [
        'one token',
        head + chunked(beginning()),
        () => {},
        { firstTokenTimeout: patient, tokenTimeout: hasty },
        'silence between tokens',
      ],
      [
        'one token, and noise',
        head + chunked(beginning()),
        drip(dialect.noise),
        { tokenTimeout: hasty },
        'silence between tokens',
      ],
    ] as const) {
      let gone: Promise<unknown> | undefined
      const origin = await socketSaying(t, bytes, (socket) => {
        gone = closed(socket)
        then(socket)
      })
      const error = await failure(t, dialect, origin, deadline)
      t.strictSame([error.kind, error.reason], ['timeout', reason], what)
      await gone
    }
  })

  test('the token timeout applies to each token, not to the whole answer', async (t) => {
    const origin = await socketSaying(t, head, async (socket) => {
      for (const frame of frames({ texts: [...'abcdefgh'] })) {
        socket.write(chunked(frame))
        await sleep(100)
      }
      socket.write('0\r\n\r\n')
    })
    const deadlines = { firstTokenTimeout: 500, tokenTimeout: 500 }
    const answer = await collect(connect(t, dialect, origin, deadlines).stream(hello, neverAborted))
    t.strictSame(answer, { ...full, content: 'abcdefgh' })
  })

  test('reading is paused with its consumer, and a slow consumer is not a slow provider', async (t) => {
    let written = 0
    const origin = await socketSaying(t, head, (socket) => {
      const piece = chunked(beginning(['x'.repeat(1000)]))
      const more = () => {
        while (!socket.destroyed && socket.write(piece)) written += piece.length
      }
      socket.on('drain', more)
      more()
    })
    const provider = connect(t, dialect, origin, { tokenTimeout: hasty })
    const events = provider.stream(hello, neverAborted)[Symbol.asyncIterator]()
    await events.next()
    const settled = async (): Promise<number> => {
      const before = written
      await sleep(2 * hasty)
      return before === written ? written : settled()
    }
    const held = await settled()
    t.ok(held < 16 * 1024 * 1024, `${held} bytes left the server`)
    for (let read = 0; read < 20; read += 1) await t.resolves(events.next())
    await events.return?.()
  })

  test('aborting a call closes its connection and rejects with the given reason', async (t) => {
    const reason = new Error('the caller has left')
    for (const [what, bytes] of [
      ['before the headers', ''],
      ['in the body', head],
      ['within the answer', head + chunked(beginning())],
    ] as const) {
      const caller = new AbortController()
      let gone: Promise<unknown> | undefined
      const origin = await socketSaying(t, bytes, (socket) => {
        gone = closed(socket)
        setTimeout(() => caller.abort(reason), 50)
      })
      await t.rejects(collect(connect(t, dialect, origin).stream(hello, caller.signal)), reason, what)
      await gone
    }
  })

  test('leaving the iteration or calling `return` closes the connection', async (t) => {
    let gone: Promise<unknown> | undefined
    const origin = await socketSaying(t, head + chunked(beginning()), (socket) => {
      gone = closed(socket)
    })
    const provider = connect(t, dialect, origin)
    for await (const _ of provider.stream(hello, neverAborted)) break
    await gone
    const events = provider.stream(hello, neverAborted)[Symbol.asyncIterator]()
    await events.next()
    const awaited = events.next()
    await events.return?.()
    t.strictSame(await awaited, { done: true, value: undefined })
    await gone
  })

  test('nothing is sent for an aborted call or an unread stream', async (t) => {
    const { baseUrl, requests } = await scriptedProvider(t, (_, response) => response.end(stream()))
    const provider = connect(t, dialect, baseUrl)
    await t.rejects(collect(provider.stream(hello, AbortSignal.abort())), { name: 'AbortError' })
    const unread = provider.stream(hello, neverAborted)[Symbol.asyncIterator]()
    await unread.return?.()
    t.strictSame(await unread.next(), { done: true, value: undefined })
    await collect(provider.stream(hello, neverAborted))
    t.equal(requests.length, 1)
  })

  test('closing the provider ends the calls in progress', async (t) => {
    const arrived = Promise.withResolvers<void>()
    const provider = connect(t, dialect, await scriptedSocket(t, () => arrived.resolve()))
    const pending = collect(provider.stream(hello, neverAborted))
    await arrived.promise
    const failed = { name: 'ProviderError', kind: 'unavailable' }
    await Promise.all([t.rejects(pending, failed), provider.close()])
    await t.rejects(collect(provider.stream(hello, neverAborted)), failed)
  })

  test('the base URL may have a trailing slash, a query and credentials', async (t) => {
    const { baseUrl: given, requests } = await scriptedProvider(t, (_, response) => response.end(stream()))
    const { origin, host } = new URL(given)
    const base = origin + dialect.base
    const withCredentials = `http://joe:pa%3Ass@${host}${dialect.base}`
    const basic = { authorization: `Basic ${Buffer.from('joe:pa:ss').toString('base64')}` }
    for (const [baseUrl, apiKey, path, headers] of [
      [base, undefined, dialect.path, {}],
      [`${base}/`, undefined, dialect.path, {}],
      [`${base}/?api-version=1`, undefined, `${dialect.path}?api-version=1`, {}],
      [origin, undefined, dialect.path.slice(dialect.base.length), {}],
      [withCredentials, undefined, dialect.path, basic],
      [
        withCredentials,
        'key',
        dialect.path,
        { [dialect.keyHeader]: dialect.keyHeader === 'x-api-key' ? 'key' : 'Bearer key' },
      ],
    ] as const) {
      const provider = connect(t, dialect, origin, { baseUrl, ...(apiKey && { apiKey }) })
      await collect(provider.stream(hello, neverAborted))
      const { authorization, 'x-api-key': key } = requests.at(-1)?.headers ?? {}
      t.equal(requests.at(-1)?.url, path, baseUrl)
      t.match({ authorization, 'x-api-key': key }, headers, baseUrl)
      if (baseUrl === base) t.strictSame([authorization, key], [undefined, undefined])
    }
  })

  test('an unusable base URL or key is an error that does not quote it', async (t) => {
    for (const [baseUrl, apiKey] of [
      ['joe:hunter2@example', 'sk-top-secret'],
      ['ftp://joe:hunter2@example', 'sk-top-secret'],
      ['', 'sk-top-secret'],
      ['http://joe:hunter2%@example', 'sk-top-secret'],
      ['http://joe:hunter2@example', 'sk-top-secret\n'],
      ['http://joe:hunter2@example', 'sk-top-secret ü'],
      ['http://joe:hunter2@example', ''],
    ] as const) {
      let error: unknown
      try {
        providerOf(dialect, { baseUrl, apiKey, model: 'm', timeout: 1 })
      } catch (thrown) {
        error = thrown
      }
      t.ok(error instanceof TypeError || error instanceof URIError, `${baseUrl} ${apiKey}`)
      t.notMatch(inspect(error, { showHidden: true }), /hunter2|top-secret/)
    }
  })
}

t.test(
  'aborting during the connection setup does not wait for it',
  {
    // The connection attempt times out after five seconds.
    timeout: 4000,
  },
  async (t) => {
    const [dialect] = dialects
    if (dialect === undefined) throw new Error('No dialect')
    const caller = new AbortController()
    const silent = await scriptedSocket(t, () => caller.abort())
    const provider = connect(t, dialect, silent.replace('http:', 'https:'))
    await t.rejects(collect(provider.stream(hello, caller.signal)), { name: 'AbortError' })
  },
)

/** Resolves when the connection is closed, possibly by a reset. */
function closed(connection: Socket | ServerResponse): Promise<unknown> {
  return new Promise((resolve) => connection.on('close', resolve))
}

/** Writes `piece` as long as it is read. */
function endlessly(response: ServerResponse, piece: string): void {
  const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)))
  const more = () => {
    while (!response.destroyed && response.write(bytes));
  }
  response.on('drain', more)
  more()
}
