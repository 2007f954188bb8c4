/** Repeated work with a fake clock: when it runs, and when it runs earlier. */
import t, { type Test } from 'tap'
import { startPolling } from '../../src/replicas/polling.ts'
import { fakeClock } from '../support/fake-clock.ts'

function start(t: Test, interval: number, minPause = 0) {
  const clock = fakeClock(t)
  const began: number[] = []
  const failures: unknown[] = []
  const pending: PromiseWithResolvers<void>[] = []
  let pause = interval
  const from = performance.now()
  const polling = startPolling(
    () => {
      began.push(performance.now() - from)
      const work = Promise.withResolvers<void>()
      pending.push(work)
      return work.promise
    },
    { interval: () => pause, minPause, onFailure: (error) => failures.push(error) },
  )
  t.teardown(() => {
    for (const work of pending) work.resolve()
    return polling.close()
  })
  const finish = async (error?: Error) => {
    const work = pending.shift()
    if (error) work?.reject(error)
    else work?.resolve()
    await clock.settle()
  }
  const setInterval = (ms: number) => {
    pause = ms
  }
  return { clock, polling, began, failures, finish, setInterval }
}

t.test('work begins at once, and again an interval after it has ended', async (t) => {
  const { clock, began, finish } = start(t, 200)
  await clock.advance(300)
  t.strictSame(began, [0], 'it never overlaps')
  await finish()
  await clock.advance(199)
  t.strictSame(began, [0])
  await clock.advance(1)
  t.strictSame(began, [0, 500])
})

for (const [took, minPause, expected] of [
  [0, 0, 0],
  [0, 50, 50],
  [30, 0, 30],
  [30, 50, 50],
] as const) {
  t.test(`woken after ${took} ms of work it pauses for ${expected} of at least ${minPause} ms`, async (t) => {
    const { clock, polling, began, finish } = start(t, 10_000, minPause)
    await clock.advance(took)
    await finish()
    for (let times = 0; times < 5; times += 1) polling.wake()
    await clock.advance(expected + 20)
    t.equal(began.length, 2, 'once')
    t.ok(Math.abs((began[1] ?? 0) - took - expected) <= 1, `it began at ${began} ms`)
  })
}

t.test('work that is woken while it runs is repeated, because it may have missed the change', async (t) => {
  const { clock, polling, began, finish } = start(t, 10_000)
  polling.wake()
  await clock.advance(10)
  t.equal(began.length, 1)
  await finish()
  await clock.advance(20)
  t.equal(began.length, 2)
  await finish()
  await clock.advance(1_000)
  t.equal(began.length, 2, 'once')
})

t.test('with an infinite interval only waking starts the work', async (t) => {
  const { clock, polling, began, finish, setInterval } = start(t, Number.POSITIVE_INFINITY)
  await finish()
  await clock.advance(100_000)
  t.equal(began.length, 1)
  setInterval(200)
  polling.wake()
  await clock.advance(5)
  await finish()
  await clock.advance(250)
  t.equal(began.length, 3, 'from then on it is repeated')
})

t.test('work that fails is repeated after a pause, and reported once', async (t) => {
  const { clock, polling, began, failures, finish } = start(t, 1_000)
  for (let times = 0; times < 3; times += 1) {
    await finish(new Error('away'))
    polling.wake()
    await clock.advance(200)
    t.equal(began.length, times + 1, 'however often it is woken')
    await clock.advance(60)
    t.equal(began.length, times + 2)
  }
  t.match(failures, [{ message: 'away' }])
  await finish()
  polling.wake()
  await clock.advance(20)
  await finish(new Error('again'))
  t.match(failures, [{ message: 'away' }, { message: 'again' }])
})

t.test('closing waits for the work in progress and starts no more', async (t) => {
  const { clock, polling, began, failures, finish } = start(t, 100)
  let isClosed = false
  polling.close().then(() => {
    isClosed = true
  })
  await clock.advance(500)
  t.notOk(isClosed)
  await finish(new Error('cut off'))
  t.ok(isClosed)
  polling.wake()
  await clock.advance(500)
  t.equal(began.length, 1)
  t.strictSame(failures, [])
})
