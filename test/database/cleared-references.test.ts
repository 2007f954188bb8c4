/**
 * Deletion of objects that messages refer to. The references are cleared, even those that a concurrent
 * transaction adds.
 */
import type pg from 'pg'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { connected } from '../support/database.ts'
import { until } from '../support/files.ts'
import { rowsOfUser, untilWaiting } from '../support/postgres/rows.ts'
import { newChat, readMessage, uploadFile } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Message = components['schemas']['Message']
type Run = components['schemas']['Run']

const server = await testServer(t)

/** Chat with an answer, another chat, and a file. */
async function populated() {
  const { client, id } = await signUp(server)
  const [chat, other] = [await newChat(client), await newChat(client)]
  const run = (await client.post('/api/llm/', { json: { prompt: 'Who?', chat } })).json<Run>()
  const file = await uploadFile(client, { content: 'a' })
  const answer = run.answer_message ?? 0
  const messageNow = () => readMessage(client, answer)
  const move = async () => {
    const { content } = await messageNow()
    return client.put(`/api/message/${answer}`, { json: { content, chat: other, file: file.id } })
  }
  return { client, id, chat, other, run, file, answer, messageNow, move }
}

/** Deletes with a request while a transaction holds a change, which is committed once the request waits. */
async function deleteDuring(
  t: Test,
  { client }: Awaited<ReturnType<typeof populated>>,
  path: string,
  change: (db: pg.Client) => Promise<unknown>,
) {
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await change(byHand)
  const deletion = client.delete(path)
  await untilWaiting(server.db, 1)
  await byHand.query('commit')
  return deletion
}

t.test(
  'a message that was moved keeps its text, and not its run, when the chat of the run is deleted',
  async (t) => {
    const { client, chat, other, run, move, messageNow } = await populated()
    t.equal((await move()).status, 200)
    t.hasStrict(await messageNow(), { chat: other, run: run.id })
    t.equal((await client.delete(`/api/chat/${chat}`)).status, 204)
    t.hasStrict(await messageNow(), { chat: other, content: run.content })
    await until('the run is removed', async () => (await messageNow()).run === null)
    t.hasStrict(await messageNow(), { chat: other, run: null, content: run.content })
    t.equal((await client.get(`/api/run/${run.id}`)).status, 404)
  },
)

t.test('deleting a file removes it from messages to which it is being added', async (t) => {
  const given = await populated()
  const { id, chat, file, client } = given
  t.equal((await given.move()).status, 200)
  const deleted = await deleteDuring(t, given, `/api/file/${file.id}`, (db) =>
    db.query(
      "insert into messages (user_id, chat_id, file_id, role, content) values ($1, $2, $3, 'user', '')",
      [id, chat, file.id],
    ),
  )
  t.equal(deleted.status, 204)
  t.hasStrict(await given.messageNow(), { file: null })
  const messages = (await client.get('/api/message/')).json<Message[]>()
  t.same(
    messages.filter((message) => message.file !== null),
    [],
  )
})

t.test('deleting a chat keeps a message that is being moved out of it', async (t) => {
  const given = await populated()
  const { chat, other, answer, run } = given
  const deleted = await deleteDuring(t, given, `/api/chat/${chat}`, async (db) => {
    // The same statement as for moving a message.
    await db.query('select from chats where id in ($1, $2) order by id for no key update', [chat, other])
    await db.query('update messages set chat_id = $1, parent_id = null where id = $2', [other, answer])
  })
  t.equal(deleted.status, 204)
  await until('the run is removed', async () => (await given.messageNow()).run === null)
  t.hasStrict(await given.messageNow(), { chat: other, run: null, content: run.content })
})

t.test('an account is deleted whatever its messages refer to', async (t) => {
  const { client, id, move } = await populated()
  t.equal((await move()).status, 200)
  t.equal((await client.delete('/api/user/me')).status, 204)
  await until('all rows are removed', async () =>
    Object.values(await rowsOfUser(server.db, id)).every((count) => count === 0),
  )
})
