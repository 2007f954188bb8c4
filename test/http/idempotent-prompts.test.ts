/** Idempotency-Keys of prompts: one run and one call of the provider for each key. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { connect } from '../../src/database/connections/connect.ts'
import type { Answer, Client, Options } from '../support/client.ts'
import { serverSentEvents } from '../support/content/server-sent-events.ts'
import { connected } from '../support/database.ts'
import { until } from '../support/files.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { signUp, testServer } from '../support/server.ts'
import { isReplayed, json, sendMany as sendManyTo, send as sendTo } from './keyed-requests.ts'

type Schemas = components['schemas']

/** Response of the provider, which a test may replace until it ends. */
let play = (call: Call) => call.say()
const provider = await playedProvider(t, (call) => play(call))
// One user gets half of the connections, and a test needs six requests waiting for one lock.
const config = { DATABASE_POOL_SIZE: 20 }
const server = await testServer(t, { llm: provider.llm, config })
const replica = await testServer(t, { replicaOf: server, llm: provider.llm, config })
const ada = await signUp(server)

const chat = (await ada.client.post('/api/chat/', json({ title: 'Engines' }))).json<Schemas['Chat']>().id

/** Sends a request of Ada's under a key. */
const send = (path: string, options: Options, key: string, client: Client = ada.client) =>
  sendTo(client, path, options, key)

/** Sends the same request several times, alternating between the replicas. */
const sendMany = (count: number, path: string, options: Options, key: string) =>
  sendManyTo([ada.client, replica.client.as(ada.access)], count, path, options, key)

/** Holds every answer until the returned function is called. */
function hold(t: Test): () => void {
  const usual = play
  const waiting: Call[] = []
  const release = () => {
    play = usual
    for (const call of waiting.splice(0)) call.say({ texts: ['lo.'] })
  }
  play = (call) => {
    call.begin('Hel')
    waiting.push(call)
  }
  t.teardown(release)
  return release
}

const questions = {
  'without a chat': () => json({ prompt: 'Who?' }),
  'in a chat': () => json({ prompt: 'Who?', chat }),
}

