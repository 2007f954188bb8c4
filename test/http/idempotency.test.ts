/** Idempotency-Key of every creating operation (draft-ietf-httpapi-idempotency-key-header). */
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import type { Answer, Client, Options } from '../support/client.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { rowsOfUser } from '../support/postgres/rows.ts'
import { playedProvider } from '../support/providers/played.ts'
import { signUp, testServer } from '../support/server.ts'
import { isReplayed, json, sendMany as sendManyTo, send as sendTo } from './keyed-requests.ts'

type Schemas = components['schemas']

const provider = await playedProvider(t, (call) => call.say())
const config = { UPLOAD_LIMIT: 1_000, LLM_CONTEXT_LIMIT: 256, DATABASE_POOL_SIZE: 20 }
const server = await testServer(t, { llm: provider.llm, config })
const replica = await testServer(t, { replicaOf: server, llm: provider.llm, config })
const ada = await signUp(server)
const charles = await signUp(server)

const chat = (await ada.client.post('/api/chat/', json({ title: 'Engines' }))).json<Schemas['Chat']>().id

const named = { name: 'name', content: 'engine.txt' }
const typed = { name: 'content_type', content: 'text/plain' }
const upload = (content: string) => ({ name: 'file', filename: 'a.txt', content })

/** For each operation: a request, the same in another notation, a different one, and refused ones. */
const operations: {
  name: string
  path: string
  first: Options
  same: Options
  other: Options
  refused: Record<string, [Options, number]>
}[] = [
  {
    name: 'createChat',
    path: '/api/chat/',
    first: json({ title: 'Pumps', user: ada.id }),
    same: json({ user: ada.id, title: 'Pumps' }),
    other: json({ title: 'Mills', user: ada.id }),
    refused: {
      'no title': [json({ title: 1 }), 400],
      "another user's id": [json({ title: '', user: charles.id }), 403],
      'another media type': [{ body: 'a', headers: { 'content-type': 'text/css' } }, 415],
      'a body too large': [json({ title: 'a'.repeat(5_000_000) }), 413],
    },
  },
  {
    name: 'createMessage',
    path: '/api/message/',
    first: json({ content: 'Who?', chat }),
    same: json({ chat, content: 'Who?' }),
    other: json({ content: 'Why?', chat }),
    refused: {
      'no content': [json({ chat }), 400],
      "another user's id": [json({ content: '', chat, user: charles.id }), 403],
      'no such chat': [json({ content: '', chat: 9_999_999 }), 404],
      'no such file': [json({ content: '', chat, file: 9_999_999 }), 404],
    },
  },
  {
    name: 'uploadFile',
    path: '/api/file/',
    first: form(named, typed, upload('coal')),
    same: form(upload('coal'), typed, named),
    other: form(named, typed, upload('peat')),
    refused: {
      'no file': [form(named), 400],
      "another user's id": [form({ name: 'user', content: String(charles.id) }, upload('coal')), 403],
      'a file too large': [form(upload('a'.repeat(1_001))), 413],
      'another media type': [json({ name: 'a' }), 415],
    },
  },
  {
    name: 'askModel',
    path: '/api/llm/',
    first: json({ prompt: 'Who?', temperature: 0.5, chat: null }),
    same: json({ chat: null, temperature: 0.5, prompt: 'Who?' }),
    other: json({ prompt: 'Why?', temperature: 0.5, chat: null }),
    refused: {
      'no prompt': [json({ prompt: '' }), 400],
      'no such model': [json({ prompt: 'Who?', model: 'the-dearest' }), 404],
      'no such chat': [json({ prompt: 'Who?', chat: 9_999_999 }), 404],
      'no such file': [json({ prompt: 'Who?', file: 9_999_999 }), 404],
      'a prompt too long': [json({ prompt: 'a'.repeat(1_025), chat }), 413],
      'a chat too long': [json({ prompt: 'a'.repeat(1_024), chat, overflow: 'error' }), 413],
      'an address without a file': [json({ prompt: 'Who?', file_url: 'http://127.0.0.1/a' }), 422],
    },
  },
]

