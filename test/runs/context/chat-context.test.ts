/** Messages of a chat that go into the context of a prompt, and their report. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { MAX_ATTACHMENT_BYTES } from '../../../src/attachments/attachment.ts'
import { listContext } from '../../../src/messages/context-queries.ts'
import type { Client } from '../../support/client.ts'
import { pdf } from '../../support/content/pdf.ts'
import { filesIn, until } from '../../support/files.ts'
import { form } from '../../support/form.ts'
import { lengthened } from '../../support/postgres/messages.ts'
import { rowsOfUser } from '../../support/postgres/rows.ts'
import { dialects } from '../../support/providers/dialects.ts'
import { type Call, playedProvider, type SentMessage } from '../../support/providers/played.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { signUp, testServer } from '../../support/server.ts'
import { serverSentEvents } from '../../support/server-sent-events.ts'

type Schemas = components['schemas']
type Role = 'user' | 'assistant' | 'system'
/** Message of a chat, with the id of its file, if any. */
type ChatMessage = readonly [role: Role, content: string, file?: number]

const LIMIT = 100
/** Text of 14 of the 100 tokens, including the four that each message costs. */
const forty = (letter: string) => letter.repeat(40)

let play = (call: Call) => call.say()
const provider = await playedProvider(t, (call) => play(call))
const elsewhere = await scriptedProvider(t, (_, response) => response.writeHead(404).end())
const config = {
  LLM_CONTEXT_LIMIT: LIMIT,
  OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'],
  OUTSIDE_ALLOWED_PORTS: [Number(new URL(elsewhere.baseUrl).port)],
}
const server = await testServer(t, { llm: provider.llm, config })
const ada = await signUp(server)

/** Replica with a large context limit, and its provider's calls. */
async function roomy(t: Test, protocol?: 'openai' | 'anthropic' | 'ollama') {
  const { llm, calls } = await playedProvider(t, (call) => call.say(), protocol)
  const replica = await testServer(t, {
    replicaOf: server,
    llm,
    config: { ...config, LLM_CONTEXT_LIMIT: 1_000_000 },
  })
  return { client: replica.client.as(ada.access), calls }
}

/** Creates a chat with these messages, oldest first. It has a title, so that no title run starts. */
async function chatOf(...messages: readonly ChatMessage[]): Promise<number> {
  const chat = await ada.client.post('/api/chat/', { json: { title: 'Engines' } })
  const { id } = chat.json<Schemas['Chat']>()
  for (const [role, content, file = null] of messages) {
    await ada.client.post('/api/message/', { json: { chat: id, role, content, file } })
  }
  return id
}

async function upload(name: string, content: string | Buffer): Promise<Schemas['FileRecord']> {
  const answer = await ada.client.post('/api/file/', form({ name: 'file', filename: name, content }))
  return answer.json<Schemas['FileRecord']>()
}

async function ask(
  chat: number,
  question: object = {},
  client: Client = ada.client,
): Promise<Schemas['Run']> {
  const answer = await client.post('/api/llm/', { json: { prompt: 'Who?', chat, ...question } })
  return answer.json<Schemas['Run']>()
}

/** Returns the messages of the last provider call. */
function sentWhole(calls: readonly Call[] = provider.calls): readonly SentMessage[] {
  return calls.at(-1)?.body.messages ?? []
}

/**
 * Same as `sentWhole`, but split into the texts and parts that were joined. No text contains a blank line.
 */
function sentApart(calls?: readonly Call[]): readonly SentMessage[] {
  const apart = ({ role, content }: SentMessage) => {
    const parts = typeof content === 'string' ? content.split('\n\n') : [content].flat()
    return parts.map((part) => ({ role, content: part }))
  }
  return sentWhole(calls).flatMap(apart)
}

/** Same as `sentApart`, without the prompt. */
function sent(calls?: readonly Call[]): readonly SentMessage[] {
  return sentApart(calls).slice(0, -1)
}

