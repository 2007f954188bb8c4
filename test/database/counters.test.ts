/**
 * Counters agree with the rows that they count, and the messages of a chat are a tree with a leaf, after any
 * operations in any order, also simultaneous ones.
 */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { listContext } from '../../src/messages/context-queries.ts'
import { seeded } from '../soak/random.ts'
import { connected } from '../support/database.ts'
import { until } from '../support/files.ts'
import { all } from '../support/load/pages.ts'
import { treeDifferences } from '../support/load/tree.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { type Account, signUp, testServer } from '../support/server.ts'
import { modelOfPrompts, operationsOf } from './operations.ts'

type Chat = components['schemas']['Chat']
type Message = components['schemas']['Message']

const { baseUrl } = await modelOfPrompts(t)
const config = { LLM_CONTEXT_LIMIT: 100, DATABASE_POOL_SIZE: 16 }
const server = await testServer(t, { llm: { baseUrl }, config })

/**
 * Finds, for all users, counters that differ from the actual numbers, leaves that are not messages of their
 * chats, branches in linear chats, misplaced parents, and answers that are still running after their run.
 * Deleted chats are not maintained.
 */
async function differences() {
  const { rows } = await sql`
    with kept as (
      select * from chats where deleted_at is null
    ), counted as (
      select id, message_count, (select count(*) from messages
        where messages.user_id = kept.user_id and messages.chat_id = kept.id) as messages
      from kept
    ), summed as (
      select users.id, coalesce(max(total.files), 0) as files, coalesce(max(total.stored_bytes), 0) as stored_bytes,
        count(files.id) as counted, coalesce(sum(files.size), 0) as summed
      from users left join user_totals as total on total.user_id = users.id left join files on files.user_id = users.id
      group by users.id
    )
    select to_jsonb(counted) as difference from counted where message_count <> messages
    union all select jsonb_build_object('chat', id, 'leaf', leaf_id) from kept
      where leaf_id is not null and not exists (
        select from messages where messages.user_id = kept.user_id and messages.chat_id = kept.id
          and messages.id = kept.leaf_id)
    union all select jsonb_build_object('linear chat', kept.id, 'leaf', leaf_id) from kept
      left join messages on messages.user_id = kept.user_id and messages.chat_id = kept.id
      where is_linear group by kept.id, leaf_id
      having leaf_id is distinct from max(messages.id)
        or count(messages.id) <> count(distinct coalesce(parent_id, 0)) filter (where messages.id is not null)
    union all select jsonb_build_object('message', child.id, 'parent', parent.id) from messages as child
      left join messages as parent on parent.user_id = child.user_id and parent.id = child.parent_id
      where child.parent_id is not null
        and (parent.chat_id is distinct from child.chat_id or parent.id >= child.id)
    union all select jsonb_build_object('message', messages.id, 'status', messages.status) from messages
      join runs on runs.user_id = messages.user_id and runs.id = messages.run_id
      where messages.status = 'running' and runs.ended_at is not null
        and exists (select from kept where kept.user_id = messages.user_id and kept.id = messages.chat_id)
    union all select to_jsonb(summed) from summed where files <> counted or stored_bytes <> summed`.execute(
    server.db,
  )
  return rows
}

async function misplaced({ client }: Account): Promise<string[]> {
  const chats = await all<Chat>(client, '/api/chat/?limit=200')
  return (await Promise.all(chats.map(({ id }) => treeDifferences(client, id)))).flat()
}

async function populated() {
  const account = await signUp(server)
  const post = async <T>(path: string, json: object) => (await account.client.post(path, { json })).json<T>()
  const chat = async () => (await post<Chat>('/api/chat/', { title: 'Engines' })).id
  const message = async (chat: number) => (await post<Message>('/api/message/', { chat, content: 'Who?' })).id
  return { ...account, chat, message }
}

/** Operations with the status of their success. */
const successes = {
  createMessage: 201,
  createBelow: 201,
  edit: 200,
  move: 200,
  sendBack: 200,
  deleteMessage: 204,
  deleteBranch: 204,
  chooseLeaf: 200,
  deleteChat: 204,
  ask: 200,
  askBelow: 200,
  askAgain: 200,
  withdraw: 413,
  start: 202,
  callTools: 200,
  returnResults: 200,
  upload: 201,
  link: 200,
  deleteFile: 204,
} as const

/** Operations that may begin a branch, or end a chat. */
const branching: ReadonlySet<string> = new Set([
  ...['createBelow', 'chooseLeaf', 'askBelow', 'askAgain', 'failBelow', 'withdrawBelow', 'start'],
  ...['returnResults', 'deleteChat'],
])

