/** Usage reports for every kind of run. */
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { until } from '../support/files.ts'
import { rowsOfUser } from '../support/postgres/rows.ts'
import { dialects } from '../support/providers/dialects.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { type Account, signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const nothingCached = { cached_tokens: 0, cache_write_tokens: 0, reasoning_tokens: 0 }

let play = (call: Call) => call.say()
const provider = await playedProvider(t, (call) => play(call))
const server = await testServer(t, { llm: provider.llm })

function playing(t: Test, other: typeof play): void {
  play = other
  t.teardown(() => {
    play = (call) => call.say()
  })
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
const today = dayOf(Date.now())
/** Returns the date this number of days ago. */
const ago = (days: number) => dayOf(Date.parse(today) - days * 86_400_000)

function read({ client }: Account, query = '') {
  return client.get(`/api/usage/${query}`)
}

/** Returns the usage of a user by model, over all days. */
async function used(user: Account): Promise<Record<string, number[]>> {
  const { days } = (await read(user)).json<Schemas['UsageReport']>()
  return Object.fromEntries(
    days.map(({ model, runs, prompt_tokens, completion_tokens, total_tokens }) => [
      model,
      [runs, prompt_tokens, completion_tokens, total_tokens],
    ]),
  )
}

async function ask({ client }: Account, question: object = {}): Promise<Schemas['Run']> {
  return (await client.post('/api/llm/', { json: { prompt: 'Who built it?', ...question } })).json<
    Schemas['Run']
  >()
}

async function newestRun({ client }: Account): Promise<Schemas['RunSummary'] | undefined> {
  return (await client.get('/api/run/?order=desc&limit=1')).json<Schemas['RunSummary'][]>()[0]
}

t.test('every run with usage counts, whatever its end, with estimates for missing counts', async (t) => {
  const cancelWhenBegun = (call: Call) => {
    call.begin('stopped..')
  }
  for (const [what, answer, status, usage] of [
    ['completed', (call) => call.say({ usage: [10, 20] }), 'completed', [10, 20, 30, false]],
    [
      'completed, partly counted',
      (call) => call.say({ texts: ['12345'], usage: [10, null] }),
      'completed',
      [10, 2, 12, true],
    ],
    [
      'completed, not counted',
      (call) => call.say({ texts: ['12345'], usage: null }),
      'completed',
      [4, 2, 6, true],
    ],
    [
      'incomplete',
      (call) => call.say({ texts: ['12345'], usage: null, finish: null, end: false }),
      'incomplete',
      [4, 2, 6, true],
    ],
    [
      'failed in the middle',
      (call) => {
        call.begin('12345')
        call.response.end(dialects[0]?.error('server_error', 'x'))
      },
      'failed',
      [4, 2, 6, true],
    ],
    ['cancelled', cancelWhenBegun, 'cancelled', [4, 3, 7, true]],
    ['failed at once', (call) => call.refuse(500), 'failed', null],
  ] as [string, typeof play, string, [number, number, number, boolean] | null][]) {
    playing(t, answer)
    const ada = await signUp(server)
    const pending = ask(ada)
    if (answer === cancelWhenBegun) {
      await until('the run has started', async () => (await newestRun(ada))?.status === 'running')
      await ada.client.post(`/api/run/${(await newestRun(ada))?.id}/cancel`)
    }
    await pending
    const run = await newestRun(ada)
    t.equal(run?.status, status, what)
    if (usage === null) {
      t.equal(run?.usage, null, what)
      t.strictSame(await used(ada), {}, what)
      continue
    }
    const [prompt_tokens, completion_tokens, total_tokens, estimated] = usage
    const counts = { prompt_tokens, completion_tokens, total_tokens, ...nothingCached, estimated }
    t.strictSame(run?.usage, counts, what)
    t.strictSame(await used(ada), { 'test-model': [1, ...usage.slice(0, 3)] }, what)
  }
})

t.test('usage is summed by day and requested model, includes titles, and is per user', async (t) => {
  const ada = await signUp(server)
  const charles = await signUp(server)
  playing(t, (call) => call.say({ usage: [1, 2], texts: ['Engines'] }))
  const chat = (await ada.client.post('/api/chat/', { json: {} })).json<Schemas['Chat']>()
  await ask(ada, { chat: chat.id })
  await until('the title run is counted', async () => (await used(ada))['test-model']?.[0] === 2)
  await ask(ada)
  await ask(charles)
  play = (call) =>
    call.response.end(
      dialects[0]
        ?.frames({ usage: [5, 6] })
        .join('')
        .replaceAll('m-2', 'a-version-of-it'),
    )
  const other = await ask(ada, { model: 'another-model' })
  t.match(other, { model: 'another-model', reported_model: 'a-version-of-it' })
  const days = [
    {
      day: today,
      model: 'another-model',
      runs: 1,
      prompt_tokens: 5,
      completion_tokens: 6,
      total_tokens: 11,
      ...nothingCached,
    },
    {
      day: today,
      model: 'test-model',
      runs: 3,
      prompt_tokens: 3,
      completion_tokens: 6,
      total_tokens: 9,
      ...nothingCached,
    },
  ]
  t.hasStrict((await read(ada)).json(), { from: ago(29), to: today, days })
  t.strictSame(await used(charles), { 'test-model': [1, 1, 2, 3] })

  await ada.client.delete(`/api/chat/${chat.id}`)
  t.strictSame((await read(ada)).json<Schemas['UsageReport']>().days, days, 'kept when the chat is deleted')
  t.equal((await ada.client.delete('/api/user/me')).status, 204)
  await until('usage is deleted with the account', async () => {
    const { usage, runs } = await rowsOfUser(server.db, ada.id)
    return usage === 0 && runs === 0
  })
  t.strictSame(await used(charles), { 'test-model': [1, 1, 2, 3] })
})

t.test('usage of a run counts even if its chat is deleted during the run', async (t) => {
  const ada = await signUp(server)
  playing(t, (call) => call.begin('12345'))
  const chat = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Schemas['Chat']>()
  const pending = ask(ada, { chat: chat.id })
  await until('the run has started', async () => (await newestRun(ada))?.status === 'running')
  await ada.client.delete(`/api/chat/${chat.id}`)
  t.match(await pending, { code: 'not_found' })
  await until('the run is counted', async () => 'test-model' in (await used(ada)))
  t.strictSame(await used(ada), { 'test-model': [1, 4, 2, 6] })
})

t.test(
  'a report covers 30 days by default, or a period of which the last 366 days are returned',
  async (t) => {
    const ada = await signUp(server)
    await ask(ada)
    for (const days of [29, 30, 365, 366]) {
      await server.db
        .insertInto('usage')
        .values({
          user_id: ada.id,
          day: ago(days),
          model: `${days}`,
          runs: 1,
          prompt_tokens: 1,
          completion_tokens: 1,
          total_tokens: 2,
        })
        .execute()
    }
    for (const [query, from, to, models] of [
      ['', ago(29), today, ['29', 'test-model']],
      [`?to=${ago(1)}`, ago(30), ago(1), ['30', '29']],
      [`?from=${ago(30)}`, ago(30), today, ['30', '29', 'test-model']],
      [`?from=${today}`, today, today, ['test-model']],
      [`?from=${ago(30)}&to=${ago(30)}`, ago(30), ago(30), ['30']],
      [`?from=${ago(365)}`, ago(365), today, ['365', '30', '29', 'test-model']],
      ['?from=2024-02-29&to=2024-02-29', '2024-02-29', '2024-02-29', []],
      ['?to=0001-01-30', '0001-01-01', '0001-01-30', []],
      ['?to=0001-01-01', '0001-01-01', '0001-01-01', []],
      ['?to=0000-12-31', '0001-01-01', '0001-01-01', []],
      ['?from=0000-12-31&to=0001-01-01', '0001-01-01', '0001-01-01', []],
      // A period that is too long is shortened at its start. A period that ends before its start is empty.
      [`?from=${ago(366)}`, ago(365), today, ['365', '30', '29', 'test-model']],
      ['?from=0000-01-01', ago(365), today, ['365', '30', '29', 'test-model']],
      ['?from=0001-01-01&to=9999-12-31', '9998-12-31', '9999-12-31', []],
      [`?from=${today}&to=${ago(1)}`, today, ago(1), []],
      [`?from=${ago(-2)}`, ago(-2), today, []],
      ['?from=9999-12-31&to=9999-12-31', '9999-12-31', '9999-12-31', []],
    ] as const) {
      const { days, ...report } = (await read(ada, query)).json<Schemas['UsageReport']>()
      t.hasStrict(report, { from, to }, query)
      t.strictSame(
        days.map(({ model }) => model),
        models,
        query,
      )
    }
    for (const [query, pointer] of [
      ['?from=2023-02-29', '/query/from'],
      ['?to=2023-13-01', '/query/to'],
      ['?to=23-01-01', '/query/to'],
      ['?to=', '/query/to'],
      ['?to=today', '/query/to'],
      [`?to=${today}T00:00:00Z`, '/query/to'],
      [`?from=${today}&from=${today}`, '/query/from'],
      ['?day=2023-01-01', '/query/day'],
    ] as const) {
      t.match((await read(ada, query)).json(), { status: 400, errors: [{ pointer }] }, query)
    }
  },
)
