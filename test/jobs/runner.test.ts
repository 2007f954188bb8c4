/** Runner of background jobs, with jobs of the tests and several replicas. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import t, { type Test } from 'tap'
import type { DB } from '../../generated/database.ts'
import { connect, disconnect, jobsOf } from '../../src/database/connections/connect.ts'
import { createMetrics, type Metrics } from '../../src/http/telemetry/metrics.ts'
import type { Batch, BatchOptions, Job } from '../../src/jobs/job.ts'
import { startJobs } from '../../src/jobs/runner.ts'
import { type Connection, testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { gate } from '../support/network/gate.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 4

function open(t: Pick<Test, 'teardown'>, connection: Connection): Kysely<DB> {
  const db = connect({ connection, poolSize: 5, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  return db
}

/** Creates a job that calls a function for each batch. */
function jobOf(
  name: string,
  batch: (options: BatchOptions, db: Kysely<DB>) => Promise<Batch> | Batch,
  interval = 0.1,
): Job {
  return { name, interval, batch: async (db, options) => batch(options, db) }
}

/** Starts a replica that executes jobs, and returns what it logs. */
function replica(t: Pick<Test, 'teardown'>, db: Kysely<DB>, jobs: readonly Job[], metrics?: Metrics) {
  const lines: string[] = []
  const log = {
    warn: ({ job = '', err }: { job?: string; err?: Error }) => void lines.push(`${job} ${err?.message}`),
  }
  const runner = startJobs({ db: jobsOf(db), jobs, log, metrics, pollInterval: 50 })
  t.teardown(() => runner.close())
  return { lines, close: () => runner.close() }
}

