/** Several files of one message. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { textFile } from '../support/operations.ts'
import { rowsOfUser } from '../support/postgres/rows.ts'
import { readMessage } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Message = components['schemas']['Message']

const server = await testServer(t)
const ada = await signUp(server)
const chat = (await ada.client.post('/api/chat/', { json: { title: '' } })).json<{ id: number }>().id
const upload = async (account = ada) =>
  (await account.client.post('/api/file/', { body: textFile('a.txt') })).json<{ id: number }>().id
const write = (json: object) => ada.client.post('/api/message/', { json: { content: 'a', chat, ...json } })
const filesOf = ({ file, files, parts }: Message) => {
  t.same(
    parts.filter(({ type }) => type === 'file'),
    files.map((file) => ({ type: 'file', file })),
  )
  t.equal(file, files[0] ?? null)
  return files
}

t.test('a message has several files in their order, and loses those that are deleted', async (t) => {
  const [a, b, c] = [await upload(), await upload(), await upload()]
  const { id, ...created } = (await write({ files: [b, a, c] })).json<Message>()
  t.same(filesOf({ id, ...created }), [b, a, c])
  t.same(created.parts, [{ type: 'text', text: 'a' }, ...[b, a, c].map((file) => ({ type: 'file', file }))])
  const etag = (await ada.client.get(`/api/message/${id}`)).headers.get('etag') ?? ''
  await ada.client.delete(`/api/file/${b}`)
  t.same(filesOf(await readMessage(ada.client, id)), [a, c])
  await ada.client.delete(`/api/file/${c}`)
  t.same(filesOf(await readMessage(ada.client, id)), [a])
  const json = { content: 'b', chat }
  const stale = await ada.client.put(`/api/message/${id}`, { json, headers: { 'if-match': etag } })
  t.equal(stale.status, 412)
  await ada.client.delete(`/api/file/${a}`)
  t.same(filesOf(await readMessage(ada.client, id)), [])
})

t.test('files are replaced by either member', async (t) => {
  const [a, b, c] = [await upload(), await upload(), await upload()]
  const message = (await write({ files: [a, b] })).json<Message>()
  const put = async (json: object) =>
    (await ada.client.put(`/api/message/${message.id}`, { json: { content: 'a', chat, ...json } })).json()
  for (const [what, json, expected] of [
    ['neither', {}, [a, b]],
    ['both unchanged', { file: a, files: [a, b] }, [a, b]],
    ['another order', { files: [b, a] }, [b, a]],
    ['more', { file: b, files: [b, a, c] }, [b, a, c]],
    ['fewer', { file: b, files: [b, c] }, [b, c]],
    ['both changed', { file: a, files: [a, b] }, [a, b]],
    ['file alone', { file: c }, [c]],
    ['file, with the stored files', { file: a, files: [c] }, [a]],
    ['one', { files: [b] }, [b]],
    ['none by file', { file: null, files: [b] }, []],
    ['two', { files: [a, c] }, [a, c]],
    ['none by files', { file: a, files: [] }, []],
  ] as const)
    t.same(filesOf((await put(json)) as Message), expected, what)
  t.match(await put({ file: a, files: [b, c] }), { status: 409, errors: [{ pointer: '/body/file' }] })
  t.same(filesOf(await readMessage(ada.client, message.id)), [])
})

t.test('files that the caller does not have are rejected with their position', async (t) => {
  const own = await upload()
  const foreign = await upload(await signUp(server))
  const before = await rowsOfUser(server.db, ada.id)
  for (const [files, pointers] of [
    [[own, foreign], ['/body/files/1']],
    [
      [foreign, own, 99_999_999],
      ['/body/files/0', '/body/files/2'],
    ],
    [[foreign], ['/body/files/0']],
  ] as const) {
    const refused = (await write({ files })).json<components['schemas']['Problem']>()
    t.equal(refused.status, 404)
    t.same(
      refused.errors?.map(({ pointer }) => pointer),
      pointers,
    )
  }
  for (const json of [{ file: own, files: [own] }, { files: [own, own] }, { files: [0] }, { files: null }])
    t.equal((await write(json)).status, 400, JSON.stringify(json))
  t.same(await rowsOfUser(server.db, ada.id), before)
})

t.test('deleting a message or its chat leaves no references', async (t) => {
  const account = await signUp(server)
  const files = [await upload(account), await upload(account)]
  const own = (await account.client.post('/api/chat/', { json: {} })).json<{ id: number }>().id
  const json = { content: '', chat: own, files }
  const { id } = (await account.client.post('/api/message/', { json })).json<Message>()
  t.match(await rowsOfUser(server.db, account.id), { message_files: 2 })
  t.equal((await account.client.delete(`/api/message/${id}`)).status, 204)
  t.match(await rowsOfUser(server.db, account.id), { message_files: 0, files: 2 })
})
