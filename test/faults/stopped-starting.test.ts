/** The process is told to stop before it serves. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import t from 'tap'
import { connect } from '../../src/database/connect.ts'
import { isListening } from '../../src/postgres/lock.ts'
import { databaseUrl, testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { spawnParley } from '../support/process.ts'
import { freePort, secret, temporaryDirectory } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

/** How long it may take, in ms. */
const PROMISED = 10_000

for (const [moment, hasCome] of Object.entries<(postgres: string) => boolean | Promise<boolean>>({
  'its first directory': (postgres) => existsSync(postgres),
  'its data are being made': async (postgres) =>
    (await readdir(postgres).catch(() => [])).some((name) => name.startsWith('unfinished-')),
  'its data are there': (postgres) => existsSync(join(postgres, 'data')),
  'its PostgreSQL starts': (postgres) => existsSync(join(postgres, 'data/postmaster.pid')),
})) {
  t.test(`told to stop at ${moment}, it ends, and its database with it`, async (t) => {
    const DATA_DIRECTORY = await temporaryDirectory(t)
    const postgres = join(DATA_DIRECTORY, 'postgres')
    const parley = spawnParley(t, { DATA_DIRECTORY, PORT: String(await freePort()) })
    await until(moment, () => hasCome(postgres))
    const began = performance.now()
    parley.child.kill('SIGTERM')
    t.equal(await parley.exited, 0)
    t.ok(performance.now() - began < PROMISED)
    t.notOk(existsSync(join(postgres, 'data/postmaster.pid')))
    t.notOk(await isListening(join(postgres, 'socket/.s.PGSQL.5432')))
    t.notMatch(parley.output(), /Abort/, 'which is no failure')
  })
}

t.test('told to stop while another replica migrates, it ends', async (t) => {
  const { connection } = await testDatabase(t)
  const other = connect({ connection, poolSize: 2, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => other.destroy())
  await other.connection().execute(async (db) => {
    // The lock under which Kysely migrates.
    await sql`select pg_advisory_lock(3853314791062309107)`.execute(db)
    const parley = spawnParley(t, {
      DATABASE_URL: databaseUrl(connection),
      JWT_SECRET: secret,
      DATA_DIRECTORY: await temporaryDirectory(t),
      PORT: String(await freePort()),
    })
    await until('it waits for the lock', async () => {
      const waiting = sql`select 1 from pg_locks where locktype = 'advisory' and not granted`
      return (await waiting.execute(db)).rows.length > 0
    })
    const began = performance.now()
    parley.child.kill('SIGTERM')
    t.type(await parley.exited, 'number')
    t.ok(performance.now() - began < PROMISED)
    await sql`select pg_advisory_unlock_all()`.execute(db)
  })
})
