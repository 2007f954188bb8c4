/** Adjustments of requests after rejections by real providers. */
import type { ServerResponse } from 'node:http'
import t, { type Test } from 'tap'
import { adjustmentMemory } from '../../src/models/adjustments.ts'
import { failover } from '../../src/models/failover.ts'
import type { ProviderOptions, ProviderRequest } from '../../src/models/provider.ts'
import { collect } from '../support/providers/collect.ts'
import { type Dialect, dialects, providerOf } from '../support/providers/dialects.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'
import {
  extraForbidden,
  hasSystem,
  openaiError,
  otherRejections,
  question,
  type Rejection,
  reports,
  type Sent,
  unsupportedLimit,
  unsupportedSystem,
  unsupportedTemperature,
} from './rejection-reports.ts'

const [openai, anthropic] = dialects
if (!openai || !anthropic) throw new Error('No dialects')

/** Starts a provider that rejects requests according to `rejects`. Returns its client and the requests. */
async function picky(
  t: Test,
  dialect: Dialect,
  rejects: (sent: Sent) => Rejection | undefined,
  options: Partial<ProviderOptions> = {},
  answer = (response: ServerResponse, sent: Sent) =>
    response.end(sent.stream === true ? dialect.frames({}).join('') : dialect.whole({})),
) {
  const sent: Sent[] = []
  const { baseUrl } = await scriptedProvider(t, (_, response, body) => {
    const request: Sent = JSON.parse(body)
    sent.push(request)
    const rejection = rejects(request)
    if (rejection === undefined) {
      answer(response, request)
    } else {
      const [status, body] = rejection
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
    }
  })
  const provider = failover(
    [
      {
        name: 'one',
        model: 'm-1',
        provider: providerOf(dialect, {
          baseUrl: new URL(baseUrl).origin + dialect.base,
          model: 'm-1',
          timeout: 30_000,
          contextLimit: 1_000,
          ...options,
        }),
      },
    ],
    { timeout: 30_000 },
  )
  t.teardown(() => provider.close())
  const ask = (request: ProviderRequest = question) => collect(provider.stream(request, neverAborted))
  return { ask, sent }
}

for (const {
  from,
  dialect = openai,
  options,
  rejects,
  adjustment,
  reported = [adjustment],
  fits,
} of reports) {
  t.test(`${adjustment} is detected, reported and remembered: ${from.slice(0, 150)}`, async (t) => {
    const { ask, sent } = await picky(t, dialect, rejects, options)
    const request: ProviderRequest =
      adjustment === 'max_tokens_4096' ? { messages: question.messages } : question
    const first = await ask(request)
    t.equal(first.content, 'Hi')
    t.match(first.attempts[0], { failure: { reason: /^HTTP (?:4|5)\d\d$/ } })
    t.strictSame(first.attempts[1]?.adjustments ?? [], reported)
    t.equal(first.attempts.length, 2)
    t.equal(sent.length, 2, 'a rejection costs one further call')
    t.ok(fits(sent[1] as Sent))
    const second = await ask(request)
    t.strictSame(
      second.attempts.map(({ failure, adjustments = [] }) => ({ failure, adjustments })),
      [{ failure: undefined, adjustments: reported }],
    )
    t.equal(sent.length, 3, 'later requests cost none')
    t.strictSame(sent[2], sent[1])
    const setUp = await picky(t, dialect, rejects, { ...options, adjustments: [adjustment] })
    await setUp.ask(request)
    t.equal(setUp.sent.length, 1, 'nor does a configured adjustment')
  })
}

t.test('several adjustments of one model are found one by one', async (t) => {
  const { ask, sent } = await picky(t, openai, (request) => {
    if (request.max_tokens !== undefined) return unsupportedLimit
    if (request.temperature !== undefined) return unsupportedTemperature
    if (hasSystem(request)) return unsupportedSystem
    return request.stream_options === undefined ? undefined : extraForbidden(['body', 'stream_options'], {})
  })
  const { attempts } = await ask()
  t.equal(sent.length, 5)
  t.strictSame(
    attempts.map(({ adjustments = [] }) => adjustments.length),
    [0, 1, 2, 3, 4],
  )
  await ask()
  t.equal(sent.length, 6)
  const brief = await ask({ messages: question.messages })
  t.strictSame(
    brief.attempts.map(({ adjustments }) => adjustments),
    [['no_stream_options']],
    'adjustments of absent parameters are not reported',
  )
})

