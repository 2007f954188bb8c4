/** Runs that are deleted, alone or with their chat or account, and what their clients then receive. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { connected } from '../support/database.ts'
import { answerOf, ask, at, follow, openEvents } from '../support/events.ts'
import { until } from '../support/files.ts'
import { rowsWith } from '../support/postgres/rows.ts'
import { type ModelCall, testModel } from '../support/providers/model.ts'
import { newChat, question, readRun } from '../support/requests.ts'
import { type Account, signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const model = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const replica = await testServer(t, { replicaOf: server })

const deletions: [what: string, remove: (account: Account, chat: number) => Promise<unknown>][] = [
  ['its chat', ({ client }, chat) => client.delete(`/api/chat/${chat}`)],
  ['its account', ({ client }) => client.delete('/api/user/me')],
]

/** Moment of the deletion, and the number of events seen before it. */
const moments: [when: string, seen: number, begin: (call: ModelCall) => void][] = [
  ['before the first token', 1, () => {}],
  ['after some text', 3, (call) => call.say('New')],
]

for (const [what, remove] of deletions) {
  for (const [when, seen, begin] of moments) {
    t.test(`a run deleted with ${what} ${when} ends as cancelled for all subscribers`, async (t) => {
      const grace = await signUp(server)
      const chat = await newChat(grace.client)
      const [here, there] = [at(server, grace), at(replica, grace)]
      const stream = await ask(here, { ...question, chat })
      const call = await model.next()
      begin(call)
      await stream.until(seen)
      const subscribers = await Promise.all([
        follow(here, stream.run),
        follow(here, stream.run, 1),
        follow(there, stream.run),
        follow(there, stream.run, 1),
        follow(there, stream.run, seen),
      ])
      await subscribers[2]?.until(seen)
      await remove(grace, chat)
      call.say('comen')
      for (const [index, one] of [stream, ...subscribers].entries()) {
        const events = await one.all()
        t.equal(events.at(-1)?.type, 'cancelled', `subscriber ${index}`)
        t.equal(events.filter(({ type }) => type === 'cancelled').length, 1)
        t.strictSame(
          events.map(({ sequence }) => sequence),
          events.map((_, index) => (events[0]?.sequence ?? 0) + index),
          'without a gap',
        )
      }
      await call.disconnected
    })
  }

  t.test(`a JSON response whose run is deleted with ${what} is a 404 that says so`, async (t) => {
    for (const text of [[], ['New']]) {
      const grace = await signUp(server)
      const chat = await newChat(grace.client)
      const pending = grace.client.post('/api/llm/', { json: { ...question, chat } })
      const call = await model.next()
      call.say(...text)
      const [run] = (await grace.client.get('/api/run/')).json<Schemas['RunSummary'][]>()
      await remove(grace, chat)
      const answer = await pending
      t.match(answer.json(), { status: 404, code: 'not_found', run: run?.id, detail: /deleted/ })
      await call.disconnected
    }
  })

  t.test(`a run deleted with ${what} at any moment has one end for each subscriber`, async (t) => {
    for (let round = 0; round < 6; round += 1) {
      const grace = await signUp(server)
      const chat = await newChat(grace.client)
      const stream = await ask(at(server, grace), { ...question, chat })
      const call = await model.next()
      call.say('New')
      await stream.until('text')
      const elsewhere = await follow(at(replica, grace), stream.run, 1)
      const deleted = remove(grace, chat)
      if (round % 3 === 0) call.say('co', 'men')
      else if (round % 3 === 1) call.end({ texts: ['comen.'] })
      else {
        call.think('Hm.')
        setTimeout(() => call.end({ texts: ['comen.'] }), round * 5)
      }
      await deleted
      for (const one of [stream, elsewhere]) {
        const events = await one.all()
        const last = events.at(-1)?.type
        t.match(last, /^(completed|cancelled)$/)
        if (last === 'completed') t.equal(answerOf(events), 'Newcomen.', 'a completed answer is whole')
        t.equal(events.filter(({ type }) => /completed|cancelled|failed|incomplete/.test(type)).length, 1)
      }
      await call.disconnected.catch(() => {})
    }
  })
}

t.test('a run deleted with its chat cannot be resumed', async (t) => {
  const grace = await signUp(server)
  const chat = await newChat(grace.client)
  const stream = await ask(at(server, grace), { ...question, chat })
  const call = await model.next()
  await grace.client.delete(`/api/chat/${chat}`)
  await stream.all()
  for (const one of [server, replica]) t.equal((await follow(at(one, grace), stream.run, 1)).status, 404)
  await call.disconnected
})