t.test('counters and trees are right after many simultaneous operations', { timeout: 180_000 }, async (t) => {
  const seed = randomInt(2 ** 31)
  t.comment(`seed ${seed}`)
  const random = seeded(seed)
  const unseen = new Map<string, number>(Object.entries(successes))
  for (const branches of [true, true, true, false]) {
    const account = await signUp(server)
    const operations = operationsOf(account, random)
    const all = Object.keys(operations) as (keyof typeof operations)[]
    const names = all.filter((name) => branches || !branching.has(name))
    const operate = async (name: keyof typeof operations) => {
      const { status } = await operations[name]()
      if (unseen.get(name) === status) unseen.delete(name)
    }
    for (const name of ['createChat', 'createChat', 'upload'] as const) await operate(name)
    for (let round = 0; round < 40; round++)
      await Promise.all(Array.from({ length: 8 }, () => operate(random.pick(names))))
    await until('no run is active', async () => {
      const { rows } = await sql`select from runs where ended_at is null limit 1`.execute(server.db)
      return rows.length === 0
    })
    t.strictSame(await differences(), [])
    t.strictSame(await misplaced(account), [])
    const { rows: linear } = await sql<{ found: boolean | null }>`
      select bool_or(is_linear and message_count > 1) as found from chats
      where user_id = ${account.id} and deleted_at is null`.execute(server.db)
    if (!branches) t.ok(linear[0]?.found, 'without another branch, a chat stays linear')
  }
  // Each operation must be able to succeed at all; one by one, because others may prevent it each time.
  const account = await signUp(server)
  const operations = operationsOf(account, random)
  for (const [name, status] of Object.entries(successes) as [keyof typeof successes, number][])
    await until(`${name} is answered ${status}`, async () => {
      if (!unseen.has(name)) return true
      for (const first of ['createChat', 'createMessage', 'upload', 'callTools'] as const)
        await operations[first]()
      return (await operations[name]()).status === status
    })
  const errors = server.log.filter((line) => {
    const { level, provider_message: refused } = JSON.parse(line)
    return level >= 50 && refused === undefined
  })
  t.strictSame(errors, [], 'no request failed')
})

t.test('counters are right after a failed run is replaced under its key', async (t) => {
  const { client, chat: newChat } = await populated()
  const chat = await newChat()
  const askUnder = (key: string) =>
    client.post('/api/llm/', { json: { prompt: 'fail', chat }, headers: { 'idempotency-key': key } })
  const runs = [await askUnder('a'), await askUnder('a')].map((answer) => answer.json<{ run: number }>().run)
  t.ok((runs[1] ?? 0) > (runs[0] ?? 0), 'a second run was started')
  t.strictSame(await differences(), [])
  t.equal((await client.get(`/api/message/?chat=${chat}`)).json<unknown[]>().length, 2)
})

/** Runs work while a transaction has moved a message, which is committed once the work waits. */
async function whileMoved(t: Test, message: number, to: number, request: () => Promise<{ status: number }>) {
  const byHand = await connected(t, server.connection)
  await byHand.query('begin')
  await byHand.query(
    'update chats set message_count = message_count - 1, leaf_id = null, is_linear = false where id = (select chat_id from messages where id = $1)',
    [message],
  )
  await byHand.query('update messages set chat_id = $1, parent_id = null where id = $2', [to, message])
  await byHand.query('update chats set message_count = message_count + 1, is_linear = false where id = $1', [
    to,
  ])
  const answered = request()
  await untilWaiting(server.db, 1)
  await byHand.query('commit')
  return (await answered).status
}

t.test('counters are right if a message is moved during another request for it', async (t) => {
  const { client, chat, message } = await populated()
  const [first, second, third] = [await chat(), await chat(), await chat()]
  for (const [what, request, status] of [
    [
      'is moved to a third chat',
      (id: number) => client.put(`/api/message/${id}`, { json: { content: 'a', chat: third } }),
      200,
    ],
    [
      'is moved to the same chat',
      (id: number) => client.put(`/api/message/${id}`, { json: { content: 'a', chat: second } }),
      200,
    ],
    [
      'stays by its request in the first chat',
      (id: number) => client.put(`/api/message/${id}`, { json: { content: 'a', chat: first } }),
      200,
    ],
    ['is deleted', (id: number) => client.delete(`/api/message/${id}`), 204],
  ] as const) {
    const id = await message(first)
    t.equal(await whileMoved(t, id, second, () => request(id)), status, what)
    t.strictSame(await differences(), [], what)
  }
})

t.test('a chat counts the messages before a prompt that nothing reads', async (t) => {
  const { id: user, chat: newChat, message } = await populated()
  const chat = await newChat()
  const ids: number[] = []
  for (let sent = 0; sent < 7; sent++) ids.push(await message(chat))
  const total = async (prompt: number, atMost: number) => {
    const found = await listContext(server.db, { user, chat, prompt, tokens: 100, overhead: 0, atMost })
    t.ok(found.length <= atMost)
    return found[0]?.total
  }
  t.equal(await total(await message(chat), 3), 7)
  t.equal(await total(ids.at(-1) ?? 0, 3), 6)
  t.equal(await total(ids.at(-2) ?? 0, 100), 5)
})
