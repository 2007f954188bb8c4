/** Subscriptions to runs of other replicas, with a fake clock: when they read, and when they end. */
import t, { type Test } from 'tap'
import { noSignals } from '../../../src/replicas/signals.ts'
import { createSubscriptions } from '../../../src/runs/events/subscriptions.ts'
import type { SavedEvent } from '../../../src/runs/queries/run-events.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { connectionRefused, scriptedDatabase } from '../../support/postgres/scripted-database.ts'

const READ = 'as measured'
const POLL = 'join run_events as event'
const CHECK = 'where first.run_id is null'
const STATE = 'as ended'
const POLL_INTERVAL_MS = 200
/** Interval after a failure, which is longer. */
const RETRY_INTERVAL_MS = 250
const SILENCE_MS = 15_000

/** State of a run that has not ended. */
const running = { ended: false, kept: true, last: 1 }

const event = (run: number, sequence: number, type = 'text'): SavedEvent => {
  return { run, sequence, type, payload: JSON.stringify({ type, sequence }) }
}

function start(t: Test) {
  const clock = fakeClock(t)
  const { db, take } = scriptedDatabase()
  const warnings: string[] = []
  const log = { warn: (_: object, message?: string) => void warnings.push(String(message)) }
  const subscriptions = createSubscriptions(db, { reserved: db, own: new Map(), signals: noSignals, log })
  /** Subscribes to a run, and collects what is yielded: types of events, and `silence`. */
  const subscribe = (run: number, after = 0) => {
    const abort = new AbortController()
    const yielded: string[] = []
    const ended = (async () => {
      for await (const batch of subscriptions.subscribe(
        { user: 1, id: run },
        after,
        SILENCE_MS,
        abort.signal,
      ))
        yielded.push(batch.map(({ type, sequence }) => `${type} ${sequence}`).join(', ') || 'silence')
      yielded.push('end')
    })()
    return { yielded, ended, abort: () => abort.abort() }
  }
  /** Answers the oldest statement of a kind and lets all work proceed. Fails if there is none. */
  const answer = async (text: string, rows: readonly object[] = []) => {
    await clock.settle()
    let statement = take(text)
    if (statement === undefined) {
      // The loop has been resumed, which takes a turn of the timers.
      await clock.advance(1)
      statement = take(text)
    }
    t.ok(statement, `a statement with ${text}`)
    statement?.answer(rows)
    await clock.settle()
    return statement?.parameters
  }
  return { clock, take, warnings, subscriptions, subscribe, answer }
}

t.test('one poll serves all followed runs, and polling ends with the last of them', async (t) => {
  const { clock, take, subscribe, answer } = start(t)
  const one = subscribe(1)
  await answer(POLL)
  await answer(CHECK)
  await answer(READ, [event(1, 1)])
  await answer(READ)
  await answer(STATE, [running])
  const two = subscribe(2, 4)
  await answer(READ)
  await answer(STATE, [running])
  t.equal(take(POLL), undefined, 'no second loop')
  await clock.advance(POLL_INTERVAL_MS - 1)
  t.equal(take(POLL), undefined)
  await clock.advance(1)
  const parameters = await answer(POLL, [event(1, 2), event(2, 5), event(2, 6)])
  t.strictSame(parameters?.slice(1, 3), [
    [1, 2],
    [1, 4],
  ])
  t.strictSame([one.yielded, two.yielded], [['text 1', 'text 2'], ['text 5, text 6']])

  await clock.advance(POLL_INTERVAL_MS)
  await answer(POLL, [event(1, 3, 'completed')])
  await one.ended
  t.equal(one.yielded.at(-1), 'end')
  await clock.advance(POLL_INTERVAL_MS)
  t.strictSame((await answer(POLL))?.[1], [2], 'only the other run is still read')
  two.abort()
  await two.ended
  await clock.advance(10 * POLL_INTERVAL_MS)
  t.equal(take(POLL), undefined)
})

t.test('an event that a read and a poll find is yielded once', async (t) => {
  const { clock, subscribe, answer } = start(t)
  const { yielded } = subscribe(1)
  await answer(READ, [event(1, 1), event(1, 2)])
  await answer(POLL, [event(1, 1), event(1, 2)])
  await answer(CHECK)
  await answer(READ)
  await answer(STATE, [running])
  await clock.advance(POLL_INTERVAL_MS)
  await answer(POLL, [event(1, 3)])
  t.strictSame(yielded, ['text 1, text 2', 'text 3'])
})

t.test('silence is reported after every interval without an event', async (t) => {
  const { clock, take, subscribe, answer } = start(t)
  const { yielded } = subscribe(1)
  await answer(POLL)
  await answer(CHECK)
  await answer(READ)
  await answer(STATE, [running])
  const advance = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += POLL_INTERVAL_MS) {
      await clock.advance(POLL_INTERVAL_MS)
      for (const text of [POLL, CHECK]) take(text)?.answer([])
      await clock.settle()
      take(CHECK)?.answer([])
      await clock.settle()
    }
  }
  await advance(SILENCE_MS - POLL_INTERVAL_MS)
  t.strictSame(yielded, [])
  await advance(POLL_INTERVAL_MS)
  t.strictSame(yielded, ['silence'])
  await advance(SILENCE_MS)
  t.strictSame(yielded, ['silence', 'silence'])
})

t.test('a deleted run is noticed within a second, and ends as cancelled', async (t) => {
  const { clock, subscribe, answer } = start(t)
  const { yielded, ended } = subscribe(1, 3)
  await answer(READ)
  await answer(STATE, [running])
  await answer(POLL)
  await answer(CHECK)
  for (let polls = 1; polls < 5; polls++) {
    await clock.advance(POLL_INTERVAL_MS)
    await answer(POLL)
  }
  await clock.advance(POLL_INTERVAL_MS)
  await answer(POLL)
  await answer(CHECK, [{ run: 1 }])
  await answer(READ)
  await answer(STATE)
  await ended
  t.strictSame(yielded, ['cancelled 4', 'end'])
})

t.test('while the database is away, reading is retried and one warning is logged', async (t) => {
  const { clock, take, warnings, subscribe, answer } = start(t)
  const { yielded } = subscribe(1)
  await answer(READ)
  await answer(STATE, [running])
  for (let polls = 0; polls < 3; polls++) {
    take(POLL)?.fail(connectionRefused())
    await clock.advance(RETRY_INTERVAL_MS)
  }
  t.equal(warnings.length, 1)
  await answer(POLL, [event(1, 1)])
  await answer(CHECK)
  t.strictSame(yielded, ['text 1'])
  await clock.advance(POLL_INTERVAL_MS)
  take(POLL)?.fail(connectionRefused())
  await clock.settle()
  t.equal(warnings.length, 2, 'the next failure is logged again')
})

t.test('closing ends every subscription, and those that begin afterwards', async (t) => {
  const { take, subscriptions, subscribe, answer } = start(t)
  const before = subscribe(1)
  await answer(POLL)
  await answer(CHECK)
  await answer(READ)
  await answer(STATE, [running])
  const closed = subscriptions.close()
  await answer(READ)
  await answer(STATE, [running])
  await Promise.all([before.ended, closed])
  const after = subscribe(2)
  await answer(READ)
  await answer(STATE, [running])
  await after.ended
  t.strictSame([before.yielded, after.yielded], [['end'], ['end']])
  t.equal(take(POLL), undefined)
})
