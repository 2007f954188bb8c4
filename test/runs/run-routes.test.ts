import t from 'tap'
import type { components } from '../../generated/api.ts'
import type { Answer, Client } from '../support/client.ts'
import { ask, at } from '../support/events.ts'
import { type ModelCall, testModel } from '../support/providers/model.ts'
import { newChat, question, readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Run = components['schemas']['Run']
type RunSummary = components['schemas']['RunSummary']
type Message = components['schemas']['Message']
type Problem = components['schemas']['Problem']

const model = await testModel(t)
const backup = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const failing = await testServer(t, {
  replicaOf: server,
  llm: { ...llm, fallbackBaseUrl: backup.baseUrl },
})
const ada = await signUp(server)
const adaHere = at(server, ada)

function asAda({ client }: { readonly client: Client }): Client {
  return client.as(ada.access)
}

async function messagesOf(chat: number): Promise<Message[]> {
  return (await ada.client.get(`/api/message/?chat=${chat}`)).json<Message[]>()
}

t.test('a run and its messages go from queued through running to completed', async (t) => {
  const chat = await newChat(ada.client)
  const stream = await ask(adaHere, { ...question, chat })
  await stream.until('started')
  const { run } = stream
  const call = await model.next()

  const queued = await readRun(ada.client, run)
  t.hasStrict(queued, { id: run, purpose: 'answer', chat, user: ada.id, status: 'queued', ...question })
  t.hasStrict(queued, {
    content: '',
    started_at: null,
    ended_at: null,
    finish_reason: null,
    error: null,
    usage: null,
  })
  t.hasStrict(await messagesOf(chat), [
    { id: queued.prompt_message, role: 'user', content: question.prompt, status: 'completed', run },
    { id: queued.answer_message, role: 'assistant', content: '', status: 'running', run },
  ])

  call.say('New', 'comen')
  await stream.until('text')
  const running = await readRun(ada.client, run)
  t.hasStrict(running, { status: 'running', content: 'Newcomen', ended_at: null, usage: null })
  t.match(running.started_at, String)
  t.hasStrict((await messagesOf(chat))[1], { content: 'Newcomen', status: 'running' })
  const alone = await ada.client.get(`/api/message/${queued.answer_message}`)
  t.hasStrict(alone.json(), { content: 'Newcomen', status: 'running' }, 'also when read individually')

  call.say(' did.')
  call.end()
  await stream.all()
  const completed = await readRun(ada.client, run)
  t.hasStrict(completed, {
    status: 'completed',
    content: 'Newcomen did.',
    finish_reason: 'stop',
    model: 'test-model',
    reported_model: 'm-2',
  })
  t.strictSame(completed.usage, {
    prompt_tokens: 3,
    completion_tokens: 4,
    total_tokens: 7,
    cached_tokens: 0,
    cache_write_tokens: 0,
    reasoning_tokens: 0,
    estimated: false,
  })
  t.equal(completed.started_at, running.started_at)
  const times = [completed.created_at, completed.started_at, completed.ended_at]
  t.strictSame(times.toSorted(), times, 'all times are present, in order')
  t.hasStrict(await messagesOf(chat), [
    { role: 'user', status: 'completed' },
    { role: 'assistant', content: 'Newcomen did.', status: 'completed', run },
  ])
  const listed = (await ada.client.get(`/api/run/?chat=${chat}`)).json<RunSummary[]>()
  t.hasStrict(listed, [
    { id: run, status: 'completed', usage: completed.usage, ended_at: completed.ended_at },
  ])
})

t.test('a run lists its attempts: provider, failure and duration', async (t) => {
  const answer = asAda(failing).post('/api/llm/', { json: question })
  ;(await model.next()).refuse(401)
  const call = await backup.next()
  call.say('Savery.')
  call.end()
  const { attempts, content } = (await answer).json<Run>()
  t.equal(content, 'Savery.')
  t.match(attempts, [
    {
      provider: 'primary',
      model: 'test-model',
      failure: 'provider_refused',
      reason: 'HTTP 401',
      duration: Number,
    },
    { provider: 'fallback', model: 'test-model', failure: null, reason: null, duration: Number },
  ])
})

t.test("an answer of the fallback is reported under the fallback's model, complete or not", async (t) => {
  const grace = await signUp(server)
  const two = await testServer(t, {
    replicaOf: server,
    llm: { ...llm, fallbackBaseUrl: backup.baseUrl, fallbackModel: 'spare-model' },
  })
  const asGrace = two.client.as(grace.access)
  for (const [end, status] of [
    [(call) => call.end(), 'completed'],
    [(call) => call.cut(), 'incomplete'],
    [(_, run) => asGrace.post(`/api/run/${run}/cancel`), 'cancelled'],
  ] as [(call: ModelCall, run: number) => unknown, string][]) {
    const stream = await ask(at(two, grace), question)
    ;(await model.next()).refuse(401)
    const call = await backup.next()
    t.equal(JSON.parse(call.body).model, 'spare-model')
    call.say('Savery.')
    await stream.until('text')
    await end(call, stream.run)
    await stream.all()
    const run = await readRun(asGrace, stream.run)
    t.hasStrict(run, { status, model: 'spare-model', reported_model: 'm-2' })
  }
  const { days } = (await asGrace.get('/api/usage/')).json<components['schemas']['UsageReport']>()
  t.match(days, [{ model: 'spare-model', runs: 3 }])
})

t.test('a run keeps the ids of its messages when a client edits or deletes them', async (t) => {
  const chat = await newChat(ada.client)
  const pending = ada.client.post('/api/llm/', { json: { ...question, chat } })
  ;(await model.next()).end({ texts: ['Newcomen.'] })
  const { prompt_message, answer_message, id } = (await pending).json<Run>()
  const put = (message: number | null, role: string) =>
    ada.client.put(`/api/message/${message}`, { json: { content: 'Mine', chat, role } })
  await put(prompt_message, 'assistant')
  await put(answer_message, 'user')
  t.hasStrict(await readRun(ada.client, id), { prompt_message, answer_message })
  await ada.client.delete(`/api/message/${prompt_message}`)
  t.hasStrict(await readRun(ada.client, id), { prompt_message: null, answer_message })
  await ada.client.delete(`/api/message/${answer_message}`)
  t.hasStrict(await readRun(ada.client, id), { prompt_message: null, answer_message: null })
})

t.test('a chat has one active run, even with simultaneous requests', async (t) => {
  const chat = await newChat(ada.client)
  for (let round = 0; round < 15; round += 1) {
    const pending = [server, failing, server, failing].map((one) =>
      asAda(one).post('/api/llm/', { json: { ...question, chat } }),
    )
    const call = await model.next()
    const refused = await firstOf(pending, 3)
    call.end({ texts: ['Newcomen.'] })
    const answers = await Promise.all(pending)
    const [won] = answers.filter(({ status }) => status === 200)
    t.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of refused) {
      t.hasStrict(answer.json(), { status: 409, code: 'run_active', run: won?.json<Run>().id })
    }
  }
  t.equal((await messagesOf(chat)).length, 30, 'refused requests add no messages')
  t.equal(model.waiting, 0, 'the model was not called for them')
})

