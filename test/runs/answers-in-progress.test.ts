/** Reading an answer in progress costs only its new part, however often it is read. */
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { createAnswersInProgress } from '../../src/runs/answers-in-progress.ts'
import { answerOf, ask, at } from '../support/events.ts'
import { until } from '../support/files.ts'
import { testModel } from '../support/providers/model.ts'
import { newChat, readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const model = await testModel(t)
const backup = await testModel(t)
const llm = { baseUrl: model.baseUrl, fallbackBaseUrl: backup.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const replica = await testServer(t, { replicaOf: server, llm })
const ada = await signUp(server)

t.test('reading an answer again reads the events since then', async (t) => {
  const answers = createAnswersInProgress()
  const stream = await ask(at(server, ada), { prompt: 'Who?' })
  const call = await model.next()
  const say = async (text: string) => {
    const { length } = stream.events
    call.say(text)
    await stream.until(length + 1)
  }
  /** Reads the run. Resolves to its content, and the number of events that PostgreSQL read for it. */
  const read = () =>
    server.db.transaction().execute(async (db) => {
      // Also counts earlier reads of this connection.
      const rowsRead = async () => {
        const { rows } = await sql<{ read: number }>`
          select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read
          from pg_stat_xact_user_tables where relname = 'run_events'`.execute(db)
        return rows[0]?.read ?? 0
      }
      const before = await rowsRead()
      const run = await answers.readRun(db, { user: ada.id, id: stream.run })
      return [run?.content, (await rowsRead()) - before]
    })
  for (let count = 0; count < 30; count++) await say('x')
  t.strictSame(await read(), ['x'.repeat(30), 31], 'all of them at first, with the first one of the run')
  for (let round = 0; round < 5; round++) t.strictSame(await read(), ['x'.repeat(30), 0], 'none again')
  await say('y')
  await say('z')
  t.strictSame(await read(), [`${'x'.repeat(30)}yz`, 2], 'only the new ones')
  call.end()
  await stream.all()
  t.strictSame(await read(), [`${'x'.repeat(30)}yz`, 0], 'none of a run that has ended')
})

t.test('each replica reads the same answer at any moment, also after a failover', async (t) => {
  const chat = await newChat(ada.client)
  const stream = await ask(at(server, ada), { prompt: 'Who?', chat })
  const expectContent = async (content: string, reasoning: string) => {
    for (const client of [ada.client, replica.client.as(ada.access)]) {
      const run = await readRun(client, stream.run)
      t.hasStrict(run, { content, reasoning })
      t.hasStrict(run.context, { dropped: 0 })
      const messages = (await client.get(`/api/message/?chat=${chat}`)).json<Schemas['Message'][]>()
      t.hasStrict(messages.at(-1), { content })
      t.hasStrict((await client.get(`/api/message/${run.answer_message}`)).json(), { content })
    }
  }
  const first = await model.next()
  first.think('Hm.')
  await stream.until('reasoning')
  await expectContent('', 'Hm.')
  first.say('Savery')
  await stream.until('text')
  await expectContent('Savery', 'Hm.')
  first.fail()
  const second = await backup.next()
  second.think('Hm?')
  await stream.until('reset')
  second.say('Newcomen')
  await until('it has begun again', async () => answerOf(stream.events) === 'Newcomen')
  await expectContent('Newcomen', 'Hm?')
  second.end()
  await stream.all()
  await expectContent('Newcomen', 'Hm?')
})
