/**
 * Parley behind PgBouncer in transaction mode, which preserves no session state.
 *
 * @embedded connects PgBouncer to its socket.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { connect, disconnect } from '../../../src/database/connections/connect.ts'
import { migrate } from '../../../src/database/migrate.ts'
import { connected, testDatabase } from '../../support/database.ts'
import { answerOf, ask, at, follow } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { keepsStatements, pgbouncer, pgbouncerMissing } from '../../support/network/pgbouncer.ts'
import { advisoryLocks } from '../../support/postgres/locks.ts'
import { testModel } from '../../support/providers/model.ts'
import { signUp, testServer } from '../../support/server.ts'
import { refusedWithinASecond } from '../../support/sessions.ts'

t.test('PgBouncer', { skip: pgbouncerMissing }, async (t) => {
  const namedStatements = keepsStatements()
  const config = { DATABASE_STATEMENT_NAMES: namedStatements ? 'on' : 'off' } as const
  const { connection } = await testDatabase(t)
  const pooler = await pgbouncer(t, connection)
  const byHand = await connected(t, connection)

  await t.test('replicas that start together migrate an empty database once', async (t) => {
    await byHand.query('drop schema public cascade; create schema public')
    const dbs = Array.from({ length: 4 }, () =>
      connect({ ...pooler, poolSize: 3, namedStatements, onConnectionError: () => {} }),
    )
    t.teardown(() => Promise.all(dbs.map(disconnect)))
    // Other clients use the session between two statements of a replica.
    let isMigrating = true
    const others = Array.from({ length: 3 }, async () => {
      const other = await connected(t, pooler.connection)
      while (isMigrating) await other.query('select pg_sleep(0.002)')
    })
    const applied = await Promise.all(dbs.map((db) => migrate(db)))
    isMigrating = false
    await Promise.all(others)
    t.equal(applied.filter((names) => names.length > 0).length, 1)
    const [db] = dbs
    t.same(db && (await migrate(db)), [])
    await byHand.query('drop table users cascade; delete from kysely_migration')
    if (db) await t.rejects(migrate(db), { code: '42P07' }, 'a failed migration')
    const { rows } = await byHand.query(advisoryLocks)
    t.equal(rows.length, 0, 'leaves no lock')
    await byHand.query('drop schema public cascade; create schema public')
    t.ok(db && (await migrate(db)).length > 0)
  })

  await t.test('sessions are returned without changed settings', async (t) => {
    const server = await testServer(t, { connection: pooler.connection, config })
    await Promise.all(Array.from({ length: 8 }, () => signUp(server)))
    const through = await connected(t, pooler.connection)
    for (const name of ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']) {
      const { rows } = await through.query(`show ${name}`)
      t.same(rows, [{ [name]: '0' }])
    }
  })

  await t.test('replicas share runs and sessions, and are idle on four connections', async (t) => {
    const model = await testModel(t)
    const options = {
      connection: pooler.connection,
      config,
      llm: { baseUrl: model.baseUrl, timeout: 60_000 },
    }
    const server = await testServer(t, options)
    const replica = await testServer(t, { ...options, replicaOf: server })
    const [ada, leaving] = [await signUp(server), await signUp(server)]
    t.equal((await replica.client.get('/api/chat/', { token: leaving.access })).status, 200)
    const chat = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<{ id: number }>()
    const stream = await ask(at(server, ada), { prompt: 'Who built it?', chat: chat.id })
    const call = await model.next()
    const elsewhere = await follow(at(replica, ada), stream.run)
    await elsewhere.until('started')
    for (const piece of ['New', 'co', 'men']) {
      call.say(piece)
      await until('it is heard', () => answerOf(elsewhere.events).endsWith(piece))
    }
    call.end()
    t.strictSame(await elsewhere.all(), await stream.all())

    const another = await ask(at(server, ada), { prompt: 'And?', chat: chat.id })
    await model.next()
    const cancelled = await replica.client.as(ada.access).post(`/api/run/${another.run}/cancel`)
    t.match([cancelled.status, cancelled.json()], [200, { status: 'cancelled' }])
    await server.client.post('/api/token/blacklist/', { json: { refresh: leaving.refresh } })
    t.ok(await refusedWithinASecond(replica, leaving.access))
    await Promise.all(Array.from({ length: 20 }, () => replica.client.as(ada.access).get('/api/chat/')))

    // The pool closes connections that were not used for ten seconds.
    await sleep(11_000)
    for (let seconds = 0; seconds < 5; seconds += 1) {
      for (const { client } of [server, replica]) t.equal((await client.get('/readyz')).status, 200)
      await sleep(1_000)
    }
    const clients = await pooler.clients()
    t.ok(clients <= 8, `${clients} connections of two replicas`)
  })
})
