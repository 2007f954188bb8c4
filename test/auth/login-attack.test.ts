/** Complete attack on an account protected by the login throttle, with a fake clock. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { createLoginThrottle } from '../../src/auth/login-throttle.ts'
import { memoryBuckets } from '../../src/limits/memory.ts'
import { fakeClock } from '../support/fake-clock.ts'

const LOGIN_FAILURES = 2
const BOTS = 20
const ADDRESSES = 1000

// With the faster rate the bots soon exhaust their addresses, with the slower one not before the owner logs
// in.
for (const pauseMs of [100, 1000]) {
  t.test(
    `the owner can log in during an attack from ${ADDRESSES} addresses, one guess per ${pauseMs / BOTS} ms`,
    async (t) => {
      const clock = fakeClock(t)
      const throttle = createLoginThrottle(memoryBuckets(), LOGIN_FAILURES)
      const logIn = (address: string, isKnown: boolean, isRight: () => boolean) =>
        throttle.check({
          account: 'ada',
          address,
          isKnown: async () => isKnown,
          isRight: async () => isRight(),
        })

      let isOver = false
      let sent = 0
      let looked = 0
      const bots = Array.from({ length: BOTS }, async () => {
        while (!isOver) {
          await logIn(`bot ${sent++ % ADDRESSES}`, false, () => {
            looked++
            return false
          })
          await sleep(pauseMs)
        }
      })
      const startedAt = performance.now()
      await clock.advance(pauseMs * 10)

      const knownAt = performance.now()
      t.equal(await logIn('home', true, () => true), true, 'from a known address')
      t.equal(performance.now(), knownAt, 'without a delay')

      let attempts = 0
      const owner = (async () => {
        for (;;) {
          attempts++
          const result = await logIn('a new address', false, () => true)
          if (typeof result === 'boolean') return result
          await sleep(result.wait * 1000)
        }
      })()
      const isIn = owner.finally(() => {
        isOver = true
      })
      while (!isOver) await clock.advance(1000)
      t.equal(await isIn, true)
      t.ok(attempts <= 5, `the owner needed ${attempts} attempts`)
      const seconds = (performance.now() - startedAt) / 1000
      t.ok(
        looked <= 31 + Math.ceil(seconds * 2.2),
        `${looked} of ${sent} guesses were checked in ${seconds} s`,
      )
      await clock.advance(6000)
      await Promise.all(bots)
    },
  )
}
