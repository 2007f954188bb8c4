/** Prompts in the branches of a chat: place, context, repeated answers, and settings of the chat. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { lengthened } from '../support/postgres/messages.ts'
import { rowsOfUser } from '../support/postgres/rows.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { newChat, uploadFile } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type Message = components['schemas']['Message']
type Run = components['schemas']['Run']
type Problem = components['schemas']['Problem']

let play = (call: Call) => call.say({ texts: [`answer ${calls.length}`] })
const { llm, calls } = await playedProvider(t, (call) => play(call))
const server = await testServer(t, { llm })
const ada = await signUp(server)

const ask = (json: object, key?: string) =>
  ada.client.post('/api/llm/', { json, ...(key && { headers: { 'idempotency-key': key } }) })
const answered = async (json: object, key?: string) => {
  const run = (await ask(json, key)).json<Run>()
  t.equal(run.status, 'completed', JSON.stringify(run))
  return { ...run, question: run.prompt_message ?? 0, answer: run.answer_message ?? 0 }
}
const list = async (query: string) => (await ada.client.get(`/api/message/?${query}`)).json<Message[]>()
const ids = async (query: string) => (await list(query)).map(({ id }) => id)
const leafOf = async (chat: number) => (await ada.client.get(`/api/chat/${chat}`)).json<Chat>().leaf
const sent = () => calls.at(-1)?.body.messages.map(({ content }) => content)

t.test('a prompt below an earlier message is sent with the path to it only', async (t) => {
  const chat = await newChat(ada.client)
  const first = await answered({ chat, prompt: 'one' })
  const second = await answered({ chat, prompt: 'two' })
  const edited = await answered({ chat, prompt: 'two again', parent: first.answer })
  t.same(sent(), ['one', first.content, 'two again'])
  t.match(edited.context, { included: 2, dropped: 0, first_message: first.question })
  t.same(await ids(`leaf=${edited.answer}`), [first.question, first.answer, edited.question, edited.answer])
  t.same(await ids(`leaf=${second.answer}`), [first.question, first.answer, second.question, second.answer])
  t.equal(await leafOf(chat), edited.answer)
  const anew = await answered({ chat, prompt: 'one again', parent: null })
  t.same(sent(), ['one again'])
  t.match(anew.context, { included: 0, dropped: 0, first_message: null })
  await ada.client.put(`/api/chat/${chat}`, { json: { title: 'Engines', leaf: second.answer } })
  await answered({ chat, prompt: 'three' })
  t.same(sent(), ['one', first.content, 'two', second.content, 'three'])
})

t.test('a message of the user is answered again, also after a failed run', async (t) => {
  const chat = await newChat(ada.client)
  const first = await answered({ chat, prompt: 'one' })
  const again = await answered({ chat, parent: first.question })
  t.same(sent(), ['one'])
  t.match(again, { prompt: 'one', prompt_message: first.question })
  t.same(await ids(`parent=${first.question}`), [first.answer, again.answer])
  t.equal((await ids(`chat=${chat}`)).length, 3, 'nothing else is added')
  play = (call) => call.refuse(400)
  t.match((await ask({ chat, prompt: 'two' })).json(), { code: 'provider_refused' })
  play = (call) => call.say({ texts: ['well'] })
  const failed = (await list(`chat=${chat}`)).at(-2)
  const recovered = await answered({ chat, parent: failed?.id })
  t.match(recovered, { prompt: 'two', content: 'well' })
  t.same(sent(), ['one', again.content, 'two'])
  const written = await ada.client.post('/api/message/', { json: { chat, content: 'three' } })
  t.match(await answered({ chat, parent: written.json<Message>().id }), { prompt: 'three' })
  await ada.client.delete(`/api/message/${written.json<Message>().id}`)
  const id = (await list(`chat=${chat}`)).at(-1)?.run
  t.match((await ada.client.get(`/api/run/${id}`)).json(), { prompt: '', prompt_message: null })
})

t.test(
  'a message that cannot be answered again is rejected with its field, and no run is created',
  async (t) => {
    const chat = await newChat(ada.client)
    const { question, answer } = await answered({ chat, prompt: 'one' })
    const other = await answered({ chat: await newChat(ada.client), prompt: 'one' })
    const charles = await signUp(server)
    const empty = await ada.client.post('/api/message/', { json: { chat, content: ' ' } })
    const before = await rowsOfUser(server.db, ada.id)
    for (const [json, status, pointer] of [
      [{ chat, parent: answer }, 404, '/body/parent'],
      [{ chat, parent: empty.json<Message>().id }, 404, '/body/parent'],
      [{ chat, parent: other.question }, 404, '/body/parent'],
      [{ chat, parent: other.question, prompt: 'two' }, 404, '/body/parent'],
      [{ chat, parent: 99_999_999 }, 404, '/body/parent'],
      [{ chat, parent: Number.MAX_SAFE_INTEGER, prompt: 'two' }, 404, '/body/parent'],
      [{ parent: question, prompt: 'two' }, 400, '/body/parent'],
      [{ parent: null, prompt: 'two' }, 400, '/body/parent'],
      [{ chat: null, parent: question }, 400, '/body/parent'],
      [{ chat, parent: null }, 400, '/body/prompt'],
      [{ chat }, 400, '/body/prompt'],
      [{}, 400, '/body/prompt'],
      [{ chat, parent: question, file: 1 }, 400, '/body/file'],
      [{ chat, parent: question, file_url: 'https://example.org' }, 400, '/body/file_url'],
      [{ chat, parent: question, files: [1] }, 400, '/body/files'],
      [{ prompt: 'two', file: 1, files: [1] }, 400, '/body/files'],
    ] as const)
      for (const path of ['/api/llm/', '/api/run/']) {
        const refused = (await ada.client.post(path, { json })).json<Problem>()
        t.match(refused, { status, errors: [{ pointer }] }, JSON.stringify(json))
      }
    const foreign = await charles.client.post('/api/llm/', { json: { chat, parent: question } })
    t.equal(foreign.status, 404)
    t.same(await rowsOfUser(server.db, ada.id), before)
  },
)

t.test('a run that replaces a failed one under its key takes its place in the tree', async (t) => {
  const chat = await newChat(ada.client)
  const first = await answered({ chat, prompt: 'one' })
  await answered({ chat, prompt: 'two' })
  for (const [what, json] of [
    ['below an earlier message', { chat, prompt: 'two again', parent: first.answer }],
    ['at the leaf', { chat, prompt: 'three' }],
    ['answered again', { chat, parent: first.question }],
  ] as const) {
    const leaf = await leafOf(chat)
    play = (call) => call.refuse(400)
    t.match((await ask(json, what.replaceAll(' ', '-'))).json(), { code: 'provider_refused' }, what)
    const count = (await ids(`chat=${chat}`)).length
    play = (call) => call.say({ texts: ['well'] })
    const run = await answered(json, what.replaceAll(' ', '-'))
    t.equal((await ids(`chat=${chat}`)).length, count, what)
    const message = (await list(`chat=${chat}`)).find(
      ({ id }) => id === ('prompt' in json ? run.question : run.answer),
    )
    t.equal(message?.parent, 'parent' in json ? json.parent : leaf, what)
    t.equal(await leafOf(chat), run.answer, what)
  }
})

t.test('messages below a replaced run remain, below its parent', async (t) => {
  const chat = await newChat(ada.client)
  const first = await answered({ chat, prompt: 'one' })
  play = (call) => call.refuse(400)
  await ask({ chat, prompt: 'two' }, 'followed')
  const follow = (await ada.client.post('/api/message/', { json: { chat, content: 'And?' } })).json<Message>()
  play = (call) => call.say({ texts: ['well'] })
  const run = await answered({ chat, prompt: 'two' }, 'followed')
  t.same(await ids(`parent=${first.answer}`), [follow.id, run.question])
})

t.test('replacing a run keeps its prompt if the prompt has another answer', async (t) => {
  const chat = await newChat(ada.client)
  const first = await answered({ chat, prompt: 'one' })
  play = (call) => call.refuse(400)
  await ask({ chat, prompt: 'two' }, 'answered-meanwhile')
  play = (call) => call.say({ texts: ['well'] })
  const [prompt = 0] = await ids(`parent=${first.answer}`)
  const other = await answered({ chat, parent: prompt })
  const run = await answered({ chat, prompt: 'two' }, 'answered-meanwhile')
  t.same(await ids(`leaf=${other.answer}`), [first.question, first.answer, prompt, other.answer])
  t.same(await ids(`parent=${first.answer}`), [prompt, run.question])
  t.same(await ids(`parent=${prompt}`), [other.answer], 'without the failed answer')
})

t.test('simultaneous requests under one key create one answer', async (t) => {
  const chat = await newChat(ada.client)
  const { question } = await answered({ chat, prompt: 'one' })
  await Promise.all(Array.from({ length: 8 }, () => ask({ chat, parent: question }, 'again')))
  t.equal((await ids(`parent=${question}`)).length, 2)
})

t.test('a withdrawn run does not change the leaf', async (t) => {
  const chat = await newChat(ada.client)
  const { answer } = await answered({ chat, prompt: 'one' })
  const small = await testServer(t, { replicaOf: server, llm, config: { LLM_CONTEXT_LIMIT: 20 } })
  const json = { chat, prompt: 'a'.repeat(70), overflow: 'error' }
  t.equal((await small.client.as(ada.access).post('/api/llm/', { json })).status, 413)
  t.equal(await leafOf(chat), answer)
  t.equal((await ids(`chat=${chat}`)).length, 2)
})

t.test('several files are sent with a prompt, and again with its answer', async (t) => {
  const upload = async (content: string) => (await uploadFile(ada.client, { content })).id
  const chat = await newChat(ada.client)
  const files = [await upload('coal'), await upload('peat')]
  const run = await answered({ chat, prompt: 'Which?', files })
  t.match(run.attachments, [{ size: 4 }, { size: 4 }])
  t.same(run.attachment, run.attachments[0])
  const expected = ['coal', 'peat']
  const isSent = () => expected.every((text) => JSON.stringify(sent()).includes(text))
  t.ok(isSent())
  t.same((await list(`chat=${chat}`))[0]?.files, files)
  t.match((await answered({ chat, parent: run.question })).attachments, { length: 2 })
  t.ok(isSent())
  await answered({ chat, prompt: 'And?' })
  t.ok(isSent(), 'as context')
  const missing = await ask({ prompt: 'Which?', files: [files[0], 99_999_999] })
  t.match(missing.json(), { status: 404, errors: [{ pointer: '/body/files/1' }] })
})

t.test('settings of a chat are the defaults of its requests', async (t) => {
  const settings = { temperature: 0.5, max_tokens: 9, reasoning_effort: 'low' }
  const chat = (
    await ada.client.post('/api/chat/', {
      json: { title: 'Engines', system: 'Be brief.', model: 'test-model', settings },
    })
  ).json<Chat>()
  t.match(chat, { system: 'Be brief.', model: 'test-model', settings, leaf: null })
  const run = await answered({ chat: chat.id, prompt: 'one' })
  t.match(run, { system: 'Be brief.', temperature: 0.5, max_tokens: 9 })
  t.match(calls.at(-1)?.body, { temperature: 0.5, messages: [{ role: 'system', content: 'Be brief.' }] })
  const named = await answered({ chat: chat.id, prompt: 'two', system: 'Rhyme.', temperature: 0 })
  t.match(named, { system: 'Rhyme.', temperature: 0, max_tokens: 9 })
  const put = async (json: object) =>
    (await ada.client.put(`/api/chat/${chat.id}`, { json: { title: 'Engines', ...json } })).json<Chat>()
  t.match(await put({}), { system: 'Be brief.', model: 'test-model', settings }, 'unchanged if left out')
  const removed = await put({ system: null, model: null, settings: null })
  t.same([removed.system, removed.model, removed.settings], [null, null, {}])
  t.match(await answered({ chat: chat.id, prompt: 'three' }), { system: null, temperature: null })
  for (const json of [{ model: 'unknown' }, { title: 'a', model: 'unknown' }])
    for (const answer of [
      await ada.client.post('/api/chat/', { json }),
      await ada.client.put(`/api/chat/${chat.id}`, { json: { title: '', ...json } }),
    ])
      t.match(answer.json(), { status: 404, errors: [{ pointer: '/body/model' }] })
  for (const settings of [{ temperature: 3 }, { other: 1 }, { reasoning_effort: 'much' }])
    t.equal((await ada.client.post('/api/chat/', { json: { settings } })).status, 400)
})

t.test('a chat whose model is no longer offered requires another one', async (t) => {
  const chat = (
    await ada.client.post('/api/chat/', { json: { title: 'Engines', model: 'test-model' } })
  ).json<Chat>()
  await server.db.updateTable('chats').set({ model: 'gone' }).where('id', '=', chat.id).execute()
  const refused = await ask({ chat: chat.id, prompt: 'one' })
  t.match(refused.json(), { status: 404, errors: [{ pointer: '/body/chat' }] })
  t.same(await ids(`chat=${chat.id}`), [])
  await answered({ chat: chat.id, prompt: 'one', model: 'test-model' })
  const stored = (await ada.client.get(`/api/chat/${chat.id}`)).json<Chat>()
  t.equal((await ada.client.put(`/api/chat/${chat.id}`, { json: stored })).status, 200, 'sent back')
})

t.test('a branch in which the model writes cannot be deleted', async (t) => {
  const chat = await newChat(ada.client)
  play = (call) => call.begin('half')
  const run = (await ada.client.post('/api/run/', { json: { chat, prompt: 'one' } })).json<Run>()
  const refused = await ada.client.delete(`/api/message/${run.prompt_message}?branch=true`)
  t.match(refused.json(), { status: 409, code: 'run_active', run: run.id })
  await ada.client.post(`/api/run/${run.id}/cancel`)
  t.equal((await ada.client.delete(`/api/message/${run.prompt_message}?branch=true`)).status, 204)
  t.match((await ada.client.get(`/api/run/${run.id}`)).json(), { prompt: '', content: '', reasoning: '' })
  play = (call) => call.say({ texts: ['well'] })
})

t.test('the context of a chain of 10,000 messages is the end of it', { timeout: 120_000 }, async (t) => {
  const chat = await newChat(ada.client)
  await lengthened(server.db, ada.id, chat, 10_000)
  t.match((await answered({ chat, prompt: 'Who?' })).context, { included: 1000, dropped: 9000 })
  await lengthened(server.db, ada.id, chat, 2_000)
  t.match((await answered({ chat, prompt: 'Who?' })).context, { included: 1000, dropped: 10_000 }, 'at most')
})
