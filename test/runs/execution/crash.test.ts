/** Runs of a server that is killed. */
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { endAbandonedRun, findAbandonedRuns } from '../../../src/runs/queries/run-ends.ts'
import { connected } from '../../support/database.ts'
import { answerOf, ask, at, follow } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { ageLeases, replicaSettings } from '../../support/postgres/run-rows.ts'
import { startParley } from '../../support/processes/process.ts'
import { testModel } from '../../support/providers/model.ts'
import { newChat, question, readRun } from '../../support/requests.ts'
import { signUp, temporaryDirectory, testServer } from '../../support/server.ts'

type Message = components['schemas']['Message']
type UsageReport = components['schemas']['UsageReport']

const model = await testModel(t)
const server = await testServer(t)
const replicas = [await testServer(t, { replicaOf: server }), await testServer(t, { replicaOf: server })]
const ada = await signUp(server)
const here = at(server, ada)

/** Server in a separate process, to be killed. */
async function doomed(t: Test) {
  const settings = replicaSettings(server.connection, model, await temporaryDirectory(t))
  const parley = await startParley(t, settings)
  const kill = async () => {
    parley.child.kill('SIGKILL')
    await parley.exited
  }
  return { caller: at(parley, ada), kill }
}

t.test(
  'a run whose server is killed ends as incomplete with the saved text, and frees its chat',
  async (t) => {
    const { caller, kill } = await doomed(t)
    const chat = await newChat(ada.client)
    const stream = await ask(caller, { ...question, chat })
    const call = await model.next()
    call.say('New')
    await stream.until('text')
    const silent = await ask(caller, question)
    const unanswered = await model.next()
    await silent.until('started')
    const subscriber = await follow(here, stream.run)
    await subscriber.until('text')
    await kill()
    await t.rejects(stream.all(), 'the connection to the killed server is lost')
    await Promise.all([call.disconnected, unanswered.disconnected])

    t.equal(
      (await readRun(ada.client, stream.run)).status,
      'running',
      'the run stays running until its lease expires',
    )
    const refused = await ada.client.post('/api/llm/', { json: { ...question, chat } })
    t.hasStrict(refused.json(), { status: 409, run: stream.run })
    await ageLeases(server, [stream.run])
    const events = await subscriber.all()
    t.strictSame(
      events.map(({ type }) => type),
      ['started', 'context', 'text', 'usage', 'incomplete'],
    )
    const run = await readRun(ada.client, stream.run)
    t.hasStrict(run, { status: 'incomplete', content: 'New', finish_reason: null, error: null })
    t.match(run, {
      ended_at: String,
      context: { included: 0 },
      usage: { estimated: true, completion_tokens: 1 },
    })
    t.match(events.at(-2), { usage: run.usage })
    const messages = (await ada.client.get(`/api/message/?chat=${chat}`)).json<Message[]>()
    t.hasStrict(messages[1], { content: 'New', status: 'incomplete' })
    const ended = await (await follow(here, silent.run)).all()
    t.strictSame(
      ended.map(({ type }) => type),
      ['started', 'incomplete'],
      'a run that had not started has no usage',
    )
    t.hasStrict(await readRun(ada.client, silent.run), {
      status: 'incomplete',
      content: '',
      usage: null,
      started_at: null,
    })
    t.equal(
      (await ada.client.post('/api/llm/', { json: { ...question, chat } })).status,
      200,
      'the chat is free',
    )
  },
)

t.test('an abandoned run whose cancellation was requested ends as cancelled', async (t) => {
  const { caller, kill } = await doomed(t)
  const stream = await ask(caller, question)
  ;(await model.next()).say('New')
  await stream.until('text')
  await kill()
  const answer = await ada.client.post(`/api/run/${stream.run}/cancel`)
  t.hasStrict(answer.json(), { status: 'running', content: 'New' }, 'the executor cannot respond')
  await ageLeases(server, [stream.run])
  const events = await (await follow(here, stream.run)).all()
  t.equal(events.at(-1)?.type, 'cancelled')
  t.hasStrict(await readRun(ada.client, stream.run), {
    status: 'cancelled',
    finish_reason: 'cancelled',
    content: 'New',
  })
})

t.test('several replicas that find abandoned runs at the same moment end each run once', async (t) => {
  const grace = await signUp(server)
  const { caller, kill } = await doomed(t)
  const streams = await Promise.all(
    Array.from({ length: 30 }, () => ask({ ...caller, access: grace.access }, question)),
  )
  for (const _ of streams) (await model.next()).say('New')
  for (const stream of streams) await stream.until('text')
  await kill()
  const runs = streams.map(({ run }) => run)
  await ageLeases(server, runs)
  const ended = await Promise.all(
    [server, ...replicas, server, ...replicas].map(async ({ db }) => {
      const found = await findAbandonedRuns(db, { size: 100, skip: 0 })
      return Promise.all(found.map((run) => endAbandonedRun(db, run)))
    }),
  )
  t.ok(ended.flat().filter((run) => run !== undefined).length <= runs.length)
  for (const run of runs) {
    const events = await (await follow({ ...here, access: grace.access }, run)).all()
    t.strictSame(
      events.map(({ type, sequence }) => `${sequence} ${type}`),
      ['1 started', '2 text', '3 usage', '4 incomplete'],
    )
    t.equal(answerOf(events), 'New')
  }
  const { days } = (await grace.client.get('/api/usage/')).json<UsageReport>()
  t.match(days, [{ runs: runs.length, completion_tokens: runs.length }])
})

t.test('an abandoned run that cannot be ended does not block the end of others', async (t) => {
  const { kill, caller } = await doomed(t)
  const grace = await signUp(server)
  const stuckChat = await newChat(ada.client)
  const [stuck, other] = [
    await ask(caller, { ...question, chat: stuckChat }),
    await ask({ ...caller, access: grace.access }, question),
  ]
  for (const stream of [stuck, other]) {
    await stream.until('started')
    await model.next()
  }
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query('select from chats where id = $1 for update', [stuckChat])
  await kill()
  await ageLeases(server, [stuck.run, other.run])
  const ofGrace = () => readRun(grace.client, other.run)
  await until('the other run has ended', async () => (await ofGrace()).ended_at !== null)
  t.equal((await readRun(ada.client, stuck.run)).ended_at, null)
  await byHand.query('rollback')
  await until('the stuck run has ended', async () => (await readRun(ada.client, stuck.run)).ended_at !== null)
})
