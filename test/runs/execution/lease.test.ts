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
  const told: string[] = []
  const lease = keepLease(database.db, {
    runs: () => runs,
    onUnwanted: (run) => told.push(`unwanted ${run}`),
    onLost: () => told.push('lost'),
    signals,
    log: { warn: () => told.push('warned') },
  })
  await answerNext(clock, database, TAKE, [{ id: lease.worker }])
  t.ok(lease.holds())
  t.teardown(async () => {
    database.close()
    await lease.close()
  })
  return { clock, database, runs, told, lease }
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
    const { clock, database, told, lease } = await taken(t)
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
    t.equal(lease.worker, worker, 'the statement that is being sent may still be answered')
    t.strictSame(told, [])
  },
)

t.test(
  'a renewal that is answered too late revives nothing: the worker is lost, and another one begins',
  async (t) => {
    const { clock, database, told, lease } = await taken(t)
    const { worker } = lease
    await clock.advance(10_500)
    const renewal = database.take(RENEW)
    await clock.advance(17_000)
    t.notOk(lease.holds())
    renewal?.answer([{ run: null }])
    await clock.settle()
    t.notOk(lease.holds())
    t.strictSame(told, ['lost'])
    t.not(lease.worker, worker)
    await clock.advance(500)
    await answerNext(clock, database, TAKE, [{ id: lease.worker }])
    t.ok(lease.holds())
    t.strictSame(told, ['lost'], 'once')
  },
)

t.test('a lease that has expired in the database is lost at once', async (t) => {
  const { clock, database, told, lease } = await taken(t)
  const { worker } = lease
  await clock.advance(10_500)
  await answerNext(clock, database, RENEW, [])
  t.notOk(lease.holds())
  t.strictSame(told, ['lost'])
  await clock.advance(500)
  const statement = database.take(TAKE)
  t.ok(statement?.parameters.includes(lease.worker))
  t.notOk(statement?.parameters.includes(worker), 'no worker takes a lease twice')
})

t.test('a lease remains valid until its end while the database is unavailable', async (t) => {
  const { clock, database, told, lease } = await taken(t)
  for (let passed = 0; passed < 16_500; passed += 500) {
    await clock.advance(500)
    database.take(RENEW)?.fail(connectionRefused())
  }
  t.ok(lease.holds())
  t.strictSame(told, ['warned'], 'the first failure of a series is logged')
  await clock.advance(500)
  database.take(RENEW)?.fail(connectionRefused())
  await clock.settle()
  t.notOk(lease.holds())
  t.strictSame(told, ['warned', 'lost'])
})

t.test(
  'a run that the database no longer wants is stopped, and one that began meanwhile is not',
  async (t) => {
    const { clock, database, runs, told } = await taken(t)
    runs.add(1).add(2)
    await clock.advance(500)
    const renewal = database.take(RENEW)
    runs.add(3)
    renewal?.answer([{ run: 2 }])
    await clock.settle()
    t.strictSame(told, ['unwanted 1'])
  },
)

t.test(
  'with signals a worker with a run renews its lease once a second, and at once when told to',
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
