/** Counters agree with what they count after any operations in any order, also simultaneous ones. */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { listContext } from '../../src/messages/context-queries.ts'
import { seeded } from '../soak/random.ts'
import { connected } from '../support/database.ts'
import { form } from '../support/form.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { dialectOf } from '../support/providers/dialects.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'
import { type Account, signUp, testServer } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type FileRecord = components['schemas']['FileRecord']
type Message = components['schemas']['Message']

const { frames, refusal } = dialectOf('openai')
const { baseUrl } = await scriptedProvider(t, (_, response, body) => {
  if (/fail"}\]/.test(body)) response.writeHead(400).end(JSON.stringify(refusal('refused', 'Refused.')))
  else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(frames({}).join(''))
})
const config = { LLM_CONTEXT_LIMIT: 100, DATABASE_POOL_SIZE: 16 }
const server = await testServer(t, { llm: { baseUrl }, config })

/**
 * Returns the counters, of all users, that differ from the actual numbers. A deleted chat's counter is not
 * maintained.
 */
async function differences() {
  const { rows } = await sql`
    with counted as (
      select id, message_count, (select count(*) from messages
        where messages.user_id = chats.user_id and messages.chat_id = chats.id) as messages
      from chats where deleted_at is null
    ), summed as (
      select users.id, coalesce(max(total.files), 0) as files, coalesce(max(total.stored_bytes), 0) as stored_bytes,
        count(files.id) as counted, coalesce(sum(files.size), 0) as summed
      from users left join user_totals as total on total.user_id = users.id left join files on files.user_id = users.id
      group by users.id
    )
    select to_jsonb(counted) as difference from counted where message_count <> messages
    union all select to_jsonb(summed) from summed where files <> counted or stored_bytes <> summed`.execute(
    server.db,
  )
  return rows
}

async function populated() {
  const account = await signUp(server)
  const post = async <T>(path: string, json: object) => (await account.client.post(path, { json })).json<T>()
  const chat = async () => (await post<Chat>('/api/chat/', { title: 'Engines' })).id
  const message = async (chat: number) => (await post<Message>('/api/message/', { chat, content: 'Who?' })).id
  return { ...account, chat, message }
}

/** Operations on the current objects of a user. Some fail because of concurrent ones, which is expected. */
function operationsOf({ client }: Account, random: ReturnType<typeof seeded>) {
  const pick = async <T extends { id: number }>(path: string): Promise<T | undefined> => {
    const found = (await client.get(`${path}?limit=20&order=desc`)).json<T[]>()
    return found.length > 0 ? random.pick(found) : undefined
  }
  const post = (path: string, json: object, key?: string) =>
    client.post(path, { json, ...(key && { headers: { 'idempotency-key': key } }) })
  const chat = () => pick<Chat>('/api/chat/')
  const message = () => pick<Message>('/api/message/')
  const file = () => pick<FileRecord>('/api/file/')
  const key = () => `key-${random.whole(1, 6)}`
  return {
    createChat: () => post('/api/chat/', { title: 'Engines' }),
    createMessage: async () =>
      post('/api/message/', {
        chat: (await chat())?.id,
        content: 'Who?',
        file: (await file())?.id,
      }),
    createUnderKey: async () => post('/api/message/', { chat: (await chat())?.id, content: 'a' }, key()),
    move: async () => {
      const [from, to] = [await message(), await chat()]
      return client.put(`/api/message/${from?.id}`, { json: { content: 'Moved', chat: to?.id } })
    },
    deleteMessage: async () => client.delete(`/api/message/${(await message())?.id}`),
    deleteChat: async () => client.delete(`/api/chat/${(await chat())?.id}`),
    ask: async () => post('/api/llm/', { prompt: 'Who?', chat: (await chat())?.id }),
    askAlone: () => post('/api/llm/', { prompt: 'Who?' }),
    // A key whose run has failed starts another run, whose messages replace those of the first.
    fail: async () => post('/api/llm/', { prompt: 'fail', chat: (await chat())?.id }, key()),
    failAgain: async () => post('/api/llm/', { prompt: 'fail', chat: (await chat())?.id }, key()),
    // Exceeds the context limit, so the run is withdrawn.
    withdraw: async () =>
      post('/api/llm/', { prompt: 'a'.repeat(400), chat: (await chat())?.id, overflow: 'error' }),
    upload: () =>
      client.post(
        '/api/file/',
        form({ name: 'file', filename: 'a.txt', content: 'a'.repeat(random.whole(0, 99)) }),
      ),
    link: async () =>
      client.put(`/api/file/${(await file())?.id}`, {
        json: { name: 'b', content_type: 'text/plain', url: 'https://example.org/b' },
      }),
    deleteFile: async () => client.delete(`/api/file/${(await file())?.id}`),
  }
}

t.test('counters are right after many simultaneous operations', { timeout: 180_000 }, async (t) => {
  const seed = randomInt(2 ** 31)
  t.comment(`seed ${seed}`)
  const random = seeded(seed)
  const seen = new Map<string, Set<number>>()
  for (let user = 0; user < 2; user++) {
    const account = await signUp(server)
    const operations = operationsOf(account, random)
    const names = Object.keys(operations) as (keyof typeof operations)[]
    for (const name of ['createChat', 'createChat', 'upload'] as const) await operations[name]()
    for (let round = 0; round < 30; round++) {
      const done = Array.from({ length: 8 }, async () => {
        const name = random.pick(names)
        const { status } = await operations[name]()
        seen.set(name, (seen.get(name) ?? new Set()).add(status))
      })
      await Promise.all(done)
    }
    t.strictSame(await differences(), [])
  }
  for (const [name, status] of [
    ['createMessage', 201],
    ['move', 200],
    ['deleteMessage', 204],
    ['deleteChat', 204],
    ['ask', 200],
    ['withdraw', 413],
    ['upload', 201],
    ['link', 200],
    ['deleteFile', 204],
  ] as const)
    t.ok(seen.get(name)?.has(status), `${name} was answered ${status}`)
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
    'update chats set message_count = message_count - 1, leaf_id = null where id = (select chat_id from messages where id = $1)',
    [message],
  )
  await byHand.query('update messages set chat_id = $1, parent_id = null where id = $2', [to, message])
  await byHand.query('update chats set message_count = message_count + 1 where id = $1', [to])
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
