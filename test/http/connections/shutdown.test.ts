/** Stopping the parts of a process, even if some of them fail. */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type Part, stopParts } from '../../../src/http/connections/shutdown.ts'

const TIMEOUT_MS = 2_000

/** Stops parts that behave as their names describe. Returns their errors and the time taken. */
async function stop(t: Test, names: string[], within = TIMEOUT_MS) {
  const stopped: string[] = []
  const errors: string[] = []
  const part = (name: string): Part => ({
    name,
    stop() {
      stopped.push(name)
      if (name.startsWith('throws')) throw new Error('thrown')
      if (name.startsWith('rejects')) return Promise.reject(new Error('rejected'))
      if (name.startsWith('hangs')) return new Promise(() => {})
      return sleep(10)
    },
  })
  const began = performance.now()
  const onError = (name: string, error: unknown) => errors.push(`${name}: ${error}`)
  const isClean = await stopParts(names.map(part), { within, onError })
  t.same(stopped, [...names].reverse(), 'every part is stopped, in reverse order')
  return { isClean, errors, took: performance.now() - began }
}

t.test('all parts are stopped', async (t) => {
  t.match(await stop(t, ['a', 'b', 'c']), { isClean: true, errors: [] })
})

t.test('parts that throw or reject do not keep others from stopping', async (t) => {
  const { isClean, errors, took } = await stop(t, ['a', 'throws', 'rejects', 'b'])
  t.equal(isClean, false)
  t.same(errors, ['rejects: Error: rejected', 'throws: Error: thrown'])
  t.ok(took < TIMEOUT_MS, 'without waiting for the timeout')
})

t.test('parts that hang do not exceed the total time or take it from others', async (t) => {
  const names = ['a', 'hangs 1', 'b', 'hangs 2', 'hangs 3']
  const { isClean, errors, took } = await stop(t, names)
  t.equal(isClean, false)
  t.match(errors, [/^hangs 3: Error: took longer than \d+ ms/, /^hangs 2/, /^hangs 1/])
  // Each with a time limit of its own, they would take three times as long.
  t.ok(took > 1_500 && took < 2 * TIMEOUT_MS, `${took} ms of 2,000`)
})

t.test('a part that rejects after the timeout causes no unhandled rejection', async (t) => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  t.teardown(() => process.off('unhandledRejection', note))

  const late: Part = { name: 'late', stop: () => sleep(600).then(() => Promise.reject(new Error('late'))) }
  const options = { within: 300, onError: () => {} }
  t.equal(await stopParts([late], options), false)
  await sleep(600)
  t.same(unhandled, [])
})

t.test('a part added during the shutdown is stopped too', async (t) => {
  const parts: Part[] = []
  const stopped: string[] = []
  const further: Part = { name: 'further', stop: async () => stopped.push('further') }
  parts.push({ name: 'first', stop: async () => parts.push(further) })
  t.ok(await stopParts(parts, { within: 1_000, onError: () => {} }))
  t.same(stopped, ['further'])
})
