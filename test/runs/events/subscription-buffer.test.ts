/** Buffer of events between a run and its subscribers, with a fake clock. */
import t from 'tap'
import { createSubscriptionBuffer } from '../../../src/runs/events/subscription-buffer.ts'
import type { SavedEvent } from '../../../src/runs/queries/run-events.ts'
import { fakeClock } from '../../support/fake-clock.ts'

const never = new AbortController().signal
const event = (sequence: number): SavedEvent => ({ run: 1, sequence, type: 'text', payload: '{}' })

/** Waits, and records if the wait ended in silence. */
function waiter(buffer: ReturnType<typeof createSubscriptionBuffer>, after: number, signal = never) {
  const results: boolean[] = []
  buffer.next(after, 15_000, signal).then((isSilent) => results.push(isSilent))
  return results
}

t.test('silence is reported after the timeout, and not before', async (t) => {
  const clock = fakeClock(t)
  const results = waiter(createSubscriptionBuffer(1), 1)
  await clock.advance(14_999)
  t.strictSame(results, [])
  await clock.advance(1)
  t.strictSame(results, [true])
})

t.test('an event, the end and an abort each wake all waiting subscribers at once', async (t) => {
  const clock = fakeClock(t)
  for (const wake of ['publish', 'end', 'abort'] as const) {
    const buffer = createSubscriptionBuffer(1)
    const caller = new AbortController()
    const waiters = [waiter(buffer, 1, caller.signal), waiter(buffer, 1, caller.signal)]
    await clock.advance(14_999)
    if (wake === 'publish') buffer.publish([event(2)])
    else if (wake === 'end') buffer.end()
    else caller.abort()
    await clock.settle()
    t.strictSame(waiters, [[false], [false]], wake)
  }
})

t.test('a subscriber that arrives after the event, the end or the abort does not wait', async (t) => {
  const clock = fakeClock(t)
  const buffer = createSubscriptionBuffer(1)
  buffer.publish([event(2)])
  const late = [waiter(buffer, 1), waiter(createSubscriptionBuffer(1), 1, AbortSignal.abort())]
  const ended = createSubscriptionBuffer(1)
  ended.end()
  late.push(waiter(ended, 1))
  await clock.settle()
  t.strictSame(late, [[false], [false], [false]])
})

t.test('a subscriber that has missed events must read the database', async (t) => {
  const buffer = createSubscriptionBuffer(1)
  buffer.publish([event(2), event(3)])
  t.strictSame(buffer.since(1), [event(2), event(3)])
  t.strictSame(buffer.since(2), [event(3)])
  t.strictSame(buffer.since(3), [])
  buffer.publish([event(4)])
  t.equal(buffer.since(1), undefined, 'only the newest are kept')
  t.equal(buffer.since(2), undefined)
  t.strictSame(buffer.since(3), [event(4)])
})

t.test(
  'a subscriber on another replica counts for three seconds, and is signalled each publication',
  async (t) => {
    const clock = fakeClock(t)
    let published = 0
    const buffer = createSubscriptionBuffer(1, () => {
      published += 1
    })
    t.equal(buffer.isFollowed, false)
    buffer.publish([event(2)])
    t.equal(published, 0, 'no subscriber')
    buffer.followElsewhere()
    t.equal(buffer.isFollowed, true)
    buffer.publish([event(3)])
    t.equal(published, 1)
    await clock.advance(2_000)
    buffer.followElsewhere()
    await clock.advance(2_999)
    t.equal(buffer.isFollowed, true)
    await clock.advance(1)
    t.equal(buffer.isFollowed, false)
    buffer.publish([event(4)])
    t.equal(published, 1)
    buffer.subscribers += 1
    t.equal(buffer.isFollowed, true)
    buffer.publish([event(5)])
    t.equal(published, 1, 'a subscriber here needs no signal')
  },
)
