/**
 * Deletion of expired data: all of it, in short statements, and nothing else.
 *
 * @long deletes many rows slowly.
 */
import { sql } from 'kysely'
import t from 'tap'
import { connect, disconnect, jobsOf } from '../../src/database/connections/connect.ts'
import { expiryJobs } from '../../src/jobs/expiry.ts'
import { startJobs } from '../../src/jobs/runner.ts'
import { connected, testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { expiryJob, runJob } from '../support/jobs.ts'

const { connection } = await testDatabase(t)
const db = connect({ connection, poolSize: 5, namedStatements: true, onConnectionError: () => {} })
t.teardown(() => disconnect(db))
await sql`insert into users (username, username_key, password_hash) values ('ada', 'ada', '')`.execute(db)

/** Inserts `count` rows for a job, by its name, that expired `age` ago. A negative age is in the future. */
const seeds: Record<string, (count: number, age: string) => Promise<unknown>> = {
  expired_idempotency_keys: (count, age) =>
    sql`insert into idempotency_keys (user_id, key, fingerprint, created_at)
      select 1, ${age}::text || n, '', now() - interval '24 hours' - ${age}::interval
      from generate_series(1, ${count}::int) as n`.execute(db),
  expired_revocations: (count, age) =>
    sql`insert into revocations (session_id, expires_at)
      select gen_random_uuid(), now() - ${age}::interval from generate_series(1, ${count}::int)`.execute(db),
  full_rate_buckets: (count, age) =>
    sql`insert into rate_buckets (key, full_at, granted)
      select ${age}::text || n, now() - ${age}::interval, 1 from generate_series(1, ${count}::int) as n`.execute(
      db,
    ),
  expired_sessions: (count, age) =>
    sql`insert into sessions (id, user_id, token_hash, expires_at)
      select gen_random_uuid(), 1, '', now() - ${age}::interval from generate_series(1, ${count}::int)`.execute(
      db,
    ),
  expired_login_addresses: (count, age) =>
    sql`insert into login_addresses (user_id, address_hash, used_at)
      select 1, (${age}::text || n)::bytea, now() - interval '90 days' - ${age}::interval
      from generate_series(1, ${count}::int) as n`.execute(db),
  expired_workers: (count, age) =>
    sql`insert into workers (id, expires_at)
      select gen_random_uuid(), now() - interval '1 hour' - ${age}::interval
      from generate_series(1, ${count}::int)`.execute(db),
}
const tables: Record<string, string> = {
  expired_idempotency_keys: 'idempotency_keys',
  expired_revocations: 'revocations',
  full_rate_buckets: 'rate_buckets',
  expired_sessions: 'sessions',
  expired_login_addresses: 'login_addresses',
  expired_workers: 'workers',
}
const left = async (name: string) =>
  (await sql<{ count: number }>`select count(*) from ${sql.table(tables[name] ?? '')}`.execute(db)).rows[0]
    ?.count

t.same(expiryJobs.map(({ name }) => name).sort(), Object.keys(seeds).sort())

for (const [name, seed] of Object.entries(seeds)) {
  t.test(
    `${name} deletes all rows that are due, passes over a locked one, and keeps the others`,
    async (t) => {
      await seed(2_500, '1 minute')
      await seed(1, '1 hour')
      await seed(7, '-1 minute')
      const { backlog } = expiryJob(name)
      // No query finds full buckets by their time.
      t.equal(backlog === undefined, name === 'full_rate_buckets')
      if (backlog) t.match(await backlog(db), { rows: 2_501, oldest: String })
      // The oldest row, which is first in each batch.
      const other = await connected(t, connection)
      await other.query('begin')
      const time = { full_rate_buckets: 'full_at', expired_idempotency_keys: 'created_at' }[name]
      const column = time ?? (name === 'expired_login_addresses' ? 'used_at' : 'expires_at')
      await other.query(`select from ${tables[name]} order by ${column} limit 1 for update`)
      const warnings: unknown[] = []
      const log = { warn: (details: object) => void warnings.push(details) }
      const runner = startJobs({ db: jobsOf(db), jobs: [expiryJob(name)], log, pollInterval: 50 })
      await until('the others are deleted', async () => (await left(name)) === 8)
      await runner.close()
      t.ok(warnings.length <= 1)
      await other.query('rollback')
      t.equal(await runJob(db, expiryJob(name)), 1)
      t.equal(await left(name), 7)
      if (backlog) t.strictSame(await backlog(db), { rows: 0, oldest: null })
      await sql`truncate ${sql.table(tables[name] ?? '')}`.execute(db)
    },
  )
}

t.test('a backlog that is too large for one statement is deleted', { timeout: 120_000 }, async (t) => {
  // One millisecond per row makes fifteen seconds in total, and a statement of a job may take five.
  await sql`
    create function linger() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.001); return old; end $$`.execute(db)
  await sql`
    create trigger lingers before delete on idempotency_keys for each row execute function linger()`.execute(
    db,
  )
  await seeds.expired_idempotency_keys?.(15_000, '1 minute')
  await t.rejects(
    sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`.execute(jobsOf(db)),
    { code: '57014' },
  )
  const job = expiryJob('expired_idempotency_keys')
  await sql`delete from jobs`.execute(db)
  const warnings: unknown[] = []
  const log = { warn: (details: object) => void warnings.push(details) }
  const runner = startJobs({ db: jobsOf(db), jobs: [job], log, pollInterval: 50 })
  t.teardown(() => runner.close())
  for (let gone = false; !gone; ) {
    const before = await left('expired_idempotency_keys')
    await until('some more are deleted', async () => {
      const now = await left('expired_idempotency_keys')
      gone = now === 0
      return gone || now !== before
    })
  }
  t.strictSame(warnings, [])
})
