/** Load shedding: an overloaded server refuses new requests and completes those in progress. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { connected, testDatabase } from '../../support/database.ts'
import { stream } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { startReplica } from '../../support/processes/replica.ts'
import { faultyModel, prompt } from '../../support/providers/faulty-model.ts'
import { type Account, signUp, type TestServer, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']
type Chat = components['schemas']['Chat']

const overloaded = { status: 503, code: 'overloaded' }

/** Signs up after the start of the server, whose load a busy machine may report as an overload. */
async function signUpOnceAccepted(server: Pick<TestServer, 'client'>): Promise<Account> {
  let account: Account | undefined
  await until('an account is created', async () => {
    account = await signUp(server).catch(() => undefined)
    return account !== undefined
  })
  if (account === undefined) throw new Error('There is no account')
  return account
}

t.test('an event loop that lags for seconds sheds new requests and completes runs in progress', async (t) => {
  const model = await faultyModel(t)
  const { connection } = await testDatabase(t)
  const server = await startReplica(t, connection, { LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'test-model' })
  const { child, url } = server
  const ada = await signUpOnceAccepted(server)
  const words = Array.from({ length: 60 }, (_, index) => `${index} `).join('')
  const run = await stream({ url, access: ada.access }, { prompt: prompt('slowly', words) })
  const ended = run.all()

  let isStarved = true
  const starving = (async () => {
    while (isStarved) {
      child.kill('SIGSTOP')
      await sleep(1_500)
      child.kill('SIGCONT')
      await sleep(200)
    }
  })()
  t.teardown(() => {
    isStarved = false
    return starving
  })

  const post = () => ada.client.post('/api/chat/', { json: {} })
  let refused = await post()
  await until('requests are shed', async () => {
    refused = await post()
    return refused.status === 503
  })
  t.match(refused.json<Problem>(), overloaded)
  t.equal(refused.headers.get('retry-after'), '1')
  for (const path of ['/healthz', '/readyz', '/openapi.json'])
    t.equal((await server.client.get(path)).status, 200, path)
  t.equal((await server.client.get('/nothing')).status, 404)
  isStarved = false
  await starving
  await until('requests are accepted again', async () => (await post()).status === 201)

  const events = await ended
  t.equal(events.at(-1)?.type, 'completed', 'the run in progress is completed')
  t.equal(events.flatMap((event) => ('text' in event ? event.text : [])).join(''), words)
})

t.test('a connection pool that is full for seconds sheds new requests', async (t) => {
  // One connection is left for requests.
  const server = await testServer(t, { config: { DATABASE_POOL_SIZE: 2 }, shedsLoad: true })
  const ada = await signUpOnceAccepted(server)
  const chat = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Chat>()
  const other = await connected(t, server.connection)
  await other.query(`
    create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(9); return new; end $$;
    create trigger slowly before update on chats for each row execute function slowly()`)
  const first = ada.client.put(`/api/chat/${chat.id}`, { json: { title: 'Ships' } })
  await sleep(100)
  const behind = Array.from({ length: 3 }, () => ada.client.get('/api/message/'))
  await until('requests are shed', async () => {
    const [answer] = await Promise.race([
      Promise.all([ada.client.get('/api/run/')]),
      sleep(300, [undefined] as const),
    ])
    return answer?.json<Problem>().code === 'overloaded'
  })
  const began = performance.now()
  t.match((await ada.client.post('/api/chat/', { json: {} })).json<Problem>(), overloaded)
  t.ok(performance.now() - began < 3_000, 'the refusal does not wait for a connection')
  t.equal((await server.client.get('/healthz')).status, 200)
  t.match((await server.client.get('/readyz')).json<Problem>(), { status: 503, code: 'database_unavailable' })

  t.equal((await first).json<Chat>().title, 'Ships', 'the request in progress is answered')
  for (const { status } of await Promise.all(behind)) t.ok([200, 503].includes(status))
  await until('requests are accepted again', async () => (await ada.client.get('/api/chat/')).status === 200)
})

t.test('a connection pool that is busy briefly sheds nothing', async (t) => {
  const server = await testServer(t, { config: { DATABASE_POOL_SIZE: 2 }, shedsLoad: true })
  const ada = await signUpOnceAccepted(server)
  const began = performance.now()
  while (performance.now() - began < 3_000) {
    const answers = await Promise.all(Array.from({ length: 30 }, () => ada.client.get('/api/chat/')))
    t.ok(answers.every(({ status }) => status === 200))
  }
})
