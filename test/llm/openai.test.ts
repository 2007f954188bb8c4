import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import { openaiProvider } from '../../src/llm/openai.ts'
import { type CompletionRequest, ProviderError } from '../../src/llm/provider.ts'
import { closedPort, scriptedProvider, scriptedSocket } from './scripted.ts'

const nobodyLeaves = new AbortController().signal
const patient = 30_000
const hasty = 200
const secrets = { apiKey: 'sk-top-secret', userinfo: 'joe:hunter2', text: 'PROVIDER SAYS' }

const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }
const message = { role: 'assistant', content: 'Hi' }
const choice = { index: 0, message, finish_reason: 'stop' }
const whole = { id: 'x', model: 'm-2', choices: [choice], usage }

function provider(t: Test, baseUrl: string, options: { apiKey?: string; timeout?: number } = {}) {
  const made = openaiProvider({ model: 'm-1', timeout: patient, baseUrl, ...options })
  t.teardown(() => made.close())
  return made
}

function json(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function answerTo(t: Test, body: unknown) {
  const { baseUrl } = await scriptedProvider(t, (_, response) => json(response, body))
  return provider(t, baseUrl).complete({ prompt: 'Hello' }, nobodyLeaves)
}

/** The error of a call to `baseUrl`, which must be a ProviderError that tells nothing of the provider's. */
async function failure(t: Test, baseUrl: string, timeout = patient): Promise<ProviderError> {
  const asked = provider(t, baseUrl.replace('://', `://${secrets.userinfo}@`), {
    apiKey: secrets.apiKey,
    timeout,
  })
  const error: unknown = await asked.complete({ prompt: 'Hello' }, nobodyLeaves).catch((error) => error)
  if (!(error instanceof ProviderError)) throw error
  t.equal(error.cause, undefined)
  const shown = `${inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })} ${JSON.stringify(error)}`
  const { hostname, port } = new URL(baseUrl)
  const telling = [...Object.values(secrets), 'hunter2', hostname, '/v1', 'chat/completions']
  if (port !== '') telling.push(`:${port}`)
  t.strictSame(
    telling.filter((secret) => shown.includes(secret)),
    [],
    `nothing is told in ${shown}`,
  )
  return error
}

t.test('the request is what chat completions want', async (t) => {
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) => json(response, whole))
  const bytes = Uint8Array.of(0, 1, 2, 255)
  const sent: [CompletionRequest, unknown][] = [
    [{ prompt: 'Hello' }, 'Hello'],
    [
      { prompt: 'What?', attachment: { kind: 'image', content_type: 'image/png', bytes: bytes.subarray(1) } },
      [
        { type: 'text', text: 'What?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AQL/' } },
      ],
    ],
    [
      { prompt: 'What?', attachment: { kind: 'text', name: 'a "b"\n.txt', text: 'c\nd' } },
      [
        { type: 'text', text: 'What?' },
        { type: 'text', text: 'File "a \\"b\\"\\n.txt":\n\nc\nd' },
      ],
    ],
  ]
  const asked = provider(t, baseUrl, { apiKey: secrets.apiKey })
  for (const [request] of sent) await asked.complete(request, nobodyLeaves)
  t.strictSame(
    requests.map(({ body }) => JSON.parse(body)),
    sent.map(([, content]) => ({ model: 'm-1', messages: [{ role: 'user', content }], stream: false })),
  )
  for (const { headers } of requests) {
    t.match(headers, { 'content-type': 'application/json', authorization: 'Bearer sk-top-secret' })
  }
  t.notOk(requests.some(({ body, url }) => `${body} ${url}`.includes(secrets.apiKey)))
})

