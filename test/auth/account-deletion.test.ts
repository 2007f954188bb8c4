/** Deletion of accounts. */
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { filesIn, until } from '../support/files.ts'
import { settle, textFile } from '../support/operations.ts'
import { rowsOfUser } from '../support/postgres/rows.ts'
import { logIn, signUp, type TestServer, testServer } from '../support/server.ts'
import { areRefused, refusedWithinASecond } from '../support/sessions.ts'

t.test('deleting an account deletes its sessions, rows and stored files', async (t) => {
  const server = await testServer(t)
  const replica = await testServer(t, { replicaOf: server })
  const account = await settle(await signUp(server))
  const other = await settle(await signUp(server))
  const secondSession = await logIn(server, account)
  const headers = { 'Idempotency-Key': 'a-key' }
  await account.client.post('/api/llm/', { json: { prompt: 'Who built the first one?' }, headers })
  const further = await account.client.post('/api/file/', { body: textFile('further.txt') })
  const files = [account.file, further.json<{ id: number }>().id]
  await account.client.post('/api/message/', { json: { content: 'Both', chat: account.chat, files } })
  const before = await rowsOfUser(server.db, account.id)
  t.ok(
    Object.values(before).every((count) => count > 0),
    `rows in ${Object.keys(before)}`,
  )
  const ofOther = await rowsOfUser(server.db, other.id)
  t.equal((await filesIn(server.files)).length, 3)
  t.equal((await replica.client.get('/api/chat/', { token: secondSession.access })).status, 200)

  t.equal((await account.client.delete('/api/user/me')).status, 204)
  t.ok(await refusedWithinASecond(replica, secondSession.access), 'on the replica')
  t.ok(await areRefused(server, account), 'the session that deleted it')
  t.ok(await areRefused(server, secondSession), 'the other session')
  const login = await server.client.post('/api/token/', {
    json: { username: account.username, password: account.password },
  })
  t.equal(login.status, 401)

  await until('all rows are removed', () => isRemoved(server, account.id))
  t.same(await rowsOfUser(server.db, other.id), ofOther, 'the rows of others stay')
  t.equal((await filesIn(server.files)).length, 1, 'the files of others stay')
  t.equal((await other.client.get(`/api/file/${other.file}/content`)).status, 200)

  const { username } = account
  const again = await server.client.post('/api/register/', { json: { username, password: account.password } })
  t.equal(again.status, 201, 'the username is available again')
  t.not(again.json<components['schemas']['User']>().id, account.id)
})

t.test(
  'requests in progress during the deletion of an account leave no rows or files and do not fail',
  async (t) => {
    const server = await testServer(t)
    const ids: number[] = []
    for (let round = 0; round < 5; round++) {
      const { client, chat, file, message, id } = await settle(await signUp(server))
      ids.push(id)
      const requests = [
        client.delete('/api/user/me'),
        client.delete(`/api/message/${message}`),
        client.delete(`/api/file/${file}`),
        client.post('/api/file/', { body: textFile('late.txt') }),
        client.post('/api/message/', { json: { content: 'late', chat } }),
        client.post('/api/chat/', { json: {} }),
      ]
      for (const { status } of await Promise.all(requests))
        t.ok([201, 204, 401, 404].includes(status), `${status}`)
    }
    for (const id of ids) await until('all rows are removed', () => isRemoved(server, id))
    t.same(await filesIn(server.files), [])
  },
)

/** Returns true once a deleted account and all of its rows have been removed. */
async function isRemoved({ db }: TestServer, id: number): Promise<boolean> {
  const { rows } = await sql`select from users where id = ${id}`.execute(db)
  return rows.length === 0 && Object.values(await rowsOfUser(db, id)).every((count) => count === 0)
}
