import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { connected } from '../support/database.ts'
import { settle } from '../support/operations.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { newChat, readMessage } from '../support/requests.ts'
import { type Account, signUp, testServer } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type Message = components['schemas']['Message']
type Role = components['schemas']['Role']
type Problem = components['schemas']['Problem']

const server = await testServer(t)

const write = async (
  { client }: Account,
  json: { content: string; chat: number; file?: number; role?: Role },
) => (await client.post('/api/message/', { json })).json<Message>()
const listed = async ({ client }: Account, query = '') =>
  (await client.get(`/api/message/${query}`)).json<Message[]>().map(({ id }) => id)

/** Moves all timestamps an hour back, so that later changes are recognisable. */
async function anHourPasses() {
  for (const table of ['chats', 'messages'] as const) {
    const earlier = { updated_at: sql<string>`updated_at - interval '1 hour'` }
    await server.db.updateTable(table).set(earlier).execute()
  }
}
const isRecent = ({ updated_at }: { updated_at: string }) => Date.now() - Date.parse(updated_at) < 1_800_000

t.test('a message can be created, read, replaced, listed and deleted', async (t) => {
  const account = await signUp(server)
  const { client, id: user } = account
  const chat = await newChat(account.client)
  const created = await client.post('/api/message/', {
    json: { content: 'Who built it?', chat, user, file: null },
  })
  t.equal(created.status, 201)
  const message = created.json<Message>()
  t.equal(created.headers.get('location'), `/api/message/${message.id}`)
  t.match(message, { content: 'Who built it?', role: 'user', chat, user, file: null })
  t.same(await readMessage(account.client, message.id), message)

  const replaced = await client.put(`/api/message/${message.id}`, {
    json: { content: 'Who built this?', chat, user },
  })
  t.equal(replaced.status, 200)
  t.same(replaced.json(), {
    ...message,
    content: 'Who built this?',
    parts: [{ type: 'text', text: 'Who built this?' }],
    edited_at: replaced.json<Message>().edited_at,
    updated_at: replaced.json<Message>().updated_at,
  })
  t.ok(replaced.json<Message>().edited_at)
  t.same(await readMessage(account.client, message.id), replaced.json())
  t.same((await client.get('/api/message/')).json(), [replaced.json()])

  t.equal((await client.delete(`/api/message/${message.id}`)).status, 204)
  t.equal((await client.get(`/api/message/${message.id}`)).status, 404)
  t.equal((await client.delete(`/api/message/${message.id}`)).status, 404)
  t.equal((await client.put(`/api/message/${message.id}`, { json: { content: '', chat } })).status, 404)
})

t.test('content is returned unchanged', async (t) => {
  const account = await signUp(server)
  const chat = await newChat(account.client)
  for (const content of [
    '',
    ' \t\r\n ',
    'e\u0301 \u00e9 \ufeff \u2028',
    '"\\/\'; drop table users; --',
    '🚂'.repeat(262_144),
  ]) {
    const { id } = await write(account, { content, chat })
    // The test report cannot contain all of these texts.
    t.ok(
      (await readMessage(account.client, id)).content === content,
      encodeURIComponent(content.slice(0, 20)),
    )
  }
})

t.test('a message has the given role, and keeps it when a replacement has none', async (t) => {
  const account = await signUp(server)
  const chat = await newChat(account.client)
  for (const role of ['user', 'assistant', 'system'] as const) {
    const { id } = await write(account, { content: 'first', chat, role })
    const replace = async (json: object) =>
      (
        await account.client.put(`/api/message/${id}`, { json: { content: 'second', chat, ...json } })
      ).json<Message>()
    t.equal((await readMessage(account.client, id)).role, role)
    t.equal((await replace({})).role, role)
    t.equal((await replace({ role: 'assistant' })).role, 'assistant')
  }
})

