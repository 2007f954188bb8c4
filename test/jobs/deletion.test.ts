/**
 * Deletion of large chats and accounts: at once for all requests, and in batches for the database.
 *
 * @long deletes half a million rows.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { deletedChats } from '../../src/jobs/deletion.ts'
import { retentionJobs } from '../../src/jobs/retention.ts'
import { eraseAnswers } from '../../src/runs/queries/erase-answers.ts'
import { connected } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { runJob } from '../support/jobs.ts'
import { rowsOfUser, untilWaiting } from '../support/postgres/rows.ts'
import { newChat, readRun } from '../support/requests.ts'
import { type Account, signUp, type TestServer, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const MESSAGES = 50_000
const RUNS = 10_000
const SESSIONS = 500_000
/** Longest response, in ms, on a busy machine. */
const SOON_MS = 2_000

/** Fills a chat with messages, and with runs that have events. */
async function fill({ db }: TestServer, user: number, chat: number): Promise<void> {
  await sql`
    insert into runs (user_id, chat_id, status, model, started_at, ended_at)
    select ${user}::bigint, ${chat}::bigint, 'completed'::run_status, 'test-model', now(), now()
    from generate_series(1, ${RUNS}::int)`.execute(db)
  await sql`
    insert into run_events (user_id, run_id, sequence, payload)
    select user_id, id, n, '{"type":"text","text":"word"}' from runs, generate_series(1, 5) as n
    where user_id = ${user} and chat_id = ${chat}`.execute(db)
  await sql`
    insert into messages (user_id, chat_id, role, content, run_id)
    select ${user}::bigint, ${chat}::bigint, 'user'::message_role, 'a text',
      (select max(id) from runs where user_id = ${user}) - n % ${RUNS}::int
    from generate_series(1, ${MESSAGES}::int) as n`.execute(db)
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  return [await work(), performance.now() - began]
}

t.test(
  'a large chat is gone at once, and removed without affecting others',
  { timeout: 180_000 },
  async (t) => {
    const server = await testServer(t)
    const [ada, grace] = [await signUp(server), await signUp(server)]
    const [large, small, others] = [
      await newChat(ada.client),
      await newChat(ada.client),
      await newChat(grace.client),
    ]
    await fill(server, ada.id, large)
    await ada.client.post('/api/llm/', { json: { prompt: 'Who built the first one?', chat: small } })
    const kept = (await ada.client.get('/api/message/?limit=5&order=desc')).json<Schemas['Message'][]>()
    const usage = (await ada.client.get('/api/usage/')).json<Schemas['UsageReport']>()
    const first = async (path: string) => (await ada.client.get(path)).json<{ id: number }[]>()[0]?.id
    const run = await first(`/api/run/?chat=${large}`)
    const message = await first(`/api/message/?chat=${large}`)

    const [deleted, took] = await timed(() => ada.client.delete(`/api/chat/${large}`))
    t.equal(deleted.status, 204)
    t.ok(took < SOON_MS, `${took} ms`)
    const events = `/api/run/${run}/events`
    for (const path of [`/api/chat/${large}`, `/api/message/${message}`, `/api/run/${run}`, events])
      t.equal((await ada.client.get(path)).status, 404, path)
    t.equal((await ada.client.delete(`/api/chat/${large}`)).status, 404)
    t.equal((await ada.client.delete(`/api/message/${message}`)).status, 404)
    t.equal((await ada.client.delete(`/api/run/${run}`)).status, 404)
    const edited = { content: 'late', chat: small, role: 'user' }
    t.equal((await ada.client.put(`/api/message/${message}`, { json: edited })).status, 404)
    t.equal((await ada.client.put(`/api/chat/${large}`, { json: { title: 'late' } })).status, 404)
    t.equal((await ada.client.post('/api/llm/', { json: { prompt: 'late', chat: large } })).status, 404)
    t.not((await ada.client.post('/api/message/', { json: { content: 'late', chat: large } })).status, 201)
    t.equal((await ada.client.get(`/api/message/?chat=${large}`)).status, 404)
    t.equal((await ada.client.get(`/api/run/?chat=${large}`)).status, 404)
    const ids = async (path: string) =>
      (await ada.client.get(path)).json<{ id: number }[]>().map(({ id }) => id)
    t.same(await ids('/api/chat/'), [small])
    t.strictSame(
      (await ids('/api/message/')).sort(),
      kept
        .filter(({ chat }) => chat === small)
        .map(({ id }) => id)
        .sort(),
    )
    for (const id of await ids('/api/run/')) t.equal((await readRun(ada.client, id)).chat, small)
    t.same((await ada.client.get('/api/usage/')).json<Schemas['UsageReport']>().days, usage.days)

    let slowest = 0
    await until('it is removed', async () => {
      const [answer, took] = await timed(() =>
        grace.client.post('/api/message/', { json: { content: 'meanwhile', chat: others } }),
      )
      t.equal(answer.status, 201)
      slowest = Math.max(slowest, took)
      return (await sql`select from chats where id = ${large}`.execute(server.db)).rows.length === 0
    })
    t.comment(`the slowest request of another user took ${slowest} ms`)
    t.ok(slowest < SOON_MS, `${slowest} ms`)
    t.match(await rowsOfUser(server.db, ada.id), { messages: 2, chats: 1 })
    const { rows } = await sql`select from run_events where run_id = ${run}`.execute(server.db)
    t.equal(rows.length, 0)
  },
)