t.test('active runs of a deleted chat or account end before they are removed', async (t) => {
  const ada = await signUp(server)
  for (const [what, remove] of deletions) {
    const chat = await newChat(ada.client)
    const stream = await ask(at(server, ada), { ...question, chat })
    const call = await model.next()
    call.say('New')
    await stream.until('text')
    await remove(ada, chat)
    t.equal((await stream.all()).at(-1)?.type, 'cancelled', what)
    await call.disconnected
    await until('it is removed', async () => {
      const { rows } = await sql`select from runs where user_id = ${ada.id}`.execute(server.db)
      return rows.length === 0
    })
  }
})

t.test('an answer that was moved to a chat is not readable as soon as that chat is deleted', async (t) => {
  const grace = await signUp(server)
  const [chat, other] = [await newChat(grace.client), await newChat(grace.client)]
  const answer = randomUUID()
  const repeat = { method: 'POST', path: '/api/llm/', headers: { 'idempotency-key': 'a' } } as const
  const asking = { ...repeat, json: { ...question, chat, stream: true } }
  const stream = await openEvents(at(server, grace), asking)
  const call = await model.next()
  call.think('Hm.')
  call.end({ texts: [answer] })
  const events = await stream.all()
  const { run } = stream
  const { answer_message: id } = await readRun(grace.client, run)
  await grace.client.put(`/api/message/${id}`, { json: { content: answer, chat: other } })
  t.strictSame(await (await follow(at(server, grace), run)).all(), events, 'a moved answer keeps its events')

  // The job that removes the messages of deleted chats waits for this lock.
  const job = await connected(t, server.connection)
  await job.query('begin')
  await job.query('select from messages where id = $1 for update', [id])
  t.equal((await grace.client.delete(`/api/chat/${other}`)).status, 204)
  for (const where of [server, replica]) {
    for (const [after, first] of [
      [0, 'started'],
      [2, 'reset'],
      [events.length - 1, 'reset'],
    ] as const) {
      const left = await (await follow(at(where, grace), run, after)).all()
      t.strictSame(
        left.map(({ type }) => type),
        [first, 'context', 'usage', 'completed'],
        `after ${after}`,
      )
    }
    t.equal((await follow(at(where, grace), run, events.length)).status, 204)
    t.equal(answerOf(await (await openEvents(at(where, grace), asking)).all()), '', 'repeated under its key')
  }
  t.ok((await rowsWith(server.db, answer)) > 0, 'the job has removed nothing yet')
  await job.query('commit')
  await until('the texts are removed', async () => (await rowsWith(server.db, answer)) === 0)
})

t.test('a run that has ended can be deleted; its messages and usage stay', async (t) => {
  const [ada, grace] = [await signUp(server), await signUp(server)]
  const chat = await newChat(ada.client)
  const headers = { 'Idempotency-Key': 'a-key' }
  const pending = ada.client.post('/api/llm/', { json: { prompt: 'Who?', chat }, headers })
  const call = await model.next()
  const [run] = (await ada.client.get('/api/run/')).json<{ id: number }[]>()
  const active = await ada.client.delete(`/api/run/${run?.id}`)
  t.match(active.json(), { status: 409, code: 'run_active', run: run?.id })
  call.say('Newcomen')
  call.end()
  t.equal((await pending).status, 200)
  const usage = (await ada.client.get('/api/usage/')).json<{ days: unknown }>().days

  t.equal((await grace.client.delete(`/api/run/${run?.id}`)).status, 404)
  t.equal((await ada.client.delete(`/api/run/${run?.id}`)).status, 204)
  t.equal((await ada.client.delete(`/api/run/${run?.id}`)).status, 404)
  t.equal((await ada.client.get(`/api/run/${run?.id}`)).status, 404)
  t.equal((await ada.client.get(`/api/run/${run?.id}/events`)).status, 404)
  t.same((await ada.client.get('/api/run/')).json(), [])
  const messages = (await ada.client.get(`/api/message/?chat=${chat}`)).json<object[]>()
  t.match(messages, [
    { content: 'Who?', run: null },
    { content: 'Newcomen', run: null, status: 'completed' },
  ])
  t.same((await ada.client.get('/api/usage/')).json<{ days: unknown }>().days, usage)
  const { rows } = await sql`select from run_events where run_id = ${run?.id}`.execute(server.db)
  t.equal(rows.length, 0)

  const again = ada.client.post('/api/llm/', { json: { prompt: 'Who?', chat }, headers })
  const another = await model.next()
  another.say('Again')
  another.end()
  t.equal((await again).headers.get('idempotency-replayed'), null, 'the key begins another run')
})
