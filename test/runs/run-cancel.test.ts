/**
 * @embedded connects to its socket.
 */
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { ask, at, type Caller, follow } from '../support/events.ts'
import { until } from '../support/files.ts'
import { type ModelCall, testModel } from '../support/providers/model.ts'
import { newChat, question, readRun } from '../support/requests.ts'
import { signUp, temporaryDirectory, testServer } from '../support/server.ts'
import { withinASecond } from '../support/sessions.ts'

type Run = components['schemas']['Run']
type Message = components['schemas']['Message']
type UsageReport = components['schemas']['UsageReport']

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const replica = await testServer(t, { replicaOf: server })
const ada = await signUp(server)
const adaHere = at(server, ada)
const cancelled = { status: 'cancelled', finish_reason: 'cancelled' }

/** Run with some text, and the stream of its first subscriber. */
async function runningRun(chat: number | null = null, caller: Caller = adaHere) {
  const stream = await ask(caller, { ...question, chat })
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  return { stream, call, run: stream.run }
}

/** Sends a prompt and disconnects once the model has sent text. Resolves to the run. */
async function leaveJson(more: object, call: () => Promise<ModelCall>) {
  const sent = request(`${server.url}/api/llm/`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.access}` },
  })
  sent.on('error', () => {})
  sent.end(JSON.stringify({ ...question, ...more }))
  const begun = await call()
  begun.say('New')
  const [newest] = (await ada.client.get('/api/run/?order=desc&limit=1')).json<Run[]>()
  sent.destroy()
  await new Promise((resolve) => sent.once('close', resolve))
  return { call: begun, run: newest?.id ?? 0 }
}

t.test(
  'cancelling keeps the text so far, closes the provider call within a second and ends the stream',
  async (t) => {
    const chat = await newChat(ada.client)
    const { stream, call, run } = await runningRun(chat)
    const answer = await ada.client.post(`/api/run/${run}/cancel`)
    t.ok(await withinASecond(async () => call.isDisconnected))
    t.equal(answer.status, 200)
    const cancelledRun = answer.json<Run>()
    t.hasStrict(cancelledRun, { id: run, ...cancelled, content: 'New', error: null })
    t.hasStrict(cancelledRun.usage, { estimated: true, completion_tokens: 1 }, 'its usage is reported')
    t.equal((await stream.all()).at(-1)?.type, 'cancelled')
    t.strictSame(
      (await ada.client.post(`/api/run/${run}/cancel`)).json(),
      cancelledRun,
      'a second cancellation changes nothing',
    )
    const messages = (await ada.client.get(`/api/message/?chat=${chat}`)).json<Message[]>()
    t.hasStrict(messages[1], { content: 'New', status: 'cancelled', run })
  },
)

t.test('a run of another replica can be cancelled', async (t) => {
  const { stream, call, run } = await runningRun()
  const elsewhere = replica.client.as(ada.access).post(`/api/run/${run}/cancel`)
  t.ok(await withinASecond(async () => call.isDisconnected))
  t.hasStrict((await elsewhere).json(), { ...cancelled, content: 'New' })
  t.equal((await stream.all()).at(-1)?.type, 'cancelled')
})

/** Replica with a count of the bytes its database sends. */
async function countingReplica(t: Test) {
  const host = await temporaryDirectory(t)
  const { port } = server.connection
  const path = (directory: string) => join(directory, `.s.PGSQL.${port}`)
  let bytes = 0
  const proxy = createServer((client) => {
    const behind = connect(path(server.connection.host))
    for (const socket of [client, behind]) socket.on('error', () => {})
    behind.on('data', ({ length }) => {
      bytes += length
    })
    client.pipe(behind).pipe(client)
  }).listen(path(host))
  t.teardown(() => proxy.close())
  const connection = { ...server.connection, host }
  return { replica: await testServer(t, { replicaOf: server, connection }), bytes: () => bytes }
}

t.test('a cancellation that the other replica does not perform in time returns 202', async (t) => {
  const worker = randomUUID()
  await sql`insert into workers (id, expires_at) values (${worker}, now() + interval '1 hour')`.execute(
    server.db,
  )
  const { rows } = await sql<{ id: number }>`
    insert into runs (user_id, status, model, worker_id, started_at)
    values (${ada.id}, 'running', 'test-model', ${worker}, now()) returning id`.execute(server.db)
  const run = rows[0]?.id ?? 0
  const requested = await ada.client.post(`/api/run/${run}/cancel`)
  t.equal(requested.status, 202)
  t.hasStrict(requested.json(), { id: run, status: 'running', ended_at: null })
  await sql`
    update runs set status = 'cancelled', finish_reason = 'cancelled', worker_id = null, ended_at = now()
    where id = ${run}`.execute(server.db)
  const again = await ada.client.post(`/api/run/${run}/cancel`)
  t.equal(again.status, 200, 'after its end')
})

t.test('cancelling a run of another replica does not read its events', async (t) => {
  const { replica, bytes } = await countingReplica(t)
  const { stream, call, run } = await runningRun()
  for (let number = 0; number < 40; number += 1) {
    call.think('x'.repeat(50_000))
    call.say('.')
  }
  await until('all text is saved', async () => (await readRun(ada.client, run)).content.length > 40)
  const before = bytes()
  const cancelled = await replica.client.as(ada.access).post(`/api/run/${run}/cancel`)
  t.hasStrict(cancelled.json(), { status: 'cancelled' })
  // The response contains the run itself.
  const count = bytes() - before - cancelled.text.length
  t.ok(count < 200_000, `${count} bytes were read of a run with 2,000,000`)
  t.equal((await stream.all()).at(-1)?.type, 'cancelled')
})

t.test('a run can be cancelled before its first token', async (t) => {
  const stream = await ask(adaHere, question)
  const call = await model.next()
  await stream.until('started')
  const answer = await ada.client.post(`/api/run/${stream.run}/cancel`)
  t.hasStrict(answer.json(), { ...cancelled, content: '', started_at: null, usage: null })
  t.ok(await withinASecond(async () => call.isDisconnected))
  t.strictSame(
    (await stream.all()).map(({ type }) => type),
    ['started', 'cancelled'],
  )
})

t.test('cancelling a run that has ended does not change it', async (t) => {
  for (const end of [
    (call: ModelCall) => call.end(),
    (call: ModelCall) => call.cut(),
    (call: ModelCall) => call.fail(),
  ]) {
    const { stream, call, run } = await runningRun()
    end(call)
    await stream.all()
    const before = await readRun(ada.client, run)
    t.strictSame((await ada.client.post(`/api/run/${run}/cancel`)).json(), before, before.status)
  }
})

t.test('a run cancelled at the moment of its end has one end, completed or cancelled', async (t) => {
  for (let round = 0; round < 15; round += 1) {
    const { stream, call, run } = await runningRun()
    const client = round % 2 === 0 ? ada.client : replica.client.as(ada.access)
    const [answer] = await Promise.all([client.post(`/api/run/${run}/cancel`), call.end()])
    const events = await stream.all()
    const { status } = answer.json<Run>()
    t.match(status, /^(completed|cancelled)$/)
    t.equal(events.at(-1)?.type, status)
    t.equal((await readRun(ada.client, run)).status, status)
  }
})

t.test('a client that disconnects does not stop its run', async (t) => {
  const { stream, call: streaming, run: streamed } = await runningRun()
  stream.break()
  const { call: begun, run } = await leaveJson({}, model.next)
  for (const call of [streaming, begun]) call.say('comen.')
  for (const call of [streaming, begun]) call.end()
  for (const id of [streamed, run]) {
    await (await follow(adaHere, id)).all()
    t.hasStrict(await readRun(ada.client, id), { status: 'completed', content: 'Newcomen.' })
  }
})

t.test('with `cancel_on_disconnect`, a disconnect cancels the run', async (t) => {
  const stream = await ask(adaHere, { ...question, cancel_on_disconnect: true })
  const streaming = await model.next()
  streaming.say('New')
  await stream.until('text')
  stream.break()
  t.ok(await withinASecond(async () => streaming.isDisconnected), 'as a stream')
  const { call, run } = await leaveJson({ cancel_on_disconnect: true }, model.next)
  t.ok(await withinASecond(async () => call.isDisconnected), 'as JSON')
  for (const id of [stream.run, run]) {
    await (await follow(adaHere, id)).all()
    t.hasStrict(await readRun(ada.client, id), cancelled)
  }
})

t.test('a subscriber that disconnects never cancels the run', async (t) => {
  const stream = await ask(adaHere, { ...question, cancel_on_disconnect: true })
  const call = await model.next()
  const follower = await follow(adaHere, (await stream.until('started').then(() => stream)).run)
  follower.break()
  call.end({ texts: ['Newcomen.'] })
  t.equal((await stream.all()).at(-1)?.type, 'completed')
})

t.test("deleting a chat ends its run's provider call and streams, and keeps the usage", async (t) => {
  const grace = await signUp(server)
  const chat = await newChat(grace.client)
  const { stream, call, run } = await runningRun(chat, at(server, grace))
  const elsewhere = await follow(at(replica, grace), run)
  await elsewhere.until('text')
  t.equal((await grace.client.delete(`/api/chat/${chat}`)).status, 204)
  t.ok(await withinASecond(async () => call.isDisconnected), 'the provider call ends')
  const events = await stream.all()
  t.notOk(events.some(({ type }) => type === 'completed'))
  await elsewhere.all()
  t.equal((await grace.client.get(`/api/run/${run}`)).status, 404)
  t.ok(
    await withinASecond(async () => {
      const { days } = (await grace.client.get('/api/usage/')).json<UsageReport>()
      return days.length === 1 && days[0]?.runs === 1 && days[0].completion_tokens > 0
    }),
    'its usage is counted once',
  )
})

t.test('a JSON response whose chat is deleted during the run is a 404', async (t) => {
  const chat = await newChat(ada.client)
  const pending = ada.client.post('/api/llm/', { json: { ...question, chat } })
  ;(await model.next()).say('New')
  await ada.client.delete(`/api/chat/${chat}`)
  t.equal((await pending).status, 404)
})

t.test('deleting an account ends the provider calls of its runs', async (t) => {
  const grace = await signUp(server)
  const inChat = await runningRun(await newChat(grace.client), at(server, grace))
  const alone = await runningRun(null, at(server, grace))
  const elsewhere = await follow(at(replica, grace), alone.run)
  t.equal((await grace.client.delete('/api/user/me')).status, 204)
  for (const { call, stream } of [inChat, alone]) {
    t.ok(await withinASecond(async () => call.isDisconnected))
    await stream.all()
  }
  await elsewhere.all()
})
