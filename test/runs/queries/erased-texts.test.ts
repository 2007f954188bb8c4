/** Deleted texts remain nowhere in the database, whichever object contained them. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { connected } from '../../support/database.ts'
import { ask, at, type EventReader, follow } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { rowsWith, untilWaiting } from '../../support/postgres/rows.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { newChat, readMessage, readRun } from '../../support/requests.ts'
import { type Account, signUp, testServer } from '../../support/server.ts'

type Schemas = components['schemas']

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })

const uniqueWord = () => `w${randomUUID().replaceAll('-', '')}`

/** Words that occur in one place each. */
function words() {
  return { prompt: uniqueWord(), answer: uniqueWord(), reasoning: uniqueWord() }
}

/** Sends a prompt in a chat. The model has started its answer. */
async function beginRun(
  account: Account,
  chat: number | null,
  { prompt, answer, reasoning }: ReturnType<typeof words>,
) {
  const stream = await ask(at(server, account), { prompt, chat })
  const call = await model.next()
  call.think(reasoning)
  await stream.until('reasoning')
  call.say(answer)
  await stream.until('text')
  return { stream, call }
}

/** Changes to an answer after which none of its text may be stored. */
const changes: [what: string, change: (account: Account, id: number | null, chat: number) => unknown][] = [
  ['deleted', ({ client }, id) => client.delete(`/api/message/${id}`)],
  ['edited', ({ client }, id, chat) => client.put(`/api/message/${id}`, { json: { content: 'Mine', chat } })],
]

async function finish({ stream, call }: { stream: EventReader; call: ModelCall }): Promise<number> {
  call.end()
  await stream.all()
  return stream.run
}

t.test('a text in a chat is stored once after the end of its run, besides the events', async (t) => {
  const grace = await signUp(server)
  const { prompt, answer, reasoning } = words()
  const run = await finish(await beginRun(grace, await newChat(grace.client), { prompt, answer, reasoning }))
  t.equal(await rowsWith(server.db, prompt), 1)
  t.equal(await rowsWith(server.db, answer), 2)
  t.equal(await rowsWith(server.db, reasoning), 2)
  t.hasStrict(await readRun(grace.client, run), { prompt, content: answer, reasoning })
})

t.test('deleting a message deletes its text everywhere, and keeps the numbers of its run', async (t) => {
  const grace = await signUp(server)
  const { prompt, answer, reasoning } = words()
  const run = await finish(await beginRun(grace, await newChat(grace.client), { prompt, answer, reasoning }))
  const before = await readRun(grace.client, run)

  await grace.client.delete(`/api/message/${before.prompt_message}`)
  t.equal(await rowsWith(server.db, prompt), 0)
  t.strictSame(await readRun(grace.client, run), { ...before, prompt: '', prompt_message: null })
  t.ok((await rowsWith(server.db, answer)) > 0, 'the answer stays')

  await grace.client.delete(`/api/message/${before.answer_message}`)
  for (const word of [answer, reasoning]) t.equal(await rowsWith(server.db, word), 0)
  const left = await readRun(grace.client, run)
  t.strictSame(left, {
    ...before,
    prompt: '',
    content: '',
    reasoning: '',
    prompt_message: null,
    answer_message: null,
  })
  const last = (await (await follow(at(server, grace), run)).all()).map(({ type }) => type)
  t.strictSame(last, ['started', 'context', 'usage', 'completed'], 'the run is replayed without a text')
  const rest = (await (await follow(at(server, grace), run, 2)).all()).map(({ type }) => type)
  t.strictSame(rest, ['reset', 'context', 'usage', 'completed'])
})

t.test('no text is stored of an answer whose message is deleted or edited during its run', async (t) => {
  const replica = await testServer(t, { replicaOf: server })
  for (const [what, change] of changes) {
    const grace = await signUp(server)
    const chat = await newChat(grace.client)
    const { prompt, answer, reasoning } = words()
    const { stream, call } = await beginRun(grace, chat, { prompt, answer, reasoning })
    const elsewhere = await follow(at(replica, grace), stream.run)
    await elsewhere.until('text')
    await change(grace, (await readRun(grace.client, stream.run)).answer_message, chat)
    const content = what === 'edited' ? 'Mine' : ''
    t.equal((await readRun(grace.client, stream.run)).content, content, `${what}: also before its end`)
    await finish({ stream, call })
    for (const word of [answer, reasoning]) t.equal(await rowsWith(server.db, word), 0, what)
    t.hasStrict(await readRun(grace.client, stream.run), { status: 'completed', content, prompt })
    const events = await elsewhere.all()
    t.equal(events.at(-1)?.type, 'completed', 'a reader on another replica gets the end')
  }
})

