/** Event log with a fake clock: when events are saved, and that none is published before. */
import t, { type Test } from 'tap'
import { createEventLog } from '../../../src/runs/events/event-log.ts'
import { createSubscriptionBuffer } from '../../../src/runs/events/subscription-buffer.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { connectionRefused, scriptedDatabase } from '../../support/postgres/scripted-database.ts'

const SAVE = 'insert into run_events'
const RUN = 7

function start(t: Test, { subscribers }: { subscribers: number }) {
  const clock = fakeClock(t)
  const database = scriptedDatabase()
  const reports: string[] = []
  let holds = true
  const log = createEventLog(database.db, {
    lease: { worker: 'a worker', holds: () => holds },
    onLost: (run) => reports.push(`lost ${run}`),
    onRejected: (run) => reports.push(`rejected ${run}`),
    log: { warn: () => {}, error: () => {} },
  })
  const feed = createSubscriptionBuffer(1)
  feed.subscribers = subscribers
  const run = log.open({ user: 1, id: RUN }, 1, feed)
  const say = (text: string) => run.append({ type: 'text', text })
  const published = (after = 1) => (feed.since(after) ?? []).map(({ payload }) => JSON.parse(payload))
  const loseLease = () => {
    holds = false
  }
  return { clock, database, reports, run, say, published, loseLease }
}

const saved = [{ id: RUN, saved: true }]

t.test(
  'the first token with a subscriber waiting is saved at once, and published once it is saved',
  async (t) => {
    const { clock, database, run, say, published } = start(t, { subscribers: 1 })
    run.begin()
    say('New')
    await clock.settle()
    const statement = database.take(SAVE)
    t.ok(statement, 'without time passing')
    await clock.advance(50)
    t.strictSame(published(), [], 'nothing is published before it is saved')
    statement?.answer(saved)
    await clock.settle()
    t.strictSame(published(), [{ type: 'text', sequence: 2, text: 'New' }])
  },
)

t.test(
  'the pause is nine times as long as the last statement took, and texts in it become one event',
  async (t) => {
    const { clock, database, run, say, published } = start(t, { subscribers: 1 })
    run.begin()
    say('New')
    await clock.advance(10)
    database.take(SAVE)?.answer(saved)
    await clock.settle()
    say('com')
    await clock.advance(40)
    say('en')
    await clock.advance(49)
    t.equal(database.take(SAVE), undefined)
    await clock.advance(1)
    database.take(SAVE)?.answer(saved)
    await clock.settle()
    t.strictSame(published(2), [{ type: 'text', sequence: 3, text: 'comen' }])
  },
)

t.test('events without a subscriber are saved 200 ms after they arrive', async (t) => {
  const { clock, database, run, say } = start(t, { subscribers: 0 })
  run.begin()
  say('New')
  await clock.advance(199)
  t.equal(database.take(SAVE), undefined)
  await clock.advance(1)
  t.ok(database.take(SAVE))
})

t.test(
  'while the database is away the same events are sent again every 250 ms, then published once',
  async (t) => {
    const { clock, database, run, say, published, reports } = start(t, { subscribers: 1 })
    run.begin()
    say('New')
    await clock.settle()
    for (let tries = 0; tries < 3; tries += 1) {
      const statement = database.take(SAVE)
      t.ok(
        statement?.parameters.some((value) => Array.isArray(value) && value[0] === 2),
        'as number 2',
      )
      statement?.fail(connectionRefused())
      say(String(tries))
      await clock.advance(249)
      t.equal(database.take(SAVE), undefined)
      await clock.advance(1)
    }
    database.take(SAVE)?.answer(saved)
    await clock.settle()
    t.strictSame(published(), [{ type: 'text', sequence: 2, text: 'New' }])
    await clock.advance(200)
    database.take(SAVE)?.answer(saved)
    await clock.settle()
    t.strictSame(published(2), [{ type: 'text', sequence: 3, text: '012' }])
    t.strictSame(reports, [])
  },
)

t.test(
  'a worker whose lease runs out while the database is away abandons the run, and publishes nothing',
  async (t) => {
    const { clock, database, run, say, published, reports, loseLease } = start(t, { subscribers: 1 })
    run.begin()
    say('New')
    await clock.settle()
    database.take(SAVE)?.fail(connectionRefused())
    loseLease()
    await clock.advance(250)
    t.equal(database.take(SAVE), undefined)
    t.strictSame(reports, [`lost ${RUN}`])
    t.strictSame(published(), [])
  },
)

t.test('a run that another worker has taken over is abandoned', async (t) => {
  const { clock, database, run, say, published, reports } = start(t, { subscribers: 1 })
  run.begin()
  say('New')
  await clock.settle()
  database.take(SAVE)?.answer([])
  await clock.settle()
  t.strictSame(reports, [`lost ${RUN}`])
  t.strictSame(published(), [])
})

t.test('a run that is locked is tried again every 250 ms', async (t) => {
  const { clock, database, run, say, published } = start(t, { subscribers: 1 })
  run.begin()
  say('New')
  await clock.settle()
  database.take(SAVE)?.answer([{ id: RUN, saved: false }])
  await clock.advance(249)
  t.equal(database.take(SAVE), undefined)
  await clock.advance(1)
  database.take(SAVE)?.answer(saved)
  await clock.settle()
  t.strictSame(published(), [{ type: 'text', sequence: 2, text: 'New' }])
})
