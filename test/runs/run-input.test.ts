/** Input of runs: the request that the model received, and what later changes to the chat leave of it. */
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { diskStorage } from '../../src/files/storage/disk.ts'
import type { Storage } from '../../src/files/storage/storage.ts'
import type { Client } from '../support/client.ts'
import { callFrame } from '../support/providers/model.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { newChat, readRun, uploadFile } from '../support/requests.ts'
import { signUp, temporaryDirectory, testServer } from '../support/server.ts'
import { results, calls as toolCalls, tools } from './weather-tools.ts'

type Schemas = components['schemas']

const answer = (call: Call) => call.say({ texts: ['answer'] })
/** Response of the provider, which a test may replace until it ends. */
let play = answer
const { llm, calls } = await playedProvider(t, (call) => play(call))
const server = await testServer(t, { llm })
const { client, access } = await signUp(server)

const ask = async (json: object) => (await client.post('/api/llm/', { json })).json<Schemas['Run']>()
const upload = async (owner: Client, content = 'coal') => (await uploadFile(owner, { content })).id
const inputOf = async (run: number) => (await client.get(`/api/run/${run}/input`)).json<Schemas['RunInput']>()
const contentsOf = async (run: number) => (await inputOf(run)).messages.map(({ content }) => content)

t.test('the input of a run contains the request that the model received', async (t) => {
  const chat = await newChat(client)
  play = ({ response, say }) => {
    for (const [index, call] of toolCalls.entries()) response.write(callFrame({ index, ...call }))
    say({ texts: [], finish: 'tool_calls' })
  }
  const prompt = 'Is it raining in Bath?'
  const first = await ask({ chat, prompt, tools, system: 'Be brief.', temperature: 0.5 })
  play = (call) => call.say({ texts: ['"It is."'] })
  const run = await ask({ chat, tool_results: results, output: { schema: {} } })
  play = answer
  t.equal(run.status, 'completed')
  const input = await inputOf(run.id)
  t.hasStrict(input, {
    run: run.id,
    model: 'test-model',
    system: null,
    tools,
    output: { schema: {} },
    deleted_messages: 0,
    dropped: 0,
    dropped_messages: [],
    messages: [
      { message: first.prompt_message, role: 'user', content: prompt, edited: false },
      { message: first.answer_message, role: 'assistant', tool_calls: toolCalls },
      {
        message: run.prompt_message,
        tool_results: [
          { tool_call: 'call_1', content: 'rain' },
          { tool_call: 'call_2', content: 'noon' },
        ],
      },
    ],
  })
  t.equal(input.messages.length, 3)
  t.hasStrict(await inputOf(first.id), {
    system: 'Be brief.',
    temperature: 0.5,
    messages: [{ edited: false }],
  })
  const json = { content: 'Is it snowing?', chat, role: 'user' }
  t.equal((await client.put(`/api/message/${first.prompt_message}`, { json })).status, 200)
  t.hasStrict((await inputOf(run.id)).messages[0], { content: 'Is it snowing?', edited: true })
  t.equal((await client.delete(`/api/message/${first.answer_message}`)).status, 204)
  t.hasStrict(await inputOf(run.id), { deleted_messages: 1, messages: [{}, { message: run.prompt_message }] })
  t.equal((await client.delete(`/api/message/${run.prompt_message}`)).status, 204)
  t.hasStrict(await inputOf(run.id), { deleted_messages: 2, messages: [{ message: first.prompt_message }] })
  const bob = await signUp(server)
  t.equal((await bob.client.get(`/api/run/${run.id}/input`)).status, 404)
  t.equal((await client.get('/api/run/999999/input')).status, 404)
})