t.test('the base URL may end with a slash, carry a query, and carry credentials', async (t) => {
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) => json(response, whole))
  const basic = `Basic ${Buffer.from('joe:pa:ss').toString('base64')}`
  const withCredentials = baseUrl.replace('://', '://joe:pa%3Ass@')
  for (const [base, apiKey, path, authorization] of [
    [baseUrl, undefined, '/v1/chat/completions', undefined],
    [`${baseUrl}/`, undefined, '/v1/chat/completions', undefined],
    [`${baseUrl}/?api-version=1`, undefined, '/v1/chat/completions?api-version=1', undefined],
    [new URL(baseUrl).origin, undefined, '/chat/completions', undefined],
    [withCredentials, undefined, '/v1/chat/completions', basic],
    [withCredentials, 'key', '/v1/chat/completions', 'Bearer key'],
  ] as const) {
    await provider(t, base, apiKey === undefined ? {} : { apiKey }).complete({ prompt: 'x' }, nobodyLeaves)
    const last = requests.at(-1)
    t.strictSame([last?.url, last?.headers.authorization], [path, authorization], base)
  }
})

t.test('a base URL or a key that cannot be used is refused at once, and not quoted', async (t) => {
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
      openaiProvider({ baseUrl, apiKey, model: 'm', timeout: 1 })
    } catch (thrown) {
      error = thrown
    }
    t.ok(error instanceof TypeError || error instanceof URIError, `${baseUrl} ${apiKey}`)
    t.notMatch(inspect(error, { showHidden: true }), /hunter2|top-secret/)
  }
})

t.test('an answer is read as far as it makes sense', async (t) => {
  const full = { content: 'Hi', model: 'm-2', finish_reason: 'stop', usage }
  const said = (changes: object) => ({ ...whole, choices: [{ ...choice, ...changes }] })
  for (const [body, expected] of [
    [whole, full],
    [{ ...whole, error: null }, full],
    [{ choices: [{ message }] }, { content: 'Hi', model: 'm-1', finish_reason: null, usage: null }],
    [
      { ...whole, model: 7 },
      { ...full, model: 'm-1' },
    ],
    [
      { ...whole, model: '' },
      { ...full, model: 'm-1' },
    ],
    [
      { ...whole, model: 'm'.repeat(201) },
      { ...full, model: 'm'.repeat(200) },
    ],
    [
      { ...whole, model: `${'m'.repeat(199)}🙂` },
      { ...full, model: `${'m'.repeat(199)}\ufffd` },
    ],
    [
      { ...whole, model: 'a\0' },
      { ...full, model: 'a\ufffd' },
    ],
    [said({ finish_reason: 'length' }), { ...full, finish_reason: 'length' }],
    [said({ finish_reason: 'content_filter' }), { ...full, finish_reason: 'content_filter' }],
    [said({ finish_reason: 'tool_calls' }), { ...full, finish_reason: 'tool_calls' }],
    [said({ finish_reason: 'eos' }), { ...full, finish_reason: 'other' }],
    [said({ finish_reason: 7 }), { ...full, finish_reason: 'other' }],
    [said({ finish_reason: null }), { ...full, finish_reason: null }],
    [said({ message: { content: '' } }), { ...full, content: '' }],
    [said({ message: { content: null } }), { ...full, content: '' }],
    [said({ message: {} }), { ...full, content: '' }],
    [said({ message: { content: 'a\0b\ud800c🙂' } }), { ...full, content: 'a\ufffdb\ufffdc🙂' }],
    [
      { ...whole, usage: null },
      { ...full, usage: null },
    ],
    [
      { ...whole, usage: { ...usage, total_tokens: undefined } },
      { ...full, usage: null },
    ],
    [
      { ...whole, usage: { ...usage, prompt_tokens: -1 } },
      { ...full, usage: null },
    ],
    [
      { ...whole, usage: { ...usage, prompt_tokens: 0.5 } },
      { ...full, usage: null },
    ],
    [
      { ...whole, usage: { ...usage, prompt_tokens: 2 ** 31 } },
      { ...full, usage: null },
    ],
    [
      { ...whole, usage: { ...usage, prompt_tokens: '3' } },
      { ...full, usage: null },
    ],
    [{ ...whole, usage: { ...usage, cost: 1 } }, full],
  ] as const) {
    t.strictSame(await answerTo(t, body), expected, JSON.stringify(body).slice(0, 120))
  }
})

