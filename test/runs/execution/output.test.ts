/** Typed answers: validated, requested once more if invalid, counted, and otherwise failed. */
import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { serverSentEvents } from '../../support/content/server-sent-events.ts'
import { answerOf, at, follow, ask as openStream } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { ageLeases, replicaSettings } from '../../support/postgres/run-rows.ts'
import { startParley } from '../../support/processes/process.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { newChat, readRun } from '../../support/requests.ts'
import { signUp, temporaryDirectory, testServer } from '../../support/server.ts'

type Schemas = components['schemas']
type Run = Schemas['Run']
type Problem = Schemas['Problem']

const model = await testModel(t)
// With a fallback, attempts are reported.
const llm = { baseUrl: model.baseUrl, fallbackBaseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const ada = await signUp(server)
const { client } = ada

const schema = {
  type: 'object',
  properties: { name: { type: 'string' }, built: { type: 'integer' } },
  required: ['name'],
  additionalProperties: false,
}
const prompt = 'Who built the first one?'
const valid = '{"name":"Newcomen","built":1712}'

/** Sends a prompt. The model answers with one text after the other. */
async function ask(json: object, answers: readonly string[], key: string = randomUUID()) {
  const sent = client.post('/api/llm/', { json, headers: { 'idempotency-key': key } })
  const calls: ModelCall[] = []
  for (const text of answers) {
    const call = await model.next()
    calls.push(call)
    call.end({ texts: text === '' ? [] : [text], finish: text === '' ? 'content_filter' : 'stop' })
  }
  return { answer: await sent, calls }
}

for (const inChat of [false, true]) {
  const where = inChat ? 'in a chat' : 'without a chat'
  const base = async () => ({ prompt, output: { schema }, ...(inChat && { chat: await newChat(client) }) })

  t.test(`an answer that matches is completed, with its value, ${where}`, async (t) => {
    const { answer } = await ask(await base(), [valid])
    t.equal(answer.status, 200)
    const run = answer.json<Run>()
    t.hasStrict(run, { status: 'completed', content: valid, output: { name: 'Newcomen', built: 1712 } })
    t.notOk('errors' in run)
    t.equal(run.attempts.length, 1)
    t.strictSame(await readRun(client, run.id), run)
  })

  t.test(`an answer that does not match is requested once more, ${where}`, async (t) => {
    const { answer, calls } = await ask(await base(), ['{"name":1,"extra":true}', valid])
    const run = answer.json<Run>()
    t.hasStrict(run, { status: 'completed', content: valid, output: { name: 'Newcomen' }, error: null })
    t.hasStrict(run.attempts, [
      { provider: 'primary', failure: 'output_not_valid', reason: 'output not valid' },
      { provider: 'primary', failure: null, reason: null },
    ])
    t.hasStrict(run.usage, { prompt_tokens: 6, completion_tokens: 8, total_tokens: 14 }, 'both are counted')
    const { messages } = JSON.parse(calls[1]?.body ?? '')
    t.match(messages.at(-2), { role: 'assistant', content: '{"name":1,"extra":true}' })
    t.match(messages.at(-1).content, '/name must be a string')
    t.match(messages.at(-1).content, '/extra is not known here')
    const { text } = await client.get(`/api/run/${run.id}/events`)
    const events = serverSentEvents(text).map(({ data }) => JSON.parse(data))
    const reset = events.findIndex(({ type }) => type === 'reset')
    t.ok(reset > 0)
    t.equal(
      events
        .slice(reset)
        .flatMap(({ type, text }) => (type === 'text' ? text : []))
        .join(''),
      valid,
    )
    t.hasStrict(events.at(-2), { type: 'usage', usage: { total_tokens: 14 } })
  })

  t.test(`a second answer that does not match fails the run, ${where}`, async (t) => {
    const key = randomUUID()
    const json = await base()
    const { answer } = await ask(json, ['no JSON', '{"built":"1712"}'], key)
    t.equal(answer.status, 502)
    const expected = [
      { pointer: '/output/name', code: 'required' },
      { pointer: '/output/built', code: 'type' },
    ]
    const problem = answer.json<Problem>()
    t.hasStrict(problem, { code: 'output_not_valid', errors: expected })
    const path = `/api/run/${problem.run}`
    const run = (await client.get(path)).json<Run>()
    const failed = { status: 'failed', error: 'output_not_valid', output: null, content: '{"built":"1712"}' }
    t.hasStrict(run, { ...failed, errors: expected })
    t.hasStrict(run.attempts, [{ failure: 'output_not_valid' }, { failure: 'output_not_valid' }])
    const { text } = await client.get(`${path}/events`)
    const last = serverSentEvents(text)
      .map(({ data }) => JSON.parse(data))
      .at(-1)
    t.hasStrict(last, { type: 'failed', code: 'output_not_valid', errors: expected })
    const again = (await ask(json, [], key)).answer
    t.equal(again.headers.get('idempotency-replayed'), 'true')
    t.hasStrict(again.json<Problem>(), { code: 'output_not_valid', errors: expected, run: problem.run })
    t.equal(again.headers.get('retry-after'), null)
    t.equal(model.waiting, 0, 'the model was not called again')
  })
}

const values: Record<string, [schema: object, content: string, output: unknown]> = {
  'a number': [{ type: 'number' }, '12', 12],
  null: [{}, 'null', null],
  'a text': [{ type: 'string' }, '"a\\u0000b 😀"', 'a\0b 😀'],
  'a list with white space': [{ type: 'array', items: { type: 'integer' } }, ' [1,\n2] ', [1, 2]],
  'a member named like a prototype': [
    { type: 'object' },
    '{"__proto__":1,"constructor":2}',
    JSON.parse('{"__proto__":1,"constructor":2}'),
  ],
  'many levels': [{}, `${'['.repeat(60)}${']'.repeat(60)}`, JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`)],
}
for (const [what, [schema, content, output]] of Object.entries(values)) {
  t.test(`the output may be ${what}`, async (t) => {
    const { answer } = await ask({ prompt, output: { schema } }, [content])
    t.strictSame(answer.json<Run>().output, output)
    t.equal(answer.json<Run>().content, content)
  })
}

const notValid: Record<string, string> = {
  'no text': '',
  'a fenced block': `\`\`\`json\n${valid}\n\`\`\``,
  'half of it': valid.slice(0, -5),
  'endless levels': '['.repeat(50_000) + ']'.repeat(50_000),
  'a long text': `{"name":"${'x'.repeat(262_144)}"}`,
  'half a pair': '{"name":"\\ud800"}',
}
for (const [what, text] of Object.entries(notValid)) {
  t.test(`${what} does not match`, async (t) => {
    const { answer } = await ask({ prompt, output: { schema } }, [text, text])
    t.hasStrict(answer.json<Problem>(), { code: 'output_not_valid' })
  })
}

t.test('the value of an edited answer is that of the new text, or null', async (t) => {
  const chat = await newChat(client)
  const { id, answer_message } = (await ask({ prompt, chat, output: { schema } }, [valid])).answer.json<Run>()
  const outputAfter = async (content: string) => {
    const json = { content, chat, role: 'assistant' }
    t.equal((await client.put(`/api/message/${answer_message}`, { json })).status, 200)
    return (await readRun(client, id)).output
  }
  t.strictSame(await outputAfter('{"name":"Watt"}'), { name: 'Watt' })
  t.equal(await outputAfter('Watt'), null)
  t.equal(await outputAfter('['.repeat(100_000)), null)
  t.equal(await outputAfter('['.repeat(100_000) + ']'.repeat(100_000)), null)
  t.equal((await client.delete(`/api/message/${answer_message}`)).status, 204)
  t.hasStrict(await readRun(client, id), { output: null, content: '' })
})

t.test('the errors of an answer are deleted with it', async (t) => {
  const chat = await newChat(client)
  const { answer } = await ask({ prompt, chat, output: { schema } }, ['{"secret":1}', '{"secret":1}'])
  const { run: id } = answer.json<Problem>()
  const run = await readRun(client, id ?? 0)
  t.match(JSON.stringify(run.errors), 'secret')
  t.equal((await client.delete(`/api/message/${run.answer_message}`)).status, 204)
  t.notMatch((await client.get(`/api/run/${id}`)).text, 'secret')
})

t.test('a run can be cancelled while the second answer arrives', async (t) => {
  const run = (await client.post('/api/run/', { json: { prompt, output: { schema } } })).json<Run>()
  ;(await model.next()).end({ texts: ['no'] })
  const second = await model.next()
  second.say('{"name":')
  const contentOf = async () => (await readRun(client, run.id)).content
  await until('the second answer is readable', async () => (await contentOf()) === '{"name":')
  t.hasStrict((await client.post(`/api/run/${run.id}/cancel`)).json<Run>(), {
    status: 'cancelled',
    output: null,
  })
  await second.disconnected
})

t.test('a run fails if the provider rejects the second call, and the first answer is counted', async (t) => {
  const sent = client.post('/api/llm/', { json: { prompt, output: { schema } } })
  ;(await model.next()).end({ texts: ['no'] })
  for (let attempt = 0; attempt < 2; attempt++) (await model.next()).refuse(400)
  const problem = (await sent).json<Problem>()
  t.hasStrict(problem, { code: 'provider_refused' })
  const run = await readRun(client, problem.run ?? 0)
  t.hasStrict(run, { status: 'failed', output: null, content: '' })
  t.hasStrict(run.usage, { total_tokens: 7, estimated: false }, 'the first answer is counted, and no more')
})

t.test(
  'an answer with tool calls has no value; a finish reason without calls does not prevent one',
  async (t) => {
    const tools = [{ name: 'now' }]
    const json = { prompt, tools, output: { schema } }
    const calling = client.post('/api/llm/', { json })
    const call = await model.next()
    call.say('{"name":1}')
    call.call({ id: 'a', name: 'now', arguments: '{}' })
    call.end({ finish: 'length' })
    t.hasStrict((await calling).json<Run>(), {
      status: 'completed',
      finish_reason: 'length',
      tool_calls: [{ id: 'a' }],
      output: null,
    })
    const claiming = client.post('/api/llm/', { json })
    ;(await model.next()).end({ texts: [valid], finish: 'tool_calls' })
    t.hasStrict((await claiming).json<Run>(), { tool_calls: [], output: { name: 'Newcomen' } })
  },
)

t.test('a run whose server is killed during the second answer is incomplete and has no value', async (t) => {
  const settings = replicaSettings(server.connection, model, await temporaryDirectory(t))
  const parley = await startParley(t, settings)
  const chat = await newChat(client)
  const stream = await openStream(at(parley, ada), { prompt, chat, output: { schema } })
  ;(await model.next()).end({ texts: ['no'] })
  const second = await model.next()
  second.say('{"name":')
  await stream.until('reset')
  const subscriber = await follow(at(server, ada), stream.run)
  await until('the second answer is saved', async () => answerOf(subscriber.events) === '{"name":')
  parley.child.kill('SIGKILL')
  await parley.exited
  await stream.all().catch(() => {})
  await ageLeases(server, [stream.run])
  t.equal((await subscriber.all()).at(-1)?.type, 'incomplete')
  const run = await readRun(client, stream.run)
  t.hasStrict(run, { status: 'incomplete', content: '{"name":', output: null })
})

t.test('a fallback can complete the second answer', async (t) => {
  const sent = client.post('/api/llm/', { json: { prompt, output: { schema } } })
  ;(await model.next()).end({ texts: ['no'] })
  const second = await model.next()
  second.say('{"name":"Wa')
  second.fail()
  ;(await model.next()).end({ texts: [valid] })
  const run = (await sent).json<Run>()
  t.hasStrict(run, { status: 'completed', content: valid, output: { name: 'Newcomen' } })
  t.match(run.attempts, [
    { provider: 'primary', failure: 'output_not_valid' },
    { provider: 'primary', failure: /^provider_/ },
    { provider: 'fallback', failure: null },
  ])
})

const unusable: Record<string, [body: object, pointer: string]> = {
  'an unknown type': [{ output: { schema: { type: 'text' } } }, '/body/output/schema/type'],
  'a remote reference': [{ output: { schema: { $ref: 'http://127.0.0.1/' } } }, '/body/output/schema/$ref'],
  'a broken pattern': [{ output: { schema: { pattern: '[' } } }, '/body/output/schema'],
  'U+0000': [{ output: { schema: { const: 'a\0' } } }, '/body/output/schema/const'],
  'U+0000 in a name': [
    { output: { schema: { properties: { 'a\0': {} } } } },
    '/body/output/schema/properties',
  ],
}
for (const [what, [body, pointer]] of Object.entries(unusable)) {
  t.test(`a schema with ${what} is rejected before a run exists`, async (t: Test) => {
    const key = randomUUID()
    for (const path of ['/api/llm/', '/api/run/']) {
      const headers = { 'idempotency-key': key }
      const answer = await client.post(path, { json: { prompt, ...body }, headers })
      t.equal(answer.status, 422)
      const { code, errors } = answer.json<Problem>()
      t.equal(code, 'schema_not_valid')
      t.ok(
        errors?.some((error) => error.pointer === pointer),
        JSON.stringify(errors),
      )
    }
    const { answer } = await ask({ prompt }, ['Newcomen.'], key)
    t.equal(answer.status, 200, 'the key is free')
  })
}

t.test('unknown members of output are rejected', async (t) => {
  for (const output of [{}, { schema: [] }, { schema: null }, { schema: {}, strict: true }, true])
    t.equal(
      (await client.post('/api/llm/', { json: { prompt, output } })).status,
      400,
      JSON.stringify(output),
    )
})
