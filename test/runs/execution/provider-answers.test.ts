/** Runs whose provider responds incorrectly, over HTTP. */
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { ask, at } from '../../support/events.ts'
import { done, event } from '../../support/providers/frames.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { newChat } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

type Schemas = components['schemas']

const chunk = (delta: object, finish_reason: unknown = null, more: object = {}) =>
  event({ model: 'm-2', choices: [{ index: 0, delta, finish_reason }], ...more })
const text = (content: unknown, finish_reason: unknown = null) => chunk({ content }, finish_reason)

let body = ''
const main = await scriptedProvider(t, (_, response) => response.end(body))
const backup = await scriptedProvider(t, (_, response) =>
  response.end(text('From the other one.') + chunk({}, 'stop') + done),
)
const server = await testServer(t, { llm: { baseUrl: main.baseUrl } })
const safe = await testServer(t, {
  replicaOf: server,
  llm: { baseUrl: main.baseUrl, fallbackBaseUrl: backup.baseUrl },
})
const ada = await signUp(server)

async function newestRun(): Promise<Schemas['Run']> {
  const [run] = (await ada.client.get('/api/run/?order=desc&limit=1')).json<Schemas['RunSummary'][]>()
  return (await ada.client.get(`/api/run/${run?.id}`)).json()
}

async function run(given: string): Promise<Schemas['Run']> {
  body = given
  await ada.client.post('/api/llm/', { json: { prompt: 'Hello?' } })
  return newestRun()
}

t.test('a truncated answer is never completed, and a complete answer always is', async (t) => {
  for (const [what, given, expected] of [
    [
      'empty finish reasons',
      text('Hel', '') + text('lo', '') + chunk({}, 'stop') + done,
      ['completed', 'stop', 'Hello'],
    ],
    ['stop in every chunk', text('Hel', 'stop') + text('lo', 'stop') + done, ['completed', 'stop', 'Hello']],
    [
      'stop in every chunk, truncated',
      text('Hel', 'stop') + text('lo', 'stop'),
      ['incomplete', null, 'Hello'],
    ],
    ['empty finish reasons, truncated', text('Hel', '') + text('lo', ''), ['incomplete', null, 'Hello']],
    [
      'out of resources',
      text('Hel') + chunk({}, 'insufficient_system_resource') + done,
      ['incomplete', 'interrupted', 'Hel'],
    ],
    ['no blank line at the end', text('Hello') + chunk({}, 'stop').trimEnd(), ['completed', 'stop', 'Hello']],
    ['filtered', chunk({}, 'content_filter') + done, ['completed', 'content_filter', '']],
  ] as const) {
    const { status, finish_reason, content, error } = await run(given)
    t.strictSame([status, finish_reason, content, error], [...expected, null], what)
  }
})

t.test(
  'an interruption by the provider is reported in the last event, the message and the list',
  async (t) => {
    body = text('Half') + chunk({}, 'abort') + done
    const chat = await newChat(ada.client)
    const stream = await ask(at(server, ada), { prompt: 'Hello?', chat })
    const events = await stream.all()
    t.match(events.at(-1), { type: 'incomplete', finish_reason: 'interrupted' })
    const [, answer] = (await ada.client.get(`/api/message/?chat=${chat}`)).json<Schemas['Message'][]>()
    t.match(answer, { content: 'Half', status: 'incomplete' })
    t.match((await ada.client.get(`/api/run/?chat=${chat}`)).json(), [
      { status: 'incomplete', finish_reason: 'interrupted', error: null },
    ])
    body = text('Half')
    const cut = await (await ask(at(server, ada), { prompt: 'Hello?' })).all()
    t.match(cut.at(-1), { type: 'incomplete', finish_reason: null }, 'a truncation has no finish reason')
  },
)

t.test('an error or an empty response is never an answer', async (t) => {
  for (const [what, given, error, content = ''] of [
    ['in the form of vLLM', event({ object: 'error', message: 'x', code: 500 }) + done, 'provider_failed'],
    [
      'after text',
      text('Half an ans') + event({ object: 'error', message: 'x', code: 500 }) + done,
      'provider_failed',
      'Half an ans',
    ],
    ['busy', event({ error: { code: '429' } }) + done, 'provider_unavailable'],
    ['in a list', JSON.stringify([{ error: { code: 401, message: 'x' } }]), 'provider_refused'],
    ['too long', event({ error: { message: 'maximum context length is 8' } }) + done, 'context_too_long'],
    ['by event name', 'event: error\ndata: x\n\n', 'provider_failed'],
    ['nothing', done, 'provider_failed'],
    ['no text', chunk({}, 'stop') + done, 'provider_failed'],
  ] as const) {
    t.match(await run(given), { status: 'failed', error, content, finish_reason: null }, what)
  }
})

t.test('the fallback takes over, with a reset event when text had been sent', async (t) => {
  for (const [what, given, types] of [
    [
      'an error',
      event({ object: 'error', message: 'x', code: 400 }) + done,
      ['started', 'text', 'usage', 'completed'],
    ],
    ['nothing', done, ['started', 'text', 'usage', 'completed']],
    [
      'an error after text',
      text('Half an ans') + event({ error: { message: 'x' } }),
      ['started', 'text', 'reset', 'text', 'usage', 'completed'],
    ],
  ] as const) {
    body = given
    const events = await (await ask(at(safe, ada), { prompt: 'Hello?' })).all()
    t.strictSame(
      events.map(({ type }) => type),
      types,
      what,
    )
    t.match(await newestRun(), {
      status: 'completed',
      content: 'From the other one.',
      attempts: [{ provider: 'primary' }, { provider: 'fallback', failure: null }],
    })
  }
})

t.test('reasoning in tags is sent as reasoning and is not part of the answer', async (t) => {
  body =
    text('<thi') +
    text('nk>hm</think>\n\n') +
    text([{ type: 'text', text: 'Hello' }]) +
    chunk({}, 'stop') +
    done
  const events = await (await ask(at(server, ada), { prompt: 'Hello?' })).all()
  const texts = (type: string) =>
    events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('')
  t.strictSame([texts('reasoning'), texts('text')], ['hm', 'Hello'])
  t.match(await newestRun(), { content: 'Hello', status: 'completed' })
})

t.test('cached tokens are reported in the run, its events and the daily usage', async (t) => {
  const grace = await signUp(server)
  const usage = {
    ...{ prompt_tokens: 100, completion_tokens: 4, total_tokens: 104 },
    prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 30 },
  }
  body =
    text('Hello') + chunk({}, 'stop', { usage }) + chunk({}, null, { usage: { prompt_tokens: 0 } }) + done
  const expected = {
    ...{ prompt_tokens: 100, completion_tokens: 4, total_tokens: 104 },
    ...{ cached_tokens: 64, cache_write_tokens: 30, reasoning_tokens: 0, estimated: false },
  }
  const events = await (await ask(at(server, grace), { prompt: 'Hello?' })).all()
  t.strictSame(events.find((event) => event.type === 'usage')?.usage, expected)
  const [listed] = (await grace.client.get('/api/run/')).json<Schemas['RunSummary'][]>()
  t.strictSame(listed?.usage, expected)
  await grace.client.post('/api/llm/', { json: { prompt: 'Hello?' } })
  const { days, quotas } = (await grace.client.get('/api/usage/')).json<Schemas['UsageReport']>()
  t.match(days, [
    {
      ...{ runs: 2, prompt_tokens: 200, completion_tokens: 8, total_tokens: 208 },
      ...{ cached_tokens: 128, cache_write_tokens: 60 },
    },
  ])
  t.equal(quotas.tokens_a_day.used, 208, 'counted once')
})
