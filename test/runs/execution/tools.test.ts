/** Calls of tools: streamed, checked, stored with the message, and replayed. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { expiredEvents } from '../../../src/runs/expired-events.ts'
import { ask, at, follow, type RunEvent } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { runJob } from '../../support/jobs.ts'
import { ageLeases, replicaSettings } from '../../support/postgres/run-rows.ts'
import { startParley } from '../../support/processes/process.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { newChat, readRun } from '../../support/requests.ts'
import { signUp, temporaryDirectory, testServer } from '../../support/server.ts'
import { parameters, tools } from './offered-tools.ts'

type Schemas = components['schemas']
type Run = Schemas['Run']
type ToolCall = Schemas['ToolCall']

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const replica = await testServer(t, { replicaOf: server })
const ada = await signUp(server)
const { client } = ada

const question = { prompt: 'Is it raining in Bath?', tools }
const callsIn = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'tool_call' && 'tool_call' in event ? event.tool_call : []))

const bath = { id: 'call_1', name: 'weather', arguments: '{"city":"Bath"}' }
const now = { id: 'call_2', name: 'now', arguments: '{}' }

/** Calls two tools, in pieces. */
function callBoth(call: ModelCall): void {
  call.call({ index: 0, id: bath.id, name: bath.name }, { index: 0, arguments: '{"ci' })
  call.call({ index: 1, id: now.id, name: now.name, arguments: '{}' }, { index: 0, arguments: 'ty":"Bath"}' })
  call.end({ finish: 'tool_calls' })
}

/** Sends a prompt, lets the model call tools, and returns the run. */
async function called(json: object, ...pieces: readonly ToolCall[]): Promise<Run> {
  const pending = client.post('/api/llm/', { json: { ...question, ...json } })
  const call = await model.next()
  pieces.forEach((piece, index) => void call.call({ index, ...piece }))
  call.end({ finish: 'tool_calls' })
  const answer = await pending
  t.equal(answer.status, 200)
  return answer.json<Run>()
}

for (const inChat of [false, true]) {
  t.test(
    `calls are events, and belong to the run ${inChat ? 'and its message' : 'without a chat'}`,
    async (t) => {
      const stream = await ask(at(server, ada), {
        ...question,
        ...(inChat && { chat: await newChat(client) }),
      })
      const call = await model.next()
      const { tools: offered } = JSON.parse(call.body)
      t.match(offered, [
        { type: 'function', function: { name: 'weather', description: 'Weather of a city.', parameters } },
        { type: 'function', function: { name: 'now' } },
      ])
      call.think('Hm.')
      call.say('Let me see.')
      callBoth(call)
      const events = await stream.all()
      const deltas = events.flatMap((event) =>
        event.type === 'tool_call_delta' && 'index' in event ? [event] : [],
      )
      const joined = (index: number) =>
        deltas.flatMap((delta) => (delta.index === index ? delta.arguments : [])).join('')
      t.equal(joined(0), bath.arguments)
      t.equal(joined(1), now.arguments)
      t.strictSame(callsIn(events), [bath, now])
      t.hasStrict(events.at(-1), { type: 'completed', finish_reason: 'tool_calls' })
      const run = await readRun(client, stream.run)
      t.hasStrict(run, {
        status: 'completed',
        finish_reason: 'tool_calls',
        content: 'Let me see.',
        reasoning: 'Hm.',
        tool_calls: [bath, now],
      })
      t.strictSame(run.tool_calls, [bath, now])

      t.strictSame(
        await (await follow(at(replica, ada), stream.run, 2)).all(),
        events.slice(2),
        'resumed to the byte',
      )
      await sql`update runs set events_until = now() - interval '1 second' where id = ${stream.run}`.execute(
        server.db,
      )
      await runJob(server.db, expiredEvents)
      const replayed = await (await follow(at(replica, ada), stream.run)).all()
      t.strictSame(callsIn(replayed), [bath, now], 'replayed after the removal of the events')
      t.hasStrict(replayed.at(-1), { type: 'completed', finish_reason: 'tool_calls' })
      const last = replayed.at(-1)?.sequence ?? 0
      t.equal((await follow(at(replica, ada), stream.run, last)).status, 204)
      t.equal((await follow(at(replica, ada), stream.run, last + 1)).status, 404)
      t.strictSame(await readRun(client, stream.run), run)

      if (!inChat) return
      t.equal((await client.delete(`/api/message/${run.answer_message}`)).status, 204)
      t.hasStrict(await readRun(client, stream.run), { tool_calls: [], reasoning: '', content: '' })
      const { rows } = await sql<{ all: string }>`select jsonb_agg(run_results)::text as all from run_results
      where run_id = ${stream.run}`.execute(server.db)
      t.notMatch(rows[0]?.all, 'Bath', 'the calls are erased with the message')
    },
  )
}