t.test('a status of the provider becomes the failure that it means', async (t) => {
  for (const [status, kind, headers, retryAfter] of [
    [301, 'failed', { location: '/v1/elsewhere' }, undefined],
    [307, 'failed', { location: '/v1/elsewhere' }, undefined],
    [400, 'refused', {}, undefined],
    [401, 'refused', { 'retry-after': '9' }, undefined],
    [403, 'refused', {}, undefined],
    [404, 'refused', {}, undefined],
    [422, 'refused', {}, undefined],
    [408, 'timeout', {}, undefined],
    [504, 'timeout', {}, undefined],
    [429, 'unavailable', {}, undefined],
    [429, 'unavailable', { 'retry-after': '9' }, 9],
    [429, 'unavailable', { 'retry-after-ms': '8500' }, 9],
    [429, 'unavailable', { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 1],
    [503, 'unavailable', { 'retry-after': '9' }, 9],
    [529, 'unavailable', { 'retry-after': '9' }, 9],
    [500, 'failed', { 'retry-after': '9' }, undefined],
    [502, 'failed', {}, undefined],
  ] as const) {
    const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
      json(response, { ...whole, error: { message: secrets.text } }, status, headers),
    )
    const error = await failure(t, baseUrl)
    t.strictSame([error.kind, error.reason, error.retryAfter], [kind, `HTTP ${status}`, retryAfter])
    t.equal(requests.length, 1, 'neither redirected nor tried again')
  }
})

t.test('rubbish with status 200 is a failure', async (t) => {
  for (const [body, reason] of [
    [`<html>${secrets.text}</html>`, 'not JSON'],
    ['', 'not JSON'],
    ['{"choices":[', 'not JSON'],
    ['['.repeat(100_000), 'not JSON'],
    ['null', 'no choice in the answer'],
    [`"${secrets.text}"`, 'no choice in the answer'],
    ['[]', 'no choice in the answer'],
    ['{}', 'no choice in the answer'],
    ['{"choices":{"0":{}}}', 'no choice in the answer'],
    ['{"choices":[]}', 'no choice in the answer'],
    ['{"choices":[null]}', 'no choice in the answer'],
    ['{"choices":[{"text":"completion"}]}', 'no choice in the answer'],
    ['{"choices":[{"message":"Hi"}]}', 'no choice in the answer'],
    [`{"error":{"message":"${secrets.text}"}}`, 'no choice in the answer'],
    [JSON.stringify({ ...whole, error: { message: secrets.text } }), 'no choice in the answer'],
    ['{"choices":[{"message":{}}]}', 'no content in the answer'],
    ['{"choices":[{"message":{"content":null}}]}', 'no content in the answer'],
    ['{"choices":[{"message":{"content":7},"finish_reason":"stop"}]}', 'no content in the answer'],
    ['{"choices":[{"message":{"content":["Hi"]},"finish_reason":"stop"}]}', 'no content in the answer'],
  ] as const) {
    const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
    const error = await failure(t, baseUrl)
    t.strictSame([error.kind, error.reason], ['failed', reason], body.slice(0, 80))
  }
})

t.test('bytes without end are given up, and the connection closed', async (t) => {
  for (const [status, reason] of [
    [200, 'answer too large'],
    [500, 'HTTP 500'],
  ] as const) {
    const piece = Buffer.alloc(64 * 1024, secrets.text)
    let gone: Promise<unknown> | undefined
    const { baseUrl } = await scriptedProvider(t, (_, response) => {
      gone = once(response, 'close')
      response.writeHead(status)
      const more = () => {
        while (!response.destroyed && response.write(piece));
      }
      response.on('drain', more)
      more()
    })
    const error = await failure(t, baseUrl)
    t.strictSame([error.kind, error.reason], ['failed', reason])
    await gone
  }
})

