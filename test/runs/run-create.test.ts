/**
 * POST /api/run/ starts a run and responds before the model does. Options and reasoning of the run are kept.
 */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { serverSentEvents } from '../support/content/server-sent-events.ts'
import { until } from '../support/files.ts'
import { textFile } from '../support/operations.ts'
import { testModel } from '../support/providers/model.ts'
import { newChat, readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Run = components['schemas']['Run']
type Problem = components['schemas']['Problem']

const model = await testModel(t)
const config = { LLM_CONTEXT_LIMIT: 256 }
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm, config })
const ada = await signUp(server)
const { client } = ada
const prompt = 'Who built the first one?'

const create = (json: object, key?: string) =>
  client.post('/api/run/', { json, headers: key === undefined ? {} : { 'idempotency-key': key } })
const ended = async (id: number) => {
  await until(`run ${id} has ended`, async () => (await readRun(client, id)).ended_at !== null)
  return readRun(client, id)
}

t.test(
  'creating a run is answered 202 before the model responds, and followRun has its events',
  async (t) => {
    const chat = await newChat(client)
    const answer = await create({ prompt, chat })
    t.equal(answer.status, 202)
    const run = answer.json<Run>()
    t.equal(answer.headers.get('location'), `/api/run/${run.id}`)
    t.match(run, { status: 'queued', prompt, chat, user: ada.id, ended_at: null })
    const call = await model.next()
    const following = client.get(`/api/run/${run.id}/events`)
    call.say('Newcomen.')
    call.end()
    const events = serverSentEvents((await following).text).map(({ data }) => JSON.parse(data))
    t.match(events.at(0), { type: 'started', run: run.id })
    t.match(events.at(-1), { type: 'completed' })
    t.match(await readRun(client, run.id), { status: 'completed', content: 'Newcomen.' })
  },
)

t.test('a run contains the options of its request, and null for the absent ones', async (t) => {
  const chat = await newChat(client)
  const given = { system: 'Be brief. 😀', temperature: 0.1, max_tokens: 7, overflow: 'error', chat }
  const run = (await create({ prompt, ...given })).json<Run>()
  t.match(run, given)
  const call = await model.next()
  call.end({ texts: ['a'] })
  t.match(await ended(run.id), given)
  const bare = (await create({ prompt })).json<Run>()
  t.match(bare, { system: null, temperature: null, max_tokens: null, overflow: null, reasoning: '' })
  const other = await model.next()
  other.end({ texts: ['a'] })
  t.match(await ended(bare.id), { system: null, temperature: null, max_tokens: null, overflow: null })
})

t.test('a run contains its reasoning during and after the call, up to the limit', async (t) => {
  const run = (await create({ prompt })).json<Run>()
  const call = await model.next()
  call.think('Steam? ', 'Engines.')
  await until(
    'the reasoning is readable',
    async () => (await readRun(client, run.id)).reasoning === 'Steam? Engines.',
  )
  call.think('x'.repeat(262_100), '😀'.repeat(50))
  call.say('Newcomen.')
  call.end()
  const { content, reasoning } = await ended(run.id)
  t.equal(content, 'Newcomen.')
  t.ok(reasoning.startsWith('Steam? Engines.xxx'))
  t.equal(reasoning.length, 262_144)
})

t.test('a repeated key returns the same run in its current state', async (t) => {
  const key = randomUUID()
  const first = await create({ prompt }, key)
  const { id } = first.json<Run>()
  t.equal(first.headers.get('idempotency-replayed'), null)
  const again = await create({ prompt }, key)
  t.equal(again.status, 202)
  t.match(again.json(), { id, status: 'queued' })
  t.equal(again.headers.get('idempotency-replayed'), 'true')
  t.equal(again.headers.get('location'), `/api/run/${id}`)
  const call = await model.next()
  call.end({ texts: ['Newcomen.'] })
  await ended(id)
  const late = await create({ prompt }, key)
  t.equal(late.status, 202)
  t.match(late.json(), { id, status: 'completed', content: 'Newcomen.' })
  t.equal(model.waiting, 0, 'the model was called once')
  t.match((await create({ prompt: 'Another?' }, key)).json(), { code: 'idempotency_key_reused', status: 422 })
  const headers = { 'idempotency-key': key }
  const elsewhere = await client.post('/api/llm/', { json: { prompt }, headers })
  t.match(elsewhere.json(), { code: 'idempotency_key_reused', status: 422 })
})

t.test('simultaneous requests under one key create one run', async (t) => {
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 8 }, () => create({ prompt }, key)))
  t.same(new Set(answers.map(({ status }) => status)), new Set([202]))
  const ids = new Set(answers.map((answer) => answer.json<Run>().id))
  t.equal(ids.size, 1)
  const call = await model.next()
  t.equal(model.waiting, 0)
  call.end({ texts: ['a'] })
  for (const id of ids) await ended(id)
})