t.test('a message has a file or none, and keeps it when a replacement does not mention one', async (t) => {
  const account = await settle(await signUp(server))
  const { client, chat, file, message: id } = account
  const fileAfter = async (json: object) =>
    (await client.put(`/api/message/${id}`, { json: { content: '', chat, ...json } })).json<Message>().file
  t.equal((await readMessage(account.client, id)).file, file)
  t.equal(await fileAfter({ file: null }), null)
  t.equal(await fileAfter({ file }), file)
  t.equal(await fileAfter({ file }), file)
  t.equal(await fileAfter({}), file)
  t.equal(await fileAfter({ file: null }), null)
  t.equal(await fileAfter({}), null)
})

t.test('a message stays without its file when the file is deleted', async (t) => {
  const account = await settle(await signUp(server))
  const { client, chat, file } = account
  const ids = [account.message, (await write(account, { content: 'the same file', chat, file })).id]
  t.equal((await client.delete(`/api/file/${file}`)).status, 204)
  for (const id of ids) t.equal((await readMessage(account.client, id)).file, null)
  t.equal((await client.get(`/api/file/${file}`)).status, 404)
})

t.test('a message with a missing chat or file is rejected with the name of the member', async (t) => {
  const account = await settle(await signUp(server))
  const { client, chat, message } = account
  const before = await readMessage(account.client, message)
  for (const [member, references] of [
    ['chat', { chat: Number.MAX_SAFE_INTEGER }],
    ['file', { chat, file: Number.MAX_SAFE_INTEGER }],
  ] as const) {
    const json = { content: 'new', ...references }
    for (const answer of [
      await client.post('/api/message/', { json }),
      await client.put(`/api/message/${message}`, { json }),
    ]) {
      t.match(answer.json<Problem>(), {
        status: 404,
        code: 'not_found',
        errors: [{ pointer: `/body/${member}`, message: 'does not exist' }],
      })
    }
  }
  t.same(await listed(account), [message])
  t.same(await readMessage(account.client, message), before)
})

t.test('?chat= lists the messages of one chat by id', async (t) => {
  const account = await signUp(server)
  const [one, two, none] = [
    await newChat(account.client),
    await newChat(account.client),
    await newChat(account.client),
  ]
  const ids: number[] = []
  for (const chat of [one, two, one, two, one]) ids.push((await write(account, { content: '', chat })).id)
  const [a, b, c, d, e] = ids
  t.same(await listed(account), [a, b, c, d, e])
  t.same(await listed(account, `?chat=${one}`), [a, c, e])
  t.same(await listed(account, `?chat=${two}&order=desc`), [d, b])
  t.same(await listed(account, `?chat=${none}`), [])
})

t.test('a message moved to another chat keeps its id, creation time and position', async (t) => {
  const account = await signUp(server)
  const [from, to] = [await newChat(account.client), await newChat(account.client)]
  const first = await write(account, { content: 'moves', chat: from })
  const second = await write(account, { content: 'is there', chat: to })
  const json = { content: 'moved', chat: to }
  const moved = (await account.client.put(`/api/message/${first.id}`, { json })).json<Message>()
  const { edited_at, updated_at } = moved
  const parts = [{ type: 'text', text: 'moved' }]
  t.same(moved, { ...first, content: 'moved', parts, chat: to, edited_at, updated_at })
  t.same(await listed(account, `?chat=${to}`), [first.id, second.id])
  t.same(await listed(account, `?chat=${from}`), [])
})

t.test('creating, changing, moving and deleting a message updates the time of its chats', async (t) => {
  const account = await settle(await signUp(server))
  const { client } = account
  const [from, to, other] = [account.chat, await newChat(account.client), await newChat(account.client)]
  const { id } = await write(account, { content: '', chat: from })
  const changed = async () => {
    const chats = (await client.get('/api/chat/')).json<Chat[]>()
    return chats.filter(isRecent).map(({ id }) => id)
  }
  for (const [what, expected, change] of [
    ['is created', [from], () => write(account, { content: 'new', chat: from })],
    ['is replaced', [from], () => client.put(`/api/message/${id}`, { json: { content: 'x', chat: from } })],
    ['is read', [], () => readMessage(account.client, id)],
    ['is moved', [from, to], () => client.put(`/api/message/${id}`, { json: { content: 'x', chat: to } })],
    ['is deleted', [to], () => client.delete(`/api/message/${id}`)],
    ['does not exist', [], () => client.delete(`/api/message/${id}`)],
    [
      'cannot be moved',
      [],
      () => client.put(`/api/message/${account.message}`, { json: { content: '', chat: 1e9 } }),
    ],
    [
      'cannot be created',
      [],
      () => client.post('/api/message/', { json: { content: '', chat: other, file: 1e9 } }),
    ],
  ] as const) {
    await anHourPasses()
    await change()
    t.same(await changed(), expected, `when a message ${what}`)
  }
})

