/** Runs whose events have been removed: subscribers get what is kept of the run. */
import { sql } from 'kysely'
import t from 'tap'
import { expiredEvents } from '../../../src/runs/expired-events.ts'
import {
  answerOf,
  ask,
  at,
  type EventReader,
  follow,
  openEvents,
  type RunEvent,
} from '../../support/events.ts'
import { runJob } from '../../support/jobs.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { newChat, question, readRun } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

const model = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const replica = await testServer(t, { replicaOf: server, llm })
const ada = await signUp(server)
const types = (events: readonly RunEvent[]) => events.map(({ type }) => type)
const sequences = (events: readonly RunEvent[]) => events.map(({ sequence }) => sequence)

/** Ends the time during which runs can be resumed, and executes the job. */
async function removeEvents(): Promise<void> {
  await sql`update runs set events_until = now() - interval '1 second' where events_until is not null`.execute(
    server.db,
  )
  await runJob(server.db, expiredEvents)
}

/** Sends a prompt. The model answers in many events. */
async function answered(options: object = {}, end = (call: ModelCall) => call.end()): Promise<EventReader> {
  const stream = await ask(at(server, ada), { ...question, ...options })
  const call = await model.next()
  call.think('Hm, ')
  await stream.until('reasoning')
  call.think('who?')
  for (const text of ['New', 'co', 'men', ' 🚂']) {
    const { length } = stream.events
    call.say(text)
    await stream.until(length + 1)
  }
  end(call)
  await stream.all()
  return stream
}

t.test('events are removed once the run can no longer be resumed to the byte', async (t) => {
  const { run, events } = await answered()
  const count = async () => {
    const { rows } = await sql<{ events: number; until: string | null; left: number | null }>`
      select (select count(*) from run_events where run_id = ${run}) as events,
        extract(epoch from events_until - ended_at)::float8 as left from runs where id = ${run}`.execute(
      server.db,
    )
    return rows[0]
  }
  await runJob(server.db, expiredEvents)
  t.strictSame(await count(), { events: events.length, left: 300 }, 'not within five minutes')
  t.strictSame(
    await (await follow(at(replica, ada), run, 3)).all(),
    events.slice(3),
    'which is resumed to the byte',
  )
  await removeEvents()
  t.strictSame(await count(), { events: 0, left: null })
})

t.test('events of active runs stay', async (t) => {
  const stream = await ask(at(server, ada), question)
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  await removeEvents()
  t.strictSame(types(await (await follow(at(replica, ada), stream.run)).until('text')), ['started', 'text'])
  call.end()
  await stream.all()
})

t.test('a run is replayed from the beginning, numbered from its last event on', async (t) => {
  for (const options of [{}, { chat: await newChat(ada.client) }]) {
    const stream = await answered(options)
    const { run, events } = stream
    const before = await readRun(ada.client, run)
    await removeEvents()
    t.strictSame(await readRun(ada.client, run), before, 'the run is the same')
    const last = events.at(-1)?.sequence ?? 0
    for (const where of [server, replica]) {
      const replayed = await (await follow(at(where, ada), run)).all()
      t.strictSame(types(replayed), [
        'started',
        ...('chat' in options ? ['context'] : []),
        'reasoning',
        'text',
        'usage',
        'completed',
      ])
      t.strictSame(
        sequences(replayed),
        replayed.map((_, index) => last + 1 + index),
      )
      t.equal(answerOf(replayed), before.content)
      const unnumbered = ({ sequence: _, ...event }: RunEvent) => event
      for (const [place, type] of [
        [0, 'started'],
        [-2, 'usage'],
        [-1, 'completed'],
      ] as const)
        t.strictSame(replayed.map(unnumbered).at(place), events.map(unnumbered).at(place), type)

      const lastReplayed = replayed.at(-1)?.sequence ?? 0
      for (const { sequence } of replayed.slice(0, -1))
        t.strictSame(
          await (await follow(at(where, ada), run, sequence)).all(),
          replayed.slice(sequence - last),
          `continued after ${sequence}`,
        )
      for (const all of [last, lastReplayed])
        t.equal((await follow(at(where, ada), run, all)).status, 204, `all has been read at ${all}`)
      t.equal((await follow(at(where, ada), run, last + 30)).status, 404)
    }
  }
})

t.test('a client that has read a part gets a reset and the whole text', async (t) => {
  const chat = await newChat(ada.client)
  const { run, events } = await answered({ chat })
  await removeEvents()
  for (const { sequence } of events.slice(0, -1)) {
    for (const reader of [
      await follow(at(server, ada), run, sequence),
      await openEvents(at(replica, ada), { path: `/api/run/${run}/events?after=${sequence}` }),
    ]) {
      const replayed = await reader.all()
      t.strictSame(types(replayed), ['reset', 'context', 'reasoning', 'text', 'usage', 'completed'])
      t.equal(answerOf([...events.slice(0, sequence), ...replayed]), 'Newcomen 🚂')
    }
  }
})

t.test('a replay has the last event of every kind of end, and the saved text', async (t) => {
  for (const [status, end] of [
    ['incomplete', (call) => call.cut()],
    ['failed', (call) => call.fail()],
    ['cancelled', () => {}],
  ] as [string, (call: ModelCall) => void][]) {
    const stream = await ask(at(server, ada), question)
    const call = await model.next()
    call.say('New')
    await stream.until('text')
    end(call)
    if (status === 'cancelled') await ada.client.post(`/api/run/${stream.run}/cancel`)
    const events = await stream.all()
    await removeEvents()
    const replayed = await (await follow(at(replica, ada), stream.run)).all()
    t.strictSame(types(replayed), types(events), status)
    t.strictSame({ ...replayed.at(-1), sequence: 0 }, { ...events.at(-1), sequence: 0 })
    t.equal(answerOf(replayed), 'New')
  }
  const refused = await ask(at(server, ada), question)
  ;(await model.next()).refuse(500)
  await refused.all()
  await removeEvents()
  t.strictSame(types(await (await follow(at(server, ada), refused.run)).all()), ['started', 'failed'])
})

t.test('a run repeated under its key is replayed as events', async (t) => {
  const options = { method: 'POST', path: '/api/llm/', headers: { 'idempotency-key': 'a' } } as const
  const asking = { ...options, json: { ...question, stream: true } }
  const stream = await openEvents(at(server, ada), asking)
  ;(await model.next()).end({ texts: ['Newcomen'] })
  await stream.all()
  await removeEvents()
  for (const where of [server, replica]) {
    const again = await (await openEvents(at(where, ada), asking)).all()
    t.strictSame(types(again), ['started', 'text', 'usage', 'completed'])
    t.equal(answerOf(again), 'Newcomen')
  }
})

t.test('a client that falls behind until the events are removed gets a reset, without a gap', async (t) => {
  const stream = await ask(at(server, ada), question)
  const call = await model.next()
  call.say('x')
  await stream.until('text')
  const slow = await follow(at(replica, ada), stream.run)
  await slow.until('text')
  slow.pause()
  const text = 'x'.repeat(1_000_000)
  for (let count = 0; count < 12; count++) {
    call.say(text)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  call.end()
  await stream.all()
  await removeEvents()
  const events = await slow.all()
  t.ok(types(events).includes('reset'), `${events.length} events`)
  t.equal(answerOf(events).length, 12_000_001)
  t.strictSame(
    sequences(events),
    events.map((_, index) => index + 1),
  )
  t.equal(events.at(-1)?.type, 'completed')
})
