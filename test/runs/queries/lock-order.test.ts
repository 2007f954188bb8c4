/**
 * Runs and messages are locked after their chat, so that a prompt or a change there cannot deadlock with the
 * end of a run or the deletion of the chat.
 */
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { withdrawRun } from '../../../src/runs/queries/run-creation.ts'
import { endAbandonedRun } from '../../../src/runs/queries/run-ends.ts'
import { connected } from '../../support/database.ts'
import { ask, at } from '../../support/events.ts'
import { untilWaiting } from '../../support/postgres/rows.ts'
import { testModel } from '../../support/providers/model.ts'
import { newChat } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

type Schemas = components['schemas']

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const byHand = await connected(t, server.connection)
const ada = await signUp(server)

/** Creates a chat with an active run, and locks the chat. */
async function locked() {
  const chat = await newChat(ada.client)
  const stream = await ask(at(server, ada), { prompt: 'Who?', chat })
  const call = await model.next()
  await byHand.query('begin')
  await byHand.query('select from chats where id = $1 for no key update', [chat])
  return { chat, stream, call, id: stream.run }
}

/** Returns true if no other transaction has locked the run. */
async function isFree(run: number): Promise<boolean> {
  return (await byHand.query('select from runs where id = $1 for update skip locked', [run])).rowCount === 1
}

t.test('a prompt is rejected at once, not after a deadlock, while another run ends', async (t) => {
  const { chat, stream, call, id } = await locked()
  const second = ada.client.post('/api/llm/', { json: { prompt: 'And?', chat } })
  await untilWaiting(server.db, 1)
  call.end({ texts: ['Newcomen'] })
  await untilWaiting(server.db, 2)
  t.ok(await isFree(id), 'the run that ends is not locked before its chat')
  await byHand.query('commit')
  t.hasStrict((await second).json(), { status: 409, code: 'run_active' })
  t.equal((await stream.all()).at(-1)?.type, 'completed')
})

t.test('a run that is withdrawn is not locked before its chat', async (t) => {
  const { stream, id } = await locked()
  const { rows } = await byHand.query('select worker_id as worker from runs where id = $1', [id])
  const withdrawn = withdrawRun(server.db, { user: ada.id, id, worker: rows[0].worker })
  await untilWaiting(server.db, 1)
  t.ok(await isFree(id))
  await byHand.query('commit')
  t.strictSame(await withdrawn, { id })
  t.equal((await stream.all()).at(-1)?.type, 'cancelled')
})

t.test('an abandoned run is not ended while its chat is locked', async (t) => {
  const { stream, call, id } = await locked()
  await server.db
    .updateTable('runs')
    .set({ worker_id: '00000000-0000-0000-0000-000000000000' })
    .where('id', '=', id)
    .execute()
  t.equal(await endAbandonedRun(server.db, { user: ada.id, id }), undefined)
  await byHand.query('commit')
  t.strictSame(await endAbandonedRun(server.db, { user: ada.id, id }), { status: 'incomplete' })
  call.end({ texts: ['Newcomen'] })
  t.equal((await stream.all()).at(-1)?.type, 'incomplete')
})

t.test('changing a message locks its chat first, so there is no deadlock', async (t) => {
  const [chat, other] = [await newChat(ada.client), await newChat(ada.client)]
  for (const [method, row, change] of [
    ['PUT', chat, { content: 'replaced', chat }],
    ['PUT', other, { content: 'moved', chat: other }],
    ['PUT', chat, { content: 'moved', chat: other }],
    ['DELETE', chat, undefined],
  ] as const) {
    const json = { content: '', chat }
    const { id } = (await ada.client.post('/api/message/', { json })).json<Schemas['Message']>()
    await byHand.query('begin')
    // As deleting a chat does.
    await byHand.query('select from chats where id = $1 for update', [row])
    const changed = ada.client.request(method, `/api/message/${id}`, change ? { json: change } : {})
    await untilWaiting(server.db, 1)
    await t.resolves(byHand.query('select from messages where id = $1 for update nowait', [id]))
    await byHand.query('commit')
    t.ok((await changed).status < 300, `${method} ${change?.content}`)
  }
})
