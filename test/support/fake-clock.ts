/** Clock that the test advances, for code that waits and measures time. */
import { syncBuiltinESMExports } from 'node:module'
import { mock } from 'node:test'
import type { Test } from 'tap'

export interface FakeClock {
  /** Resolves when everything that does not depend on time has finished. */
  settle(): Promise<void>
  /**
   * Advances the clock by this number of ms and runs due timers on the way. They run at most 10 ms late, and
   * exactly at the end.
   */
  advance(ms: number): Promise<void>
}

/**
 * Replaces setTimeout, including node:timers/promises, and performance.now in the whole process until the
 * test ends. Code under test must not wait for real input or output meanwhile.
 */
export function fakeClock(t: Pick<Test, 'teardown'>): FakeClock {
  let now = 1_000_000
  mock.timers.enable({ apis: ['setTimeout'] })
  const performanceNow = mock.method(performance, 'now', () => now)
  // Modules that import a timer by name see the replacement, too.
  syncBuiltinESMExports()
  t.teardown(() => {
    performanceNow.mock.restore()
    mock.timers.reset()
    syncBuiltinESMExports()
  })
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    settle,
    async advance(ms) {
      await settle()
      for (let left = ms; left > 0; ) {
        const step = left > 50 ? 10 : 1
        left -= step
        now += step
        mock.timers.tick(step)
        await settle()
      }
    },
  }
}