t.test('the input of a run in progress is what the model has received', async (t) => {
  const chat = await newChat(client)
  await ask({ chat, prompt: 'one' })
  const before = calls.length
  play = (call) => call.begin('half')
  const json = { chat, prompt: 'two' }
  const { id } = (await client.post('/api/run/', { json })).json<Schemas['Run']>()
  // The description of the context is saved with the first text.
  while (calls.length === before || (await readRun(client, id)).content === '')
    await new Promise((resolve) => setTimeout(resolve, 20))
  t.same(await contentsOf(id), ['one', 'answer', 'two'])
  t.match(await inputOf(id), { deleted_messages: 0, dropped: 0 })
  await client.post(`/api/run/${id}/cancel`)
  t.same(await contentsOf(id), ['one', 'answer', 'two'])
  play = answer
})

t.test('messages that did not fit are named, also above an answer that is empty', async (t) => {
  const small = await testServer(t, { replicaOf: server, llm, config: { LLM_CONTEXT_LIMIT: 60 } })
  const chat = await newChat(client)
  const add = async (content: string) =>
    (await client.post('/api/message/', { json: { chat, content } })).json<Schemas['Message']>().id
  const old = await add('x'.repeat(200))
  const near = await add('y'.repeat(40))
  const empty = await add('')
  const json = { chat, prompt: 'Who?' }
  const response = await small.client.post('/api/llm/', { json, token: access })
  const { id, prompt_message: prompt } = response.json<Schemas['Run']>()
  const input = await inputOf(id)
  t.same(
    input.messages.map(({ message }) => message),
    [near, prompt],
  )
  t.match(input, { dropped: 1 })
  t.same(input.dropped_messages, [
    { message: empty, reason: 'empty' },
    { message: old, reason: 'does_not_fit' },
  ])
})

t.test('the input names the messages that did not fit, and follows the branch', async (t) => {
  const small = await testServer(t, { replicaOf: server, llm, config: { LLM_CONTEXT_LIMIT: 60 } })
  const chat = await newChat(client)
  const say = async (content: string) =>
    (await client.post('/api/message/', { json: { content, chat } })).json<Schemas['Message']>().id
  const old = await say('x'.repeat(100))
  const middle = await say('y'.repeat(100))
  const branch = await say('z'.repeat(40))
  await say('Not in this branch.')
  const json = { prompt: 'a', chat, parent: branch }
  const run = (await small.client.post('/api/llm/', { json, token: access })).json<Schemas['Run']>()
  const input = await inputOf(run.id)
  t.strictSame(
    input.messages.map(({ message }) => message),
    [middle, branch, run.prompt_message],
  )
  t.strictSame(input.dropped_messages, [{ message: old, reason: 'does_not_fit' }])
  t.equal(input.dropped, 1)
})

t.test('the input of a run without a chat is its prompt', async (t) => {
  const { id } = await ask({ prompt: 'Who?', file: await upload(client), max_tokens: 5 })
  t.hasStrict(await inputOf(id), {
    max_tokens: 5,
    messages: [{ message: null, role: 'user', content: 'Who?', files: [{ left_out: null }] }],
    deleted_messages: 0,
  })
})

t.test(
  'a message with other files or another role than the model received is marked as edited',
  async (t) => {
    const files = [await upload(client), await upload(client)]
    for (const [what, change, isEdited] of [
      ['other files', { files: files.slice(1) }, true],
      ['another first file', { file: files[1] }, true],
      ['fewer files', { files: [] }, true],
      ['another role', { role: 'system' }, true],
      ['the same', { files, role: 'user' }, false],
      ['nothing', {}, false],
    ] as const) {
      const chat = await newChat(client)
      const { id, prompt_message: prompt } = await ask({ chat, prompt: 'Which?', files })
      const json = { chat, content: 'Which?', ...change }
      const message = (await client.put(`/api/message/${prompt}`, { json })).json<Schemas['Message']>()
      t.equal(message.edited_at !== null, isEdited, what)
      t.match((await inputOf(id)).messages, [{ edited: isEdited }], what)
    }
  },
)