/** Resolves to the first `count` responses. */
async function firstOf(pending: Promise<Answer>[], count: number): Promise<Answer[]> {
  const { promise, resolve } = Promise.withResolvers<Answer[]>()
  const arrived: Answer[] = []
  for (const one of pending) one.then((answer) => arrived.push(answer) === count && resolve(arrived.slice()))
  return promise
}

t.test('a chat is free after any end of its run, and runs without a chat are unlimited', async (t) => {
  const chat = await newChat(ada.client)
  for (const [status, end] of [
    ['completed', (call: ModelCall) => call.end()],
    ['incomplete', (call: ModelCall) => call.cut()],
    ['failed', (call: ModelCall) => call.fail()],
    ['cancelled', (_: unknown, run: number) => ada.client.post(`/api/run/${run}/cancel`)],
  ] as const) {
    const stream = await ask(adaHere, { ...question, chat })
    t.equal(stream.status, 200, `the chat is free for the ${status} run`)
    await stream.until('started')
    const call = await model.next()
    call.say('Newcomen')
    await stream.until('text')
    await end(call, stream.run)
    t.equal((await stream.all()).at(-1)?.type, status)
    t.hasStrict(await readRun(ada.client, stream.run), { status, content: 'Newcomen' })
    t.hasStrict((await messagesOf(chat)).at(-1), { status, content: 'Newcomen', run: stream.run })
  }
  const many = await Promise.all(Array.from({ length: 5 }, () => ask(adaHere, question)))
  for (const stream of many) await stream.until('started')
  for (const _ of many) (await model.next()).end({ texts: ['Yes.'] })
  for (const stream of many) t.equal((await stream.all()).at(-1)?.type, 'completed')
})