for (const [where, question] of Object.entries(questions)) {
  t.test(`simultaneous prompts under one key ${where} call the model once`, async (t) => {
    const release = hold(t)
    const key = randomUUID()
    const calls = provider.calls.length
    const answers: Answer[] = []
    const sent = sendMany(10, '/api/llm/', question(), key).map((answer) =>
      answer.then((it) => answers.push(it)),
    )
    await until('all but one are refused', () => answers.length === 9)
    release()
    await Promise.all(sent)
    const run = answers.at(-1)?.json<Schemas['Run']>()
    t.match(run, { status: 'completed', content: 'Hello.' })
    for (const refused of answers.slice(0, 9)) {
      t.match(refused.json(), { status: 409, code: 'idempotency_key_in_use', run: run?.id })
    }
    const [later] = await Promise.all(sendMany(1, '/api/llm/', question(), key))
    t.strictSame(later?.json(), run, 'a later request receives the completed run')
    t.equal(provider.calls.length, calls + 1)
  })

  t.test(`simultaneous streams under one key ${where} all show one run from its start`, async (t) => {
    const release = hold(t)
    const key = randomUUID()
    const calls = provider.calls.length
    const options = json({ ...(question().json as object), stream: true })
    const sent = sendMany(8, '/api/llm/', options, key)
    await until('the provider is called', () => provider.calls.length > calls)
    const meanwhile = await fetch(`${replica.url}/api/llm/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${ada.access}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(options.json),
    })
    t.equal(meanwhile.headers.get('idempotency-replayed'), 'true', 'during the run too')
    release()
    const answers = await Promise.all(sent)
    answers.push(...(await Promise.all(sendMany(2, '/api/llm/', options, key))))
    const events = [...answers.map(({ text }) => text), await meanwhile.text()].map(serverSentEvents)
    for (const one of events) t.strictSame(one, events[0])
    t.match(
      events[0]?.map(({ data }) => JSON.parse(data)),
      [{ type: 'started', sequence: 1 }],
    )
    t.match(events[0]?.at(-1)?.data, '"type":"completed"')
    t.equal(answers.filter((answer) => !isReplayed(answer)).length, 1)
    t.equal(provider.calls.length, calls + 1)
  })
}

t.test('a repeated request can receive its run as JSON or as events', async (t) => {
  const key = randomUUID()
  const question = json({ prompt: 'Who?' })
  const { id } = (await send('/api/llm/', question, key)).json<Schemas['Run']>()
  const accept = { headers: { accept: 'text/event-stream' } }
  const events = serverSentEvents((await send('/api/llm/', { ...question, ...accept }, key)).text)
  t.match(JSON.parse(events[0]?.data ?? ''), { type: 'started', run: id })
})

/** Replaces the provider's response until the test ends. */
function playing(t: Test, other: typeof play): void {
  const usual = play
  t.teardown(() => {
    play = usual
  })
  play = other
}

t.test('a run that failed without costs leaves its key free', async (t) => {
  const usual = play
  for (const [status, code] of [
    [500, 'provider_failed'],
    [401, 'provider_refused'],
    [429, 'provider_unavailable'],
    [503, 'provider_unavailable'],
    [408, 'provider_timeout'],
    [413, 'context_too_long'],
  ] as const) {
    playing(t, (call) => call.refuse(status))
    for (const stream of [false, true]) {
      const question = json({ prompt: 'Who?', chat, stream })
      play = (call) => call.refuse(status)
      const key = randomUUID()
      const before = provider.calls.length
      const failed = await send('/api/llm/', question, key)
      if (!stream) t.match(failed.json(), { code, run: Number })
      else t.match(failed.text, `"code":"${code}"`)
      t.notOk(isReplayed(failed))
      play = usual
      const again = await send('/api/llm/', question, key)
      t.equal(again.status, 200, `${status} leaves the key free`)
      t.notOk(isReplayed(again))
      t.match(again.text, '"Hi"')
      t.ok(isReplayed(await send('/api/llm/', question, key)), 'the key then belongs to the successful run')
      t.equal(provider.calls.length, before + 2)
    }
  }
})

t.test('a key freed by a failure is still tied to its request', async (t) => {
  const usual = play
  playing(t, (call) => call.refuse(401))
  const key = randomUUID()
  await send('/api/llm/', json({ prompt: 'Who?' }), key)
  play = usual
  const code = 'idempotency_key_reused'
  t.match((await send('/api/llm/', json({ prompt: 'Why?' }), key)).json(), { code })
  t.match((await send('/api/chat/', json({ title: 'Who?' }), key)).json(), { code })
  t.equal((await send('/api/llm/', json({ prompt: 'Who?' }), key)).status, 200)
})

t.test('a failure that may have cost something is replayed and requires a new key', async (t) => {
  const usual = play
  for (const [what, fail] of [
    ['a connection lost in mid-answer', ({ response }) => response.destroy()],
    ['a gateway timeout', (call) => call.refuse(504)],
    ['a bad gateway', (call) => call.refuse(502)],
    [
      'a connection lost after text',
      (call) => {
        call.begin('Hel')
        setTimeout(() => call.response.destroy(), 50)
      },
    ],
  ] as [string, (call: Call) => void][]) {
    playing(t, fail)
    const key = randomUUID()
    const before = provider.calls.length
    const failed = await send('/api/llm/', json({ prompt: 'Who?' }), key)
    const { run, code } = failed.json<Schemas['Problem']>()
    t.match(failed.status, /50[234]/, what)
    play = usual
    const again = await send('/api/llm/', json({ prompt: 'Who?' }), key)
    t.match(again.json(), { status: failed.status, code, run, detail: /use a new key/ }, what)
    t.ok(isReplayed(again), what)
    t.equal(again.headers.get('retry-after'), null, `${what}: a retry with this key is useless`)
    t.equal(provider.calls.length, before + 1, what)
  }
})

t.test('simultaneous retries under one key call the provider once', async (t) => {
  for (const question of Object.values(questions)) {
    playing(t, (call) => call.refuse(401))
    const key = randomUUID()
    t.equal((await send('/api/llm/', question(), key)).status, 502)
    const release = hold(t)
    const calls = provider.calls.length
    const answers: Answer[] = []
    const sent = sendMany(8, '/api/llm/', question(), key).map((answer) =>
      answer.then((it) => answers.push(it)),
    )
    await until('all but one are refused', () => answers.length === 7)
    release()
    await Promise.all(sent)
    t.match(answers.at(-1)?.json(), { status: 'completed', content: 'Hello.' })
    for (const refused of answers.slice(0, 7))
      t.match(refused.json(), { status: 409, code: 'idempotency_key_in_use' })
    t.equal(provider.calls.length, calls + 1)
  }
})

t.test('simultaneous requests whose run fails at once call the provider once', async (t) => {
  const calls = provider.calls.length
  playing(t, (call) => call.refuse(401))
  const { connection } = server
  const other = connect({ connection, poolSize: 4, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => other.destroy())
  const key = randomUUID()
  let sent: Promise<Answer>[] = []
  await other.transaction().execute(async (transaction) => {
    // No request finds the key, so all wait to create the run. The view truncates statements.
    await sql`lock table runs in share mode`.execute(transaction)
    sent = sendMany(6, '/api/llm/', json({ prompt: 'Who?' }), key)
    await until('all requests wait', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          and query like '%naming as%'`.execute(other)
      return rows.length === 6
    })
  })
  for (const answer of await Promise.all(sent)) {
    const { code } = answer.json<Schemas['Problem']>()
    t.match(code, /^(provider_refused|idempotency_key_in_use)$/)
  }
  t.equal(provider.calls.length, calls + 1)
})

t.test('a key is free for a prompt that waited for a run whose chat was then deleted', async (t) => {
  const grace = await signUp(server)
  const chat = (await grace.client.post('/api/chat/', json({ title: 'Gone' }))).json<Schemas['Chat']>().id
  const response = await grace.client.post('/api/llm/', json({ prompt: 'Who?', chat }))
  const { id: run } = response.json<Schemas['Run']>()
  const key = randomUUID()
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query(
    'insert into idempotency_keys (user_id, key, fingerprint, run_id) values ($1, $2, $3, $4)',
    [grace.id, key, Buffer.alloc(32), run],
  )
  const waiting = send('/api/llm/', json({ prompt: 'Who?' }), key, grace.client)
  await untilWaiting(server.db, 1)
  await grace.client.delete(`/api/chat/${chat}`)
  await byHand.query('commit')
  const answer = await waiting
  t.match(answer.json(), { status: 'completed', chat: null })
  t.ok(answer.json<Schemas['Run']>().id > run, 'a run of its own')
  t.notOk(isReplayed(answer))
})