const checked: Record<string, [call: Partial<ToolCall>, errors: [pointer: string, code: string][]]> = {
  'arguments that match': [{ arguments: '{"city":"Bath","days":2}' }, []],
  'another type': [{ arguments: '{"city":1}' }, [['/arguments/city', 'type']]],
  'several errors': [
    { arguments: '{"days":0,"x":1}' },
    [
      ['/arguments/city', 'required'],
      ['/arguments/days', 'minimum'],
      ['/arguments/x', 'not_allowed'],
    ],
  ],
  'no JSON': [{ arguments: '{"city":' }, [['/arguments', 'format']]],
  'a list': [{ arguments: '[]' }, [['/arguments', 'type']]],
  'deep JSON': [{ arguments: `${'['.repeat(5_000)}${']'.repeat(5_000)}` }, [['/arguments', 'too_long']]],
  'an unknown tool': [{ name: 'wether' }, [['/name', 'not_found']]],
  'a tool without parameters': [{ name: 'now', arguments: '{"zone":"UTC"}' }, []],
  'no object for a tool without parameters': [{ name: 'now', arguments: '"UTC"' }, [['/arguments', 'type']]],
}
for (const [what, [call, errors]] of Object.entries(checked)) {
  t.test(`a call with ${what} has ${errors.length} errors`, async (t) => {
    const run = await called({}, { ...bath, ...call })
    const [found] = run.tool_calls
    t.strictSame(
      found?.errors?.map(({ pointer, code }) => [pointer, code]).sort(),
      errors.length ? errors.sort() : undefined,
    )
    t.equal(run.status, 'completed', 'the client decides what to do about it')
    const events = await (await follow(at(server, ada), run.id)).all()
    t.strictSame(callsIn(events), [found], 'the event has the same error')
  })
}

t.test('a catastrophic pattern in parameters delays its own run only', async (t) => {
  const slow = { type: 'object', properties: { a: { type: 'string', pattern: '^(x+)+$' } } }
  const json = { prompt: 'a', tools: [{ name: 'slow', parameters: slow }] }
  const run = await called(json, {
    id: 'a',
    name: 'slow',
    arguments: JSON.stringify({ a: `${'x'.repeat(60)}!` }),
  })
  t.hasStrict(run.tool_calls, [{ errors: [{ pointer: '/arguments', code: 'invalid' }] }])
})

t.test('tool calls are discarded when another provider starts over', async (t) => {
  const both = { baseUrl: model.baseUrl, fallbackBaseUrl: model.baseUrl, timeout: 60_000 }
  const withFallback = await testServer(t, { llm: both })
  const bob = await signUp(withFallback)
  for (const json of [
    question,
    {
      ...question,
      chat: await newChat(bob.client),
    },
  ]) {
    const stream = await ask(at(withFallback, bob), json)
    const first = await model.next()
    // With and without anything before it.
    if ('chat' in json) first.think('Hm.')
    first.call({ id: 'lost', name: 'weather', arguments: '{"city":"Lon' })
    await stream.until('tool_call_delta')
    first.fail()
    const second = await model.next()
    callBoth(second)
    const events = await stream.all()
    const reset = events.findIndex(({ type }) => type === 'reset')
    t.ok(reset > 0)
    t.strictSame(callsIn(events), [bath, now])
    t.notMatch(JSON.stringify(events.slice(reset)), 'Lon')
    const run = await readRun(bob.client, stream.run)
    t.strictSame(run.tool_calls, [bath, now])
    t.equal(run.reasoning, '')
  }
})

