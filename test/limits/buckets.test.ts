/** Token buckets, for each kind of storage. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { connect, disconnect } from '../../src/database/connections/connect.ts'
import { type Buckets, leftIn, waitFor } from '../../src/limits/buckets.ts'
import { bucketsWithFallback } from '../../src/limits/fallback-limiter.ts'
import { memoryBuckets } from '../../src/limits/memory.ts'
import { postgresBuckets } from '../../src/limits/postgres.ts'
import { redisBuckets } from '../../src/limits/redis.ts'
import { connectRedis } from '../../src/replicas/redis-client.ts'
import { testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { expiryJob, runJob } from '../support/jobs.ts'
import { redis, redisMissing } from '../support/network/redis.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

async function inPostgres(t: Test) {
  const { connection } = await testDatabase(t)
  const db = connect({ connection, poolSize: 4, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  return { db, buckets: postgresBuckets(db) }
}

async function inRedis(t: Test) {
  const client = await connectRedis((await redis(t)).url, t.fail)
  t.teardown(() => client.destroy())
  return redisBuckets(client)
}

const kinds: { name: string; skip: string | false; make: (t: Test) => Promise<Buckets> }[] = [
  { name: 'memory', skip: false, make: async () => memoryBuckets() },
  { name: 'PostgreSQL', skip: false, make: async (t) => (await inPostgres(t)).buckets },
  { name: 'Redis', skip: redisMissing, make: inRedis },
]

/**
 * Seven tokens an hour, so none is refilled during a test, and the interval is not a whole number of
 * microseconds.
 */
const slow = { quota: 7, window: 3_600_000 }

for (const { name, skip, make } of kinds) {
  t.test(`buckets in ${name}`, { skip }, async (t) => {
    const buckets = await make(t)
    t.teardown(() => buckets.close())

    t.test('a bucket grants its tokens and no more, even to simultaneous requests', async (t) => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => buckets.take('many', slow, 1)))
      t.equal(taken.filter(({ granted }) => granted === 1).length, 7)
      t.equal(taken.filter(({ granted }) => granted === 0).length, 13)
      const { granted, full } = await buckets.take('many', slow, 1)
      t.equal(granted, 0)
      t.equal(leftIn(slow, full), 0)
      t.ok(
        waitFor(slow, full) <= slow.window / 7,
        'the next token is available after a seventh of the window',
      )
      t.ok(waitFor(slow, full) > slow.window / 7 - 60_000)
      t.equal((await buckets.take('another', slow, 7)).granted, 7, 'another key has its own bucket')
    })

    t.test('a request for several tokens is granted the available ones', async (t) => {
      t.equal((await buckets.take('portion', slow, 5)).granted, 5)
      t.equal((await buckets.take('portion', slow, 5)).granted, 2)
      t.equal((await buckets.take('portion', slow, 5)).granted, 0)
    })

    t.test('unused tokens can be returned, up to a full bucket', async (t) => {
      await buckets.take('back', slow, 7)
      for (let count = 0; count < 3; count++) await buckets.take('back', slow, -1)
      t.equal((await buckets.take('back', slow, 7)).granted, 3)
      await buckets.take('full', slow, 1)
      for (let count = 0; count < 5; count++) await buckets.take('full', slow, -1)
      t.equal((await buckets.take('full', slow, 7)).granted, 7)
      t.equal((await buckets.take('full', slow, 7)).granted, 0)
    })

    t.test('a bucket is refilled evenly', async (t) => {
      const fast = { quota: 10, window: 1_000 }
      t.equal((await buckets.take('fast', fast, 10)).granted, 10)
      await sleep(350)
      const { granted } = await buckets.take('fast', fast, 10)
      t.ok(granted >= 3, `${granted} after a third of the window`)
      await sleep(1_100)
      t.equal((await buckets.take('fast', fast, 10)).granted, 10)
    })

    t.test('lowering the limit adds no tokens', async (t) => {
      await buckets.take('lowered', slow, 7)
      t.equal((await buckets.take('lowered', { quota: 3, window: 60_000 }, 1)).granted, 0)
    })
  })
}

t.test('PostgreSQL deletes full buckets and no others', async (t) => {
  const { db, buckets } = await inPostgres(t)
  t.teardown(() => buckets.close())
  await buckets.take('slow', slow, 1)
  await buckets.take('soon', { quota: 1_000, window: 1_000 }, 1)
  await sleep(10)
  await runJob(db, expiryJob('full_rate_buckets'))
  const { rows } = await sql<{ key: string }>`select key from rate_buckets`.execute(db)
  t.same(rows, [{ key: 'slow' }])
})

t.test('taking from a bucket in PostgreSQL changes no index', async (t) => {
  const { db, buckets } = await inPostgres(t)
  t.teardown(() => buckets.close())
  const keys = Array.from({ length: 200 }, (_, i) => `user:${i}`)
  for (let taken = 0; taken < 5; taken++)
    for (const key of keys) await buckets.take(key, { quota: 1_000, window: 60_000 }, 1)
  const updates = async () => {
    const { rows } = await sql<{ all: number; hot: number }>`
      select n_tup_upd as all, n_tup_hot_upd as hot from pg_stat_user_tables where relname = 'rate_buckets'`.execute(
      db,
    )
    return rows[0]
  }
  // Each session reports its part after a short delay.
  await until('all updates are counted', async () => (await updates())?.all === 800)
  // Some rows may remain while another session, such as the launcher of autovacuum, has an older snapshot.
  t.ok(((await updates())?.hot ?? 0) > 400)
})

t.test('if the shared buckets fail or hang, each replica uses its own until they recover', async (t) => {
  let works: 'fails' | 'hangs' | 'works' = 'works'
  const shared = memoryBuckets()
  const errors: unknown[] = []
  const buckets = bucketsWithFallback(
    {
      ...shared,
      take(...arguments_) {
        if (works === 'works') return shared.take(...arguments_)
        return works === 'fails' ? Promise.reject(new Error('away')) : new Promise(() => {})
      },
    },
    (error) => errors.push(error),
  )
  t.equal((await buckets.take('a', slow, 5)).granted, 5)
  for (const how of ['fails', 'hangs'] as const) {
    works = how
    const own = await Promise.all(Array.from({ length: 10 }, () => buckets.take(how, slow, 1)))
    t.equal(own.filter(({ granted }) => granted === 1).length, 7, 'the replica keeps the limit')
    works = 'works'
    await sleep(1_100)
    t.ok((await buckets.take('a', slow, 0)).granted === 0)
  }
  t.equal((await buckets.take('a', slow, 5)).granted, 2, 'the shared buckets continue with their state')
  t.match(errors, [{ message: 'away' }, { message: 'took longer than 1000 ms' }], 'reported once each')
})