t.test('a provider that cannot be reached, or hangs up, is unavailable', async (t) => {
  const hangsUp = (answer: string) =>
    scriptedSocket(t, (socket) => socket.once('data', () => socket.end(answer)))
  const plain = await hangsUp('HTTP/1.1 200 OK\r\n\r\n')
  const resets = await scriptedSocket(t, (socket) => socket.once('data', () => socket.resetAndDestroy()))
  for (const [what, baseUrl, reason] of [
    ['refused', `http://127.0.0.1:${await closedPort()}/v1`, 'ECONNREFUSED'],
    ['no such name', `http://${'a'.repeat(64)}.invalid/v1`, 'ENOTFOUND'],
    ['reset', resets, 'ECONNRESET'],
    ['closed before the answer', await hangsUp(''), 'UND_ERR_SOCKET'],
    ['closed in the headers', await hangsUp('HTTP/1.1 200 OK\r\ncontent-le'), 'UND_ERR_SOCKET'],
    ['closed in the body', await hangsUp('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'), 'UND_ERR_SOCKET'],
    ['no TLS', plain.replace('http:', 'https:'), /^E/],
  ] as const) {
    const error = await failure(t, baseUrl)
    t.match([error.kind, error.reason], ['unavailable', reason], what)
  }
  for (const answer of [`${secrets.text}\r\n\r\n`, `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1 << 17)}\r\n\r\n`]) {
    const error = await failure(t, await hangsUp(answer))
    t.strictSame([error.kind, error.reason], ['failed', 'not HTTP'], answer.slice(0, 20))
  }
})

t.test('a provider that is too slow is a timeout, and the connection closed', async (t) => {
  const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'
  for (const [what, answer] of [
    ['no headers', () => {}],
    ['no body', (socket: Socket) => socket.write(head)],
    ['half a body', (socket: Socket) => socket.write(`${head}1\r\n{\r\n`)],
    [
      'a byte now and then',
      (socket: Socket) => {
        socket.write(head)
        const dripping = setInterval(() => socket.write('1\r\n \r\n'), 20)
        socket.on('close', () => clearInterval(dripping))
      },
    ],
  ] as const) {
    let gone: Promise<unknown> | undefined
    const baseUrl = await scriptedSocket(t, (socket) => {
      gone = once(socket, 'close')
      answer(socket)
    })
    const error = await failure(t, baseUrl, hasty)
    t.strictSame([error.kind, error.reason], ['timeout', 'deadline'], what)
    await gone
  }
})

t.test('when the caller leaves, the connection closes, and the call rejects with his reason', async (t) => {
  const reason = new Error('the caller has left')
  for (const [what, head] of [
    ['before the headers', ''],
    ['in the body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'],
  ] as const) {
    const caller = new AbortController()
    let gone: Promise<unknown> | undefined
    const baseUrl = await scriptedSocket(t, (socket) => {
      gone = once(socket, 'close')
      socket.once('data', () => {
        socket.write(head)
        setTimeout(() => caller.abort(reason), 50)
      })
    })
    await t.rejects(provider(t, baseUrl).complete({ prompt: 'x' }, caller.signal), reason, what)
    await gone
  }
})

t.test(
  'a caller who leaves while the connection is being made does not wait for it',
  {
    // The connection itself is given up only after five seconds.
    timeout: 4000,
  },
  async (t) => {
    const caller = new AbortController()
    const silent = await scriptedSocket(t, () => caller.abort())
    const asked = provider(t, silent.replace('http:', 'https:'))
    const left = asked.complete({ prompt: 'x' }, caller.signal)
    await t.rejects(left, { name: 'AbortError' })
  },
)

t.test('nothing is sent for a caller who has left already', async (t) => {
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) => json(response, whole))
  const asked = provider(t, baseUrl)
  await t.rejects(asked.complete({ prompt: 'x' }, AbortSignal.abort()), { name: 'AbortError' })
  await asked.complete({ prompt: 'y' }, nobodyLeaves)
  t.equal(requests.length, 1)
})

t.test('closing the provider ends the calls under way', async (t) => {
  const arrived = Promise.withResolvers<void>()
  const asked = provider(t, await scriptedSocket(t, () => arrived.resolve()))
  const underWay = asked.complete({ prompt: 'x' }, nobodyLeaves)
  await arrived.promise
  await Promise.all([t.rejects(underWay, { name: 'ProviderError', kind: 'unavailable' }), asked.close()])
})