t.test('a run that failed without costs frees its key', async (t) => {
  const key = randomUUID()
  const first = (await create({ prompt }, key)).json<Run>()
  const call = await model.next()
  call.refuse(400)
  t.match(await ended(first.id), { status: 'failed', error: 'provider_refused' })
  const second = (await create({ prompt }, key)).json<Run>()
  t.not(second.id, first.id)
  const other = await model.next()
  other.end({ texts: ['a'] })
  await ended(second.id)
})

t.test('POST /api/run/ rejects the same requests as POST /api/llm/', async (t) => {
  const chat = await newChat(client)
  const busy = await newChat(client)
  const active = (await create({ prompt, chat: busy })).json<Run>()
  const call = await model.next()
  const bytes = new FormData()
  bytes.set('file', new File([new Uint8Array([0, 1, 2, 255])], 'a.bin'))
  const unsupported = (await client.post('/api/file/', { body: bytes })).json<{ id: number }>().id
  const stranger = await signUp(server)
  const foreign = (await stranger.client.post('/api/file/', { body: textFile('a.txt') })).json<{
    id: number
  }>().id
  const runs = async () => (await client.get('/api/run/?limit=200')).json<unknown[]>().length
  const before = await runs()
  for (const [json, expected] of [
    [{ prompt: ' ' }, { status: 400, errors: [{ pointer: '/body/prompt', code: 'required' }] }],
    [
      { prompt, stream: true },
      { status: 400, errors: [{ pointer: '/body/stream', code: 'not_allowed' }] },
    ],
    [
      { prompt, model: 'none' },
      { status: 404, errors: [{ pointer: '/body/model', code: 'not_found' }] },
    ],
    [
      { prompt, user: stranger.id },
      { status: 403, code: 'user_mismatch' },
    ],
    [
      { prompt, chat: 2 ** 40 },
      { status: 404, errors: [{ pointer: '/body/chat', code: 'not_found' }] },
    ],
    [
      { prompt, file: foreign },
      { status: 404, errors: [{ pointer: '/body/file', code: 'not_found' }] },
    ],
    [
      { prompt, chat: busy },
      { status: 409, code: 'run_active', run: active.id },
    ],
    [
      { prompt: 'a'.repeat(2_000), chat },
      { status: 413, code: 'context_too_long' },
    ],
    [
      { prompt, file: unsupported },
      { status: 415, code: 'unsupported_file' },
    ],
    [
      { prompt, file_url: 'http://127.0.0.1:1/' },
      { status: 422, code: 'file_unreachable' },
    ],
  ] as const) {
    const problem = (await create(json)).json<Problem>()
    t.match(problem, expected, JSON.stringify(json).slice(0, 100))
    if ('stream' in json) continue
    const { request_id: _, ...asBefore } = (await client.post('/api/llm/', { json })).json<Problem>()
    t.match(problem, asBefore)
  }
  t.equal(await runs(), before, 'no run was created')
  t.equal(model.waiting, 0)
  call.end({ texts: ['a'] })
  await ended(active.id)
})

t.test('a quota rejects a run', async (t) => {
  const limited = await testServer(t, { replicaOf: server, llm, config: { QUOTA_ACTIVE_RUNS: 1 } })
  const grace = await signUp(limited)
  const held = (await grace.client.post('/api/run/', { json: { prompt } })).json<Run>()
  const call = await model.next()
  const refused = await grace.client.post('/api/run/', { json: { prompt } })
  t.match(refused.json(), { status: 402, code: 'quota_exceeded', quota: { name: 'active_runs' } })
  call.end({ texts: ['a'] })
  const path = `/api/run/${held.id}`
  await until('the run has ended', async () => (await grace.client.get(path)).json<Run>().ended_at !== null)
})

t.test('tokens and signed URLs state when they expire', async (t) => {
  const short = await testServer(t, {
    replicaOf: server,
    config: { ACCESS_TOKEN_LIFETIME: 77, REFRESH_TOKEN_LIFETIME: 7_777, LINK_LIFETIME: 60 },
  })
  const { username, password } = ada
  const pair = (await short.client.post('/api/token/', { json: { username, password } })).json<
    components['schemas']['TokenPair']
  >()
  t.equal(pair.expires_in, 77)
  t.ok(pair.refresh_expires_in > 7_700 && pair.refresh_expires_in <= 7_777, String(pair.refresh_expires_in))
  const own = short.client.as(pair.access)
  const file = (await own.post('/api/file/', { body: textFile('a.txt') })).json<
    components['schemas']['FileRecord']
  >()
  const expires = Date.parse(String(file.url_expires_at))
  t.equal(expires, Number(new URL(file.url).searchParams.get('expires')) * 1000)
  t.ok(expires > Date.now() && expires <= Date.now() + 61_000)
  const back = await own.put(`/api/file/${file.id}`, { json: { ...file, name: 'b.txt' } })
  t.match(back.json(), { name: 'b.txt', url_expires_at: String })
  const { updated_at: _, size: __, sha256: ___, ...rest } = back.json<Record<string, unknown>>()
  const linked = await own.put(`/api/file/${file.id}`, { json: { ...rest, url: 'https://example.org/' } })
  t.match(linked.json(), { url: 'https://example.org/', url_expires_at: null })
})