t.test('an adjustment applies to its model only, and can be found by simultaneous requests', async (t) => {
  const { ask, sent } = await picky(t, openai, ({ model, temperature }) =>
    model === 'm-1' && temperature !== undefined ? unsupportedTemperature : undefined,
  )
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask()))
  t.ok(answers.every(({ content }) => content === 'Hi'))
  t.ok(sent.length <= 40)
  const other = await ask({ ...question, model: 'm-9' })
  t.equal(sent.at(-1)?.temperature, 0.7)
  t.equal(other.attempts.length, 1)
  await ask()
  t.equal(sent.at(-1)?.temperature, undefined)
})

t.test('two parameter names that are both rejected are each tried once', async (t) => {
  const { ask, sent } = await picky(t, openai, ({ max_tokens }) =>
    max_tokens === undefined
      ? openaiError("Unsupported parameter: 'max_completion_tokens'", 'max_completion_tokens')
      : unsupportedLimit,
  )
  await t.rejects(ask(), { name: 'ProviderError' })
  t.equal(sent.length, 2)
  t.ok(sent.every(({ max_tokens, max_completion_tokens }) => (max_tokens ?? max_completion_tokens) === 9))
})

for (const { what, rejection, request, calls = 1 } of otherRejections) {
  t.test(`${what} does not change the request`, async (t) => {
    const { ask, sent } = await picky(t, openai, () => rejection)
    await t.rejects(ask(request), { name: 'ProviderError' })
    t.equal(sent.length, calls)
    t.strictSame(new Set(sent.map((one) => JSON.stringify(one))).size, 1)
  })
}

t.test('a prompt equal to a parameter name does not prevent an adjustment', async (t) => {
  const { ask, sent } = await picky(t, anthropic, ({ temperature }) =>
    temperature === undefined
      ? undefined
      : [400, { type: 'error', error: { message: '`temperature` is deprecated for this model.' } }],
  )
  const messages = [{ role: 'user' as const, content: 'temperature' }]
  t.equal((await ask({ ...question, messages })).content, 'Hi')
  t.equal(sent.length, 2)
})

t.test('a prompt that mentions a parameter does not prevent an adjustment', async (t) => {
  const { ask, sent } = await picky(t, openai, ({ max_tokens }) =>
    max_tokens === undefined ? undefined : unsupportedLimit,
  )
  const content =
    "What are 'max_completion_tokens' and 'max_tokens'? And: Unsupported parameter: 'max_tokens'"
  t.equal((await ask({ ...question, messages: [{ role: 'user', content }] })).content, 'Hi')
  t.equal(sent.length, 2)
})

for (const dialect of dialects) {
  t.test(`${dialect.name}: a request is not repeated once text has arrived`, async (t) => {
    const { ask, sent } = await picky(
      t,
      dialect,
      () => undefined,
      {},
      (response) =>
        response.end(
          dialect.frames({ end: false, finish: null, usage: null }).join('') +
            dialect.error('invalid_request_error', "Unsupported parameter: 'temperature'"),
        ),
    )
    await t.rejects(ask(), { name: 'ProviderError' })
    t.equal(sent.length, 1)
  })
}

t.test('a rejection at the start of a stream leads to an adjustment', async (t) => {
  const { ask, sent } = await picky(
    t,
    openai,
    () => undefined,
    {},
    (response, { temperature }) =>
      response.end(
        temperature === undefined
          ? openai.frames({}).join('')
          : `data: ${JSON.stringify({ error: { message: "Unsupported parameter: 'temperature'", code: 400 } })}\n\n`,
      ),
  )
  t.match(await ask(), { content: 'Hi', attempts: [{}, { adjustments: ['no_temperature'] }] })
  t.equal(sent.length, 2)
})

t.test('an adjustment that does not help is not remembered', async (t) => {
  const { ask, sent } = await picky(t, openai, () => unsupportedTemperature)
  for (const calls of [2, 4]) {
    await t.rejects(ask(), { name: 'ProviderError' })
    t.equal(sent.length, calls)
    t.equal(sent[calls - 2]?.temperature, 0.7)
  }
})

t.test('the memory for adjustments is bounded', async (t) => {
  const memory = adjustmentMemory(['no_stream'])
  for (let number = 0; number < 1_000; number += 1) {
    memory.remember(`m-${number}`, new Set(['no_stream', 'no_temperature']))
  }
  const known = Array.from({ length: 1_000 }, (_, number) => memory.of(`m-${number}`).size)
  t.equal(known.filter((size) => size === 2).length, 100)
  t.equal(known.at(-1), 2)
  t.equal(known[0], 1)
})
