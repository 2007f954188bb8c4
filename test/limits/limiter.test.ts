/** Limiters with a fake clock. */
import t from 'tap'
import type { Buckets, Taken } from '../../src/limits/buckets.ts'
import { bucketsWithFallback } from '../../src/limits/fallback-limiter.ts'
import { limiter, type Verdict } from '../../src/limits/limiter.ts'
import { memoryBuckets } from '../../src/limits/memory.ts'
import { fakeClock } from '../support/fake-clock.ts'

const rate = { quota: 4, window: 4_000 }

/** Buckets with responses from the test. */
function scriptedBuckets() {
  const requests: PromiseWithResolvers<Taken>[] = []
  const buckets: Buckets = {
    take() {
      const answer = Promise.withResolvers<Taken>()
      requests.push(answer)
      return answer.promise
    },
    async close() {},
  }
  return { buckets, requests }
}

t.test('a bucket in memory gets its tokens back one by one, each exactly when it is due', async (t) => {
  const clock = fakeClock(t)
  const buckets = memoryBuckets()
  t.strictSame(await buckets.take('a', rate, 4), { granted: 4, full: 4_000 })
  await clock.advance(998)
  t.strictSame(await buckets.take('a', rate, 1), { granted: 0, full: 3_002 })
  await clock.advance(2)
  t.strictSame(await buckets.take('a', rate, 1), { granted: 1, full: 4_000 })
  t.strictSame(await buckets.take('a', rate, 1), { granted: 0, full: 4_000 })
  await clock.advance(9_000)
  t.strictSame(await buckets.take('a', rate, 9), { granted: 4, full: 4_000 }, 'never more than the quota')
})

t.test('requests during a query of the shared bucket wait for the same portion', async (t) => {
  const clock = fakeClock(t)
  const { buckets, requests } = scriptedBuckets()
  const limit = limiter(buckets, 'test', rate, 2)
  const verdicts = [1, 2, 3].map(() => limit.take('a'))
  t.equal(requests.length, 1)
  requests[0]?.resolve({ granted: 2, full: 2_000 })
  await clock.settle()
  t.equal(requests.length, 2, 'the third one needs another portion')
  requests[1]?.resolve({ granted: 0, full: 4_000 })
  const isAllowed = (await Promise.all(verdicts)).map((verdict) => verdict.isAllowed)
  t.strictSame(isAllowed, [true, true, false])
})

t.test('an empty bucket is not queried again within a second, or before it can have a token', async (t) => {
  const clock = fakeClock(t)
  const { buckets, requests } = scriptedBuckets()
  const fast = { quota: 10, window: 1_000 }
  const limit = limiter(buckets, 'test', fast, 1)
  const first = limit.take('a')
  requests[0]?.resolve({ granted: 0, full: 1_000 })
  t.strictSame(await first, { isAllowed: false, left: 0, seconds: 1 })
  await clock.advance(999)
  t.strictSame(limit.take('a'), { isAllowed: false, left: 0, seconds: 1 }, 'at once, without a query')
  t.equal(requests.length, 1)
  await clock.advance(1)
  const again = limit.take('a')
  t.equal(requests.length, 2)
  requests[1]?.resolve({ granted: 1, full: 1_000 })
  t.hasStrict(await again, { isAllowed: true })
})

t.test('a portion expires when the bucket would be full again', async (t) => {
  const clock = fakeClock(t)
  const { buckets, requests } = scriptedBuckets()
  const limit = limiter(buckets, 'test', rate, 2)
  const first = limit.take('a')
  requests[0]?.resolve({ granted: 2, full: 2_000 })
  await first
  await clock.advance(3_999)
  t.hasStrict(
    limit.take('a') as Verdict,
    { isAllowed: true },
    'the second of the portion, at the last moment',
  )

  const next = limit.take('a')
  requests[1]?.resolve({ granted: 2, full: 2_000 })
  await next
  await clock.advance(4_000)
  limit.take('a')
  t.equal(requests.length, 3, 'an expired portion is not used')
})

t.test('shared buckets that do not respond within a second are not queried for another second', async (t) => {
  const clock = fakeClock(t)
  const { buckets, requests } = scriptedBuckets()
  const errors: unknown[] = []
  const insured = bucketsWithFallback(buckets, (error) => errors.push(error))
  const answers: Taken[] = []
  insured.take('a', rate, 1).then((taken) => answers.push(taken))
  await clock.advance(999)
  t.strictSame(answers, [])
  await clock.advance(1)
  t.strictSame(answers, [{ granted: 1, full: 1_000 }], 'from the bucket in memory')
  requests[0]?.resolve({ granted: 0, full: 4_000 })
  await clock.settle()
  t.equal(answers.length, 1, 'a late response changes nothing')

  await insured.take('a', rate, 1)
  await clock.advance(999)
  await insured.take('a', rate, 1)
  t.equal(requests.length, 1, 'no query in that second')
  await clock.advance(1)
  const recovered = insured.take('a', rate, 1)
  t.equal(requests.length, 2)
  requests[1]?.reject(new Error('still away'))
  await recovered
  t.equal(errors.length, 1, 'reported once')

  await clock.advance(1_000)
  const served = insured.take('a', rate, 1)
  requests[2]?.resolve({ granted: 1, full: 3_000 })
  t.strictSame(await served, { granted: 1, full: 3_000 }, 'from the shared bucket again')
  insured.take('a', rate, 1).catch(() => {})
  requests[3]?.reject(new Error('away again'))
  await clock.settle()
  t.equal(errors.length, 2, 'a new failure is reported again')
})
