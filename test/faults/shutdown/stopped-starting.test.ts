/**
 * Signals during the start of the process.
 *
 * @embedded starts it.
 */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import t from 'tap'
import { connect } from '../../../src/database/connections/connect.ts'
import { isListening } from '../../../src/postgres/lock.ts'
import { databaseUrl, testDatabase } from '../../support/database.ts'
import { until } from '../../support/files.ts'
import { advisoryLocks } from '../../support/postgres/locks.ts'
import { spawnParley } from '../../support/processes/process.ts'
import { freePort, secret, temporaryDirectory } from '../../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

/** Longest time to exit, in ms: ten seconds, and five for a busy machine. */
const MAX_SHUTDOWN_MS = 15_000

for (const [moment, hasCome] of Object.entries<(postgres: string) => boolean | Promise<boolean>>({
  'the first directory exists': (postgres) => existsSync(postgres),
  'the data directory is being created': async (postgres) =>
    (await readdir(postgres).catch(() => [])).some((name) => name.startsWith('unfinished-')),
  'the data directory is complete': (postgres) => existsSync(join(postgres, 'data')),
  'PostgreSQL is starting': (postgres) => existsSync(join(postgres, 'data/postmaster.pid')),
})) {
  t.test(`a process stopped when ${moment} exits with its database`, async (t) => {
    const DATA_DIRECTORY = await temporaryDirectory(t)
    const postgres = join(DATA_DIRECTORY, 'postgres')
    const parley = spawnParley(t, { DATA_DIRECTORY, PORT: String(await freePort()) })
    await until(moment, () => hasCome(postgres))
    const began = performance.now()
    parley.child.kill('SIGTERM')
    t.equal(await parley.exited, 0)
    t.ok(performance.now() - began < MAX_SHUTDOWN_MS)
    // PostgreSQL may take longer to end than Parley waits for it.
    await until(
      'its database has ended',
      async () =>
        !existsSync(join(postgres, 'data/postmaster.pid')) &&
        !(await isListening(join(postgres, 'socket/.s.PGSQL.5432'))),
    )
    t.notMatch(parley.output(), /Abort/, 'the exit is no failure')
  })
}

t.test('a process stopped while another replica migrates exits', async (t) => {
  const { connection } = await testDatabase(t)
  const other = connect({ connection, poolSize: 2, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => other.destroy())
  await other.connection().execute(async (db) => {
    // Kysely's migration lock.
    await sql`select pg_advisory_lock(3853314791062309107)`.execute(db)
    const parley = spawnParley(t, {
      DATABASE_URL: databaseUrl(connection),
      JWT_SECRET: secret,
      DATA_DIRECTORY: await temporaryDirectory(t),
      PORT: String(await freePort()),
    })
    await until('the process waits for the lock', async () => {
      const { rows } = await sql<{ granted: boolean }>`${sql.raw(advisoryLocks)}`.execute(db)
      return rows.some(({ granted }) => !granted)
    })
    const began = performance.now()
    parley.child.kill('SIGTERM')
    t.type(await parley.exited, 'number')
    t.ok(performance.now() - began < MAX_SHUTDOWN_MS)
    await sql`select pg_advisory_unlock_all()`.execute(db)
  })
})
