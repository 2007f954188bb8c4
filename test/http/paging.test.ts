/** Paging, which is the same for every list. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import type { Client } from '../support/client.ts'
import { contractDocument } from '../support/contract/document.ts'
import { connected } from '../support/database.ts'
import { textFile } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const orders = ['asc', 'desc'] as const

const idOf = async (answer: ReturnType<Client['post']>) => (await answer).json<{ id: number }>().id

/** Returns the lists of a new account: path, filter, and a function that adds an item. */
async function newLists(client: Client) {
  const addChat = () => idOf(client.post('/api/chat/', { json: {} }))
  const [chat, other] = [await addChat(), await addChat()]
  const addMessage = (chat: number) => idOf(client.post('/api/message/', { json: { content: '', chat } }))
  return [
    { path: '/api/file/', filter: '', add: () => idOf(client.post('/api/file/', { body: textFile('x') })) },
    { path: '/api/message/', filter: `chat=${chat}&`, add: () => addMessage(chat) },
    { path: '/api/message/', filter: '', add: () => addMessage(other) },
    // Last, because the tests on this list may delete the chats of the others.
    { path: '/api/chat/', filter: '', add: addChat },
  ]
}

/** Reads one page: its ids, and the link to the next page. */
async function page(client: Client, url: string): Promise<{ ids: number[]; next: string | undefined }> {
  const answer = await client.get(url)
  const ids = answer.json<{ id: number }[]>().map(({ id }) => id)
  const link = answer.headers.get('link')
  return { ids, next: link === null ? undefined : (/^<([^>]+)>; rel="next"$/.exec(link)?.[1] ?? link) }
}

/** Reads the pages from `url` to the last. */
async function pages(client: Client, url: string | undefined): Promise<number[][]> {
  if (url === undefined) return []
  const { ids, next } = await page(client, url)
  return [ids, ...(await pages(client, next))]
}

t.test('Next-Cursor is the cursor of the next page and is absent on the last page', async (t) => {
  const { client } = await signUp(server)
  for (let count = 0; count < 3; count++) await client.post('/api/chat/', { json: {} })
  const ids: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await client.get(`/api/chat/?limit=2${cursor && `&cursor=${cursor}`}`)
    ids.push(...page.json<{ id: number }[]>().map(({ id }) => id))
    cursor = page.headers.get('next-cursor')
    t.equal(cursor !== null, page.headers.has('link'))
    if (cursor !== null) t.match(page.headers.get('link'), `cursor=${cursor}>`)
  }
  t.equal(new Set(ids).size, 3)
})

t.test('the contract marks every list with x-pagination', async (t) => {
  const { paths } = contractDocument as { paths: Record<string, Record<string, { operationId?: string }>> }
  const gets = Object.values(paths).flatMap(({ get }) => (get ? [get] : []))
  const marked = gets.filter((operation) => 'x-pagination' in operation).map(({ operationId }) => operationId)
  t.same(marked, ['listChats', 'listMessages', 'listFiles', 'listRuns'])
})

t.test('paging through a list returns each item once, in both orders', async (t) => {
  const { client } = await signUp(server)
  for (const { path, filter, add } of await newLists(client)) {
    const there = (await page(client, `${path}?${filter}limit=200`)).ids
    const ids = [...there]
    while (ids.length < there.length + 6) ids.push(await add())
    for (const order of orders) {
      const expected = order === 'asc' ? ids : ids.toReversed()
      for (const limit of [1, 2, 3, ids.length - 1, ids.length, 200]) {
        const walked = await pages(client, `${path}?${filter}limit=${limit}&order=${order}`)
        const about = `${path}?${filter} ${order}, ${limit} at a time`
        t.same(walked.flat(), expected, about)
        t.equal(walked.length, Math.ceil(ids.length / limit), 'every page but the last is full')
      }
    }
    t.same((await page(client, `${path}?${filter}`)).ids, ids, 'the default order is ascending')
  }
})

t.test('items created or deleted during paging neither skip nor repeat other items', async (t) => {
  for (const order of orders) {
    const { client } = await signUp(server)
    for (const { path, filter, add } of await newLists(client)) {
      const added: number[] = []
      while (added.length < 9) added.push(await add())
      const url = `${path}?${filter}order=${order}`
      const ids = (await page(client, url)).ids
      const first = await page(client, `${url}&limit=4`)
      t.same(first.ids, ids.slice(0, 4))

      // The item at the cursor, one before it and one after it are deleted. One is added at the end.
      const gone = [ids[1], ids[3], ids[6]]
      for (const id of gone) t.equal((await client.delete(`${path}${id}`)).status, 204)
      const newest = await add()
      const rest = ids.slice(4).filter((id) => !gone.includes(id))
      const expected = order === 'asc' ? [...rest, newest] : rest
      t.same((await pages(client, first.next)).flat(), expected, `${url}`)
    }
  }
})