t.test('a replaced text is nowhere in the database', async (t) => {
  const grace = await signUp(server)
  const chat = await newChat(grace.client)
  const { prompt, answer, reasoning } = words()
  const run = await finish(await beginRun(grace, chat, { prompt, answer, reasoning }))
  const { prompt_message, answer_message } = await readRun(grace.client, run)
  for (const id of [prompt_message, answer_message])
    await grace.client.put(`/api/message/${id}`, { json: { content: 'Mine', chat } })
  for (const word of [prompt, answer]) t.equal(await rowsWith(server.db, word), 0)
  t.hasStrict(await readRun(grace.client, run), { prompt: 'Mine', content: 'Mine' })
  const events = await (await follow(at(server, grace), run)).all()
  t.hasStrict(
    events.find(({ type }) => type === 'text'),
    { text: 'Mine' },
  )
})

t.test('moving a message or changing its role keeps the events of its run', async (t) => {
  const grace = await signUp(server)
  const run = await finish(await beginRun(grace, await newChat(grace.client), words()))
  const { answer_message, content } = await readRun(grace.client, run)
  const events = await (await follow(at(server, grace), run)).all()
  const json = { content, chat: await newChat(grace.client), role: 'user' }
  t.equal((await grace.client.put(`/api/message/${answer_message}`, { json })).status, 200)
  t.strictSame(await (await follow(at(server, grace), run)).all(), events)
})

t.test('an answer deleted while its run ends is nowhere in the database', async (t) => {
  const grace = await signUp(server)
  for (let round = 0; round < 12; round++) {
    const { prompt, answer, reasoning } = words()
    const { stream, call } = await beginRun(grace, await newChat(grace.client), { prompt, answer, reasoning })
    const { answer_message } = await readRun(grace.client, stream.run)
    call.end({ texts: [answer] })
    if (round % 3 > 0) await stream.until(round % 3 === 1 ? 'usage' : 'completed')
    const deleted = await grace.client.delete(`/api/message/${answer_message}`)
    t.equal(deleted.status, 204)
    t.equal((await stream.all()).at(-1)?.type, 'completed')
    for (const word of [answer, reasoning]) t.equal(await rowsWith(server.db, word), 0, `round ${round}`)
  }
})

t.test('an answer that was moved to another chat is erased with that chat', async (t) => {
  for (const when of ['after', 'during']) {
    const grace = await signUp(server)
    const [chat, other] = [await newChat(grace.client), await newChat(grace.client)]
    const { prompt, answer, reasoning } = words()
    const begun = await beginRun(grace, chat, { prompt, answer, reasoning })
    if (when === 'after') await finish(begun)
    const { run } = begun.stream
    const { prompt_message, answer_message } = await readRun(grace.client, run)
    for (const id of [prompt_message, answer_message]) {
      const { client } = grace
      const message = await readMessage(client, id ?? 0)
      const moved = await client.put(`/api/message/${id}`, { json: { ...message, chat: other } })
      t.hasStrict(moved.json(), { chat: other })
    }
    await grace.client.delete(`/api/chat/${other}`)
    const invisible = { prompt: '', content: '', prompt_message: null, answer_message: null }
    t.hasStrict(await readRun(grace.client, run), invisible, `${when} the run: invisible at once`)
    if (when === 'during') await finish(begun)
    await until(`${when} the run: the texts are removed`, async () => {
      const left = await Promise.all([prompt, answer, reasoning].map((word) => rowsWith(server.db, word)))
      return left.every((rows) => rows === 0)
    })
    t.hasStrict(await readRun(grace.client, run), { ...invisible, status: 'completed', reasoning: '' })
  }
})

t.test('errors of an answer that may contain its text disappear with the text', async (t) => {
  for (const [what, change] of changes) {
    const { account, chat, run, answer } = await withErrors()
    const { answer_message: id } = await readRun(account.client, run)
    await change(account, id, chat)
    t.notOk('errors' in (await readRun(account.client, run)), what)
    t.equal(await rowsWith(server.db, answer), 0, what)
  }
  const { account, chat, run, content } = await withErrors()
  const { answer_message: id } = await readRun(account.client, run)
  await account.client.put(`/api/message/${id}`, { json: { content, chat, role: 'user' } })
  t.ok('errors' in (await readRun(account.client, run)), 'kept with the text')
  const other = await newChat(account.client)
  await account.client.put(`/api/message/${id}`, { json: { content, chat: other } })
  t.ok('errors' in (await readRun(account.client, run)), 'kept with the moved text')
  const job = await connected(t, server.connection)
  await job.query('begin')
  await job.query('select from messages where id = $1 for update', [id])
  await account.client.delete(`/api/chat/${other}`)
  t.notOk('errors' in (await readRun(account.client, run)), 'not readable at once')
  await job.query('commit')
})