/** Returns what must be the same in each response. Signed URLs differ. */
function comparable({ status, headers, text }: Answer) {
  return [
    status,
    headers.get('location'),
    text.replaceAll(/expires=\d+&signature=[\w.-]+|"url_expires_at":"[^"]+"/g, ''),
  ]
}

/** Counts Ada's rows, all stored files, and the calls to the provider. */
async function everything(): Promise<Record<string, number>> {
  const bytes = await filesIn(server.files)
  return { ...(await rowsOfUser(server.db, ada.id)), bytes: bytes.length, calls: provider.calls.length }
}

/** Sends a request of Ada's under a key. */
const send = (path: string, options: Options, key: string, client: Client = ada.client) =>
  sendTo(client, path, options, key)

/** Sends the same request several times, alternating between the replicas. */
const sendMany = (count: number, path: string, options: Options, key: string) =>
  sendManyTo([ada.client, replica.client.as(ada.access)], count, path, options, key)

function ageKey(key: string, hours: number) {
  return sql`update idempotency_keys set created_at = created_at - make_interval(hours => ${hours}::integer)
    where key = ${key}`.execute(server.db)
}

async function eachOperation(
  t: Test,
  test: (t: Test, operation: (typeof operations)[number]) => Promise<void>,
) {
  for (const operation of operations) await t.test(operation.name, (t) => test(t, operation))
}

t.test('a repeated request creates nothing and returns the first response, marked as replayed', (t) =>
  eachOperation(t, async (t, { path, first, same }) => {
    const key = randomUUID()
    const answer = await send(path, first, key)
    t.match(answer.status, /20[01]/)
    t.notOk(isReplayed(answer), 'the first response is not marked')
    const before = await everything()
    for (const [what, options, spelling] of [
      ['the same', first, key],
      ['its members in another order', same, key],
      ['the key in quotation marks', first, `"${key}"`],
    ] as const) {
      const again = await send(path, options, spelling)
      t.strictSame(comparable(again), comparable(answer), what)
      t.ok(isReplayed(again), `${what} is marked`)
    }
    t.strictSame(await everything(), before)
    t.notOk(isReplayed(await send(path, first, randomUUID())), 'another key is another request')
  }),
)

t.test('a key is valid for one request of one user', (t) =>
  eachOperation(t, async (t, { name, path, first, other }) => {
    const key = randomUUID()
    const answer = await send(path, first, key)
    const before = await everything()
    const others = operations.filter((operation) => operation.name !== name)
    for (const [what, to, options] of [
      ['another body', path, other],
      ...others.map(({ name, path, first }) => [name, path, first] as const),
    ] as const) {
      t.match(
        (await send(to, options, key)).json(),
        {
          status: 422,
          code: 'idempotency_key_reused',
          errors: [{ pointer: '/header/idempotency-key' }],
        },
        what,
      )
    }
    t.strictSame(await everything(), before, 'nothing was created')
    t.ok(isReplayed(await send(path, first, key)), 'the key still works')
    if (name === 'createMessage') return
    const ofAnother = await send(
      path,
      name === 'createChat' ? json({ title: 'Pumps' }) : first,
      key,
      charles.client,
    )
    t.equal(ofAnother.status, answer.status)
    t.notOk(isReplayed(ofAnother), "another user's key is independent")
  }),
)

t.test('a key is kept for 24 hours', (t) =>
  eachOperation(t, async (t, { path, first, other }) => {
    const key = randomUUID()
    await send(path, first, key)
    await ageKey(key, 23)
    t.ok(isReplayed(await send(path, first, key)))
    await ageKey(key, 1)
    const afresh = await send(path, other, key)
    t.match(afresh.status, /20[01]/)
    t.notOk(isReplayed(afresh))
    t.ok(isReplayed(await send(path, other, key)), 'the new request is kept too')
  }),
)

t.test('a refused request leaves its key free', (t) =>
  eachOperation(t, async (t, { path, first, refused }) => {
    await ada.client.post('/api/message/', json({ content: 'So that the chat is not empty', chat }))
    for (const [what, [options, status]] of Object.entries(refused)) {
      const key = randomUUID()
      const before = await everything()
      t.equal((await send(path, options, key)).status, status, what)
      t.strictSame(await everything(), before, what)
      const afresh = await send(path, first, key)
      t.match(afresh.status, /20[01]/, what)
      t.notOk(isReplayed(afresh), what)
    }
  }),
)

