/**
 * Fencing: a worker whose lease has expired writes nothing more, and subscribers receive only what is in the
 * database.
 */
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { connect, disconnect } from '../../../src/database/connections/connect.ts'
import { keepLease } from '../../../src/runs/execution/lease.ts'
import { endAbandonedRun } from '../../../src/runs/queries/run-ends.ts'
import { testDatabase } from '../../support/database.ts'
import { ask, at, type Caller, follow, type RunEvent } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { ageLeases, replicaSettings } from '../../support/postgres/run-rows.ts'
import { startParley } from '../../support/processes/process.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { question } from '../../support/requests.ts'
import { signUp, type TestServer, temporaryDirectory, testServer } from '../../support/server.ts'

/** Server for one test, because the test changes its leases, and a run with some text. */
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

/** Waits until a matching statement of this database waits for a lock, or has started after `since`. */
function untilTried({ db }: Pick<TestServer, 'db'>, text: string, since = 'infinity'): Promise<void> {
  return until('the statement is waiting or has run', async () => {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and query like ${`%${text}%`} and pid <> pg_backend_pid()
        and (wait_event_type = 'Lock' or query_start > ${since}::timestamptz)`.execute(db)
    return rows.length > 0
  })
}

for (const [what, text, write] of [
  ['writes its next event', 'as given (user_id, run_id', (call) => call.say('comen')],
  ['ends it', 'update runs set status = $', (call) => call.end({ texts: ['comen'] })],
] as [string, string, (call: ModelCall) => void][]) {
  t.test(
    `a run that another replica ends while its worker ${what} has one end for all subscribers`,
    async (t) => {
      const { server, ada, stream, call, run } = await running(t)
      const { connection } = server
      const other = connect({ connection, poolSize: 1, namedStatements: true, onConnectionError: () => {} })
      t.teardown(() => other.destroy())
      await other.transaction().execute(async (transaction) => {
        await ageLeases({ db: transaction }, [run])
        t.ok(await endAbandonedRun(transaction, { user: ada.id, id: run }))
        const { rows } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(server.db)
        write(call)
        await untilTried(server, text, rows[0]?.now)
      })
      const events = await stream.all()
      t.equal(events.at(-1)?.type, 'incomplete')
      t.strictSame(events, await savedEvents(server, run))
      t.strictSame(await (await follow(at(server, ada), run)).all(), events)
      await call.disconnected.catch(() => {})
      t.strictSame(await savedEvents(server, run), events, 'no further event is saved')
    },
  )
}

t.test('if another event is saved under the next sequence number, that one is sent', async (t) => {
  const { server, ada, stream, call, run } = await running(t)
  const forged = JSON.stringify({ type: 'text', sequence: 3, text: 'man' })
  await sql`insert into run_events values (${ada.id}, ${run}, 3, ${forged}::json)`.execute(server.db)
  call.say('comen')
  await call.disconnected
  const events = await stream.all()
  t.match(events[2], { text: 'man' })
  t.strictSame(events, await savedEvents(server, run))
})

t.test('a lease that has expired in the database is not renewed and permits no writes', async (t) => {
  const { server, stream, call, run } = await running(t)
  await ageLeases(server, [run])
  call.say('comen')
  await call.disconnected.catch(() => {})
  const events = await stream.all()
  t.strictSame(
    events.map(({ type }) => type),
    ['started', 'text', 'usage', 'incomplete'],
  )
  t.strictSame(events, await savedEvents(server, run))
})

t.test('a run starts under a lease that is valid in the database', async (t) => {
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

/** Sends a request to a process that may have been paused and then sheds load for a second or two. */
async function askOncePermitted(caller: Caller) {
  let stream = await ask(caller, question)
  await until('requests are accepted', async () => {
    if (stream.status !== 503) return true
    stream = await ask(caller, question)
    return false
  })
  return stream
}

t.test('a process paused for longer than its lease writes and sends nothing more', async (t) => {
  const model = await testModel(t)
  const server = await testServer(t)
  const ada = await signUp(server)
  const paused = await startParley(t, replicaSettings(server.connection, model, await temporaryDirectory(t)))
  for (const [what, wake] of [
    ['the model continues', (call) => call.say('comen')],
    ['the model ends', (call) => call.end({ texts: ['comen'] })],
    ['the model is silent', () => {}],
  ] as [string, (call: ModelCall) => void][]) {
    const stream = await askOncePermitted(at(paused, ada))
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
    t.strictSame(await stream.all(), ended, `${what}: the first subscriber receives the same events`)
    await call.disconnected.catch(() => {})
    t.strictSame(await savedEvents(server, stream.run), ended, `${what}: nothing more was written`)
    const next = await askOncePermitted(at(paused, ada))
    ;(await model.next()).end({ texts: ['Newcomen.'] })
    t.equal((await next.all()).at(-1)?.type, 'completed', `${what}: the process still serves runs`)
  }
})

t.test('waiting for a lease returns a valid one, however long it takes', async (t) => {
  const { connection } = await testDatabase(t)
  const db = connect({ connection, poolSize: 10, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  let now = 0
  const lost: string[] = []
  const lease = keepLease(db, {
    runs: () => [],
    onUnwanted: () => {},
    onLost: () => lost.push(lease.worker),
    signals: { isConnected: false },
    log: { warn: () => {} },
    clock: () => now,
  })
  t.teardown(() => lease.close())
  await lease.ready()
  t.ok(lease.holds())
  const first = lease.worker
  now += 60_000
  t.notOk(lease.holds(), 'the lease is not valid without a recent renewal')
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
  t.ok(lease.holds(), 'a renewal that arrived too late was not accepted')
  const { rows } = await sql`
    select from workers where id = ${lease.worker} and expires_at > now()`.execute(db)
  t.equal(rows.length, 1)
  t.ok(lease.worker === first || lost.length > 0)

  await sql`update workers set expires_at = now() - interval '1 second'`.execute(db)
  const expired = lease.worker
  await lease.ready(expired)
  t.not(lease.worker, expired, 'an expired lease is replaced instead of renewed')
  t.ok(lease.holds())
})
