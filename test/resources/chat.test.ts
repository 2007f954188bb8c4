import t from 'tap'
import type { components } from '../../generated/api.ts'
import { signUp, testServer } from '../support/server.ts'

type Chat = components['schemas']['Chat']

t.test('a chat is created, read, renamed, listed and deleted', async (t) => {
  const server = await testServer(t)
  const { client, id } = await signUp(server)

  const created = await client.post('/api/chat/', { json: { title: 'Steam engines', user: id } })
  t.equal(created.status, 201)
  const chat = created.json<Chat>()
  t.equal(created.headers.get('location'), `/api/chat/${chat.id}`)
  t.match(chat, { title: 'Steam engines', user: id })

  t.same((await client.get(`/api/chat/${chat.id}`)).json(), chat)
  const renamed = await client.put(`/api/chat/${chat.id}`, { json: { title: 'Beam engines' } })
  t.equal(renamed.json<Chat>().title, 'Beam engines')
  t.same((await client.get('/api/chat/')).json(), [renamed.json()])

  t.equal((await client.delete(`/api/chat/${chat.id}`)).status, 204)
  t.equal((await client.get(`/api/chat/${chat.id}`)).status, 404)
  t.equal((await client.delete(`/api/chat/${chat.id}`)).status, 404)
})
