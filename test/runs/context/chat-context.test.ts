/** Messages of a chat that go into the context of a prompt, and their report. */
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { listContext } from '../../../src/messages/context-queries.ts'
import { serverSentEvents } from '../../support/content/server-sent-events.ts'
import { until } from '../../support/files.ts'
import { lengthened } from '../../support/postgres/messages.ts'
import { rowsOfUser } from '../../support/postgres/rows.ts'
import { dialects } from '../../support/providers/dialects.ts'
import type { Call } from '../../support/providers/played.ts'
import { signUp } from '../../support/server.ts'
import { type ChatMessage, chatServer, LIMIT, messages } from './chats.ts'

type Schemas = components['schemas']

/** Text of 14 of the 100 tokens, including the four that each message costs. */
const forty = (letter: string) => letter.repeat(40)

let play = (call: Call) => call.say()
const { provider, server, ada, roomy, chatOf, upload, ask, sentWhole, sentApart, sent, firstOf } =
  await chatServer(t, {}, (call) => play(call))

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