const messages = (...entries: readonly ChatMessage[]) => entries.map(([role, content]) => ({ role, content }))

/** Id of the oldest of this number of messages before the last prompt, without empty ones; null for none. */
async function firstOf(chat: number, included: number): Promise<number | null> {
  const all = (await ada.client.get(`/api/message/?chat=${chat}`)).json<Schemas['Message'][]>().slice(0, -2)
  const entries = all.filter(({ content, file }) => content !== '' || file !== null)
  return (included > 0 && entries.at(-included)?.id) || null
}

t.test('the first question of a chat waits for no statement but the one that creates its run', async (t) => {
  const chat = await chatOf()
  const sentStatements: string[] = []
  const { executeQuery } = server.db
  t.intercept(server.db, 'executeQuery', {
    value(query: { sql: string }) {
      sentStatements.push(query.sql)
      return executeQuery.call(server.db, query as never)
    },
  })
  const countReads = async (question: object) => {
    sentStatements.length = 0
    await ask(chat, question)
    return sentStatements.filter((text) => text === listContext.text).length
  }
  t.equal(await countReads({}), 0)
  t.equal(await countReads({}), 1, 'a later question has context')
  t.equal(await countReads({ parent: null }), 0, 'the first one of another branch has none')
  t.same(sent(), [])
})

t.test('the newest messages that fit are sent in order, and the dropped ones are counted', async (t) => {
  const many = 'abcdefghij'.split('').map((letter): ChatMessage => ['user', forty(letter)])
  for (const [what, before, prompt, included, tokens] of [
    ['none', [], 'Who?', 0, 1],
    [
      'all',
      [
        ['user', 'Hello?'],
        ['assistant', 'Hello.'],
      ],
      'Who?',
      2,
      13,
    ],
    ['the newest', many, forty('?'), 6, 94],
    ['as many as fit to the token', many, 'a'.repeat(64), 6, 100],
    ['but no further one', many, 'a'.repeat(65), 5, 87],
    ['with the longest possible prompt', many, 'a'.repeat(400), 0, 100],
    [
      'none older than one that does not fit',
      [
        ['user', 'a'],
        ['user', 'b'.repeat(400)],
        ['user', 'c'],
      ],
      'Who?',
      1,
      6,
    ],
    [
      'system messages',
      [
        ['system', 'Be brief.'],
        ['user', 'a'],
      ],
      'Who?',
      2,
      13,
    ],
    ['bytes, not characters', [['user', 'é'.repeat(200)]], 'Who?', 0, 1],
    [
      'no empty ones',
      [
        ['user', 'a'],
        ['assistant', ''],
        ['user', ''],
      ],
      'Who?',
      1,
      6,
    ],
  ] as [string, ChatMessage[], string, number, number][]) {
    const chat = await chatOf(...before)
    const run = await ask(chat, { prompt })
    const dropped = before.filter(([, content]) => content !== '').length - included
    const counts = { included, dropped, files: 0, dropped_files: 0, estimated_tokens: tokens, limit: LIMIT }
    t.strictSame(run.context, { ...counts, first_message: await firstOf(chat, included) }, what)
    const rest = before.filter(([, content]) => content !== '').slice(dropped)
    t.strictSame(sentApart(), messages(...rest, ['user', prompt]), what)
    const roles = sentWhole().map(({ role }) => role)
    t.notOk(
      roles.some((role, index) => role === roles[index - 1]),
      what,
    )
  }
})

t.test('the context is reported as an event and in the run', async (t) => {
  const chat = await chatOf(['user', 'a'.repeat(400)], ['user', 'Hello?'])
  const { text } = await ada.client.post('/api/llm/', { json: { prompt: 'Who?', chat, stream: true } })
  const events = serverSentEvents(text).map(({ data }) => JSON.parse(data))
  const counts = { included: 1, dropped: 1, files: 0, dropped_files: 0, estimated_tokens: 7, limit: LIMIT }
  const context = { ...counts, first_message: await firstOf(chat, 1) }
  t.strictSame(
    events.filter(({ type }) => type === 'context'),
    [{ type: 'context', sequence: 2, context }],
  )
  t.match((await ada.client.get(`/api/run/${events[0].run}`)).json(), { context })
})

