/**
 * PostgreSQL is killed with -9 in the middle of the arguments of a tool call.
 *
 * @embedded kills it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { ask } from '../support/events.ts'
import { until } from '../support/files.ts'
import { ownPostgres } from '../support/postgres/own-postgres.ts'
import { startReplica } from '../support/processes/replica.ts'
import { testModel } from '../support/providers/model.ts'
import { signUp } from '../support/server.ts'

type Schemas = components['schemas']

/** Duration of the outage of the database, in ms. */
const OUTAGE_MS = 2_000

t.test('a call whose arguments arrive during an outage is complete, and can be answered', async (t) => {
  const postgres = await ownPostgres(t)
  const model = await testModel(t)
  const settings = { LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'test-model' }
  const server = await startReplica(t, postgres.connection, settings)
  const ada = await signUp(server)
  const chat = (await ada.client.post('/api/chat/', { json: { title: 'a' } })).json<Schemas['Chat']>().id
  const caller = { url: server.url, access: ada.access }
  const stream = await ask(caller, { prompt: 'Is it raining?', chat, tools: [{ name: 'weather' }] })
  const call = await model.next()
  call.call({ id: 'a', name: 'weather', arguments: '{"city":' })
  await stream.until('tool_call_delta')
  await postgres.kill()
  call.call({ arguments: '"Bath"}' })
  call.end({ finish: 'tool_calls' })
  await sleep(OUTAGE_MS)
  await postgres.start()

  const expected = { id: 'a', name: 'weather', arguments: '{"city":"Bath"}' }
  const events = await stream.all()
  const deltas = events.flatMap((event) => (event.type === 'tool_call_delta' ? [event] : []))
  t.equal(deltas.map((delta) => ('arguments' in delta ? delta.arguments : '')).join(''), expected.arguments)
  t.strictSame(
    events.map(({ sequence }) => sequence),
    events.map((_, index) => index + 1),
    'the events have no gap',
  )
  t.hasStrict(events.at(-1), { type: 'completed', finish_reason: 'tool_calls' })
  const path = `/api/run/${stream.run}`
  await until('requests are answered again', async () => (await ada.client.get(path)).status === 200)
  t.strictSame((await ada.client.get(path)).json<Schemas['Run']>().tool_calls, [expected])

  const json = { chat, tool_results: [{ tool_call: 'a', content: 'Yes.' }] }
  const answer = ada.client.post('/api/llm/', { json })
  ;(await model.next()).end({ texts: ['It is.'] })
  t.hasStrict((await answer).json<Schemas['Run']>(), { status: 'completed', content: 'It is.' })
})