t.test('an item committed late may be missing while paging, and is in the list afterwards', async (t) => {
  const { client, id: user } = await signUp(server)
  const add = () => idOf(client.post('/api/chat/', { json: {} }))
  const before = await add()
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  const inserted = await byHand.query(`insert into chats (user_id, title) values ($1, '') returning id`, [
    user,
  ])
  const late = Number(inserted.rows[0].id)
  const [after, last] = [await add(), await add()]
  t.ok(late < after, 'its id is smaller')
  const first = await page(client, '/api/chat/?limit=2')
  t.same(first.ids, [before, after])
  await byHand.query('commit')
  t.same((await pages(client, first.next)).flat(), [last], 'the other items are returned once')
  t.same((await pages(client, '/api/chat/?limit=2')).flat(), [before, late, after, last])
})

t.test('a page has 50 items by default and between 1 and 200 with a limit', async (t) => {
  const account = await signUp(server)
  const { client } = account
  const rows = Array.from({ length: 201 }, () => ({ user_id: account.id, title: '' }))
  await server.db.insertInto('chats').values(rows).execute()
  const sizes = async (query: string) =>
    (await pages(client, `/api/chat/${query}`)).map(({ length }) => length)
  t.same(await sizes(''), [50, 50, 50, 50, 1])
  t.same(await sizes('?limit=200'), [200, 1])
  t.same(await sizes('?limit=199&order=desc'), [199, 2])
  for (const limit of ['0', '-1', '201', '1.5', '1e1', '0x10', 'all', '', '9007199254740993']) {
    const refused = await client.get(`/api/chat/?limit=${limit}`)
    t.match(refused.json<Problem>(), { status: 400, errors: [{ pointer: '/query/limit' }] }, limit)
  }
  for (const order of ['', 'ASC', 'up', 'asc,desc']) {
    const refused = await client.get(`/api/chat/?order=${order}`)
    t.match(refused.json<Problem>(), { status: 400, errors: [{ pointer: '/query/order' }] }, order)
  }
})

t.test('the link to the next page keeps limit, order and filter', async (t) => {
  const { client } = await signUp(server)
  for (const { path, filter, add } of await newLists(client)) {
    await add()
    await add()
    const { next = '' } = await page(client, `${path}?${filter}order=desc&limit=1`)
    const { pathname, searchParams } = new URL(next, server.url)
    t.equal(pathname, path)
    t.same([searchParams.get('limit'), searchParams.get('order')], ['1', 'desc'])
    t.equal(searchParams.get('chat'), filter === '' ? null : filter.slice('chat='.length, -1))
    t.match(searchParams.get('cursor'), /^[\w-]+$/)
  }
})

t.test('a cursor is valid for its own list and order only', async (t) => {
  const { client } = await signUp(server)
  const lists = await newLists(client)
  const cursors: { path: string; order: string; cursor: string }[] = []
  for (const { path, filter, add } of lists) {
    await add()
    await add()
    for (const order of orders) {
      const { next = '' } = await page(client, `${path}?${filter}order=${order}&limit=1`)
      cursors.push({ path, order, cursor: new URL(next, server.url).searchParams.get('cursor') ?? '' })
    }
  }
  for (const { path } of lists) {
    for (const order of orders) {
      for (const given of cursors) {
        const own = given.path === path && given.order === order
        const { status } = await client.get(`${path}?order=${order}&cursor=${given.cursor}`)
        t.equal(status, own ? 200 : 404, `${path} ${order} with a cursor of ${given.path} ${given.order}`)
      }
    }
  }
})

t.test('an invalid cursor is refused', async (t) => {
  const { client } = await signUp(server)
  const made = (text: string) => Buffer.from(text).toString('base64url')
  const ours = made('chat.asc.1')
  t.equal((await client.get(`/api/chat/?cursor=${ours}`)).status, 200, 'the format of valid cursors')
  for (const cursor of [
    ...['', 'x', '1', 'null', '%00', `${ours}=`, `${ours}A`, `%20${ours}`, ours.slice(1), 'a'.repeat(101)],
    ...['', 'chat', 'chat.asc', 'chat.asc.', 'chat.asc.0', 'chat.asc.-1', 'chat.asc.1.5', 'chat.asc.01'].map(
      made,
    ),
    ...['chat.asc.1e3', 'chat.asc. 1', 'chat.asc.9007199254740992', 'chat.asc.NaN', 'user.asc.1'].map(made),
    ...['chat.asc.2.1', 'Chat.asc.1', 'chat.asc.1\u0000', "chat.asc.1' or true --"].map(made),
  ]) {
    const refused = await client.get(`/api/chat/?cursor=${cursor}`)
    const status = /^[A-Za-z0-9_-]{1,100}$/.test(cursor) ? 404 : 400
    t.match(refused.json<Problem>(), { status, errors: [{ pointer: '/query/cursor' }] }, cursor)
  }
})

t.test('a chat that a list is filtered by and that does not exist is named', async (t) => {
  const { client } = await signUp(server)
  for (const path of ['/api/message/', '/api/run/']) {
    const refused = await client.get(`${path}?chat=999999`)
    const errors = [{ pointer: '/query/chat', code: 'not_found', message: 'does not exist' }]
    t.match(refused.json<Problem>(), { status: 404, code: 'not_found', errors }, path)
  }
})
