import type { ServerResponse } from 'node:http'
import t, { type Test } from 'tap'
import { type Candidate, failover } from '../../src/models/failover.ts'
import { ProviderError, type ProviderEvent } from '../../src/models/provider.ts'
import { type Dialect, dialects, providerOf } from '../support/providers/dialects.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'

const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] }

type Answer = (response: ServerResponse, dialect: Dialect) => void

const answering: Answer = (response, { frames }) => response.end(frames({}).join(''))
const saying =
  (status: number, headers = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end()
const breaking: Answer = (response, { frames }) => {
  response.write(frames({ texts: ['a', 'b'], end: false, finish: null, usage: null }).join(''))
  setTimeout(() => response.destroy(), 50)
}
const tooLong: Answer = (response, { refusal }) =>
  response.writeHead(400).end(JSON.stringify(refusal('x', 'prompt is too long')))
const silent: Answer = () => {}

/** Candidate whose server has a list of responses, of which the last is repeated. */
async function candidate(t: Test, name: string, dialect: Dialect | undefined, answers: readonly Answer[]) {
  if (dialect === undefined) throw new Error('No dialect')
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
    answers[Math.min(requests.length, answers.length) - 1]?.(response, dialect),
  )
  const model = `${name}-model`
  const provider = providerOf(dialect, {
    baseUrl: new URL(baseUrl).origin + dialect.base,
    model,
    timeout: 30_000,
    // A busy machine may take a second to answer.
    firstTokenTimeout: answers.includes(silent) ? 500 : 30_000,
  })
  return { candidate: { name, model, provider }, requests }
}

/** Returns the events in short form, and the error. */
async function eventsAndError(
  [first, ...others]: readonly Candidate[],
  {
    timeout = 30_000,
    signal = neverAborted,
    request = hello,
  }: {
    timeout?: number
    signal?: AbortSignal
    request?: { messages: typeof hello.messages; model?: string }
  } = {},
) {
  if (first === undefined) throw new Error('No candidate')
  const provider = failover([first, ...others], { timeout })
  const events: ProviderEvent[] = []
  let error: unknown
  try {
    for await (const batch of provider.stream(request, signal)) events.push(...batch)
  } catch (thrown) {
    error = thrown
  } finally {
    await provider.close()
  }
  return { events: events.map(short), error, attempts: events.filter(({ type }) => type === 'attempt') }
}

function short(event: ProviderEvent): string {
  if (event.type === 'text') return event.text
  if (event.type === 'model') return 'model'
  if (event.type !== 'attempt') return event.type
  const { provider, failure } = event.attempt
  return `${provider}: ${failure ? `${failure.kind}, ${failure.reason}` : 'answered'}`
}

const whole = ['model', 'Hi', 'usage']
const answered = (name: string) => [...whole, `${name}: answered`, 'finish']

