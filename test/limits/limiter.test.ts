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
  const asked: PromiseWithResolvers<Taken>[] = []
  const buckets: Buckets = {
    take() {
      const answer = Promise.withResolvers<Taken>()
      asked.push(answer)
      return answer.promise
    },
    async close() {},
  }
  return { buckets, asked }
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

t.test('requests that come while the shared bucket is asked wait for the same portion', async (t) => {
  const clock = fakeClock(t)
  const { buckets, asked } = scriptedBuckets()
  const limit = limiter(buckets, 'test', rate, 2)
  const verdicts = [1, 2, 3].map(() => limit.take('a'))
  t.equal(asked.length, 1)
  asked[0]?.resolve({ granted: 2, full: 2_000 })
  await clock.settle()
  t.equal(asked.length, 2, 'the third one needs another portion')
  asked[1]?.resolve({ granted: 0, full: 4_000 })
  const isAllowed = (await Promise.all(verdicts)).map((verdict) => verdict.isAllowed)
  t.strictSame(isAllowed, [true, true, false])
})

t.test('an empty bucket is not asked again before there can be a token, nor within a second', async (t) => {
  const clock = fakeClock(t)
  const { buckets, asked } = scriptedBuckets()
  const fast = { quota: 10, window: 1_000 }
  const limit = limiter(buckets, 'test', fast, 1)
  const first = limit.take('a')
  asked[0]?.resolve({ granted: 0, full: 1_000 })
  t.strictSame(await first, { isAllowed: false, left: 0, seconds: 1 })
  await clock.advance(999)
  t.strictSame(limit.take('a'), { isAllowed: false, left: 0, seconds: 1 }, 'at once, without asking')
  t.equal(asked.length, 1)
  await clock.advance(1)
  const again = limit.take('a')
  t.equal(asked.length, 2)
  asked[1]?.resolve({ granted: 1, full: 1_000 })
  t.hasStrict(await again, { isAllowed: true })
})

t.test('a portion is given up when the bucket would have been full again', async (t) => {
  const clock = fakeClock(t)
  const { buckets, asked } = scriptedBuckets()
  const limit = limiter(buckets, 'test', rate, 2)
  const first = limit.take('a')
  asked[0]?.resolve({ granted: 2, full: 2_000 })
  await first
  await clock.advance(3_999)
  t.hasStrict(
    limit.take('a') as Verdict,
    { isAllowed: true },
    'the second of the portion, at the last moment',
  )

  const next = limit.take('a')
  asked[1]?.resolve({ granted: 2, full: 2_000 })
  await next
  await clock.advance(4_000)
  limit.take('a')
  t.equal(asked.length, 3, 'what was held for a whole window is not given out')
})

t.test('shared buckets that do not answer are given a second, and then left alone for one', async (t) => {
  const clock = fakeClock(t)
  const { buckets, asked } = scriptedBuckets()
  const errors: unknown[] = []
  const insured = bucketsWithFallback(buckets, (error) => errors.push(error))
  const answers: Taken[] = []
  insured.take('a', rate, 1).then((taken) => answers.push(taken))
  await clock.advance(999)
  t.strictSame(answers, [])
  await clock.advance(1)
  t.strictSame(answers, [{ granted: 1, full: 1_000 }], 'from the bucket in memory')
  asked[0]?.resolve({ granted: 0, full: 4_000 })
  await clock.settle()
  t.equal(answers.length, 1, 'an answer that comes too late changes nothing')

  await insured.take('a', rate, 1)
  await clock.advance(999)
  await insured.take('a', rate, 1)
  t.equal(asked.length, 1, 'not asked meanwhile')
  await clock.advance(1)
  const recovered = insured.take('a', rate, 1)
  t.equal(asked.length, 2)
  asked[1]?.reject(new Error('still away'))
  await recovered
  t.equal(errors.length, 1, 'reported once')

  await clock.advance(1_000)
  const served = insured.take('a', rate, 1)
  asked[2]?.resolve({ granted: 1, full: 3_000 })
  t.strictSame(await served, { granted: 1, full: 3_000 }, 'from the shared bucket again')
  insured.take('a', rate, 1).catch(() => {})
  asked[3]?.reject(new Error('away again'))
  await clock.settle()
  t.equal(errors.length, 2, 'a new failure is reported again')
})
