/**
 * Runs during a graceful shutdown, and after a restart.
 *
 * @long waits for servers that stop.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { client } from '../../support/client.ts'
import { answerOf, ask, at, follow } from '../../support/events.ts'
import { ageLeases, replicaSettings } from '../../support/postgres/run-rows.ts'
import { startParley } from '../../support/processes/process.ts'
import { testModel } from '../../support/providers/model.ts'
import { question } from '../../support/requests.ts'
import { signUp, temporaryDirectory, testServer } from '../../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

type Run = components['schemas']['Run']

/** Server in a separate process, and a replica that keeps running. */
async function start(t: Test) {
  const model = await testModel(t)
  const replica = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
  const settings = replicaSettings(replica.connection, model, await temporaryDirectory(t))
  const parley = await startParley(t, settings)
  const ada = await signUp(replica)
  return { model, replica, settings, parley, ada, here: at(parley, ada), there: at(replica, ada) }
}

t.test('a graceful shutdown waits for runs about to end, and ends the others as incomplete', async (t) => {
  const { model, parley, ada, here, there } = await start(t)
  const short = await ask(here, question)
  const shortCall = await model.next()
  shortCall.say('New')
  const long = await ask(here, question)
  const longCall = await model.next()
  longCall.say('New')
  const whole = client(parley.url, ada.access).post('/api/llm/', { json: question })
  const wholeCall = await model.next()
  wholeCall.say('New')
  const others = await ask(there, question)
  const othersCall = await model.next()
  othersCall.say('New')
  await Promise.all([short, long, others].map((stream) => stream.until('text')))
  const elsewhere = await follow(there, long.run)
  const ofOthers = await follow(here, others.run)
  await ofOthers.until('text')

  parley.child.kill('SIGTERM')
  await sleep(500)
  shortCall.say('comen')
  shortCall.end()
  t.equal((await short.all()).at(-1)?.type, 'completed')
  t.equal(answerOf(short.events), 'Newcomen')
  for (const stream of [long, elsewhere]) {
    const events = await stream.all()
    t.equal(events.at(-1)?.type, 'incomplete')
    t.equal(answerOf(events), 'New')
  }
  t.hasStrict((await whole).json(), { status: 'incomplete', content: 'New', usage: { estimated: true } })
  await Promise.all([longCall.disconnected, wholeCall.disconnected])
  const received = await ofOthers.all()
  t.notOk(
    received.some(({ type }) => type === 'incomplete'),
    'runs of other replicas are not ended',
  )
  t.equal(await parley.exited, 0, 'it stopped within its own time limit, after which the exit code is 1')

  othersCall.end()
  const rest = await (await follow(there, others.run, received.at(-1)?.sequence)).all()
  t.equal(rest.at(-1)?.type, 'completed', 'a subscription can continue on another replica')
})

t.test('requests during a graceful shutdown are served or rejected, and leave nothing behind', async (t) => {
  const { model, parley, ada } = await start(t)
  const here = client(parley.url, ada.access)
  const pending = Array.from({ length: 30 }, () => here.post('/api/llm/', { json: question }))
  const answering = (async () => {
    for (const _ of pending) (await model.next()).end({ texts: ['Newcomen.'] })
  })()
  await Promise.race([...pending, sleep(50)])
  parley.child.kill('SIGTERM')
  for (const answer of await Promise.allSettled(pending)) {
    // Connections after the shutdown are refused.
    if (answer.status === 'fulfilled') t.match(String(answer.value.status), /^(200|503)$/)
  }
  t.equal(await parley.exited, 0)
  const runs = (await ada.client.get('/api/run/?limit=200')).json<Run[]>()
  t.ok(
    runs.every(({ status }) => status === 'completed'),
    'each accepted run is completed',
  )
  answering.catch(() => {})
})

t.test('a server that was killed returns the saved part of its runs after a restart', async (t) => {
  const { model, replica, settings, parley, ada, here } = await start(t)
  const stream = await ask(here, question)
  ;(await model.next()).say('New', 'co')
  await stream.until('text')
  parley.child.kill('SIGKILL')
  await parley.exited
  await replica.app.close()
  await ageLeases(replica, [stream.run])
  const again = await startParley(t, settings)
  const events = await (await follow(at(again, ada), stream.run, stream.events.at(-1)?.sequence)).all()
  t.equal(events.at(-1)?.type, 'incomplete')
  const run = (await client(again.url, ada.access).get(`/api/run/${stream.run}`)).json<Run>()
  t.hasStrict(run, { status: 'incomplete', content: 'Newco' })
})