for (const [index, dialect] of dialects.entries()) {
  const other = dialects[(index + 1) % dialects.length]
  const test = (title: string, body: (t: Test) => Promise<void>) => t.test(`${dialect.name}: ${title}`, body)

  test('a temporary failure before the first token is retried, then the fallback takes over', async (t) => {
    for (const [what, answers, fallback, expected] of [
      ['no failure', [answering], true, answered('one')],
      ['busy once', [saying(429), answering], true, ['one: unavailable, HTTP 429', ...answered('one')]],
      ['broken once', [saying(500), answering], false, ['one: failed, HTTP 500', ...answered('one')]],
      [
        'busy each time',
        [saying(529)],
        true,
        [...Array(3).fill('one: unavailable, HTTP 529'), ...answered('two')],
      ],
      [
        'busy for a minute',
        [saying(429, { 'retry-after': '60' })],
        true,
        ['one: unavailable, HTTP 429', ...answered('two')],
      ],
      ['with a rejected key', [saying(401)], true, ['one: refused, HTTP 401', ...answered('two')]],
      ['silent', [silent], true, ['one: timeout, no first token', ...answered('two')]],
      [
        'interrupted after tokens',
        [breaking],
        true,
        ['model', 'ab', 'one: unavailable, UND_ERR_SOCKET', 'reset', ...answered('two')],
      ],
    ] as const) {
      const one = await candidate(t, 'one', dialect, answers)
      const two = await candidate(t, 'two', other, [answering])
      const candidates = fallback ? [one.candidate, two.candidate] : [one.candidate]
      const { events, error } = await eventsAndError(candidates)
      t.strictSame(events, expected, what)
      t.equal(error, undefined)
      t.equal(one.requests.length, events.filter((event) => event.startsWith('one: ')).length)
    }
  })

  test('if all candidates fail, the last failure is reported after the attempts', async (t) => {
    const one = await candidate(t, 'one', dialect, [saying(401)])
    const two = await candidate(t, 'two', other, [breaking])
    const both = await eventsAndError([one.candidate, two.candidate])
    t.strictSame(both.events, ['one: refused, HTTP 401', 'model', 'ab', 'two: unavailable, UND_ERR_SOCKET'])
    t.match(both.error, { name: 'ProviderError', kind: 'unavailable' })
    const busy = await candidate(t, 'busy', dialect, [saying(503, { 'retry-after': '60' })])
    const alone = await eventsAndError([busy.candidate])
    t.strictSame(alone.events, ['busy: unavailable, HTTP 503'], 'a long wait is not awaited')
    t.match(alone.error, { kind: 'unavailable', retryAfter: 60 })
  })

  test('a prompt too long for the model fails at once without a fallback', async (t) => {
    const one = await candidate(t, 'one', dialect, [tooLong])
    const two = await candidate(t, 'two', other, [answering])
    const { events, error } = await eventsAndError([one.candidate, two.candidate])
    t.strictSame(events, ['one: context_too_long, HTTP 400'])
    t.match(error, { kind: 'context_too_long' })
    t.equal(two.requests.length, 0)
  })

  test('a retry waits for Retry-After, within the deadline of all attempts', async (t) => {
    const one = await candidate(t, 'one', dialect, [saying(429, { 'retry-after': '1' }), answering])
    const began = performance.now()
    t.strictSame((await eventsAndError([one.candidate])).events, [
      'one: unavailable, HTTP 429',
      ...answered('one'),
    ])
    t.ok(performance.now() - began >= 990)
    const two = await candidate(t, 'two', dialect, [saying(429, { 'retry-after': '1' }), answering])
    const hasty = await eventsAndError([two.candidate], { timeout: 900 })
    t.strictSame(hasty.events, ['two: unavailable, HTTP 429'], 'no wait beyond the deadline')
    t.match(hasty.error, { kind: 'unavailable', retryAfter: 1 })
    const three = await candidate(t, 'three', dialect, [silent])
    const late = await eventsAndError([three.candidate], { timeout: 200 })
    t.strictSame(late.events, ['three: timeout, deadline'])
    t.match(late.error, { kind: 'timeout' })
  })

  test('a requested model applies to the first provider, and each attempt names its own', async (t) => {
    const one = await candidate(t, 'one', dialect, [saying(404)])
    const two = await candidate(t, 'two', other, [answering])
    const { attempts } = await eventsAndError([one.candidate, two.candidate], {
      request: { ...hello, model: 'm-9' },
    })
    t.match(attempts, [
      {
        attempt: {
          provider: 'one',
          model: 'm-9',
          failure: { kind: 'refused', reason: 'HTTP 404' },
          duration: Number,
        },
      },
      { attempt: { provider: 'two', model: 'two-model', failure: undefined, duration: Number } },
    ])
    t.strictSame(
      [...one.requests, ...two.requests].map(({ body }) => JSON.parse(body).model),
      ['m-9', 'two-model'],
    )
  })
}

t.test('a cancelled call makes no further attempt, at any stage', async (t) => {
  const reason = new Error('the caller has left')
  for (const answer of [silent, saying(429), saying(429, { 'retry-after': '9' }), breaking]) {
    const caller = new AbortController()
    const leaving: Answer = (response, dialect) => {
      setTimeout(() => caller.abort(reason), 30)
      answer(response, dialect)
    }
    const one = await candidate(t, 'one', dialects[0], [leaving, answering])
    const two = await candidate(t, 'two', dialects[1], [answering])
    const { error } = await eventsAndError([one.candidate, two.candidate], { signal: caller.signal })
    t.equal(error, reason)
    t.strictSame([one.requests.length, two.requests.length], [1, 0])
  }
})

t.test('a consumer that stops reading closes the connection', async (t) => {
  const gone = Promise.withResolvers<void>()
  const open: Answer = (response, { frames }) => {
    response.on('close', () => gone.resolve())
    response.write(frames({ end: false, finish: null, usage: null }).join(''))
  }
  const one = await candidate(t, 'one', dialects[0], [open])
  const provider = failover([one.candidate], { timeout: 30_000 })
  for await (const _ of provider.stream(hello, neverAborted)) break
  await gone.promise
  await provider.close()
})

t.test('documents and images are supported as far as every provider supports them', async (t) => {
  const [openai, anthropic, ollama] = await Promise.all(
    dialects.map(async (one) => (await candidate(t, one.name, one, [silent])).candidate),
  )
  if (!openai || !anthropic || !ollama) throw new Error('No dialects')
  const both = (first: Candidate, second: Candidate) => failover([first, second], { timeout: 1 })
  t.equal(both(openai, anthropic).documents, true)
  t.equal(both(openai, ollama).documents, false)
  t.equal(both(openai, anthropic).images?.bytes, 3_932_160)
  t.equal(both(anthropic, ollama).images?.bytes, 3_932_160)
  t.equal(both(openai, ollama).images?.bytes, undefined)
})

t.test('a defect in Parley is not reported as a provider failure', async (t) => {
  const defect = new Error('a defect')
  const broken: Candidate = {
    name: 'broken',
    model: 'm',
    provider: {
      documents: false,
      stream: () => {
        throw defect
      },
      close: async () => {},
    },
  }
  const { error } = await eventsAndError([broken, broken])
  t.equal(error, defect)
  t.notOk(error instanceof ProviderError)
})
