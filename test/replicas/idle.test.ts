/**
 * Statements of a replica that receives only health checks.
 *
 * @embedded counts the statements of its own server.
 * @long waits until a replica is idle, several times.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { connect, connectionsOf, disconnect } from '../../src/database/connections/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { type Connection, connected } from '../support/database.ts'
import { redis, redisMissing } from '../support/network/redis.ts'
import { ownPostgres } from '../support/postgres/own-postgres.ts'
import { signUp, testServer } from '../support/server.ts'

/** Time, in ms, after which a replica without requests counts as idle, and for which it is observed. */
const IDLE_AFTER_MS = 12_000
const OBSERVED_MS = 15_000

for (const signals of ['polling', 'Redis'] as const) {
  const skip = signals === 'Redis' && redisMissing
  t.test(`an idle replica sends at most one statement a second, with ${signals}`, { skip }, async (t) => {
    const { connection } = await ownPostgres(t, { settings: { autovacuum: 'off' } })
    await migrated(connection)
    const config = signals === 'Redis' ? { REDIS_URL: (await redis(t)).url } : {}
    const server = await testServer(t, { connection, config, jobPace: 1 })
    const { client } = await signUp(server)
    t.equal((await client.get('/api/chat/')).status, 200)
    await sleep(IDLE_AFTER_MS)

    const byHand = await connected(t, { ...connection, database: 'template1' })
    // Nothing else uses the database, and a statement outside of a transaction is counted as one.
    const counted = async () => {
      const { rows } = await byHand.query<{ count: string }>(
        'select xact_commit + xact_rollback as count from pg_stat_database where datname = $1',
        [connection.database],
      )
      return Number(rows[0]?.count)
    }
    const before = await counted()
    const began = performance.now()
    while (performance.now() - began < OBSERVED_MS) {
      t.equal((await server.client.get('/readyz')).status, 200)
      await sleep(500)
    }
    const seconds = (performance.now() - began) / 1000
    const statements = (await counted()) - before
    t.ok(statements >= 2, 'it renews its lease and is ready')
    t.ok(statements <= seconds, `${statements} statements in ${seconds} s`)
    t.ok(connectionsOf(server.db).total <= 4, `${connectionsOf(server.db).total} connections`)
  })
}

async function migrated(connection: Connection): Promise<void> {
  const db = connect({ connection, poolSize: 3, namedStatements: true, onConnectionError: () => {} })
  await migrate(db)
  await disconnect(db)
}