t.test('a run cancelled in the middle of a call keeps its text and no call', async (t) => {
  const chat = await newChat(client)
  const stream = await ask(at(server, ada), { ...question, chat })
  const call = await model.next()
  call.think('x'.repeat(400))
  call.say('Wait.')
  call.call({ id: 'a', name: 'weather', arguments: `{"city":"${'é'.repeat(200)}` })
  await stream.until('tool_call_delta')
  t.hasStrict((await client.post(`/api/run/${stream.run}/cancel`)).json<Run>(), {
    status: 'cancelled',
    content: 'Wait.',
    tool_calls: [],
    // A quarter of the bytes received: 400, 5 and 409.
    usage: { completion_tokens: 204, estimated: true },
  })
  await call.disconnected
  t.equal((await stream.all()).at(-1)?.type, 'cancelled')
})

t.test('a run of a server that is killed in the middle of a call keeps what was saved', async (t) => {
  const parley = await startParley(t, replicaSettings(server.connection, model, await temporaryDirectory(t)))
  const chat = await newChat(client)
  const stream = await ask(at(parley, ada), { ...question, chat })
  const call = await model.next()
  call.think('Hm.')
  call.say('Wait.')
  call.call({ id: 'a', name: 'weather', arguments: `{"city":"${'é'.repeat(200)}` })
  await stream.until('tool_call_delta')
  const follower = await follow(at(server, ada), stream.run)
  await follower.until('tool_call_delta')
  parley.child.kill('SIGKILL')
  await parley.exited
  await stream.all().catch(() => {})
  await ageLeases(server, [stream.run])
  const events = await follower.all()
  t.equal(events.at(-1)?.type, 'incomplete')
  t.hasStrict(await readRun(client, stream.run), {
    status: 'incomplete',
    content: 'Wait.',
    reasoning: 'Hm.',
    tool_calls: [],
    // A quarter of the bytes saved: 3, 5 and 409.
    usage: { completion_tokens: 105, estimated: true },
  })
})

t.test('complete calls of an abandoned run are kept, those before a reset are not', async (t) => {
  // The events are as another replica saved them before it was killed.
  const chat = await newChat(client)
  const run = (await client.post('/api/run/', { json: { ...question, chat } })).json<Run>()
  const call = await model.next()
  call.say('Wait.')
  await until('the text is saved', async () => (await readRun(client, run.id)).content === 'Wait.')
  const payloads = [
    { type: 'tool_call', tool_call: { ...bath, id: 'lost' } },
    { type: 'reset' },
    { type: 'reasoning', text: 'Again.' },
    { type: 'tool_call', tool_call: bath },
    {
      type: 'tool_call',
      tool_call: { ...now, errors: [{ pointer: '/name', code: 'not_found', message: 'a' }] },
    },
  ]
  for (const [index, payload] of payloads.entries()) {
    const sequence = 100 + index
    await sql`insert into run_events (user_id, run_id, sequence, payload)
      values (${ada.id}, ${run.id}, ${sequence}, ${JSON.stringify({ ...payload, sequence })}::json)`.execute(
      server.db,
    )
  }
  const whileActive = await (await replica.client.as(ada.access).get(`/api/run/${run.id}`)).json<Run>()
  t.strictSame(
    whileActive.tool_calls.map(({ id }) => id),
    [bath.id, now.id],
    'readable while the run is active',
  )
  await sql`update runs set worker_id = '00000000-0000-0000-0000-000000000000' where id = ${run.id}`.execute(
    server.db,
  )
  await until('the run has ended', async () => (await readRun(client, run.id)).ended_at !== null)
  const ended = await readRun(client, run.id)
  t.hasStrict(ended, { status: 'incomplete', reasoning: 'Again.', content: '' })
  t.strictSame(ended.tool_calls, whileActive.tool_calls)
  await call.disconnected
})

t.test('a repeated request returns the calls of its run', async (t) => {
  const headers = { 'idempotency-key': randomUUID() }
  const pending = client.post('/api/llm/', { json: question, headers })
  callBoth(await model.next())
  const first = await pending
  const again = await client.post('/api/llm/', { json: question, headers })
  t.equal(again.headers.get('idempotency-replayed'), 'true')
  t.strictSame(again.json<Run>(), first.json<Run>())
  const other = { ...question, tools: [tools[0]] }
  t.equal((await client.post('/api/llm/', { json: other, headers })).status, 422)
  t.equal(model.waiting, 0)
})