t.test('the system prompt counts towards the context limit', async (t) => {
  const chat = await chatOf(['user', forty('a')])
  t.match((await ask(chat, { system: 's'.repeat(340) })).context, { included: 1, estimated_tokens: 100 })
  const other = await chatOf(['user', forty('a')])
  t.match((await ask(other, { system: 's'.repeat(344) })).context, { included: 0, estimated_tokens: 87 })
})

t.test(
  'a prompt over the limit is refused and leaves nothing, as is history with overflow=error',
  async (t) => {
    const table = await upload('a.csv', 'a'.repeat(400))
    const chat = await chatOf(['user', 'a'.repeat(400)], ['user', 'b'])
    const withFile = await chatOf(['user', 'a', table.id])
    for (const [what, question] of [
      ['an old message', { chat, overflow: 'error' }],
      ['as a stream', { chat, overflow: 'error', stream: true }],
      ['an old file', { chat: withFile, overflow: 'error' }],
      ['the prompt', { chat, prompt: 'a'.repeat(401) }],
      ['the prompt with the system prompt', { chat, prompt: 'a'.repeat(400), system: 'b' }],
      ["the prompt's file", { chat, file: table.id }],
    ] as const) {
      const before = { ...(await rowsOfUser(server.db, ada.id)), calls: provider.calls.length }
      const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Who?', ...question } })
      t.match(answer.json(), { status: 413, code: 'context_too_long' }, what)
      const after = { ...(await rowsOfUser(server.db, ada.id)), calls: provider.calls.length }
      t.strictSame(after, before, what)
    }
    const whole = await chatOf(['user', 'a'], ['user', 'b'])
    t.match((await ask(whole, { overflow: 'error' })).context, { included: 2, dropped: 0 })
    t.equal((await ask(chat)).status, 'completed', 'the chat can continue')
    const long = await ada.client.post('/api/llm/', { json: { prompt: 'a'.repeat(10_000) } })
    t.equal(long.status, 200, 'a prompt without a chat is limited by the provider alone')
  },
)

