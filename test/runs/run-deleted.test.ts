/** Responses to clients waiting for a run that is deleted with its chat or account. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { answerOf, ask, at, follow } from '../support/events.ts'
import { type ModelCall, testModel } from '../support/providers/model.ts'
import { type Account, signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const model = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const replica = await testServer(t, { replicaOf: server })
const question = { prompt: 'Who built the first one?' }

async function newChat({ client }: Account): Promise<number> {
  return (await client.post('/api/chat/', { json: { title: 'Engines' } })).json<Schemas['Chat']>().id
}

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
      const chat = await newChat(grace)
      const [here, there] = [at(server, grace), at(replica, grace)]
      const stream = await ask(here, { ...question, chat })
      const call = await model.next()
      begin(call)
      await stream.until(seen)
      const followers = await Promise.all([
        follow(here, stream.run),
        follow(here, stream.run, 1),
        follow(there, stream.run),
        follow(there, stream.run, 1),
        follow(there, stream.run, seen),
      ])
      await followers[2]?.until(seen)
      await remove(grace, chat)
      call.say('comen')
      for (const [index, one] of [stream, ...followers].entries()) {
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
      const chat = await newChat(grace)
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
      const chat = await newChat(grace)
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
  const chat = await newChat(grace)
  const stream = await ask(at(server, grace), { ...question, chat })
  const call = await model.next()
  await grace.client.delete(`/api/chat/${chat}`)
  await stream.all()
  for (const one of [server, replica]) t.equal((await follow(at(one, grace), stream.run, 1)).status, 404)
  await call.disconnected
})
