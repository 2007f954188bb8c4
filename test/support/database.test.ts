import { spawnSync } from 'node:child_process'
import pg from 'pg'
import t from 'tap'
import { connected, testDatabase } from './database.ts'

t.test('each test has its own migrated database, even if many start at once', async (t) => {
  const databases = await Promise.all(Array.from({ length: 6 }, () => testDatabase(t)))
  t.equal(new Set(databases.map(({ name }) => name)).size, 6)
  for (const { connection, name } of databases) {
    const client = await connected(t, connection)
    await client.query('create table mine (id int)')
    const { rows } = await client.query(
      "select current_database() as name, to_regclass('kysely_migration') is not null as migrated",
    )
    t.same(rows, [{ name, migrated: true }])
  }
})

t.test('a database is dropped when its test ends, even with an open connection', async (t) => {
  let made: Awaited<ReturnType<typeof testDatabase>> | undefined
  await t.test('a test that does not disconnect', async (t) => {
    made = await testDatabase(t)
    const client = new pg.Client(made.connection)
    client.on('error', () => {})
    await client.connect()
    t.ok((await client.query('select 1')).rowCount)
  })
  const { connection } = await testDatabase(t)
  const client = await connected(t, connection)
  const { rows } = await client.query('select datname from pg_database where datname = $1', [made?.name])
  t.same(rows, [])
})

t.test('a test started without the server fails with instructions', async (t) => {
  const { PARLEY_TEST_POSTGRES: _, ...env } = process.env
  const module = JSON.stringify(new URL('database.ts', import.meta.url).href)
  const code = `await (await import(${module})).testDatabase({ teardown() {} })`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { env })
  t.match(String(stderr), /run make test FILE=/)
})