t.test('replacing a message changes `updated_at` and keeps `created_at`', async (t) => {
  const account = await settle(await signUp(server))
  const { client, chat, message } = account
  await anHourPasses()
  const before = await readMessage(account.client, message)
  t.notOk(isRecent(before))
  await client.put(`/api/message/${message}`, { json: { content: 'new', chat } })
  const after = await readMessage(account.client, message)
  t.ok(isRecent(after))
  t.equal(after.created_at, before.created_at)
})

t.test('messages created while their chat is deleted are deleted too or rejected', async (t) => {
  const account = await signUp(server)
  for (let round = 0; round < 5; round++) {
    const chat = await newChat(account.client)
    const create = () => account.client.post('/api/message/', { json: { content: 'late', chat } })
    const [deleted, ...created] = await Promise.all([
      ...[create(), create()],
      account.client.delete(`/api/chat/${chat}`),
      ...Array.from({ length: 8 }, create),
    ]).then((answers) => answers.sort((a, b) => Number(b.status === 204) - Number(a.status === 204)))
    t.equal(deleted?.status, 204)
    for (const answer of created) t.ok([201, 404].includes(answer.status), `${answer.status}`)
  }
  t.same(await listed(account), [], 'no message without a chat is left')
})

t.test('a message created while its chat is being deleted is rejected', async (t) => {
  const account = await signUp(server)
  const chat = await newChat(account.client)
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query('delete from chats where id = $1', [chat])
  const writing = account.client.post('/api/message/', { json: { content: 'late', chat } })
  await untilWaiting(server.db, 1)
  await byHand.query('commit')
  t.match((await writing).json(), { status: 404, errors: [{ pointer: '/body/chat' }] })
  t.same(await listed(account), [])
})

t.test('a chat and its messages can be deleted, replaced and moved simultaneously', async (t) => {
  const account = await signUp(server)
  const { client } = account
  for (let round = 0; round < 8; round++) {
    const [chat, other] = [await newChat(account.client), await newChat(account.client)]
    const ids = await Promise.all(
      Array.from({ length: 8 }, async () => (await write(account, { content: '', chat })).id),
    )
    const requests = ids.map(
      (id, i) => () =>
        i % 2 === 0
          ? client.delete(`/api/message/${id}`)
          : client.put(`/api/message/${id}`, { json: { content: '', chat: i % 4 === 1 ? chat : other } }),
    )
    requests.splice(round, 0, () => client.delete(`/api/chat/${chat}`))
    for (const { status } of await Promise.all(requests.map((request) => request()))) {
      t.ok([200, 204, 404].includes(status), `${status}`)
    }
    t.same(
      await listed(account, `?chat=${other}`),
      await listed(account),
      'every remaining message has a chat',
    )
    await client.delete(`/api/chat/${other}`)
  }
})

t.test('messages moved back and forth between chats are in exactly one of them', async (t) => {
  const account = await signUp(server)
  const [one, two] = [await newChat(account.client), await newChat(account.client)]
  const { id: first } = await write(account, { content: '', chat: one })
  const { id: second } = await write(account, { content: '', chat: two })
  const move = (id: number, chat: number) =>
    account.client.put(`/api/message/${id}`, { json: { content: '', chat } })
  for (let round = 0; round < 10; round++) {
    const moves = [move(first, two), move(second, one), move(first, one), move(second, two)]
    for (const { status } of await Promise.all(moves)) t.equal(status, 200)
  }
  const both = [...(await listed(account, `?chat=${one}`)), ...(await listed(account, `?chat=${two}`))]
  t.same(
    both.sort((a, b) => a - b),
    [first, second],
  )
})
