/** Lease of a worker with a fake clock: when it is renewed, and when the worker must stop. */
import t, { type Test } from 'tap'
import { keepLease } from '../../../src/runs/execution/lease.ts'
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts'
import {
  connectionRefused,
  type ScriptedDatabase,
  scriptedDatabase,
} from '../../support/postgres/scripted-database.ts'

const TAKE = 'insert into workers'
const RENEW = 'update workers set expires_at'

async function taken(t: Test, signals = { isConnected: false }) {
  const clock = fakeClock(t)
  const database = scriptedDatabase()
  const runs = new Set<number>()
  const reports: string[] = []
  const lease = keepLease(database.db, {
    runs: () => runs,
    onUnwanted: (run) => reports.push(`unwanted ${run}`),
    onLost: () => reports.push('lost'),
    signals,
    log: { warn: () => reports.push('warned') },
  })
  await answerNext(clock, database, TAKE, [{ id: lease.worker }])
  t.ok(lease.holds())
  t.teardown(async () => {
    database.close()
    await lease.close()
  })
  return { clock, database, runs, reports, lease }
}

async function answerNext(clock: FakeClock, database: ScriptedDatabase, text: string, rows: object[]) {
  await clock.settle()
  const statement = database.take(text)
  if (statement === undefined) throw new Error(`Nothing was sent that contains "${text}"`)
  statement.answer(rows)
  await clock.settle()
}

t.test(
  'a lease is renewed every ten seconds or less often without runs, and twice a second with a run',
  async (t) => {
    const { clock, database, runs, lease } = await taken(t)
    await clock.advance(10_000)
    t.equal(database.take(RENEW), undefined)
    await clock.advance(500)
    await answerNext(clock, database, RENEW, [{ run: null }])
    runs.add(7)
    await clock.advance(500)
    await answerNext(clock, database, RENEW, [{ run: 7 }])
    await clock.advance(500)
    await answerNext(clock, database, RENEW, [{ run: 7 }])
    t.ok(lease.holds())
  },
)

t.test(
  'a lease holds for 17 seconds from the sending of the last renewal, not from its response',
  async (t) => {
    const { clock, database, reports, lease } = await taken(t)
    await clock.advance(10_500)
    const renewal = database.take(RENEW)
    await clock.advance(6_000)
    renewal?.answer([{ run: null }])
    await clock.settle()
    const { worker } = lease
    await clock.advance(8_500)
    // The next renewal has no response. 17 s after the response to the previous one, which was sent 14.5 s
    // ago:
    t.ok(database.take(RENEW), 'it is being renewed')
    await clock.advance(2_499)
    t.ok(lease.holds())
    await clock.advance(1)
    t.notOk(lease.holds())
    t.equal(lease.worker, worker, 'the renewal in progress may still succeed')
    t.strictSame(reports, [])
  },
)

t.test(
  'a late response to a renewal does not extend an expired lease: a new worker takes its place',
  async (t) => {
    const { clock, database, reports, lease } = await taken(t)
    const { worker } = lease
    await clock.advance(10_500)
    const renewal = database.take(RENEW)
    await clock.advance(17_000)
    t.notOk(lease.holds())
    renewal?.answer([{ run: null }])
    await clock.settle()
    t.notOk(lease.holds())
    t.strictSame(reports, ['lost'])
    t.not(lease.worker, worker)
    await clock.advance(500)
    await answerNext(clock, database, TAKE, [{ id: lease.worker }])
    t.ok(lease.holds())
    t.strictSame(reports, ['lost'], 'once')
  },
)

t.test('a lease that has expired in the database is lost at once', async (t) => {
  const { clock, database, reports, lease } = await taken(t)
  const { worker } = lease
  await clock.advance(10_500)
  await answerNext(clock, database, RENEW, [])
  t.notOk(lease.holds())
  t.strictSame(reports, ['lost'])
  await clock.advance(500)
  const statement = database.take(TAKE)
  t.ok(statement?.parameters.includes(lease.worker))
  t.notOk(statement?.parameters.includes(worker), 'no worker takes a lease twice')
})

t.test('a lease remains valid until its end while the database is unavailable', async (t) => {
  const { clock, database, reports, lease } = await taken(t)
  for (let passed = 0; passed < 16_500; passed += 500) {
    await clock.advance(500)
    database.take(RENEW)?.fail(connectionRefused())
  }
  t.ok(lease.holds())
  t.strictSame(reports, ['warned'], 'the first failure of a series is logged')
  await clock.advance(500)
  database.take(RENEW)?.fail(connectionRefused())
  await clock.settle()
  t.notOk(lease.holds())
  t.strictSame(reports, ['warned', 'lost'])
})

t.test(
  'a run that was deleted or cancelled is stopped, and one that started during the renewal is not',
  async (t) => {
    const { clock, database, runs, reports } = await taken(t)
    runs.add(1).add(2)
    await clock.advance(500)
    const renewal = database.take(RENEW)
    runs.add(3)
    renewal?.answer([{ run: 2 }])
    await clock.settle()
    t.strictSame(reports, ['unwanted 1'])
  },
)

t.test(
  'with signals a worker with a run renews its lease once a second, and at once on a signal',
  async (t) => {
    const { clock, database, runs, lease } = await taken(t, { isConnected: true })
    runs.add(7)
    await clock.advance(500)
    await answerNext(clock, database, RENEW, [{ run: 7 }])
    await clock.advance(990)
    t.equal(database.take(RENEW), undefined)
    await clock.advance(10)
    await answerNext(clock, database, RENEW, [{ run: 7 }])
    await clock.advance(100)
    lease.check()
    lease.check()
    await clock.advance(1)
    await answerNext(clock, database, RENEW, [])
    await clock.advance(100)
    t.equal(database.take(RENEW), undefined, 'once')
  },
)
