/** Answers in every protocol, and the addresses and keys with which they are requested. */
import { inspect } from 'node:util'
import { LLMock } from '@copilotkit/aimock'
import t, { type Test } from 'tap'
import { type Completion, collect } from '../../support/providers/collect.ts'
import { type AnswerContent, dialects, providerOf } from '../../support/providers/dialects.ts'
import { neverAborted } from '../../support/providers/never-aborted.ts'
import { scriptedProvider, scriptedSocket } from '../../support/providers/scripted.ts'
import { answerTo, bytesOf, chunked, connect, eventsOf, full, head, hello, nothingCached } from './calls.ts'

for (const dialect of dialects) {
  const { name, frames, whole } = dialect
  const { stream, beginning } = bytesOf(dialect)
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