t.test('the text of answers that ended early is part of the context', async (t) => {
  const usual = play
  t.teardown(() => {
    play = usual
  })
  const chat = await chatOf()
  play = (call) => call.say({ texts: ['cut'], finish: null, end: false })
  t.match(await ask(chat, { prompt: '1' }), { status: 'incomplete' })
  play = (call) => {
    call.begin('broken')
    call.response.end(dialects[0]?.error('server_error', 'x'))
  }
  t.match(await ask(chat, { prompt: '2' }), { code: 'provider_failed' })
  play = (call) => call.refuse(500)
  t.match(await ask(chat, { prompt: '3' }), { code: 'provider_failed' })
  play = (call) => call.begin('stopped')
  const pending = ask(chat, { prompt: '4' })
  const activeRun = async () =>
    (await ada.client.get(`/api/run/?chat=${chat}&order=desc&limit=1`)).json<Schemas['Run'][]>()[0]
  await until('the run has started', async () => (await activeRun())?.status === 'running')
  await ada.client.post(`/api/run/${(await activeRun())?.id}/cancel`)
  t.match(await pending, { status: 'cancelled' })
  play = usual
  t.match((await ask(chat)).context, { included: 7, dropped: 0 })
  t.strictSame(
    sent(),
    messages(
      ['user', '1'],
      ['assistant', 'cut'],
      ['user', '2'],
      ['assistant', 'broken'],
      ['user', '3'],
      ['user', '4'],
      ['assistant', 'stopped'],
    ),
  )
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const url = `data:image/png;base64,${png.toString('base64')}`
const text = (text: string) => ({ type: 'text', text })

t.test('files of earlier messages are sent with them, in every protocol', async (t) => {
  const picture = await upload('engine.png', png)
  const notes = await upload('notes.txt', 'coal')
  const paper = await upload('engine.pdf', pdf('BT /F 12 Tf 20 100 Td (Newcomen, 1712) Tj ET'))
  const entries: ChatMessage[] = [
    ['assistant', 'Welcome.', picture.id],
    ['user', 'Look.', picture.id],
    ['user', '', notes.id],
    ['user', 'Read.', paper.id],
  ]
  const coal = 'File "notes.txt":\n\ncoal'
  const newcomen = 'File "engine.pdf":\n\nNewcomen, 1712'
  const image = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: png.toString('base64') },
  }
  const linked = { type: 'image_url', image_url: { url } }
  const greeting = [
    { role: 'user', content: '…' },
    { role: 'assistant', content: 'Welcome.' },
  ]
  for (const [protocol, expected] of [
    ['openai', [linked, text('Look.'), linked, text(coal), text('Read.'), text(newcomen), text('Who?')]],
    ['anthropic', [image, image, text('Look.'), text(coal), text(newcomen), text('Read.'), text('Who?')]],
    ['ollama', ['Look.', coal, 'Read.', newcomen, 'Who?'].join('\n\n')],
  ] as const) {
    const { client, calls } = await roomy(t, protocol)
    const { context } = await ask(await chatOf(...entries), {}, client)
    t.match(context, { included: 4, dropped: 0, files: 4, dropped_files: 0 }, protocol)
    const images = protocol === 'ollama' && { images: [png, png].map((one) => one.toString('base64')) }
    t.strictSame(sentWhole(calls), [...greeting, { role: 'user', content: expected, ...images }], protocol)
  }
})

t.test('the newest files are sent while tokens and bytes allow', async (t) => {
  const small = await upload('small.txt', 'coal')
  const large = await upload('large.txt', 'a'.repeat(400))
  const chat = await chatOf(['user', 'a', small.id], ['user', 'b', large.id], ['user', 'c', small.id])
  const report = {
    included: 3,
    dropped: 0,
    files: 2,
    dropped_files: 1,
    left_out: [{ file: large.id, reason: 'does_not_fit' }],
    estimated_tokens: 18,
    limit: LIMIT,
  }
  t.strictSame((await ask(chat)).context, { ...report, first_message: await firstOf(chat, 3) })
  const coal = 'File "small.txt":\n\ncoal'
  t.strictSame(sentWhole(), [{ role: 'user', content: ['a', coal, 'b', 'c', coal, 'Who?'].join('\n\n') }])

  const { client, calls } = await roomy(t)
  const half = await upload('half.png', Buffer.concat([png, Buffer.alloc(MAX_ATTACHMENT_BYTES / 2)]))
  const two = await chatOf(['user', 'a', half.id], ['user', 'b', half.id], ['user', 'c', small.id])
  t.match((await ask(two, {}, client)).context, { files: 2, dropped_files: 1 })
  t.match(sentWhole(calls)[0]?.content, [
    text('a'),
    text('b'),
    { type: 'image_url' },
    text('c'),
    text(coal),
    text('Who?'),
  ])
  t.match((await ask(await chatOf(['user', 'a', half.id]), { file: half.id }, client)).context, {
    files: 0,
    dropped_files: 1,
  })

  const pictures = Array.from({ length: 25 }, (): ChatMessage => ['user', 'a', small.id])
  t.match((await ask(await chatOf(...pictures), {}, client)).context, {
    included: 25,
    files: 20,
    dropped_files: 5,
  })
})

