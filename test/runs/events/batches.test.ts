/**
 * Events of all runs of a process are saved together. A run whose events cannot be saved must not affect
 * others.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { connected, testDatabase } from '../../support/database.ts'
import { answerOf, ask, at, type EventReader } from '../../support/events.ts'
import { gate } from '../../support/network/gate.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { readRun } from '../../support/requests.ts'
import { signUp, type TestServer, type TestServerOptions, testServer } from '../../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 4

interface Answering {
  readonly stream: EventReader
  readonly call: ModelCall
}

/** Server with `count` runs, each of which has sent a word. */
async function answering(t: Test, count: number, options: TestServerOptions = {}) {
  const model = await testModel(t)
  const llm = { baseUrl: model.baseUrl, timeout: 120_000 }
  const server = await testServer(t, { ...options, llm })
  const ada = await signUp(server)
  const runs: Answering[] = []
  for (let index = 0; index < count; index++) {
    const stream = await ask(at(server, ada), { prompt: `Question ${index}` })
    runs.push({ stream, call: await model.next() })
  }
  for (const { call } of runs) call.say('Well')
  for (const { stream } of runs) await stream.until('text')
  const read = ({ stream }: Answering) => readRun(ada.client, stream.run)
  return { server, runs, read }
}

/** Returns the logged errors about refused events. */
function refusals({ log }: TestServer): { run: number }[] {
  return log.map((line) => JSON.parse(line)).filter(({ msg }) => /rejects its events/.test(msg))
}

async function completes(t: Test, runs: readonly Answering[], content: string) {
  for (const { stream } of runs) {
    const events = await stream.all()
    t.equal(events.at(-1)?.type, 'completed')
    t.equal(answerOf(events), content)
  }
}

for (const [what, constraint, say] of [
  ['text', `payload ->> 'text' not like '%poison%'`, (call: ModelCall) => call.say(', poison')],
  ['first token', `payload ->> 'type' <> 'reasoning'`, (call: ModelCall) => call.think('Hm')],
  // 23514 is a check violation, 22P02 an invalid text representation.
  [
    'number',
    `(payload ->> 'text') !~ '\\d' or (payload ->> 'text')::integer > 0`,
    (call: ModelCall) => call.say(' 7x'),
  ],
] as const) {
  t.test(`a run with a ${what} that PostgreSQL rejects fails alone`, async (t) => {
    const { server, runs, read } = await answering(t, 7)
    await sql`alter table run_events add check (${sql.raw(constraint)})`.execute(server.db)
    const [poisoned, ...others] = runs
    if (poisoned === undefined) throw new Error('There is none')
    for (const run of runs) {
      if (run === poisoned) say(run.call)
      else run.call.say(' then')
    }
    const events = await poisoned.stream.all()
    t.match(events.at(-1), { type: 'failed', code: 'internal_error' })
    t.strictSame(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1),
      'its events have no gap',
    )
    t.equal(answerOf(events), 'Well')
    t.hasStrict(
      await read(poisoned),
      { status: 'failed', content: 'Well' },
      'the stored text is the sent text',
    )
    t.strictSame(
      refusals(server).map(({ run }) => run),
      [poisoned.stream.run],
      'the log names the run once',
    )
    for (const { call } of others) {
      call.say('.')
      call.end()
    }
    await completes(t, others, 'Well then.')
  })
}

t.test('a run whose row is locked delays no other run', async (t) => {
  const { server, runs } = await answering(t, 6)
  const [locked, ...others] = runs
  if (locked === undefined) throw new Error('There is none')
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query('select from runs where id = $1 for update', [locked.stream.run])
  for (const { call } of runs) call.say(' then')
  for (const { stream } of others) await stream.until(3)
  for (const { call } of others) {
    call.say('.')
    call.end()
  }
  await completes(t, others, 'Well then.')
  locked.call.say('.')
  locked.call.end()
  await sleep(500)
  t.equal(answerOf(locked.stream.events), 'Well')
  await byHand.query('rollback')
  await completes(t, [locked], 'Well then.')
})

t.test('many runs locked for longer than a lease delay no other run', async (t) => {
  const { server, runs } = await answering(t, 40)
  const [free, ...locked] = runs
  if (free === undefined) throw new Error('There is none')
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  const ids = locked.map(({ stream }) => stream.run)
  await byHand.query('select from runs where id = any($1) for update', [ids])
  for (const { call } of runs) call.say(' then')
  const lockedAt = performance.now()
  await free.stream.until(3)
  const took = performance.now() - lockedAt
  t.ok(took < 5_000, `the event of the other run arrived after ${Math.round(took)} ms`)
  free.call.say('.')
  free.call.end()
  await completes(t, [free], 'Well then.')
  // Longer than a worker continues without renewing its lease.
  await sleep(lockedAt + 20_000 - performance.now())
  await byHand.query('rollback')
  for (const { call } of locked) {
    call.say('.')
    call.end()
  }
  await completes(t, locked, 'Well then.')
})

t.test('one statement saves a limited amount of text, however much is waiting', async (t) => {
  const { connection } = await testDatabase(t)
  const way = await gate(t, connection)
  await way.open()
  const { runs } = await answering(t, 16, { connection: way.connection })
  const byHand = await connected(t, connection)
  await byHand.query(`
    create table statements (events integer, characters integer);
    create function note() returns trigger language plpgsql as $$
      begin
        insert into statements select count(*), sum(length(payload::text)) from saved;
        return null;
      end $$;
    create trigger note after insert on run_events referencing new table as saved
      for each statement execute function note()`)
  const text = ' word'.repeat(50_000)
  await way.shut()
  for (const { call } of runs) call.say(text)
  await sleep(1_000)
  await way.open()
  for (const { call } of runs) call.end()
  await completes(t, runs, `Well${text}`)
  const { rows } = await byHand.query(
    'select max(characters) as most, sum(characters) as all from statements',
  )
  t.ok(Number(rows[0]?.all) > 16 * text.length, 'all of it was saved')
  t.ok(Number(rows[0]?.most) < 1_048_576 + 2 * text.length, `${rows[0]?.most} characters at once`)
})
