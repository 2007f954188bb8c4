/** Messages of a chat as a tree: places, paths, deletion of branches, and moves. */
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { lengthened } from '../support/postgres/messages.ts'
import { newChat, readMessage } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type Message = components['schemas']['Message']
type Problem = components['schemas']['Problem']

const server = await testServer(t)
const ada = await signUp(server)
const charles = await signUp(server)

const post = (json: object, account = ada) => account.client.post('/api/message/', { json })
const write = async (chat: number, parent?: number | null) => {
  const answer = await post({ chat, content: 'Who?', ...(parent !== undefined && { parent }) })
  return answer.json<Message>()
}
const list = async (query: string) => (await ada.client.get(`/api/message/?${query}`)).json<Message[]>()
const ids = async (query: string) => (await list(query)).map(({ id }) => id)
const leafOf = async (chat: number) => (await ada.client.get(`/api/chat/${chat}`)).json<Chat>().leaf
const remove = (id: number, query = '') => ada.client.delete(`/api/message/${id}${query}`)

/** Chat with two branches: a – b – c, and below a also d – e, which is the current one. */
async function branched() {
  const chat = await newChat(ada.client)
  const a = (await write(chat)).id
  const b = (await write(chat)).id
  const c = (await write(chat)).id
  const d = (await write(chat, a)).id
  const e = (await write(chat)).id
  return { chat, a, b, c, d, e }
}

const placeOf = ({ parent, sibling_index, sibling_count }: Message) => [parent, sibling_index, sibling_count]

t.test('a message is added below the leaf or below another message, and becomes the leaf', async (t) => {
  const { chat, a, b, c, d, e } = await branched()
  const places = Object.fromEntries((await list(`chat=${chat}`)).map((one) => [one.id, placeOf(one)]))
  t.same(places, { [a]: [null, 1, 1], [b]: [a, 1, 2], [c]: [b, 1, 1], [d]: [a, 2, 2], [e]: [d, 1, 1] })
  t.equal(await leafOf(chat), e)
  const root = await write(chat, null)
  t.same(placeOf(root), [null, 2, 2])
  t.same(placeOf(await readMessage(ada.client, a)), [null, 1, 2])
  t.equal(await leafOf(chat), root.id)
})

t.test('messages are listed by chat, path, parent and root', async (t) => {
  const { chat, a, b, c, d, e } = await branched()
  const root = (await write(chat, null)).id
  for (const [query, expected] of [
    [`chat=${chat}`, [a, b, c, d, e, root]],
    [`chat=${chat}&leaf=${c}`, [a, b, c]],
    [`leaf=${c}`, [a, b, c]],
    [`chat=${chat}&leaf=${e}&order=desc`, [e, d, a]],
    [`chat=${chat}&leaf=${root}`, [root]],
    [`parent=${a}`, [b, d]],
    [`chat=${chat}&parent=${a}&order=desc`, [d, b]],
    [`parent=${e}`, []],
    [`chat=${chat}&parent=0`, [a, root]],
    [`chat=${chat}&parent=0&order=desc`, [root, a]],
  ] as const)
    t.same(await ids(query), expected, query)
  for (const order of ['asc', 'desc'])
    for (const query of [`chat=${chat}&leaf=${c}`, `parent=${a}`, `chat=${chat}&parent=0`, `leaf=${e}`]) {
      const whole = await ids(`${query}&order=${order}`)
      const pages: number[] = []
      for (let path: string | undefined = `/api/message/?${query}&order=${order}&limit=1`; path; ) {
        const page = await ada.client.get(path)
        pages.push(...page.json<Message[]>().map(({ id }) => id))
        path = /<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1]
      }
      t.same(pages, whole, `${query} ${order} in pages`)
    }
})

t.test('a page of a path continues when the last message of the one before is deleted', async (t) => {
  const { chat, a, d, e } = await branched()
  const first = await ada.client.get(`/api/message/?leaf=${e}&order=desc&limit=2`)
  t.same(
    first.json<Message[]>().map(({ id }) => id),
    [e, d],
  )
  await remove(d)
  const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  t.same(
    (await ada.client.get(next)).json<Message[]>().map(({ id }) => id),
    [a],
  )
  const other = await ada.client.get(next.replace(`leaf=${e}`, `leaf=${(await write(chat)).id}`))
  t.match(other.json(), { status: 404, errors: [{ pointer: '/query/cursor' }] })
})