/** Creates a run whose answer has an unknown member, named by the word `answer`, which its errors repeat. */
async function withErrors() {
  const account = await signUp(server)
  const chat = await newChat(account.client)
  const { prompt, answer } = words()
  const output = { schema: { type: 'object', properties: {}, additionalProperties: false } }
  const sent = account.client.post('/api/llm/', { json: { prompt, chat, output } })
  const content = JSON.stringify({ [answer]: 1 })
  for (const _ of [1, 2]) (await model.next()).end({ texts: [content] })
  const { run } = (await sent).json<{ run: number }>()
  if (!JSON.stringify((await readRun(account.client, run)).errors).includes(answer))
    throw new Error('No such error')
  return { account, chat, run, answer, content }
}

t.test('an answer edited while its run ends is nowhere in the database', async (t) => {
  const grace = await signUp(server)
  const byHand = await connected(t, server.connection)
  // The end of the run and the edit wait for this row, in this order or in the other one.
  for (const held of ['messages', 'chats', undefined] as const)
    for (const first of ['end', 'edit']) {
      const what = `${first} first, waiting for ${held}`
      const chat = await newChat(grace.client)
      const { prompt, answer, reasoning } = words()
      const { stream, call } = await beginRun(grace, chat, { prompt, answer, reasoning })
      const { answer_message: id } = await readRun(grace.client, stream.run)
      await byHand.query('begin')
      const row = held && { messages: id, chats: chat }[held]
      if (held) await byHand.query(`select from ${held} where id = $1 for update`, [row])
      if (first === 'end') call.end({ texts: [answer] })
      if (first === 'end' && held) await untilWaiting(server.db, 1)
      const edited = grace.client.put(`/api/message/${id}`, { json: { content: 'Mine', chat } })
      if (first === 'edit' && held) await untilWaiting(server.db, 1)
      if (first === 'edit') call.end({ texts: [answer] })
      if (held) await untilWaiting(server.db, 2)
      await byHand.query('commit')
      t.equal((await edited).status, 200, what)
      t.equal((await stream.all()).at(-1)?.type, 'completed', what)
      t.equal(await rowsWith(server.db, answer), 0, what)
      t.hasStrict(await readRun(grace.client, stream.run), { status: 'completed', content: 'Mine' }, what)
    }
})

/** Creates an object under a key, and returns the request that repeats it. */
function creating(account: Account, path: string, json: object) {
  const key = randomUUID()
  return () => account.client.post(path, { json, headers: { 'idempotency-key': key } })
}

t.test('a repeated key returns the created object in its current state', async (t) => {
  const grace = await signUp(server)
  const chat = await newChat(grace.client)
  for (const [path, member, json] of [
    ['/api/message/', 'content', (word: string) => ({ content: word, chat })],
    ['/api/chat/', 'title', (word: string) => ({ title: word })],
  ] as const) {
    const [word, other] = [uniqueWord(), uniqueWord()]
    const create = creating(grace, path, json(word))
    const { id } = (await create()).json<{ id: number }>()
    t.equal(await rowsWith(server.db, word), 1, 'the text is stored once')
    await grace.client.put(`${path}${id}`, { json: json(other) })
    t.equal(await rowsWith(server.db, word), 0)
    const repeated = await create()
    t.equal(repeated.status, 201)
    t.equal(repeated.headers.get('idempotency-replayed'), 'true')
    t.hasStrict(repeated.json(), { id, [member]: other })
    await grace.client.delete(`${path}${id}`)
    await until('the text is removed', async () => (await rowsWith(server.db, other)) === 0)
    const spent = await create()
    t.hasStrict(spent.json(), { status: 422, code: 'idempotency_key_reused' })
    t.match(spent.json<Schemas['Problem']>().detail, /deleted/)
    t.equal(await rowsWith(server.db, word), 0, 'nothing is created anew')
  }
})

t.test('deleting a chat or an account deletes its texts everywhere', async (t) => {
  for (const remove of [
    ({ client }: Account, chat: number) => client.delete(`/api/chat/${chat}`),
    ({ client }: Account) => client.delete('/api/user/me'),
  ]) {
    const grace = await signUp(server)
    const word = uniqueWord()
    const chat = (await grace.client.post('/api/chat/', { json: { title: word } })).json<Schemas['Chat']>().id
    await creating(grace, '/api/message/', { content: word, chat })()
    await finish(await beginRun(grace, chat, { prompt: word, answer: word, reasoning: word }))
    t.ok((await rowsWith(server.db, word)) > 3)
    await remove(grace, chat)
    await until('the texts are removed', async () => (await rowsWith(server.db, word)) === 0)
  }
})