t.test('the input of a run of an earlier version has the messages that were counted', async (t) => {
  const chat = await newChat(client)
  await ask({ chat, prompt: 'one' })
  await client.post('/api/message/', { json: { chat, content: '' } })
  const { id } = await ask({ chat, prompt: 'two' })
  const write = (context: object) =>
    sql`update run_results set context = ${JSON.stringify(context)} where run_id = ${id}`.execute(server.db)
  const old = { files: 0, dropped_files: 0, estimated_tokens: 9, limit: 100 }
  await write({ ...old, included: 2, dropped: 0 })
  t.same(await contentsOf(id), ['one', 'answer', 'two'])
  t.match(await inputOf(id), { deleted_messages: 0, dropped: 0, dropped_messages: [{ reason: 'empty' }] })
  await write({ ...old, included: 1, dropped: 1 })
  t.same(await contentsOf(id), ['answer', 'two'])
  t.match((await inputOf(id)).dropped_messages, [{ reason: 'empty' }, { reason: 'does_not_fit' }])
  await write({ ...old, included: 0, dropped: 0 })
  t.same(await contentsOf(id), ['two'])
})

t.test('a reasoning effort that the provider rejects is noted as ignored', async (t) => {
  const model = await playedProvider(t, ({ body, response, say }) => {
    if (!('reasoning_effort' in body)) return say({ texts: ['answer'] })
    const error = { message: "Unsupported parameter: 'reasoning_effort'", param: 'reasoning_effort' }
    response.writeHead(400).end(JSON.stringify({ error }))
  })
  const strict = await testServer(t, { replicaOf: server, llm: model.llm })
  const own = strict.client.as(access)
  const settings = { reasoning_effort: 'low' }
  const chat = (await own.post('/api/chat/', { json: { settings } })).json<Schemas['Chat']>().id
  for (const [what, json, ignored] of [
    ['in a chat', { chat: await newChat(client), reasoning_effort: 'high' }, ['reasoning_effort']],
    ['once it is known', { chat: await newChat(client), reasoning_effort: 'high' }, ['reasoning_effort']],
    ['without a chat', { reasoning_effort: 'high' }, ['reasoning_effort']],
    ['by the settings of the chat', { chat }, ['reasoning_effort']],
    ['none is named', { chat: await newChat(client) }, []],
    ['none is named, without a chat', {}, []],
  ] as const) {
    const response = await own.post('/api/llm/', { json: { prompt: 'Who?', ...json } })
    const run = response.json<Schemas['Run']>()
    t.equal(run.status, 'completed', what)
    t.same(run.context?.ignored ?? [], ignored, what)
    const read = await readRun(client, run.id)
    t.same(read.context?.ignored ?? [], ignored, what)
    t.same((await inputOf(run.id)).ignored, ignored, what)
    t.equal((await inputOf(run.id)).deleted_messages, 0, what)
  }
  t.equal(model.calls.filter(({ body }) => 'reasoning_effort' in body).length, 1, 'it is requested once')
})

t.test('a prompt that is edited while its file is read is sent as edited', async (t) => {
  const directory = await temporaryDirectory(t)
  const disk = await diskStorage(directory)
  let reading: (() => Promise<unknown>) | undefined
  const read: Storage['read'] = async (...range) => {
    const edit = reading
    reading = undefined
    await edit?.()
    return disk.read(...range)
  }
  const slow = await testServer(t, { llm, storage: { ...disk, read } })
  const ada = (await signUp(slow)).client
  const files = [await upload(ada), await upload(ada, 'peat')]
  const chat = await newChat(ada)
  for (const [what, change, expected] of [
    ['its text', { content: 'Which one?' }, ['Which one?', 'coal']],
    ['its file', { file: files[1] }, ['Which?', 'peat']],
  ] as const) {
    const json = { chat, content: 'Which?', file: files[0] }
    const { id } = (await ada.post('/api/message/', { json })).json<Schemas['Message']>()
    reading = () => ada.put(`/api/message/${id}`, { json: { ...json, ...change } })
    const response = await ada.post('/api/llm/', { json: { chat, parent: id } })
    const run = response.json<Schemas['Run']>()
    t.equal(run.status, 'completed', what)
    const sent = JSON.stringify(calls.at(-1)?.body.messages.at(-1))
    for (const text of expected) t.ok(sent.includes(text), `${what}: ${sent}`)
    t.equal(run.prompt, expected[0], what)
  }
})