t.test('simultaneous requests under one key create one object and share its response', async (t) => {
  for (const { name, path, first } of operations.slice(0, 3)) {
    const before = await everything()
    const answers = await Promise.all(sendMany(20, path, first, randomUUID()))
    for (const answer of answers) t.strictSame(comparable(answer), comparable(answers[0] as Answer), name)
    t.equal(answers.filter((answer) => !isReplayed(answer)).length, 1)
    const table = { createChat: 'chats', createMessage: 'messages', uploadFile: 'files' }[name] ?? ''
    const after = await everything()
    const made = ['idempotency_keys', table, ...(table === 'files' ? ['bytes', 'stored_objects'] : [])]
    const one = Object.fromEntries(made.map((name) => [name, (before[name] ?? 0) + 1]))
    t.strictSame(after, { ...before, ...one }, name)
  }
})

t.test('an upload that its client aborts leaves its key free', async (t) => {
  const [, , uploads] = operations
  if (uploads === undefined) throw new Error('No uploads')
  const { path, first } = uploads
  const body = first.body as Buffer
  const key = randomUUID()
  const before = await filesIn(server.files)
  const headers = { ...(first.headers as Record<string, string>), authorization: `Bearer ${ada.access}` }
  const sent = request(server.url + path, { method: 'POST', headers: { ...headers, 'idempotency-key': key } })
  sent.on('error', () => {})
  sent.write(body.subarray(0, body.length - 20))
  await until('some bytes are stored', async () => (await filesIn(server.files)).length > before.length)
  sent.destroy()
  await until('the bytes are removed', async () => (await filesIn(server.files)).length === before.length)
  const afresh = await send(path, first, key)
  t.equal(afresh.status, 201)
  t.notOk(isReplayed(afresh))
})

t.test('deleting a chat deletes the keys of its runs, and deleting an account all keys', async (t) => {
  const gone = await signUp(server)
  const { id } = (await gone.client.post('/api/chat/', json({ title: 'Gone' }))).json<Schemas['Chat']>()
  const key = randomUUID()
  await send('/api/llm/', json({ prompt: 'Who?', chat: id }), key, gone.client)
  await gone.client.delete(`/api/chat/${id}`)
  const question = json({ prompt: 'Who?', chat: id })
  t.match((await send('/api/llm/', question, key, gone.client)).json(), {
    errors: [{ pointer: '/body/chat' }],
  })
  const afresh = await send('/api/llm/', json({ prompt: 'Another one?' }), key, gone.client)
  t.equal(afresh.status, 200)
  t.notOk(isReplayed(afresh))
  await send('/api/chat/', json({ title: 'Kept' }), randomUUID(), gone.client)
  t.match(await rowsOfUser(server.db, gone.id), { idempotency_keys: 2 })
  t.equal((await gone.client.delete('/api/user/me')).status, 204)
  await until('all are removed', async () =>
    Object.values(await rowsOfUser(server.db, gone.id)).every((count) => count === 0),
  )
})

t.test('an invalid key is refused', (t) =>
  eachOperation(t, async (t, { path, first }) => {
    const before = await everything()
    for (const key of ['', ' ', '"', '""', '"a', 'a"b', 'a b', 'a\tb', 'é', 'a'.repeat(256)]) {
      t.match(
        (await send(path, first, key)).json(),
        {
          status: 400,
          code: 'invalid_request',
          errors: [{ pointer: '/header/idempotency-key' }],
        },
        JSON.stringify(key),
      )
    }
    const headers = { ...first.headers, 'idempotency-key': ['a', 'b'] }
    t.equal((await ada.client.post(path, { ...first, headers })).status, 400, 'two keys')
    t.strictSame(await everything(), before)
    const longest = randomUUID().padEnd(255, '~')
    t.match((await send(path, first, longest)).status, /20[01]/, 'the longest valid key is accepted')
  }),
)
