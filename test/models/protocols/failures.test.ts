/** Errors of providers in every protocol, and bodies that are no answer. */
import type { ServerResponse } from 'node:http'
import { LLMock } from '@copilotkit/aimock'
import t, { type Test } from 'tap'
import { dialects } from '../../support/providers/dialects.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { bytesOf, endlessly, failure, failureOf, secrets } from './calls.ts'

for (const dialect of dialects) {
  const { name } = dialect
  const { stream, beginning } = bytesOf(dialect)
  const test = (title: string, body: (t: Test) => Promise<void>) => t.test(`${name}: ${title}`, body)

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
}
