/** Results of tools: they answer the calls of a message, and continue its chat. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { ask, at } from '../../support/events.ts'
import { testModel } from '../../support/providers/model.ts'
import { newChat, readMessage, readRun } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'
import { calls, results, tools } from '../weather-tools.ts'

type Schemas = components['schemas']
type Run = Schemas['Run']
type Message = Schemas['Message']
type Problem = Schemas['Problem']
type Given = readonly { readonly tool_call: string; readonly content: string }[]

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const replica = await testServer(t, { replicaOf: server, llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const ada = await signUp(server)
const { client } = ada

const messageOf = (id: number | null) => readMessage(client, id ?? 0)

/** Sends a prompt in a new chat. The model calls both tools. */
async function called(json: object = {}): Promise<Run & { chat: number }> {
  const chat = await newChat(client)
  const pending = client.post('/api/llm/', {
    json: { prompt: 'Is it raining in Bath?', tools, chat, ...json },
  })
  const call = await model.next()
  calls.forEach((piece, index) => void call.call({ index, ...piece }))
  call.end({ finish: 'tool_calls' })
  return { ...(await pending).json<Run>(), chat }
}

/** Continues the chat. Returns the run and the request that the model received. */
async function continued(json: object, text = 'It is.', key: string = randomUUID()) {
  const pending = client.post('/api/llm/', { json, headers: { 'idempotency-key': key } })
  const call = await model.next()
  call.end({ texts: [text] })
  const answer = await pending
  t.equal(answer.status, 200, answer.text)
  return { run: answer.json<Run>(), sent: JSON.parse(call.body) }
}