t.test('a file that is no longer available does not prevent an answer', async (t) => {
  const before = new Set(await filesIn(server.files))
  const lost = await upload('lost.txt', 'coal')
  for (const path of await filesIn(server.files)) if (!before.has(path)) await rm(join(server.files, path))
  const link = await upload('link.txt', 'coal')
  const json = { name: 'link.txt', content_type: 'text/plain', url: `${elsewhere.baseUrl}/nothing` }
  await ada.client.put(`/api/file/${link.id}`, { json })
  const broken = await upload('broken.pdf', '%PDF-1.7\n%%EOF')
  const deleted = await upload('deleted.txt', 'coal')
  const chat = await chatOf(
    ['user', 'a', lost.id],
    ['user', '', lost.id],
    ['user', 'b', link.id],
    ['user', 'c', broken.id],
    ['user', 'd', deleted.id],
    ['user', '', deleted.id],
  )
  await ada.client.delete(`/api/file/${deleted.id}`)
  const run = await ask(chat)
  t.match(run, {
    status: 'completed',
    context: {
      included: 4,
      dropped: 1,
      files: 0,
      dropped_files: 4,
      left_out: [
        { file: broken.id, reason: 'unreadable' },
        { file: link.id, reason: 'unreadable' },
        { file: lost.id, reason: 'unavailable' },
        { file: lost.id, reason: 'unavailable' },
      ],
      estimated_tokens: 21,
    },
  })
  t.strictSame(sent(), messages(['user', 'a'], ['user', 'b'], ['user', 'c'], ['user', 'd']))
})

t.test('an uploaded file stays with the message of its prompt, and a linked URL does not', async (t) => {
  const notes = await upload('notes.txt', 'coal')
  const outside = await scriptedProvider(t, (_, response) =>
    response.setHeader('content-type', 'text/plain').end('peat'),
  )
  const replica = await testServer(t, {
    replicaOf: server,
    llm: provider.llm,
    config: { ...config, OUTSIDE_ALLOWED_PORTS: [Number(new URL(outside.baseUrl).port)] },
  })
  for (const [question, file, files] of [
    [{ file: notes.id }, notes.id, 1],
    [{ file_url: notes.url }, notes.id, 1],
    [{ file_url: `/api/file/${notes.id}` }, notes.id, 1],
    [{ file_url: `${outside.baseUrl}/peat.txt` }, null, 0],
    [{}, null, 0],
  ] as const) {
    const chat = await chatOf()
    const client = replica.client.as(ada.access)
    const { prompt_message, attachment } = await ask(chat, question, client)
    t.equal(attachment === null, !('file' in question || 'file_url' in question))
    t.match((await ada.client.get(`/api/message/${prompt_message}`)).json(), { content: 'Who?', file })
    t.match((await ask(chat, {}, client)).context, { included: 2, files }, 'and is sent again')
  }
})

t.test("a prompt in another user's chat responds byte for byte as in a missing chat", async (t) => {
  const charles = await signUp(server)
  const chat = await chatOf(['user', 'secret'])
  const calls = provider.calls.length
  const refusals = await Promise.all(
    [chat, 9_999_999].map(async (chat) =>
      (await charles.client.post('/api/llm/', { json: { prompt: 'Who?', chat } })).text.replace(
        /"request_id":"[^"]+",?/,
        '',
      ),
    ),
  )
  t.match(JSON.parse(refusals[0] ?? ''), {
    status: 404,
    code: 'not_found',
    errors: [{ pointer: '/body/chat' }],
  })
  t.equal(refusals[0], refusals[1])
  t.equal(provider.calls.length, calls)
  t.match(await rowsOfUser(server.db, charles.id), { runs: 0, messages: 0 })
})

t.test('the context has at most 1,000 messages', async (t) => {
  const { client, calls } = await roomy(t)
  const chat = await chatOf()
  await lengthened(server.db, ada.id, chat, 5000)
  t.match((await ask(chat, {}, client)).context, { included: 1_000, dropped: 4_000 })
  t.match(sent(calls)[0], { content: 'm4001' })
  t.match(sent(calls).at(-1), { content: 'm5000' })
})
