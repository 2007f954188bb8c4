/** Reads of revocations, with a fake clock: how often they occur, and when a request waits for one. */
import t, { type Test } from 'tap'
import { watchRevocations } from '../../src/auth/revocations.ts'
import type { Signals } from '../../src/replicas/signals.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { scriptedDatabase } from '../support/postgres/scripted-database.ts'

const READ = 'from revocations'

async function watching(t: Test, { isConnected = false } = {}) {
  const clock = fakeClock(t)
  const database = scriptedDatabase()
  const sent: string[] = []
  let signal = () => {}
  const signals: Signals = {
    isConnected,
    send: (topic) => void sent.push(topic),
    listen(_, onSignal) {
      signal = onSignal
      return () => {}
    },
  }
  const revocations = watchRevocations(database.db, {
    lifetime: 300,
    signals,
    onError: (error) => t.fail(String(error)),
  })
  t.teardown(async () => {
    database.close()
    await revocations.close()
  })
  const answer = async (session: string | null = null) => {
    // A timer without delay is due after one millisecond.
    await clock.advance(1)
    const read = database.take(READ)
    const expires_at = new Date(Date.now() + 300_000).toISOString()
    read?.answer([{ next: 'next', session_id: session, expires_at }])
    await clock.settle()
    return read !== undefined
  }
  /** Advances in steps of 10 ms and answers every read. Returns the number of reads. */
  const readsIn = async (ms: number) => {
    let reads = 0
    for (let passed = 0; passed < ms; passed += 10) {
      await clock.advance(9)
      if (await answer()) reads += 1
    }
    return reads
  }
  t.ok(await answer(), 'it reads at the start')
  return { clock, database, revocations, sent, signal: () => signal(), answer, readsIn }
}

t.test('revocations are read every 250 ms while requests are checked, then rarely', async (t) => {
  const { revocations, readsIn } = await watching(t)
  t.equal(revocations.isRevoked('a'), false)
  const reads = await readsIn(5_000)
  t.ok(reads >= 19 && reads <= 20, `${reads} reads in 5 s`)
  t.equal(revocations.isRevoked('a'), false, 'no request waits')
  await readsIn(10_250)
  t.equal(await readsIn(29_000), 0, 'ten seconds after the last request')
  t.equal(await readsIn(2_000), 1)
})

t.test('after a pause, a request waits for a read that begins at once', async (t) => {
  const { revocations, readsIn, answer } = await watching(t)
  await readsIn(12_000)
  const [revoked, other] = [revocations.isRevoked('a'), revocations.isRevoked('b')]
  t.ok(await answer('a'), 'it is sent without a delay')
  t.strictSame(await Promise.all([revoked, other]), [true, false])
  t.ok((await readsIn(1_000)) >= 3, 'requests are checked again')
})

t.test('with signals, reads are rarer and as fresh as promised', async (t) => {
  const { revocations, readsIn } = await watching(t, { isConnected: true })
  for (let seconds = 0; seconds < 5; seconds += 1) {
    t.equal(revocations.isRevoked('a'), false)
    t.ok((await readsIn(1_000)) <= 2)
  }
})

t.test('a signal starts a read within a tenth of a second, and many signals share one', async (t) => {
  const { clock, revocations, signal, readsIn, answer } = await watching(t, { isConnected: true })
  t.equal(revocations.isRevoked('a'), false)
  await readsIn(750)
  signal()
  await clock.advance(110)
  t.ok(await answer('a'))
  t.equal(revocations.isRevoked('a'), true)
  let reads = 0
  for (let count = 0; count < 100; count += 1) {
    signal()
    reads += await readsIn(10)
  }
  t.ok(reads >= 8 && reads <= 11, `${reads} reads in a second`)
})

t.test('a signal to an idle replica starts no read, but the next request waits for one', async (t) => {
  const { clock, revocations, signal, readsIn, answer, database } = await watching(t, { isConnected: true })
  await readsIn(11_000)
  let passed = 0
  while ((await readsIn(10)) === 0 && passed < 40_000) passed += 10
  signal()
  await clock.advance(500)
  t.equal(database.take(READ), undefined)
  const revoked = revocations.isRevoked('a')
  t.ok(await answer('a'))
  t.equal(await revoked, true)
})

t.test('revocations of this replica take effect at once and are signalled', async (t) => {
  const { revocations, sent } = await watching(t)
  revocations.add(['a', 'b'])
  t.strictSame([revocations.isRevoked('a'), revocations.isRevoked('b')], [true, true])
  t.equal(revocations.isRevoked('c'), false)
  t.strictSame(sent, ['revocations'])
})
