import { readdirSync } from 'node:fs'
import type pg from 'pg'
import t, { type Test } from 'tap'
import { connect, disconnect } from '../../src/database/connections/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { connected, testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'

const migrations = readdirSync(new URL('../../migrations/', import.meta.url))
  .map((file) => file.replace(/\.sql$/, ''))
  .sort()

/** Creates an empty database. Returns a connection to it, and replicas that have not migrated it. */
async function empty(t: Test, replicas: number) {
  const { connection } = await testDatabase(t)
  const byHand = await connected(t, connection)
  await byHand.query('drop schema public cascade')
  await byHand.query('create schema public')
  const dbs = Array.from({ length: replicas }, () => {
    const db = connect({ connection, poolSize: 2, namedStatements: true, onConnectionError: () => {} })
    t.teardown(() => disconnect(db))
    return db
  })
  return { byHand, connection, dbs }
}

async function tablesIn(byHand: pg.Client): Promise<string[]> {
  const { rows } = await byHand.query(
    "select tablename from pg_tables where schemaname = 'public' and tablename !~ '^kysely' order by 1",
  )
  return rows.map(({ tablename }) => tablename)
}

/** Waits for a transaction that began after `after` and is waiting for the migration lock. */
async function untilQueued(byHand: pg.Client, after = '-infinity'): Promise<{ pid: number; began: string }> {
  const queued: { pid: number; began: string }[] = []
  await until('a replica waits for another', async () => {
    const { rows } = await byHand.query(
      `select pid, xact_start::text as began from pg_stat_activity
       where datname = current_database() and wait_event = 'advisory' and xact_start > $1`,
      [after],
    )
    return queued.push(...rows) > 0
  })
  const [first] = queued
  if (first === undefined) throw new Error('Nobody waits')
  return first
}

t.test('replicas that start together on an empty database migrate it once', async (t) => {
  const { byHand, dbs } = await empty(t, 4)
  const run = await Promise.all(dbs.map((db) => migrate(db)))
  t.same(
    run.toSorted((a, b) => b.length - a.length),
    [migrations, [], [], []],
  )
  const tables = [
    'chats',
    'files',
    'idempotency_keys',
    'jobs',
    'login_addresses',
    'message_files',
    'messages',
    'rate_buckets',
    'revocations',
    'run_events',
    'run_inputs',
    'run_results',
    'runs',
    'sessions',
    'stored_objects',
    'usage',
    'user_totals',
    'users',
    'workers',
  ]
  t.same(await tablesIn(byHand), tables)
})

t.test('migrating again does nothing', async (t) => {
  const { byHand, dbs } = await empty(t, 2)
  const recorded = async () => (await byHand.query('select * from kysely_migration')).rows
  const [first, second] = dbs
  t.same(first && (await migrate(first)), migrations)
  const before = await recorded()
  t.same(second && (await migrate(second)), [])
  t.same(await recorded(), before)
})

t.test("a replica waits for another's migration however long it takes", async (t) => {
  const { byHand, dbs, connection } = await empty(t, 2)
  const other = await connected(t, connection)
  await byHand.query('begin')
  await byHand.query('create table users ()')
  const run = Promise.all(dbs.map((db) => migrate(db)))
  const { pid, began } = await untilQueued(other)
  // As the statement timeout would.
  await other.query('select pg_cancel_backend($1)', [pid])
  await untilQueued(other, began)
  await byHand.query('rollback')
  t.same((await run).flat(), migrations)
})

t.test('a failed migration leaves nothing and can be repeated', async (t) => {
  const { byHand, dbs } = await empty(t, 1)
  await byHand.query('create table messages ()')
  for (const db of dbs) {
    await t.rejects(migrate(db), { code: '42P07' })
    t.same(await tablesIn(byHand), ['messages'])
    await byHand.query('drop table messages')
    t.same(await migrate(db), migrations)
  }
})