t.test('a query for objects of other users is rejected with the parameter', async (t) => {
  const { chat, a, c } = await branched()
  const other = await newChat(ada.client)
  for (const [query, pointer] of [
    ['leaf=99999999', '/query/leaf'],
    [`chat=${other}&leaf=${c}`, '/query/leaf'],
    ['parent=99999999', '/query/parent'],
    [`chat=${other}&parent=${a}`, '/query/parent'],
    [`chat=99999999&leaf=${c}`, '/query/chat'],
    ['parent=0', '/query/chat'],
    [`chat=${chat}&leaf=${c}&parent=${a}`, '/query/parent'],
  ] as const) {
    const answer = await ada.client.get(`/api/message/?${query}`)
    t.match(answer.json<Problem>(), { status: 404, errors: [{ pointer }] }, query)
  }
  for (const query of [`leaf=${c}`, `parent=${a}`])
    t.equal((await charles.client.get(`/api/message/?${query}`)).status, 404, query)
  for (const query of ['leaf=0', 'parent=-1', 'leaf=a', 'parent=1.5'])
    t.equal((await ada.client.get(`/api/message/?${query}`)).status, 400, query)
})

t.test('a parent that is not a message of the chat is rejected, and nothing is created', async (t) => {
  const { chat, a } = await branched()
  const elsewhere = (await write(await newChat(ada.client))).id
  const foreign = (await post({ chat: await newChat(charles.client), content: '' }, charles)).json<Message>()
    .id
  const deleted = await write(chat, a)
  await remove(deleted.id)
  const before = await ids(`chat=${chat}`)
  for (const parent of [elsewhere, foreign, deleted.id, 99_999_999, Number.MAX_SAFE_INTEGER]) {
    const answer = await post({ chat, content: '', parent })
    t.match(answer.json<Problem>(), { status: 404, errors: [{ pointer: '/body/parent' }] }, String(parent))
  }
  t.match((await post({ chat, content: '', parent: 0 })).json(), { status: 400 })
  t.same(await ids(`chat=${chat}`), before)
  t.equal(await leafOf(chat), a)
})

t.test("a deleted message's children and the leaf move to its parent", async (t) => {
  const { chat, a, b, c, d, e } = await branched()
  t.equal((await remove(b)).status, 204)
  t.same(placeOf(await readMessage(ada.client, c)), [a, 1, 2])
  t.equal((await remove(a)).status, 204)
  t.same(await ids(`chat=${chat}&parent=0`), [c, d])
  t.equal((await remove(e)).status, 204)
  t.equal(await leafOf(chat), d)
  t.equal((await remove(d)).status, 204)
  t.equal(await leafOf(chat), null)
  t.same(placeOf(await write(chat)), [null, 2, 2])
})

t.test('a branch is deleted with everything below it, and nothing else', async (t) => {
  const { chat, a, b, c, d, e } = await branched()
  t.equal((await remove(b, '?branch=true')).status, 204)
  t.same(await ids(`chat=${chat}`), [a, d, e])
  t.equal(await leafOf(chat), e)
  t.equal((await remove(c)).status, 404)
  const etag = (await ada.client.get(`/api/message/${d}`)).headers.get('etag') ?? ''
  await ada.client.put(`/api/message/${d}`, { json: { content: 'Which?', chat } })
  const stale = await ada.client.delete(`/api/message/${d}?branch=true`, { headers: { 'if-match': etag } })
  t.equal(stale.status, 412)
  t.equal((await charles.client.delete(`/api/message/${d}?branch=true`)).status, 404)
  t.equal((await remove(d, '?branch=yes')).status, 400)
  t.equal((await remove(d, '?branch=true')).status, 204)
  t.same(await ids(`chat=${chat}`), [a])
  t.equal(await leafOf(chat), a)
})

t.test('a message moved to another chat is inserted into the current branch by its id', async (t) => {
  const { chat, a, d, e } = await branched()
  const other = await newChat(ada.client)
  const early = (await write(other)).id
  const third = await newChat(ada.client)
  const moved = (await write(third)).id
  const below = (await write(third)).id
  const late = (await write(other)).id
  const to = (chat: number) => ada.client.put(`/api/message/${moved}`, { json: { content: 'Who?', chat } })
  const inOther = (await to(other)).json<Message>()
  t.match(inOther, { chat: other, parent: early, sibling_index: 1, sibling_count: 1, edited_at: null })
  t.same(await ids(`leaf=${late}`), [early, moved, late])
  t.equal(await leafOf(other), late)
  t.same(placeOf(await readMessage(ada.client, below)), [null, 1, 1])
  t.match((await to(chat)).json(), { parent: e })
  t.equal(await leafOf(chat), moved)
  t.same(await ids(`leaf=${moved}`), [a, d, e, moved])
  t.same(await ids(`leaf=${late}`), [early, late])
})

