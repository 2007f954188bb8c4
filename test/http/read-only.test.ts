/** A GET response can be sent back with PUT, and read-only members cannot be changed. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { contractDocument } from '../support/contract/document.ts'
import { connected } from '../support/database.ts'
import { type Owner, settle } from '../support/operations.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']
type Json = Record<string, unknown>

const server = await testServer(t)
const owner = await settle(await signUp(server))
const { client, chat, file, file_url } = owner

const idOf = async (path: string, json: object) =>
  (await client.post(path, { json })).json<{ id: number }>().id
const titled = await idOf('/api/chat/', { title: ' "Steam" \\ engines 🚂 ' })
const plain = await idOf('/api/message/', { content: '', chat, role: 'system' })
const created = (await client.post('/api/llm/', { json: { prompt: 'Hello?', chat: titled, file } })).json<{
  prompt_message: number
  answer_message: number
}>()
const link = (await settle(owner)).file
const toLink = { name: 'a.svg', content_type: 'image/svg+xml', url: 'https://example.org/a.svg?v=2#top' }
await client.put(`/api/file/${link}`, { json: toLink })

/** Paths of every kind of modifiable object. */
const objects: Readonly<Record<string, string>> = {
  'a chat without a title': `/api/chat/${chat}`,
  'a chat with a title': `/api/chat/${titled}`,
  'a message with a file': `/api/message/${owner.message}`,
  'a message without anything': `/api/message/${plain}`,
  'a prompt': `/api/message/${created.prompt_message}`,
  'an answer': `/api/message/${created.answer_message}`,
  'an uploaded file': `/api/file/${file}`,
  'a link': `/api/file/${link}`,
}

/** Returns the property names of a schema in the contract. */
function membersOf(schema: string): string[] {
  const { schemas } = contractDocument.components as { schemas: Record<string, { properties: Json }> }
  return Object.keys(schemas[schema]?.properties ?? {})
}

/** Returns other valid values for a property. */
function tampered(name: string, value: unknown): unknown[] {
  if (name === 'status') return ['running', 'completed', 'failed'].filter((status) => status !== value)
  if (name === 'sha256') return value === null ? ['0'.repeat(64)] : ['0'.repeat(64), null]
  if (name.endsWith('_at')) {
    if (value === null) return [new Date(0).toISOString()]
    const moment = Date.parse(String(value))
    const others = [new Date(moment - 1), new Date(moment + 1), new Date(0)]
    return [...others.map((time) => time.toISOString()), '1998-12-31T23:59:60Z']
  }
  if (value === null) return [1]
  return [Number(value) + 1, ...(name === 'id' || name === 'user' ? [] : [null])]
}

/** Members that PUT changes or ignores. */
const writable = {
  chat: ['title', 'leaf', 'system', 'model', 'settings'],
  message: ['content', 'role', 'chat', 'file', 'files', 'parts', 'sibling_index', 'sibling_count'],
  file: ['name', 'content_type', 'url', 'url_expires_at'],
}
const kindOf = (path: string) => path.split('/')[2] as keyof typeof writable

for (const [what, path] of Object.entries(objects)) {
  t.test(`${what} can be sent back exactly as it was read`, async (t) => {
    const headers = { 'content-type': 'application/json' }
    for (let time = 0; time < 2; time++) {
      const read = await client.get(path)
      const answer = await client.put(path, { body: read.text, headers })
      t.equal(answer.status, 200, answer.text)
      const { updated_at: _, status: __, url: ___, url_expires_at: ____, ...rest } = answer.json<Json>()
      t.has(read.json(), rest, 'nothing has changed')
    }
  })

  t.test(`the read-only members of ${what} cannot be changed`, async (t) => {
    const read = (await client.get(path)).json<Json>()
    const readOnly = Object.keys(read).filter((name) => !writable[kindOf(path)].includes(name))
    t.ok(readOnly.length >= 4)
    for (const name of readOnly) {
      for (const value of tampered(name, read[name])) {
        const answer = await client.put(path, { json: { ...read, [name]: value } })
        const about = `${name}: ${JSON.stringify(value)}`
        // A wrong owner has its own status in every operation.
        t.equal(answer.status, name === 'user' ? 403 : 409, about)
        t.same(
          answer.json<Problem>().errors?.map(({ pointer }) => pointer),
          [`/body/${name}`],
          about,
        )
        if (name !== 'user') t.match(answer.json<Problem>().errors?.[0]?.message, /^is read-only/)
      }
    }
    const { url: _, url_expires_at: __, ...after } = (await client.get(path)).json<Json>()
    t.has(read, after, 'nothing has changed')
  })
}

t.test('every property that can be read can be sent back', async (t) => {
  for (const [read, sent] of [
    ['Chat', 'ChatReplace'],
    ['Message', 'MessageReplace'],
    ['FileRecord', 'FileReplace'],
  ] as const)
    t.same(membersOf(read).sort(), membersOf(sent).sort(), read)
})

t.test('every changed read-only member is named, and nothing is changed', async (t) => {
  const path = `/api/chat/${titled}`
  const read = (await client.get(path)).json<Json>()
  const json = { ...read, title: 'other', id: 1, created_at: '2000-01-01T00:00:00Z' }
  const answer = await client.put(path, { json })
  const pointers = answer.json<Problem>().errors?.map(({ pointer }) => pointer)
  t.same(pointers?.sort(), ['/body/created_at', '/body/id'])
  t.same((await client.get(path)).json(), read)
})