t.test('results continue the chat: the model gets the calls with their results', async (t) => {
  const first = await called()
  const { run, sent } = await continued({ chat: first.chat, tool_results: results })
  t.match(sent.messages, [
    { role: 'user', content: 'Is it raining in Bath?' },
    { role: 'assistant', tool_calls: [{ id: 'call_1' }, { id: 'call_2' }] },
    { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
    { role: 'tool', tool_call_id: 'call_2', content: 'noon' },
  ])
  t.equal(sent.messages.length, 4)
  t.match(
    sent.tools,
    [{ function: { name: 'weather' } }, { function: { name: 'now' } }],
    'by default the same',
  )
  t.hasStrict(run, { status: 'completed', content: 'It is.', prompt: '' })
  t.hasStrict(await messageOf(run.prompt_message), {
    role: 'user',
    content: '',
    parent: first.answer_message,
    parts: [
      { type: 'tool_result', tool_call: 'call_1', content: 'rain' },
      { type: 'tool_result', tool_call: 'call_2', content: 'noon' },
    ],
  })
  t.hasStrict((await messageOf(first.answer_message)).parts, [
    { type: 'tool_call', id: 'call_1' },
    { type: 'tool_call', id: 'call_2' },
  ])
  const later = await continued({ chat: first.chat, prompt: 'Sure?' })
  t.match(later.sent.messages.slice(1), [
    { role: 'assistant', tool_calls: [{ id: 'call_1' }, { id: 'call_2' }] },
    { role: 'tool' },
    { role: 'tool' },
    { role: 'assistant', content: 'It is.' },
    { role: 'user', content: 'Sure?' },
  ])
  t.hasStrict(later.run.context, { included: 4, dropped: 0 })
})

t.test('an answer to results may call tools again, repeatedly', async (t) => {
  const { chat } = await called()
  for (let round = 0; round < 3; round++) {
    const pending = client.post('/api/llm/', { json: { chat, tool_results: results } })
    const call = await model.next()
    calls.forEach((piece, index) => void call.call({ index, ...piece }))
    call.end({ finish: 'tool_calls' })
    t.hasStrict((await pending).json<Run>(), {
      status: 'completed',
      finish_reason: 'tool_calls',
      tool_calls: calls,
    })
  }
  const { sent } = await continued({ chat, tool_results: results })
  t.equal(sent.messages.length, 1 + 4 * 3)
})

const mismatches: Record<string, [given: Given, pointers: [string, string][]]> = {
  'an unknown result': [
    [...results, { tool_call: 'call_3', content: 'a' }],
    [['/body/tool_results/2/tool_call', 'not_found']],
  ],
  'a result twice': [[...results, ...results.slice(0, 1)], [['/body/tool_results/2/tool_call', 'duplicate']]],
  'a missing result': [results.slice(1), [['/body/tool_results', 'required']]],
  'only an unknown one': [
    [{ tool_call: 'CALL_1', content: 'a' }],
    [
      ['/body/tool_results/0/tool_call', 'not_found'],
      ['/body/tool_results', 'required'],
    ],
  ],
}
for (const [what, [tool_results, expected]] of Object.entries(mismatches)) {
  t.test(`${what} is rejected with its pointer, and changes nothing`, async (t) => {
    const { chat, answer_message: parent } = await called()
    for (const json of [
      { chat, tool_results },
      { chat, parent, tool_results },
    ]) {
      for (const path of ['/api/llm/', '/api/run/']) {
        const answer = await client.post(path, { json })
        t.equal(answer.status, 409)
        const { code, errors = [] } = answer.json<Problem>()
        t.equal(code, 'tool_results_mismatch')
        t.strictSame(
          errors.map(({ pointer, code }) => [pointer, code]),
          expected,
        )
      }
    }
    t.equal((await client.get(`/api/message/?chat=${chat}`)).json<Message[]>().length, 2)
    await continued({ chat, tool_results: results })
  })
}

t.test('results without calls are rejected', async (t) => {
  const bob = await signUp(server)
  const other = await called()
  const { chat, answer_message, prompt_message } = await called()
  const refused = async (json: object, status: number, pointer: string) => {
    const answer = await client.post('/api/llm/', { json: { tool_results: results, ...json } })
    t.equal(answer.status, status, answer.text)
    t.equal(answer.json<Problem>().errors?.[0]?.pointer, pointer)
  }
  await refused({ chat: await newChat(client) }, 409, '/body/tool_results')
  await refused({ chat, parent: prompt_message }, 409, '/body/tool_results')
  await refused({ chat, parent: other.answer_message }, 404, '/body/parent')
  await refused({ chat, parent: 9_999_999 }, 404, '/body/parent')
  await refused({ chat: 9_999_999 }, 404, '/body/chat')
  await refused({}, 400, '/body/tool_results')
  await refused({ chat: null }, 400, '/body/tool_results')
  await refused({ chat, prompt: 'a' }, 400, '/body/tool_results')
  await refused({ chat, file: 1 }, 400, '/body/file')
  await refused({ chat, files: [1] }, 400, '/body/files')
  await refused({ chat, tool_results: [] }, 400, '/body/tool_results')
  await refused({ chat, tool_results: [{ tool_call: 'call_1' }] }, 400, '/body/tool_results/0/content')
  await refused(
    { chat, tool_results: [{ tool_call: '', content: '' }] },
    400,
    '/body/tool_results/0/tool_call',
  )
  await refused(
    { chat, tool_results: [{ tool_call: 'a\0', content: '' }] },
    400,
    '/body/tool_results/0/tool_call',
  )
  await refused(
    { chat, tool_results: [{ tool_call: 'a', content: '\0' }] },
    400,
    '/body/tool_results/0/content',
  )
  const foreign = await bob.client.post('/api/llm/', { json: { chat, tool_results: results } })
  t.hasStrict(foreign.json<Problem>(), { status: 404, errors: [{ pointer: '/body/chat' }] })
  t.equal((await client.delete(`/api/message/${answer_message}`)).status, 204)
  await refused({ chat, parent: answer_message }, 404, '/body/parent')
  await refused({ chat }, 409, '/body/tool_results')
  t.equal(model.waiting, 0)
})

t.test('the choice of a tool is checked against the tools of the run that is continued', async (t) => {
  const { chat } = await called()
  for (const [tool_choice, pointer] of [
    [{ name: 'none' }, '/body/tool_choice/name'],
    ['required', '/body/tool_choice'],
  ] as const) {
    const json = {
      chat,
      tool_results: results,
      tool_choice,
      ...(tool_choice === 'required' && { tools: [] }),
    }
    const answer = await client.post('/api/llm/', { json })
    t.hasStrict(answer.json<Problem>(), { status: 422, code: 'schema_not_valid', errors: [{ pointer }] })
  }
  const { sent } = await continued({ chat, tool_results: results, tool_choice: { name: 'now' } })
  t.match(JSON.stringify(sent.tool_choice), 'now')
})

t.test('calls of an answer that was cut off cannot be answered', async (t) => {
  const chat = await newChat(client)
  const stream = await ask(at(server, ada), { prompt: 'a', tools, chat })
  const call = await model.next()
  call.say('Wait.')
  call.call({ index: 0, id: 'call_1', name: 'now', arguments: '{}' })
  call.cut()
  await stream.all()
  t.equal((await readRun(client, stream.run)).status, 'incomplete')
  const json = { chat, tool_results: [{ tool_call: 'call_1', content: 'a' }] }
  t.equal((await client.post('/api/llm/', { json })).json<Problem>().code, 'tool_results_mismatch')
  const { sent } = await continued({ chat, prompt: 'Go on.' })
  t.notMatch(JSON.stringify(sent.messages), 'tool_calls', 'nor are they sent again')
})

t.test(
  'a continuation under one key starts one run, however often and to whichever replica it is sent',
  async (t) => {
    const { chat } = await called()
    const key = randomUUID()
    const json = { chat, tool_results: results }
    const options = { json, headers: { 'idempotency-key': key } }
    const there = replica.client.as(ada.access)
    const sent = Array.from({ length: 8 }, (_, index) =>
      (index % 2 ? there : client).post('/api/run/', options),
    )
    const call = await model.next()
    call.end({ texts: ['It is.'] })
    const runs = (await Promise.all(sent)).map((answer) => {
      t.equal(answer.status, 202, answer.text)
      return answer.json<Run>().id
    })
    t.equal(new Set(runs).size, 1)
    const again = await there.post('/api/run/', options)
    t.hasStrict(again.json<Run>(), { id: runs[0] })
    t.equal((await client.get(`/api/message/?chat=${chat}`)).json<Message[]>().length, 4)
    t.equal(model.waiting, 0)
  },
)

t.test('a continuation that the provider rejected is sent again under its key', async (t) => {
  const { chat, answer_message } = await called()
  const key = randomUUID()
  const options = { json: { chat, tool_results: results }, headers: { 'idempotency-key': key } }
  const pending = client.post('/api/llm/', options)
  ;(await model.next()).refuse(401)
  t.equal((await pending).status, 502)
  const { run, sent } = await continued({ chat, tool_results: results }, 'It is.', key)
  t.equal(sent.messages.length, 4)
  t.equal((await messageOf(run.prompt_message)).parent, answer_message)
  t.equal((await client.get(`/api/message/?chat=${chat}`)).json<Message[]>().length, 4)
})

t.test('results can be sent in several branches, and answered again', async (t) => {
  const { chat, answer_message: parent } = await called()
  const first = await continued({ chat, tool_results: results })
  const sun = results.map((result) => ({ ...result, content: 'sun' }))
  const second = await continued({ chat, parent, tool_results: sun }, 'It is not.')
  t.hasStrict(await messageOf(second.run.prompt_message), { sibling_index: 2, sibling_count: 2, parent })
  t.notMatch(JSON.stringify(second.sent), 'rain"')
  const again = await continued({ chat, parent: first.run.prompt_message, tools })
  t.match(again.sent.messages.slice(-2), [
    { role: 'tool', content: 'rain' },
    { role: 'tool', content: 'noon' },
  ])
  t.hasStrict(await messageOf(again.run.answer_message), {
    sibling_count: 2,
    parent: first.run.prompt_message,
  })
})
