import { type Kysely, sql } from 'kysely'
import t from 'tap'
import type { DB } from '../../generated/database.ts'
import { createUser } from '../../src/auth/queries/users.ts'
import { createChat, findChat, listChats } from '../../src/chats/queries.ts'
import { oneConnection } from '../support/database.ts'
import { until } from '../support/files.ts'
import { settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

interface Prepared {
  readonly name: string
  readonly statement: string
  readonly executions: number
}

/** Background statements: leases, revocations, rate limits, jobs, and the removal of bytes. */
const byItself =
  /"revocations"|\b(?:into|update|left join) workers\b|"workers"|\brate_buckets\b|\bjobs\b|delete from "stored_objects"/

/** Returns the prepared statements of the only free connection. */
async function prepared(db: Kysely<DB>): Promise<Prepared[]> {
  const { rows } = await sql<Prepared>`
    select name, statement, generic_plans + custom_plans as executions
    from pg_prepared_statements order by prepare_time`.execute(db)
  return rows
}

async function useQueries(db: Kysely<DB>) {
  const { id: user } = await createUser(db, { username: 'ada', key: 'ada', passwordHash: 'none' })
  for (const title of ['first', 'second', 'third']) {
    const chat = await createChat(db, { user, title, system: null, model: null, settings: '{}' })
    await findChat(db, { user, id: chat.id })
  }
  return listChats.asc(db, { user, after: 0, atMost: 2 })
}

t.test('a query is prepared once per connection under its own name, then executed by name', async (t) => {
  const db = await oneConnection(t)
  t.match(await useQueries(db), [{ title: 'first' }, { title: 'second' }])
  const statements = await prepared(db)
  t.same(
    statements.map(({ executions }) => executions),
    [1, 3, 3, 1],
  )
  for (const { name } of statements) t.match(name, /^parley_[\w-]{32}$/)
  t.equal(new Set(statements.map(({ name }) => name)).size, 4)
})

t.test('a transaction uses the same statement names', async (t) => {
  const db = await oneConnection(t)
  await useQueries(db)
  const before = await prepared(db)
  await db.transaction().execute((transaction) => findChat(transaction, { user: 1, id: 1 }))
  t.same(
    (await prepared(db)).map(({ name, executions }) => [name, executions]),
    before.map(({ name, executions }, i) => [name, executions + (i === 2 ? 1 : 0)]),
  )
})

t.test('without names nothing stays prepared, and the results are the same', async (t) => {
  const db = await oneConnection(t, false)
  t.match(await useQueries(db), [{ title: 'first' }, { title: 'second' }])
  t.same(await prepared(db), [])
})

t.test('DATABASE_STATEMENT_NAMES turns names off', async (t) => {
  const off = await testServer(t, { config: { DATABASE_STATEMENT_NAMES: 'off', DATABASE_POOL_SIZE: 2 } })
  const owner = await settle(await signUp(off))
  t.equal((await owner.client.get(`/api/chat/${owner.chat}`)).status, 200)
  t.same(await prepared(off.db), [])
})

t.test('simple requests execute a single statement', async (t) => {
  // One of the two connections is reserved for revocations, so the other executes everything else.
  const server = await testServer(t, { config: { DATABASE_POOL_SIZE: 2 }, jobPace: 1_000 })
  const { client, chat, message, file, run } = await settle(await signUp(server))
  await until('each job has been executed, and is not due for long', async () => {
    const { rows } = await sql`select from jobs where due_at <= now() or held_by is not null`.execute(
      server.db,
    )
    return rows.length === 0
  })
  const executions = async () =>
    (await prepared(server.db))
      // Excludes statements in the background or for many requests. A request reads revocations only after a
      // delayed refresh.
      .filter(({ statement }) => !byItself.test(statement))
      .reduce((sum, { executions }) => sum + executions, 0)

  for (const [method, path, json] of [
    ['GET', '/api/user/me'],
    ['GET', '/api/chat/'],
    ['POST', '/api/chat/', { title: 'another' }],
    ['GET', `/api/chat/${chat}`],
    ['PUT', `/api/chat/${chat}`, { title: 'renamed' }],
    ['GET', '/api/message/'],
    ['GET', `/api/message/?chat=${chat}`],
    ['POST', '/api/message/', { content: 'with a file', chat, file }],
    ['GET', `/api/message/${message}`],
    ['GET', '/api/file/'],
    ['GET', `/api/file/${file}`],
    ['GET', `/api/file/${file}/content`],
    ['PUT', `/api/file/${file}`, { name: 'x', content_type: 'text/plain', url: 'https://example.org/x' }],
    ['DELETE', `/api/file/${file}`],
    ['GET', `/api/chat/${chat + 1000}`],
    ['GET', '/api/run/'],
    ['GET', `/api/run/${run}`],
  ] as const) {
    const before = await executions()
    const { status } = await client.request(method, path, json === undefined ? {} : { json })
    t.equal((await executions()) - before, 1, `${method} ${path} ${status}`)
  }

  // The chat is locked first: only a statement after it sees the tree of messages as it is then.
  const replacing = await executions()
  await client.put(`/api/message/${message}`, { json: { content: 'replaced', chat, file: null } })
  t.equal((await executions()) - replacing, 3, 'a message is locked with its chats, replaced and read')
  const deleting = await executions()
  await client.delete(`/api/message/${message}`)
  t.equal((await executions()) - deleting, 2, 'a chat is locked, and a message deleted')
  const deletingChat = await executions()
  await client.delete(`/api/chat/${chat}`)
  t.equal((await executions()) - deletingChat, 1, 'a chat is marked as deleted')

  const beforeUsage = await executions()
  await client.get('/api/usage/')
  t.equal((await executions()) - beforeUsage, 3, 'usage, storage and active runs, at the same time')

  const before = await executions()
  await client.post('/api/llm/', { json: { prompt: 'Who built the first one?' } })
  t.equal((await executions()) - before, 3, 'a run is created, ended and read')
})
