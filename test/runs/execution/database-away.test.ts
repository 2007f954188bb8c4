/** Runs while the database cannot be reached. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { connect, disconnect } from '../../../src/database/connections/connect.ts'
import { testDatabase } from '../../support/database.ts'
import { answerOf, ask, at, follow } from '../../support/events.ts'
import { gate } from '../../support/network/gate.ts'
import { ageLeases } from '../../support/postgres/run-rows.ts'
import { testModel } from '../../support/providers/model.ts'
import { newChat, question, readRun } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 5

type Run = components['schemas']['Run']

/**
 * Server whose connection to the database can be cut, a separate connection for the test, and a user's chat.
 */
async function start(t: Test) {
  const model = await testModel(t)
  const { connection } = await testDatabase(t)
  const way = await gate(t, connection)
  await way.open()
  const server = await testServer(t, {
    connection: way.connection,
    llm: { baseUrl: model.baseUrl, timeout: 120_000 },
  })
  const db = connect({ connection, poolSize: 1, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  const ada = await signUp(server)
  const chat = await newChat(ada.client)
  const read = (run: number) => readRun(ada.client, run)
  return { model, way, db, server, ada, here: at(server, ada), chat, read }
}

t.test('a run survives a database outage of some seconds without losing text', async (t) => {
  const { model, way, here, chat, read } = await start(t)
  const stream = await ask(here, { ...question, chat })
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  await way.shut()
  call.say('co')
  await sleep(2_000)
  call.say('men')
  await way.open()
  call.say(' did')
  await sleep(2_000)
  await way.shut()
  call.say('.')
  call.end()
  await sleep(1_000)
  t.notOk(call.isDisconnected)
  await way.open()
  const events = await stream.all()
  t.equal(answerOf(events), 'Newcomen did.')
  t.equal(events.at(-1)?.type, 'completed')
  t.hasStrict(await read(stream.run), { status: 'completed', content: 'Newcomen did.' })
})

t.test('a run survives a database that stops responding', async (t) => {
  const { model, way, here, read } = await start(t)
  const stream = await ask(here, question)
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  way.silence()
  call.say('comen')
  await sleep(2_000)
  await way.shut()
  await way.open()
  call.end()
  t.equal(answerOf(await stream.all()), 'Newcomen')
  t.hasStrict(await read(stream.run), { status: 'completed', content: 'Newcomen' })
})

t.test('a run ends as incomplete when the database is away for longer than the lease', async (t) => {
  const { model, way, db, server, ada, here, chat, read } = await start(t)
  const stream = await ask(here, { ...question, chat })
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  await way.shut()
  call.say('comen')
  await call.disconnected
  t.notOk(
    stream.events.some(({ type }) => type === 'incomplete'),
    'no end is reported before the database knows of it',
  )
  await stream.all().catch(() => {})
  await way.open()
  await ageLeases({ db }, [stream.run])
  const rest = await (await follow(here, stream.run, stream.events.at(-1)?.sequence)).all()
  t.equal(rest.at(-1)?.type, 'incomplete')
  t.hasStrict(await read(stream.run), { status: 'incomplete', content: 'New' })
  const again = await ask(at(server, ada), { ...question, chat })
  t.equal(again.status, 200, 'its chat is free')
  ;(await model.next()).end({ texts: ['Newcomen.'] })
  t.equal((await again.all()).at(-1)?.type, 'completed')
})

/**
 * Makes a change of runs take a second, so that the connection can be cut while the statement is in progress.
 */
async function slowDown(
  { db }: Awaited<ReturnType<typeof start>>,
  when: string,
): Promise<() => Promise<void>> {
  await sql`
    create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(1); return new; end'`.execute(
    db,
  )
  await sql`create trigger slow before ${sql.raw(when)} on runs for each row execute function slow()`.execute(
    db,
  )
  return async () => {
    for (let isUnderWay = false; !isUnderWay; ) {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`.execute(
        db,
      )
      isUnderWay = rows.length > 0
    }
  }
}

t.test(
  'subscribers receive the end of a run when its commit succeeded but the response was lost',
  async (t) => {
    const parley = await start(t)
    const { model, way, here, read } = parley
    const stream = await ask(here, question)
    const call = await model.next()
    call.say('New')
    await stream.until('text')
    const isUnderWay = await slowDown(parley, 'update of ended_at')
    call.say('comen')
    call.end()
    await isUnderWay()
    await way.shut()
    await sleep(1_500)
    await way.open()
    const events = await stream.all()
    t.equal(answerOf(events), 'Newcomen')
    t.equal(events.at(-1)?.type, 'completed')
    t.equal(events.filter(({ type }) => type === 'completed').length, 1)
    t.hasStrict(await read(stream.run), { status: 'completed', content: 'Newcomen' })
  },
)

t.test(
  'a run whose insert succeeded but whose response was lost does not block its chat for ever',
  async (t) => {
    const parley = await start(t)
    const { model, way, db, ada, chat, read } = parley
    const isUnderWay = await slowDown(parley, 'insert')
    const pending = ada.client.post('/api/llm/', { json: { ...question, chat } })
    await isUnderWay()
    await way.shut()
    t.equal((await pending).status, 503)
    await sleep(1_500)
    await way.open()
    await sql`drop trigger slow on runs`.execute(db)
    const [run] = (await ada.client.get(`/api/run/?chat=${chat}`)).json<Run[]>()
    t.equal(run?.status, 'queued')
    await sql`update runs set created_at = now() - interval '31 seconds'`.execute(db)
    await (await follow(parley.here, run?.id ?? 0)).all()
    t.hasStrict(await read(run?.id ?? 0), { status: 'incomplete', content: '' })
    const again = ada.client.post('/api/llm/', { json: { ...question, chat } })
    ;(await model.next()).end({ texts: ['Newcomen.'] })
    t.equal((await again).status, 200)
  },
)
