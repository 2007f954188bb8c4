/** Database sessions that are terminated, wait or take long affect their own requests only. */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { connected } from '../support/database.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { type Account, signUp, type TestServer, testServer } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 4

type Chat = components['schemas']['Chat']
type Problem = components['schemas']['Problem']

const unavailable = { status: 503, code: 'database_unavailable' }

// A statement may take ten seconds.
t.setTimeout(240_000)

async function withChat(t: Test): Promise<{ server: TestServer; ada: Account; chat: Chat }> {
  const server = await testServer(t, { config: { DATABASE_POOL_SIZE: 6 } })
  const ada = await signUp(server)
  const chat = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Chat>()
  return { server, ada, chat }
}

/** Opens a session that holds a lock until it is released. */
async function locker(t: Test, { connection }: TestServer, lock: string) {
  const other = await connected(t, connection)
  await other.query('begin')
  await other.query(lock)
  return { query: other.query.bind(other), release: () => other.query('rollback') }
}

t.test('terminated idle sessions are replaced without failing a request', async (t) => {
  const { server, ada, chat } = await withChat(t)
  const other = await connected(t, server.connection)
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 5 }, () => ada.client.get('/api/chat/')))
    const { rowCount } = await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley' and datname = current_database()`,
    )
    t.ok(Number(rowCount) > 0)
    await sleep(100)
    for (let count = 0; count < 10; count++)
      t.equal((await ada.client.get(`/api/chat/${chat.id}`)).status, 200)
    t.equal((await ada.client.post('/api/chat/', { json: {} })).status, 201)
  }
})

t.test('a session terminated in a transaction fails its request and no other', async (t) => {
  const { server, ada, chat } = await withChat(t)
  const { query, release } = await locker(t, server, `select from chats where id = ${chat.id} for update`)
  const key = { 'idempotency-key': '"only-once"' }
  const message = { json: { content: 'Hello', chat: chat.id }, headers: key }
  const waiting = ada.client.post('/api/message/', message)
  await untilWaiting(server.db, 1)
  const others = Array.from({ length: 20 }, () => ada.client.get('/api/chat/'))
  await query(
    `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  )
  const answer = await waiting
  t.match(answer.json<Problem>(), unavailable)
  t.equal(answer.headers.get('retry-after'), '1')
  for (const { status } of await Promise.all(others)) t.equal(status, 200)
  await release()
  const again = await ada.client.post('/api/message/', message)
  t.equal(again.status, 201, 'the key is free for the same request')
  t.notOk(again.headers.has('idempotency-replayed'), 'nothing had been done')
  t.equal((await ada.client.get(`/api/message/?chat=${chat.id}`)).json<unknown[]>().length, 1)
})

t.test('a row locked for long makes its request a 503 and uses up no connection', async (t) => {
  const { server, ada, chat } = await withChat(t)
  const charles = await signUp(server)
  const { release } = await locker(t, server, `select from chats where id = ${chat.id} for update`)
  const began = performance.now()
  const stuck = Array.from({ length: 3 }, () =>
    ada.client.put(`/api/chat/${chat.id}`, { json: { title: 'Ships' } }),
  )
  await untilWaiting(server.db, 2)
  t.equal((await charles.client.get('/api/chat/')).status, 200, 'other requests are served')
  for (const answer of await Promise.all(stuck)) t.match(answer.json<Problem>(), unavailable)
  t.ok(performance.now() - began > 1_500, 'PostgreSQL ended the statements')
  await release()
  t.strictSame((await ada.client.get(`/api/chat/${chat.id}`)).json(), chat, 'nothing was changed')
  const after = await Promise.all(Array.from({ length: 20 }, () => ada.client.get('/api/chat/')))
  t.ok(
    after.every(({ status }) => status === 200),
    'the pool has all of its connections',
  )
})

t.test('a slow query is ended with a 503', async (t) => {
  const { server, ada, chat } = await withChat(t)
  const other = await connected(t, server.connection)
  // Every change of a title takes a minute.
  await other.query(`
    create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
    create trigger slowly before update on chats for each row execute function slowly()`)
  const answer = await ada.client.put(`/api/chat/${chat.id}`, { json: { title: 'Ships' } })
  t.match(answer.json<Problem>(), unavailable)
  const { rows } = await other.query(
    `select from pg_stat_activity where datname = current_database() and query like '%update%chats%' and wait_event = 'PgSleep'`,
  )
  t.strictSame(rows, [], 'the query does not continue')
  t.strictSame((await ada.client.get(`/api/chat/${chat.id}`)).json(), chat)
})