t.test('the same time in another notation is accepted', async (t) => {
  const path = `/api/message/${plain}`
  for (const write of [
    (time: string) => time.replace('Z', '+00:00'),
    (time: string) => time.replace('Z', '000Z'),
    (time: string) => time.replace('T', 't').replace('Z', 'z'),
    (time: string) => new Date(Date.parse(time) + 3_600_000).toISOString().replace('Z', '+01:00'),
  ]) {
    const read = (await client.get(path)).json<Json>()
    const written = write(String(read.created_at))
    const answer = await client.put(path, { json: { ...read, created_at: written } })
    t.equal(answer.status, 200, written)
  }
})

t.test('a stale `updated_at` is a 409, and without it the object is overwritten', async (t) => {
  const path = `/api/chat/${titled}`
  const read = (await client.get(path)).json<Json>()
  await client.put(path, { json: { title: 'of another client' } })
  const stale = await client.put(path, { json: { ...read, title: 'mine' } })
  t.match(stale.json(), { status: 409, errors: [{ pointer: '/body/updated_at' }] })
  t.equal((await client.get(path)).json<Json>().title, 'of another client')
  const { updated_at: _, ...rest } = read
  t.equal((await client.put(path, { json: { ...rest, title: 'mine' } })).status, 200)
})

t.test('any URL of the file itself is accepted unchanged, and another URL makes it a link', async (t) => {
  const { client, file: id } = await settle(await signUp(server))
  const path = `/api/file/${id}`
  const own = (await client.get(path)).json<Json>()
  for (const url of [own.url, `${server.url}${path}/content`, `${own.url}x`, `${path}/content?expires=1`]) {
    const read = (await client.get(path)).json<Json>()
    t.equal((await client.put(path, { json: { ...read, url } })).status, 200, String(url))
  }
  const foreign = await client.put(path, {
    json: { ...(await client.get(path)).json<Json>(), url: file_url },
  })
  t.match(foreign.json(), { status: 409, errors: [{ pointer: '/body/url' }] })
  const read = (await client.get(path)).json<Json>()
  const linked = await client.put(path, { json: { ...read, url: 'https://example.org/' } })
  t.match(linked.json(), { url: 'https://example.org/', size: null, sha256: null })
  const stale = await client.put(path, { json: { ...read, url: 'https://example.org/' } })
  t.same(
    stale
      .json<Problem>()
      .errors?.map(({ pointer }) => pointer)
      .sort(),
    ['/body/sha256', '/body/size', '/body/updated_at'],
    'members that have changed since are named',
  )
})

t.test('of simultaneous changes with the same `updated_at`, one succeeds', async (t) => {
  for (const [path, change] of [
    [`/api/chat/${chat}`, { title: 'changed' }],
    [`/api/message/${owner.message}`, { content: 'changed' }],
    [`/api/file/${file}`, { name: 'changed.txt' }],
  ] as const) {
    const read = (await client.get(path)).json<Json>()
    // Times have millisecond precision.
    await new Promise((resolve) => setTimeout(resolve, 5))
    const puts = Array.from({ length: 10 }, () => client.put(path, { json: { ...read, ...change } }))
    const statuses = (await Promise.all(puts)).map(({ status }) => status)
    t.same(statuses.sort(), [200, ...Array(9).fill(409)], path)
  }
})

t.test('read-only members are compared after concurrent changes have been committed', async (t) => {
  const own = await settle(await signUp(server))
  const byHand = await connected(t, server.connection)
  for (const [path, table, id] of [
    [`/api/chat/${own.chat}`, 'chats', own.chat],
    [`/api/message/${own.message}`, 'messages', own.message],
    [`/api/file/${own.file}`, 'files', own.file],
  ] as const) {
    const read = (await own.client.get(path)).json<Json>()
    await byHand.query('begin')
    await byHand.query(`update ${table} set updated_at = now() + interval '1 s' where id = $1`, [id])
    const put = own.client.put(path, { json: read })
    await untilWaiting(server.db, 1)
    await byHand.query('commit')
    t.match((await put).json(), { status: 409, errors: [{ pointer: '/body/updated_at' }] }, path)
  }
})

t.test('a message sent back locks its chat first, so there is no deadlock', async (t) => {
  const own: Owner = await settle(await signUp(server))
  const path = `/api/message/${own.message}`
  const read = (await own.client.get(path)).json<Json>()
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query('select from chats where id = $1 for update', [own.chat])
  const put = own.client.put(path, { json: read })
  await untilWaiting(server.db, 1)
  await t.resolves(byHand.query('select from messages where id = $1 for update nowait', [own.message]))
  await byHand.query('commit')
  t.equal((await put).status, 200)
})

t.test("a missing object and another user's object are a 404, whatever the body", async (t) => {
  const other = await signUp(server)
  for (const path of Object.values(objects)) {
    const { user: _, ...read } = (await client.get(path)).json<Json>()
    const answer = await other.client.put(path, { json: read })
    t.equal(answer.status, 404, path)
  }
})