/** Resolves to true if a condition holds for exactly one job. */
async function holdsForOneJob(db: Kysely<DB>, condition: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select from jobs where ${condition}`.execute(db)).rows.length === 1
}

const nothing: Batch = { done: 0, more: false }

t.test('a job is executed by one replica at a time', async (t) => {
  const { connection } = await testDatabase(t)
  let active = 0
  let most = 0
  const by = new Map<number, number>()
  const jobs = (index: number) => [
    jobOf('alone', async () => {
      active++
      most = Math.max(most, active)
      by.set(index, (by.get(index) ?? 0) + 1)
      await sleep(10)
      active--
      return { done: 1, more: true }
    }),
  ]
  for (let index = 0; index < 3; index++) replica(t, open(t, connection), jobs(index))
  await until('many batches are through', () => [...by.values()].reduce((sum, each) => sum + each, 0) > 50)
  t.equal(most, 1)
})

t.test('a job continues at once while its batches are full, and other jobs run in between', async (t) => {
  const { connection } = await testDatabase(t)
  const calls: string[] = []
  let left = 20
  replica(t, open(t, connection), [
    jobOf('long', () => sleep(10, { done: calls.push('long'), more: --left > 0 }), 3_600),
    jobOf('short', () => ({ done: calls.push('short'), more: false }), 0.01),
  ])
  await until('it is through', () => left === 0)
  t.ok(calls.filter((call) => call === 'short').length > 3, calls.join())
  await sleep(500)
  t.equal(calls.filter((call) => call === 'long').length, 20, 'then it waits for its interval')
})

t.test('a job that fails is reported once per series and stops no other job', async (t) => {
  const { connection } = await testDatabase(t)
  let failures = 0
  let others = 0
  let works = false
  const { lines } = replica(t, open(t, connection), [
    jobOf('broken', ({ size }) => {
      if (works) return nothing
      if (size === 1) failures++
      throw new Error('broken')
    }),
    jobOf('other', () => ({ done: others++, more: false })),
  ])
  await until('it has failed often, and the other was executed', () => failures > 5 && others > 5)
  t.strictSame(lines, ['broken broken'])
  works = true
  await sleep(500)
  works = false
  const before = failures
  await until('it fails again', () => failures > before + 2)
  t.strictSame(lines, ['broken broken', 'broken broken'], 'another series')
})

t.test(
  'a batch that takes too long or fails is followed by smaller ones, a fast one by larger ones',
  async (t) => {
    const { connection } = await testDatabase(t)
    const sizes: number[] = []
    replica(t, open(t, connection), [
      jobOf('sized', async ({ size }) => {
        sizes.push(size)
        if (sizes.length === 1) throw new Error('canceling statement due to statement timeout')
        if (sizes.length === 2) await sleep(1_100)
        return { done: size, more: sizes.length < 5 }
      }),
    ])
    await until('five batches are through', () => sizes.length >= 5)
    t.strictSame(sizes.slice(0, 5), [500, 125, 63, 126, 252])
  },
)

t.test('rows that fail are skipped until the job has processed all others', async (t) => {
  const { connection } = await testDatabase(t)
  const skipped: number[] = []
  const { lines } = replica(t, open(t, connection), [
    jobOf('stuck', ({ skip }) => {
      skipped.push(skip)
      if (skip < 200) return { done: 0, failed: 100, error: new Error('stuck'), more: true }
      return { done: 3, more: false }
    }),
  ])
  await until('it has been through twice', () => skipped.length >= 6)
  t.strictSame(skipped.slice(0, 6), [0, 100, 200, 0, 100, 200])
  t.strictSame(lines, ['stuck stuck'])
})

t.test('rows are processed however many before them fail', async (t) => {
  const { connection } = await testDatabase(t)
  const skipped: number[] = []
  let done = 0
  replica(t, open(t, connection), [
    jobOf('stuck', ({ skip }) => {
      skipped.push(skip)
      if (skip < 3_000) return { done: 0, failed: 400, error: new Error('stuck'), more: true }
      done += 1
      return { done: 1, more: false }
    }),
  ])
  await until('it has been through twice', () => done === 2)
  const once = [0, 400, 800, 1_200, 1_600, 2_000, 2_400, 2_800, 3_200]
  t.strictSame(skipped.slice(0, 18), [...once, ...once])
})

t.test('the job of a replica that was killed is taken over', async (t) => {
  const { connection } = await testDatabase(t)
  const [gone, other] = [open(t, connection), open(t, connection)]
  const held = Promise.withResolvers<void>()
  let isTaken = false
  const hanging = replica(t, gone, [jobOf('one', () => held.promise.then(() => nothing))])
  await until('it is held', () => holdsForOneJob(other, sql`held_until > now() + interval '20 seconds'`))
  replica(t, other, [
    jobOf('one', () => {
      isTaken = true
      return nothing
    }),
  ])
  await sleep(500)
  t.notOk(isTaken, 'not while it is held')
  await sql`update jobs set held_until = now()`.execute(other)
  await until('the other replica has taken it', () => isTaken)
  held.resolve()
  await hanging.close()
  const isDue = await holdsForOneJob(other, sql`due_at > now() - interval '1 minute'`)
  t.ok(isDue, 'the late replica has restored nothing')
})

t.test('a database outage in the middle of a batch costs no more than that batch', async (t) => {
  const { connection } = await testDatabase(t)
  const way = await gate(t, connection)
  await way.open()
  const near = open(t, connection)
  await sql`create table due as select n from generate_series(1, 5000) as n`.execute(near)
  const left = async () => (await sql<{ n: number }>`select n from due`.execute(near)).rows.length
  const { lines } = replica(t, open(t, way.connection), [
    jobOf('deleting', async ({ size }, db) => {
      const { rows } = await sql`
        with slow as (select pg_sleep(0.2))
        delete from due using slow where n in (select n from due limit ${Math.min(size, 500)}) returning n`.execute(
        db,
      )
      return { done: rows.length, more: rows.length > 0 }
    }),
  ])
  await until('some are deleted', async () => (await left()) < 5_000)
  await way.shut()
  await sleep(1_000)
  const before = await left()
  t.ok(before > 0)
  await way.open()
  // The replica that lost its connection holds the job for half a minute.
  await sql`update jobs set held_until = now(), due_at = now()`.execute(near)
  await until('all are deleted', async () => (await left()) === 0)
  t.ok(lines.length <= 2, lines.join())
})

t.test('closing waits for the batch in progress, at most a second, and releases the job', async (t) => {
  const { connection } = await testDatabase(t)
  const db = open(t, connection)
  for (const [what, took] of [
    ['short', 300],
    ['endless', 3_000],
  ] as const) {
    let hasBegun = false
    const { lines, close } = replica(t, db, [
      jobOf(what, async ({ signal }) => {
        hasBegun = true
        await sleep(took)
        return { done: 1, more: !signal.aborted }
      }),
    ])
    await until('it has begun', () => hasBegun)
    const began = performance.now()
    await close()
    t.ok(performance.now() - began < 2_500, `${what}: ${performance.now() - began} ms`)
    const { rows } = await sql<{ free: boolean }>`
      select held_until is null as free from jobs where name = ${what}`.execute(db)
    t.same(rows, [{ free: what === 'short' }])
    t.strictSame(lines, [])
  }
})

t.test('metrics have the backlog of each job, wherever it was counted', async (t) => {
  const { connection } = await testDatabase(t)
  const db = open(t, connection)
  const backlog = async () => ({ rows: 7, oldest: new Date(Date.now() - 60_000).toISOString() })
  const jobs = [{ ...jobOf('due', () => ({ done: 1, failed: 7, more: false }), 3_600), backlog }]
  replica(t, open(t, connection), jobs)
  await until('it was executed', () => holdsForOneJob(db, sql`backlog = 7`))
  const metrics = createMetrics(db)
  replica(t, db, jobs, metrics)
  const published = () => metrics.registry.metrics()
  await until('it is published', async () => /parley_job_backlog_rows\{job="due"\} 7/.test(await published()))
  const age = Number(/parley_job_oldest_row_seconds\{job="due"\} (\S+)/.exec(await published())?.[1])
  t.ok(age >= 59 && age < 120, `${age} s`)
})

t.test('metrics have the backlog also while a job processes it', async (t) => {
  const { connection } = await testDatabase(t)
  const db = open(t, connection)
  const backlog = async () => ({ rows: 7, oldest: null })
  const jobs = [{ ...jobOf('endless', () => sleep(10, { done: 1, more: true })), backlog }]
  const first = replica(t, open(t, connection), jobs)
  await until('it was counted', () => holdsForOneJob(db, sql`backlog = 7`))
  await first.close()
  const metrics = createMetrics(db)
  replica(t, db, jobs, metrics)
  await until('the backlog is published', async () =>
    /parley_job_backlog_rows\{job="endless"\} 7/.test(await metrics.registry.metrics()),
  )
})

t.test('the backlog of a job that only fails is counted, and a count that fails stops no job', async (t) => {
  const { connection } = await testDatabase(t)
  const db = open(t, connection)
  const oldest = '2026-11-27T00:00:00.000Z'
  const sizes: number[] = []
  const { lines } = replica(t, open(t, connection), [
    {
      ...jobOf('broken', () => {
        throw new Error('canceling statement due to statement timeout')
      }),
      backlog: async () => ({ rows: 7, oldest }),
    },
    {
      ...jobOf('uncounted', ({ size }) => ({ done: sizes.push(size), more: false })),
      backlog: async () => {
        throw new Error('not counted')
      },
    },
  ])
  await until('it was counted', () => holdsForOneJob(db, sql`backlog = 7 and oldest_due_at = ${oldest}`))
  await until('the other job continues', () => sizes.length > 3)
  t.ok(
    sizes.every((size) => size === 500),
    `a count makes no batch smaller: ${sizes}`,
  )
  t.strictSame(
    new Set(lines),
    new Set(['broken canceling statement due to statement timeout', 'uncounted not counted']),
  )
})
