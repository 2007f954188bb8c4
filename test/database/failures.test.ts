/**
 * @embedded connects to its socket.
 */
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import t, { type Test } from 'tap'
import type { DB } from '../../generated/database.ts'
import { findChat } from '../../src/chats/queries.ts'
import { connect, disconnect, reservedOf } from '../../src/database/connections/connect.ts'
import { DatabaseUnreachable } from '../../src/database/failures.ts'
import type { Answer } from '../support/client.ts'
import { connected, testDatabase } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { type Owner, settle } from '../support/operations.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { signUp, type TestServer, testServer } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

function isUnavailable(t: Test, answer: Answer, about: string) {
  t.match(answer.json(), { status: 503, code: 'database_unavailable' }, about)
  t.ok(Number(answer.headers.get('retry-after')) > 0)
}

/** Ends the sessions that wait for a lock, or their statements as the statement timeout would. */
const toWaiting = ({ db }: TestServer, what: 'terminate' | 'cancel') =>
  sql`select ${sql.raw(`pg_${what}_backend`)}(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)

t.test('connections that broke while idle are replaced', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  const list = () => client.get('/api/chat/')
  await Promise.all(Array.from({ length: 10 }, list))
  const byHand = await connected(t, server.connection)
  const { rowCount } = await byHand.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  t.ok((rowCount ?? 0) > 1)

  // Requests in progress when the connection breaks fail.
  await until('requests succeed again', async () => {
    const answer = await list()
    if (answer.status !== 200) isUnavailable(t, answer, 'meanwhile')
    return answer.status === 200
  })
  for (const answer of await Promise.all(Array.from({ length: 20 }, list))) t.equal(answer.status, 200)
  t.ok(server.log.some((line) => line.includes('a connection broke')))
})

for (const [what, why] of [
  ['terminate', 'whose connection breaks'],
  ['cancel', 'that takes too long'],
] as const) {
  t.test(`a statement ${why} fails its own request and no other`, async (t) => {
    const server = await testServer(t)
    const { client, chat } = await settle(await signUp(server))
    const rename = () => client.put(`/api/chat/${chat}`, { json: { title: 'Beam engines' } })
    const byHand = await connected(t, server.connection)
    await byHand.query('begin')
    await byHand.query('select from chats where id = $1 for update', [chat])
    const waiting = rename()
    await untilWaiting(server.db, 1)
    await toWaiting(server, what)
    isUnavailable(t, await waiting, 'the request')
    t.equal((await client.get(`/api/chat/${chat}`)).status, 200, 'the next request')
    await byHand.query('commit')
    t.equal((await rename()).status, 200, 'the same request, retried')
  })

  t.test(`a transaction ${why} fails its own request and is rolled back`, async (t) => {
    const server = await testServer(t)
    const { client, chat } = await settle(await signUp(server))
    const byHand = await connected(t, server.connection)
    await byHand.query('begin')
    // The account has been marked when the transaction waits to revoke its sessions.
    await byHand.query('lock table revocations in share mode')
    const waiting = client.delete('/api/user/me')
    await untilWaiting(server.db, 1)
    await toWaiting(server, what)
    isUnavailable(t, await waiting, 'the request')
    await byHand.query('commit')
    t.equal((await client.get(`/api/chat/${chat}`)).status, 200, 'the next request, in the same session')
    t.equal((await filesIn(server.files)).length, 1)
    t.equal((await client.delete('/api/user/me')).status, 204, 'the same request, retried')
  })
}

t.test('a connection that PostgreSQL has ended is not reused, even if its socket is open', async (t) => {
  const { connection } = await testDatabase(t)
  const way = createServer((client) => {
    const database = createConnection(join(connection.host, `.s.PGSQL.${connection.port}`))
    client.pipe(database).pipe(client, { end: false })
    // Data sent after the end is lost, as on a real network.
    database.on('error', () => {})
    t.teardown(() => client.destroy())
    t.teardown(() => database.destroy())
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  t.teardown(() => way.close())
  const { port } = way.address() as AddressInfo
  const db = connect({
    connection: { ...connection, host: '127.0.0.1', port },
    poolSize: 1,
    namedStatements: true,
    onConnectionError: () => {},
  })
  t.teardown(() => disconnect(db))
  const byHand = await connected(t, connection)
  // A transaction would always see the same activity.
  const watcher = await connected(t, connection)
  const find = (db: Kysely<DB>) => findChat(db, { user: 1, id: 1 })
  for (const [what, read] of [
    ['by a statement', () => find(db)],
    ['by one of several statements', () => db.connection().execute(find)],
    ['by a transaction', () => db.transaction().execute(find)],
  ] as const) {
    await byHand.query('begin')
    await byHand.query('lock table chats')
    const failed = t.rejects(read(), { code: '57P01' }, what)
    await until('the query waits', async () => {
      const { rowCount } = await watcher.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rowCount === 1
    })
    await failed
    await byHand.query('commit')
    t.equal(await read(), undefined, `${what}, on a new connection`)
  }
})

t.test('every connection has a statement timeout of ten seconds', async (t) => {
  const { db } = await testServer(t)
  for (const { rows } of await Promise.all(
    Array.from({ length: 5 }, () => sql<{ statement_timeout: string }>`show statement_timeout`.execute(db)),
  )) {
    t.equal(rows[0]?.statement_timeout, '10s')
  }
})

t.test('a request without a connection from the busy pool is a 503 with Retry-After', async (t) => {
  // One connection is left for requests.
  const server = await testServer(t, { config: { DATABASE_POOL_SIZE: 2 } })
  const { client, chat } = await settle(await signUp(server))
  const other = await signUp(server)
  const byHand = await connected(t, server.connection)
  await byHand.query(`
    create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(6); return old; end $$;
    create trigger slowly before delete on chats for each row execute function slowly()`)
  const waiting = client.delete(`/api/chat/${chat}`)
  await until('the deletion is in progress', async () => {
    const { rows } = await byHand.query(
      "select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
    )
    return rows.length === 1
  })
  const requests = [client.get('/api/chat/'), other.client.get('/api/chat/')]
  for (const answer of await Promise.all(requests)) isUnavailable(t, answer, 'another request')
  t.equal((await waiting).status, 204)
})

t.test('every connection limits its waits, and the locks of a vanished peer', async (t) => {
  const { db } = await testServer(t)
  const { rows } = await sql<{ name: string; setting: string; unit: string | null }>`
    select name, setting, unit from pg_settings where name in (
      'lock_timeout', 'idle_in_transaction_session_timeout', 'statement_timeout')`.execute(db)
  const bounds = Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))
  t.strictSame(bounds, {
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 5_000,
    statement_timeout: 10_000,
  })
  const reserved = await sql<{ lock_timeout: string }>`show lock_timeout`.execute(reservedOf(db))
  t.equal(reserved.rows[0]?.lock_timeout, '1s')
})

for (const [what, victim] of [
  ['statement', ({ client, chat }: Owner) => client.delete(`/api/chat/${chat}`)],
  ['transaction', ({ client }: Owner) => client.delete('/api/user/me')],
] as const) {
  t.test(`a ${what} that is the victim of a deadlock is retried`, async (t) => {
    const server = await testServer(t)
    const owner = await settle(await signUp(server))
    const byHand = await connected(t, server.connection)
    // The session that checks first is the victim: the server's, unless this machine pauses for a second.
    await byHand.query("set deadlock_timeout = '3s'")
    await byHand.query('begin')
    await byHand.query('select from messages where id = $1 for update', [owner.message])
    const deleted = victim(owner)
    await untilWaiting(server.db, 1)
    await byHand.query('select from chats where id = $1 for update', [owner.chat]).catch(() => {})
    await byHand.query('commit')
    t.equal((await deleted).status, 204)
  })
}

t.test('a disconnected database stays so, even if it was never used', async (t) => {
  const { connection } = await testDatabase(t)
  const db = connect({ connection, poolSize: 3, namedStatements: true, onConnectionError: () => {} })
  await disconnect(db)
  for (const each of [db, reservedOf(db)]) await t.rejects(sql`select 1`.execute(each), DatabaseUnreachable)
})

t.test('a database that refuses connections is reported as unavailable', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  const { database } = server.connection
  const byHand = await connected(t, { ...server.connection, database: 'postgres' })
  await byHand.query(`alter database ${database} allow_connections false`)
  await byHand.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
  await until('requests fail', async () => (await client.get('/api/chat/')).status !== 200)
  isUnavailable(t, await client.get('/api/chat/'), 'a request')
  await byHand.query(`alter database ${database} allow_connections true`)
  await until('requests succeed again', async () => (await client.get('/api/chat/')).status === 200)
})