t.test(
  'a large account disappears at once, and is removed with its bytes',
  { timeout: 180_000 },
  async (t) => {
    const server = await testServer(t)
    const replica = await testServer(t, { replicaOf: server })
    const ada = await signUp(server)
    const grace = await signUp(server)
    await fill(server, ada.id, await newChat(ada.client))
    // Sessions of a client that logs in for each request.
    for (let part = 0; part < 10; part++)
      await sql`
      insert into sessions (id, user_id, token_hash, rotated_at, expires_at)
      select gen_random_uuid(), ${ada.id}::bigint, 'hash', now() - interval '1 day', now() + interval '1 day'
      from generate_series(1, ${SESSIONS / 10}::int)`.execute(server.db)
    const small = form({ name: 'file', filename: 'a.txt', content: 'content' })
    const uploads = await Promise.all(Array.from({ length: 30 }, () => ada.client.post('/api/file/', small)))
    const { pathname, search } = new URL(uploads[0]?.json<Schemas['FileRecord']>().url ?? '')
    const link = `${pathname}${search}`
    const others = new URL(
      (await grace.client.post('/api/file/', small)).json<Schemas['FileRecord']>().url ?? '',
    )
    const othersLink = `${others.pathname}${others.search}`
    t.equal((await server.client.get(link)).status, 200)

    const [deleted, took] = await timed(() => ada.client.delete('/api/user/me'))
    t.equal(deleted.status, 204)
    t.ok(took < SOON_MS, `${took} ms`)
    const { username, password } = ada
    t.equal((await server.client.get(link)).status, 404, 'a signed URL')
    t.equal((await ada.client.get('/api/chat/')).status, 401)
    const refresh = { json: { refresh: ada.refresh } }
    for (const path of ['/api/token/refresh/', '/api/token/blacklist/'])
      t.equal((await server.client.post(path, refresh)).status, 401, path)
    const verified = await server.client.post('/api/token/verify/', { json: { token: ada.refresh } })
    t.equal(verified.status, 401, 'a refresh token')
    const refused = await replica.client.post('/api/token/', { json: { username, password } })
    const unknown = await replica.client.post('/api/token/', { json: { username: randomUUID(), password } })
    t.equal(refused.status, 401)
    t.equal(refused.json<Schemas['Problem']>().detail, unknown.json<Schemas['Problem']>().detail)
    const again = await server.client.post('/api/register/', { json: { username, password } })
    t.equal(again.status, 201, 'the username is free')

    await until('it is removed', async () => {
      t.equal((await grace.client.get('/api/chat/')).status, 200)
      return (await sql`select from users where id = ${ada.id}`.execute(server.db)).rows.length === 0
    })
    // Another job removes the stored bytes and then the last rows.
    await until('no row is left', async () => {
      return Object.values(await rowsOfUser(server.db, ada.id)).every((count) => count === 0)
    })
    t.equal((await filesIn(server.files)).length, 1, 'the bytes of the other user')
    t.equal((await server.client.get(othersLink)).status, 200)
  },
)

t.test('a message created while its chat is deleted is removed or rejected, in either order', async (t) => {
  const server = await testServer(t)
  const ada = await signUp(server)
  const [early, late] = [await newChat(ada.client), await newChat(ada.client)]
  const byHand = await connected(t, server.connection)
  const count = async (chat: number) =>
    (await sql`select from messages where chat_id = ${chat}`.execute(server.db)).rows.length

  // The insertion is first: the deletion waits for it, and removes what it has inserted.
  await byHand.query('begin')
  await byHand.query('select from chats where id = $1 for key share', [early])
  await byHand.query("insert into messages (user_id, chat_id, role, content) values ($1, $2, 'user', '')", [
    ada.id,
    early,
  ])
  const deleting = ada.client.delete(`/api/chat/${early}`)
  await untilWaiting(server.db, 1)
  await byHand.query('commit')
  t.equal((await deleting).status, 204)
  await until('the message is removed', async () => (await count(early)) === 0)

  // The deletion is first: the insertions wait for it, and find no chat.
  await byHand.query('begin')
  await byHand.query('select from chats where id = $1 for update', [late])
  await byHand.query('update chats set deleted_at = now() where id = $1', [late])
  const inserting = [
    ada.client.post('/api/message/', { json: { content: 'late', chat: late } }),
    ada.client.post('/api/llm/', { json: { prompt: 'late', chat: late } }),
  ]
  await untilWaiting(server.db, 2)
  await byHand.query('commit')
  for (const answer of await Promise.all(inserting)) t.equal(answer.status, 404, answer.text)
  t.equal(await count(late), 0)
})