t.test('a failure after some text keeps the text and names the run', async (t) => {
  for (const [what, fail, status, code] of [
    ['an error in the stream', (call) => call.fail(), 503, 'provider_unavailable'],
    ['a truncated response', (call) => call.cut(), 200, undefined],
  ] as const satisfies readonly [string, (call: ModelCall) => void, number, unknown][]) {
    const pending = ada.client.post('/api/llm/', { json: question })
    const call = await model.next()
    call.say('Newco')
    fail(call)
    const answer = await pending
    t.equal(answer.status, status, what)
    const { run, id } = answer.json<Problem & Run>()
    const kept = await readRun(ada.client, run ?? id)
    t.equal(kept.content, 'Newco', what)
    if (code === undefined) {
      t.hasStrict(kept, { status: 'incomplete', finish_reason: null, error: null })
    } else {
      t.equal(answer.json<Problem>().code, code)
      t.hasStrict(kept, { status: 'failed', error: code, usage: { estimated: true } })
      t.notMatch(answer.text, 'PROVIDER SAYS')
    }
  }
})

t.test('a failure before any text is a 502, 503 or 504, names the run and has no usage', async (t) => {
  const hasty = await testServer(t, { replicaOf: server, llm: { ...llm, timeout: 300 } })
  for (const [refuse, status, code] of [
    [(call) => call.refuse(400), 502, 'provider_refused'],
    [(call) => call.refuse(500), 502, 'provider_failed'],
    [(call) => call.refuse(503), 503, 'provider_unavailable'],
    [() => {}, 504, 'provider_timeout'],
  ] as const satisfies readonly [(call: ModelCall) => void, number, string][]) {
    const pending = asAda(hasty).post('/api/llm/', { json: question })
    refuse(await model.next())
    const answer = await pending
    t.hasStrict(answer.json(), { status, code })
    const run = await readRun(ada.client, answer.json<Problem>().run ?? 0)
    t.hasStrict(run, { status: 'failed', error: code, content: '', usage: null, started_at: null })
  }
})

t.test("requests for another user's run respond byte for byte as for a missing run", async (t) => {
  const chat = await newChat(ada.client)
  const stream = await ask(adaHere, { ...question, chat })
  await stream.until('started')
  const call = await model.next()
  const mallory = await signUp(server)
  const none = Number.MAX_SAFE_INTEGER
  const sameBut = (answer: Answer) => answer.text.replace(/"request_id":"[^"]+"/, '')
  for (const [method, path] of [
    ['GET', (run: number) => `/api/run/${run}`],
    ['POST', (run: number) => `/api/run/${run}/cancel`],
    ['GET', (run: number) => `/api/run/${run}/events`],
    ['GET', (run: number) => `/api/run/${run}/events?after=999`],
    ['GET', (_: number, chat: number) => `/api/run/?chat=${chat}`],
  ] as const) {
    const foreign = await mallory.client.request(method, path(stream.run, chat))
    const absent = await mallory.client.request(method, path(none, none))
    t.equal(foreign.status, 404, path(stream.run, chat))
    t.equal(sameBut(foreign), sameBut(absent))
    t.strictSame([...foreign.headers.keys()], [...absent.headers.keys()])
  }
  t.strictSame((await mallory.client.get('/api/run/')).json(), [])
  call.end({ texts: ['Newcomen.'] })
  t.equal((await stream.all()).at(-1)?.type, 'completed', 'the run was not cancelled')
})
