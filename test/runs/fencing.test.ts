/** A worker whose lease has expired writes nothing more, and who follows gets what is in the database and nothing else. */
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { connect, disconnect } from '../../src/database/connect.ts'
import { keepLease } from '../../src/runs/lease.ts'
import { endAbandonedRuns } from '../../src/runs/queries/run-ends.ts'
import { testDatabase } from '../support/database.ts'
import { ask, at, follow, type RunEvent } from '../support/events.ts'
import { until } from '../support/files.ts'
import { type ModelCall, testModel } from '../support/model.ts'
import { startParley } from '../support/process.ts'
import { ageLeases, replicaSettings } from '../support/run-rows.ts'
import { signUp, type TestServer, temporaryDirectory, testServer } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

const question = { prompt: 'Who built the first one?' }
const nobody = { worker: '00000000-0000-0000-0000-000000000000', own: [], only: null }

/** A server of its own, since its leases are tampered with, and a run whose model has said something. */
async function running(t: Test) {
  const model = await testModel(t)
  const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
  const ada = await signUp(server)
  const stream = await ask(at(server, ada), question)
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  return { model, server, ada, stream, call, run: stream.run }
}

async function savedEvents({ db }: Pick<TestServer, 'db'>, run: number): Promise<RunEvent[]> {
  const { rows } = await sql<{ payload: RunEvent }>`
    select payload from run_events where run_id = ${run} order by sequence`.execute(db)
  return rows.map(({ payload }) => payload)
}

/** Waits until a statement of this database with such a text waits for a lock, or has found one since then. */
function untilTried({ db }: Pick<TestServer, 'db'>, text: string, since = 'infinity'): Promise<void> {
  return until('a statement is tried', async () => {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and query like ${`%${text}%`} and pid <> pg_backend_pid()
        and (wait_event_type = 'Lock' or query_start > ${since}::timestamptz)`.execute(db)
    return rows.length > 0
  })
}

for (const [what, text, write] of [
  ['writes its next event', 'insert into run_events', (call) => call.say('comen')],
  ['ends it', 'terminated as', (call) => call.end({ texts: ['comen'] })],
] as [string, string, (call: ModelCall) => void][]) {
  t.test(`a run that is being ended elsewhere while its worker ${what} ends once, for all`, async (t) => {
    const { server, ada, stream, call, run } = await running(t)
    const { connection } = server
    const other = connect({ connection, poolSize: 1, namedStatements: true, onConnectionError: () => {} })
    t.teardown(() => other.destroy())
    await other.transaction().execute(async (transaction) => {
      await ageLeases({ db: transaction }, [run])
      t.match(await endAbandonedRuns(transaction, nobody), [{ id: run }])
      const { rows } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(server.db)
      write(call)
      await untilTried(server, text, rows[0]?.now)
    })
    const events = await stream.all()
    t.equal(events.at(-1)?.type, 'incomplete')
    t.strictSame(events, await savedEvents(server, run))
    t.strictSame(await (await follow(at(server, ada), run)).all(), events)
    await call.left.catch(() => {})
    t.strictSame(await savedEvents(server, run), events, 'and that is all')
  })
}

t.test('an event of somebody else in the place of the next one is what is told', async (t) => {
  const { server, stream, call, run } = await running(t)
  const forged = JSON.stringify({ type: 'text', sequence: 3, text: 'man' })
  await sql`insert into run_events values (${run}, 3, ${forged}::json)`.execute(server.db)
  call.say('comen')
  await call.left
  const events = await stream.all()
  t.match(events[2], { text: 'man' })
  t.strictSame(events, await savedEvents(server, run))
})

t.test(
  'a lease that has expired in the database is not renewed, and nothing is written under it',
  async (t) => {
    const { server, stream, call, run } = await running(t)
    await ageLeases(server, [run])
    call.say('comen')
    await call.left.catch(() => {})
    const events = await stream.all()
    t.strictSame(
      events.map(({ type }) => type),
      ['started', 'text', 'usage', 'incomplete'],
    )
    t.strictSame(events, await savedEvents(server, run))
  },
)

t.test('a run is begun under a lease that is valid in the database', async (t) => {
  const { server, ada, stream, call, run } = await running(t)
  call.end()
  await stream.all()
  await sql`update workers set expires_at = now() - interval '1 second'`.execute(server.db)
  const next = await ask(at(server, ada), question)
  await next.until('started')
  const { rows } = await sql<{ valid: boolean }>`
    select workers.expires_at > now() as valid from runs join workers on workers.id = runs.worker_id
    where runs.id = ${next.run}`.execute(server.db)
  t.strictSame(rows, [{ valid: true }], `after run ${run}`)
  next.break()
})

t.test('a process that was stopped for longer than its lease writes and tells nothing more', async (t) => {
  const model = await testModel(t)
  const server = await testServer(t)
  const ada = await signUp(server)
  const paused = await startParley(t, replicaSettings(server.connection, model, await temporaryDirectory(t)))
  for (const [what, wake] of [
    ['whose model goes on', (call) => call.say('comen')],
    ['whose model ends', (call) => call.end({ texts: ['comen'] })],
    ['whose model is silent', () => {}],
  ] as [string, (call: ModelCall) => void][]) {
    const stream = await ask(at(paused, ada), question)
    const call = await model.next()
    call.say('New')
    await stream.until('text')
    const elsewhere = await follow(at(server, ada), stream.run)
    paused.child.kill('SIGSTOP')
    await ageLeases(server, [stream.run])
    const ended = await elsewhere.all()
    t.equal(ended.at(-1)?.type, 'incomplete', what)
    wake(call)
    paused.child.kill('SIGCONT')
    t.strictSame(await stream.all(), ended, `${what}: who asked is told the same`)
    await call.left.catch(() => {})
    t.strictSame(await savedEvents(server, stream.run), ended, `${what}: nothing was written`)
    const next = await ask(at(paused, ada), question)
    ;(await model.next()).end({ texts: ['Newcomen.'] })
    t.equal((await next.all()).at(-1)?.type, 'completed', `${what}: it works on`)
  }
})

t.test('who waits for a lease has one afterwards, however long it takes', async (t) => {
  const { connection } = await testDatabase(t)
  const db = connect({ connection, poolSize: 10, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  let now = 0
  const lost: string[] = []
  const lease = keepLease(db, {
    runs: () => [],
    onUnwanted: () => {},
    onLost: () => lost.push(lease.worker),
    log: { warn: () => {} },
    clock: () => now,
  })
  t.teardown(() => lease.close())
  await lease.ready()
  t.ok(lease.holds())
  const first = lease.worker
  now += 60_000
  t.notOk(lease.holds(), 'it has not been renewed for long')
  const other = connect({ connection, poolSize: 1, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => other.destroy())
  let waiting: Promise<void> | undefined
  await other.transaction().execute(async (transaction) => {
    await sql`lock table workers`.execute(transaction)
    waiting = lease.ready()
    await untilTried({ db }, 'workers')
    now += 60_000
  })
  await waiting
  t.ok(lease.holds(), 'the first one that came was too old')
  const { rows } = await sql`
    select from workers where id = ${lease.worker} and expires_at > now()`.execute(db)
  t.equal(rows.length, 1)
  t.ok(lease.worker === first || lost.length > 0)

  await sql`update workers set expires_at = now() - interval '1 second'`.execute(db)
  const expired = lease.worker
  await lease.ready(expired)
  t.not(lease.worker, expired, 'one that has expired is not renewed')
  t.ok(lease.holds())
})