t.test('a client can select the leaf of a chat', async (t) => {
  const { chat, a, c, e } = await branched()
  const put = (json: object) => ada.client.put(`/api/chat/${chat}`, { json: { title: 'Engines', ...json } })
  t.match((await put({ leaf: c })).json(), { leaf: c })
  t.equal((await write(chat)).parent, c)
  t.match((await put({ leaf: a })).json(), { leaf: a })
  t.same(placeOf(await write(chat)), [a, 3, 3])
  t.match((await put({ leaf: null })).json(), { leaf: null })
  t.match((await put({})).json(), { leaf: null }, 'unchanged if left out')
  const elsewhere = (await write(await newChat(ada.client))).id
  for (const leaf of [elsewhere, 99_999_999])
    t.match((await put({ leaf })).json(), { status: 404, errors: [{ pointer: '/body/leaf' }] })
  t.match((await put({ leaf: e })).json(), { leaf: e })
  t.equal(await leafOf(chat), e)
})

t.test('simultaneous messages form a chain, or are siblings if they have the same parent', async (t) => {
  const chat = await newChat(ada.client)
  const root = await write(chat)
  const appended = await Promise.all(Array.from({ length: 20 }, () => write(chat)))
  const parents = appended.map(({ parent }) => parent)
  t.equal(new Set(parents).size, 20, 'no two have the same parent')
  t.ok(appended.every(({ sibling_index, sibling_count }) => sibling_index === 1 && sibling_count === 1))
  t.equal((await ids(`leaf=${await leafOf(chat)}`)).length, 21)
  const siblings = await Promise.all(Array.from({ length: 20 }, () => write(chat, root.id)))
  // One child of the root is in the chain.
  t.same(
    siblings.map(({ sibling_index }) => sibling_index).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, index) => index + 2),
  )
})

t.test('simultaneous deletions and answers leave a tree', { timeout: 120_000 }, async (t) => {
  for (const branch of ['', '?branch=true']) {
    const chat = await newChat(ada.client)
    for (let round = 0; round < 5; round++) {
      const parent = (await write(chat)).id
      const answers = await Promise.all([
        ...Array.from({ length: 8 }, () => post({ chat, content: '', parent })),
        remove(parent, branch),
        ...Array.from({ length: 8 }, () => post({ chat, content: '' })),
      ])
      const statuses = new Set(answers.map(({ status }) => status))
      t.ok(
        [...statuses].every((status) => [201, 204, 404].includes(status)),
        [...statuses].join(),
      )
      const all = await list(`chat=${chat}&limit=200`)
      const known = new Set(all.map(({ id }) => id))
      t.ok(all.every(({ parent }) => parent === null || known.has(parent)))
      const leaf = await leafOf(chat)
      t.ok(leaf === null || known.has(leaf))
    }
  }
})

t.test('simultaneous requests under one key create one child', async (t) => {
  const chat = await newChat(ada.client)
  const parent = (await write(chat)).id
  const json = { chat, content: 'Who?', parent }
  const headers = { 'idempotency-key': 'child' }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ada.client.post('/api/message/', { json, headers })),
  )
  t.equal(new Set(answers.map((answer) => answer.json<Message>().id)).size, 1)
  t.equal((await ids(`parent=${parent}`)).length, 1)
})

t.test('a chain of 10,000 messages is listed and deleted', { timeout: 120_000 }, async (t: Test) => {
  const chat = await newChat(ada.client)
  await lengthened(server.db, ada.id, chat, 10_000)
  const leaf = (await leafOf(chat)) ?? 0
  t.equal((await ids(`leaf=${leaf}&limit=200`)).length, 200)
  t.equal((await ids(`leaf=${leaf}&limit=200&order=desc`))[0], leaf)
  const [root, second] = await ids(`leaf=${leaf}&limit=2`)
  t.equal((await remove(second ?? 0, '?branch=true')).status, 204)
  t.same(await ids(`chat=${chat}`), [root])
  await lengthened(server.db, ada.id, chat, 10_000)
  t.equal((await ada.client.delete(`/api/chat/${chat}`)).status, 204)
})
