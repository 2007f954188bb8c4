import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type Problem = components['schemas']['Problem']

const server = await testServer(t)

t.test('a chat can be created, read, renamed, listed and deleted', async (t) => {
  const { client, id } = await signUp(server)

  const created = await client.post('/api/chat/', { json: { title: 'Steam engines', user: id } })
  t.equal(created.status, 201)
  const chat = created.json<Chat>()
  t.equal(created.headers.get('location'), `/api/chat/${chat.id}`)
  t.match(chat, { title: 'Steam engines', user: id })

  t.same((await client.get(`/api/chat/${chat.id}`)).json(), chat)
  const renamed = await client.put(`/api/chat/${chat.id}`, { json: { title: 'Beam engines', user: id } })
  t.equal(renamed.json<Chat>().title, 'Beam engines')
  t.same((await client.get('/api/chat/')).json(), [renamed.json()])

  t.equal((await client.delete(`/api/chat/${chat.id}`)).status, 204)
  t.equal((await client.get(`/api/chat/${chat.id}`)).status, 404)
  t.equal((await client.put(`/api/chat/${chat.id}`, { json: { title: '' } })).status, 404)
  t.equal((await client.delete(`/api/chat/${chat.id}`)).status, 404)
})

t.test('a new chat has an empty title by default, and renaming requires a title', async (t) => {
  const { client, chat } = await settle(await signUp(server))
  t.equal((await client.get(`/api/chat/${chat}`)).json<Chat>().title, '')
  const refused = await client.put(`/api/chat/${chat}`, { json: {} })
  t.match(refused.json<Problem>(), { status: 400, errors: [{ pointer: '/body/title' }] })
  for (const title of ['', '🚂'.repeat(255), ' e\u0301 "\\ ']) {
    const renamed = await client.put(`/api/chat/${chat}`, { json: { title } })
    t.equal(renamed.json<Chat>().title, title)
  }
})

t.test('renaming a chat changes `updated_at` and keeps `created_at`', async (t) => {
  const { client, chat } = await settle(await signUp(server))
  await server.db
    .updateTable('chats')
    .set({
      created_at: sql<string>`now() - interval '1 hour'`,
      updated_at: sql<string>`now() - interval '1 hour'`,
    })
    .where('id', '=', chat)
    .execute()
  const before = (await client.get(`/api/chat/${chat}`)).json<Chat>()
  const after = (await client.put(`/api/chat/${chat}`, { json: { title: '' } })).json<Chat>()
  t.equal(after.created_at, before.created_at)
  t.ok(Date.parse(after.updated_at) - Date.parse(before.updated_at) >= 3_600_000)
})

t.test('deleting a chat deletes its messages, and keeps their files and other chats', async (t) => {
  const account = await settle(await signUp(server))
  const { client, chat, message, file } = account
  const other = (await client.post('/api/chat/', { json: {} })).json<Chat>().id
  const stays = await client.post('/api/message/', { json: { content: 'stays', chat: other } })
  t.equal((await client.delete(`/api/chat/${chat}`)).status, 204)
  t.equal((await client.get(`/api/message/${message}`)).status, 404)
  t.same((await client.get('/api/message/')).json(), [stays.json()])
  t.equal((await client.get(`/api/message/?chat=${chat}`)).status, 404)
  t.equal((await client.get(`/api/file/${file}`)).status, 200)
})