t.test('a session refreshed while its account is deleted is ended, in either order', async (t) => {
  const server = await testServer(t)
  const byHand = await connected(t, server.connection)
  const refreshed = ({ refresh }: Account) => server.client.post('/api/token/refresh/', { json: { refresh } })
  for (const first of ['the refresh', 'the deletion']) {
    const ada = await signUp(server)
    // Otherwise its first access token would be revoked anyway.
    await sql`update sessions set rotated_at = now() - interval '1 hour' where user_id = ${ada.id}`.execute(
      server.db,
    )
    await byHand.query('begin')
    await byHand.query('select from users where id = $1 for update', [ada.id])
    const calls = [() => refreshed(ada), () => ada.client.delete('/api/user/me')]
    if (first === 'the deletion') calls.reverse()
    const responses = []
    for (const [index, call] of calls.entries()) {
      responses.push(call())
      await untilWaiting(server.db, index + 1)
    }
    await byHand.query('commit')
    const bodies = await Promise.all(responses)
    const pair = bodies.find(({ status }) => status === 200)?.json<Schemas['TokenPair']>()
    if (pair) t.equal((await server.client.as(pair.access).get('/api/chat/')).status, 401, first)
    if (first === 'the deletion') t.notOk(pair, 'the refresh is refused')
  }
})

t.test('a chat that cannot be removed yet does not delay others', async (t) => {
  const server = await testServer(t)
  const ada = await signUp(server)
  const chats = [await newChat(ada.client), await newChat(ada.client)]
  await sql`
    insert into messages (user_id, chat_id, role, content)
    select ${ada.id}::bigint, chat, 'user'::message_role, '' from unnest(${chats}::bigint[]) as chat`.execute(
    server.db,
  )
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query('select from messages where chat_id = $1 for update', [chats[0]])
  for (const chat of chats) await ada.client.delete(`/api/chat/${chat}`)
  const left = async () => {
    const { rows } = await sql<{ id: number }>`select id from chats where user_id = ${ada.id}`.execute(
      server.db,
    )
    return rows.map(({ id }) => id)
  }
  await until('the other is removed', async () => (await left()).length === 1)
  t.same(await left(), [chats[0]])
  await byHand.query('rollback')
  await until('both are removed', async () => (await left()).length === 0)
})

t.test(
  'retention deletes chats without changes and runs without a chat after some days, and nothing else',
  async (t) => {
    const server = await testServer(t)
    const ada = await signUp(server)
    const [old, recent] = [await newChat(ada.client), await newChat(ada.client)]
    for (const chat of [old, recent, null])
      await ada.client.post('/api/llm/', { json: { prompt: 'Who?', ...(chat && { chat }) } })
    const usage = (await ada.client.get('/api/usage/')).text
    await sql`update chats set updated_at = now() - interval '31 days' where id = ${old}`.execute(server.db)
    await sql`
    update chats set updated_at = now() - interval '29 days' where id = ${recent}`.execute(server.db)
    await sql`update runs set ended_at = now() - interval '31 days' where chat_id is null`.execute(server.db)
    await ada.client.post('/api/llm/', { json: { prompt: 'Who again?' } })
    let done = 0
    for (const job of retentionJobs(30)) done += await runJob(server.db, job, 1)
    t.equal(done, 2)
    await runJob(server.db, deletedChats(eraseAnswers))
    const list = async (path: string) => (await ada.client.get(path)).json<{ id: number; chat?: number }[]>()
    t.same(
      (await list('/api/chat/')).map(({ id }) => id),
      [recent],
    )
    t.ok((await list('/api/message/')).every(({ chat }) => chat === recent))
    t.same(
      (await list('/api/run/')).map(({ chat }) => chat).filter((chat) => chat !== recent),
      [null],
      'of the runs without a chat, the newer one',
    )
    t.equal((await ada.client.get('/api/usage/')).status, 200)
    t.ok(usage)
    for (const job of retentionJobs(30)) t.equal(await runJob(server.db, job), 0)
  },
)
