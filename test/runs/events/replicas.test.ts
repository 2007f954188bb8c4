/** Several servers on one database: each serves the events of every run, wherever it is executed. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { answerOf, ask, at, type Caller, follow, openEvents, type RunEvent } from '../../support/events.ts'
import { testModel } from '../../support/providers/model.ts'
import { question, readRun } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

const model = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const replica = await testServer(t, { replicaOf: server, llm })
const ada = await signUp(server)
const here = at(server, ada)
const there = at(replica, ada)

/**
 * Texts that could be damaged in transit: parts of frames, characters and lines. Surrogates are always in
 * pairs.
 */
const pieces = [
  ['Newcomen '],
  ['\n\n'],
  ['\r'],
  ['\r\n\r\n'],
  ['data: no data\nid: 99\n\n'],
  [': no comment\n\n'],
  ['é漢'],
  ['🚂👩‍👩‍👧'],
  ['\ud83d', '\ude82'],
  ['\u2028\u0085\ufeff'],
  ['"\\"\\u0041'],
  ['  '],
  ['\u0001\u007f'],
  ['x'.repeat(3000)],
]

t.test('a stream read in pieces from any replicas yields the answer to the byte', async (t) => {
  const stream = await ask(here, question)
  const { run } = await stream.until('started').then(() => stream)
  stream.break()
  const call = await model.next()
  let sent = ''
  const saying = (async () => {
    for (let number = 0; number < 400; number += 1) {
      const texts = pieces[randomInt(pieces.length)] ?? []
      sent += texts.join('')
      call.say(...texts)
      await sleep(randomInt(15))
    }
    call.end()
  })()
  const readers = Array.from({ length: 8 }, () => readInParts(run))
  const all = await Promise.all(readers)
  await saying
  const { content, status } = await readRun(ada.client, run)
  t.equal(status, 'completed')
  t.equal(content, sent)
  const whole = await (await follow(there, run)).all()
  t.strictSame(
    whole.map(({ sequence }) => sequence),
    whole.map((_, index) => index + 1),
  )
  t.equal(answerOf(whole), content)
  for (const { events, connections } of all) {
    t.strictSame(events, whole, `by ${connections} connections`)
  }
  t.ok(Math.max(...all.map(({ connections }) => connections)) > 10, 'more than ten connections were needed')
})

/** Reads a run in many short connections, each to one of the replicas. */
async function readInParts(run: number): Promise<{ events: RunEvent[]; connections: number }> {
  const events: RunEvent[] = []
  for (let connections = 1; ; connections += 1) {
    const after = events.at(-1)?.sequence ?? 0
    const caller: Caller = randomInt(2) === 0 ? here : there
    const path = `/api/run/${run}/events`
    const stream = await openEvents(
      caller,
      randomInt(2) === 0
        ? { path, headers: { 'last-event-id': String(after) } }
        : { path: `${path}?after=${after}` },
    )
    // The stream may end before that.
    await stream.until(randomInt(4)).catch(() => {})
    stream.break()
    events.push(...stream.events)
    if (events.at(-1)?.type === 'completed') return { events, connections }
  }
}

t.test('a subscriber on another replica receives events live, and the end', async (t) => {
  const stream = await ask(here, question)
  const call = await model.next()
  await stream.until('started')
  const elsewhere = await follow(there, stream.run)
  for (const [index, text] of ['New', 'co', 'men'].entries()) {
    call.say(text)
    t.equal(answerOf(await elsewhere.until(index + 2)), ['New', 'Newco', 'Newcomen'][index])
  }
  const later = await follow(there, stream.run, 2)
  call.end()
  t.strictSame(await elsewhere.all(), await stream.all())
  t.strictSame(await later.all(), (await stream.all()).slice(2))
})

t.test('a late subscriber on another replica receives a long history and new events at once', async (t) => {
  const stream = await ask(here, question)
  const call = await model.next()
  const many = 10_000
  for (let number = 0; number < many; number += 1) {
    call.think('?')
    call.say('!')
  }
  await stream.until(many * 2)
  const began = performance.now()
  const elsewhere = await follow(there, stream.run)
  await elsewhere.until(many * 2)
  call.say(' Now.')
  await elsewhere.until(stream.events.length + 1)
  call.end()
  const events = await elsewhere.all()
  t.equal(answerOf(events), `${'!'.repeat(many)} Now.`)
  t.equal((await (await follow(there, stream.run)).all()).length, events.length)
  const seconds = (performance.now() - began) / 1000
  t.ok(seconds < 10, `${seconds} s, and not the 20 s of polling, twice`)
})

t.test(
  'streams hold no database connection: two connections serve many streams and other requests',
  async (t) => {
    const config = { DATABASE_POOL_SIZE: 2 }
    const small = await testServer(t, { replicaOf: server, llm, config })
    const smaller = await testServer(t, { replicaOf: server, llm, config })
    const streams = await Promise.all(Array.from({ length: 20 }, () => ask(at(small, ada), question)))
    for (const stream of streams) await stream.until('started')
    const subscribers = await Promise.all(
      streams.flatMap(({ run }) => [follow(at(small, ada), run), follow(at(smaller, ada), run, 1)]),
    )
    for (const one of [small, smaller]) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => one.client.as(ada.access).get('/api/run/?limit=1')),
      )
      t.ok(answers.every(({ status }) => status === 200))
    }
    for (const _ of streams) (await model.next()).end({ texts: ['Newcomen.'] })
    for (const stream of [...streams, ...subscribers]) {
      const events = await stream.all()
      t.equal(answerOf(events), 'Newcomen.')
      t.equal(events.at(-1)?.type, 'completed')
    }
  },
)

t.test('hundreds of subscribers on two replicas receive all events of a silent run', async (t) => {
  const stream = await ask(here, question)
  const call = await model.next()
  await stream.until('started')
  const subscribers = await Promise.all(
    Array.from({ length: 400 }, (_, index) => follow(index % 2 === 0 ? here : there, stream.run)),
  )
  for (const one of [server, replica]) {
    t.equal((await one.client.as(ada.access).get('/api/chat/')).status, 200)
  }
  call.end({ texts: ['Newcomen.'] })
  const heard = await Promise.all(subscribers.map((subscriber) => subscriber.all()))
  t.ok(heard.every((events) => answerOf(events) === 'Newcomen.' && events.at(-1)?.type === 'completed'))
})
