/** Quotas of a user, even with simultaneous requests. */
import { once } from 'node:events'
import { request } from 'node:http'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import type { Answer, Client } from '../support/client.ts'
import { filesIn, until } from '../support/files.ts'
import { dialects } from '../support/providers/dialects.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']
type Quotas = components['schemas']['Quotas']

function form(bytes: number): FormData {
  const form = new FormData()
  form.set('file', new File(['x'.repeat(bytes)], 'x.txt', { type: 'text/plain' }))
  return form
}

const upload = (client: Client, bytes: number, key?: string) =>
  client.post('/api/file/', { body: form(bytes), ...(key && { headers: { 'idempotency-key': key } }) })

const ask = (client: Client, prompt = 'Hello?', more: object = {}) =>
  client.post('/api/llm/', { json: { prompt, ...more } })

async function quotas(client: Client): Promise<Quotas> {
  return (await client.get('/api/usage/')).json<{ quotas: Quotas }>().quotas
}

const refused = (answers: Answer[]) => answers.filter(({ status }) => status === 402)

t.test('without quotas usage is reported and nothing is refused', async (t) => {
  const { client } = await signUp(await testServer(t))
  await upload(client, 100)
  await ask(client)
  const report = await quotas(client)
  for (const [name, used] of [
    ['stored_bytes', 100],
    ['files', 1],
    ['active_runs', 0],
  ] as const)
    t.same(report[name], { limit: null, used, remaining: null }, name)
  t.match(report.tokens_a_day, { limit: null, remaining: null })
  t.ok(report.tokens_a_day.used > 0)
})

t.test('the number of files is limited, even with simultaneous uploads', async (t) => {
  const server = await testServer(t, { config: { QUOTA_FILES: 3 } })
  const { client } = await signUp(server)
  const answers = await Promise.all(Array.from({ length: 10 }, () => upload(client, 10)))
  t.equal(refused(answers).length, 7)
  t.equal((await filesIn(server.files)).length, 3, 'refused files are not kept')
  const last = (await upload(client, 10)).json<Problem>()
  t.match(last, { status: 402, code: 'quota_exceeded', quota: { name: 'files', limit: 3, used: 3 } })
  t.match((await quotas(client)).files, { limit: 3, used: 3, remaining: 0 })

  const [first] = (await client.get('/api/file/')).json<{ id: number }[]>()
  await client.delete(`/api/file/${first?.id}`)
  t.equal((await upload(client, 10)).status, 201, 'deleting a file frees its quota')
  t.equal((await upload((await signUp(server)).client, 10)).status, 201, 'other users have their own quota')
})

t.test('stored bytes are limited to the byte', async (t) => {
  const server = await testServer(t, { config: { QUOTA_STORED_BYTES: 100_000 } })
  const { client } = await signUp(server)
  t.equal((await upload(client, 60_000)).status, 201)
  t.match((await upload(client, 40_001)).json<Problem>(), {
    code: 'quota_exceeded',
    quota: { name: 'stored_bytes', limit: 100_000, used: 60_000 },
  })
  const answers = await Promise.all(Array.from({ length: 8 }, () => upload(client, 15_000)))
  t.equal(refused(answers).length, 6)
  t.equal((await upload(client, 10_000)).status, 201)
  t.same((await quotas(client)).stored_bytes, { limit: 100_000, used: 100_000, remaining: 0 })
  t.equal((await upload(client, 1)).status, 402)
  t.equal((await filesIn(server.files)).length, 4)
})

t.test('two replicas together do not exceed a quota', async (t) => {
  const config = { QUOTA_FILES: 5, QUOTA_STORED_BYTES: 1_000 }
  const server = await testServer(t, { config })
  const replica = await testServer(t, { replicaOf: server, config })
  const { client, access } = await signUp(server)
  const clients = [client, replica.client.as(access)]
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, which) => upload(clients[which % 2] ?? client, 250, `key-${which}`)),
  )
  t.equal(refused(answers).length, 12)
  t.match(await quotas(client), { files: { used: 4 }, stored_bytes: { used: 1_000 } })
})

t.test('repeating an upload under its key does not count again', async (t) => {
  const server = await testServer(t, { config: { QUOTA_FILES: 1, QUOTA_STORED_BYTES: 10 } })
  const { client } = await signUp(server)
  t.equal((await upload(client, 10, 'once')).status, 201)
  const again = await upload(client, 10, 'once')
  t.equal(again.status, 201)
  t.equal(again.headers.get('idempotency-replayed'), 'true')
  t.equal((await upload(client, 10, 'another')).status, 402)
})

t.test('an upload that is too large by its Content-Length is refused before it is sent', async (t) => {
  const server = await testServer(t, { config: { QUOTA_STORED_BYTES: 1_000 } })
  const { access } = await signUp(server)
  const headers = {
    authorization: `Bearer ${access}`,
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': 1_000_000,
  }
  const sent = request(`${server.url}/api/file/`, { method: 'POST', headers })
  sent.on('error', () => {})
  sent.flushHeaders()
  const [response] = await once(sent, 'response')
  t.equal(response.statusCode, 402)
  sent.destroy()
})

t.test('active runs are limited', async (t) => {
  const answers: (() => void)[] = []
  const { baseUrl } = await scriptedProvider(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const frames = dialects.find(({ name }) => name === 'openai')?.frames({}) ?? []
    answers.push(() => response.end(frames.join('')))
  })
  const server = await testServer(t, { config: { QUOTA_ACTIVE_RUNS: 2 }, llm: { baseUrl, timeout: 60_000 } })
  const { client } = await signUp(server)
  let refusals = 0
  const pending = Array.from({ length: 8 }, async () => {
    const answer = await ask(client)
    if (answer.status === 402) refusals++
    return answer
  })
  await until('two runs are active, and the others are refused', () => answers.length === 2 && refusals === 6)
  t.match((await quotas(client)).active_runs, { limit: 2, used: 2, remaining: 0 })
  for (const answer of answers) answer()
  const all = await Promise.all(pending)
  t.equal(all.filter(({ status }) => status === 200).length, 2)
  t.equal(refused(all).length, 6)
  t.match(refused(all)[0]?.json<Problem>(), { quota: { name: 'active_runs', limit: 2, used: 2 } })
  const next = ask(client)
  await until('the next run is active', () => answers.length === 3)
  answers[2]?.()
  t.equal((await next).status, 200)
})

t.test('a repeated prompt under its key is answered even if it has used up the quota', async (t) => {
  const server = await testServer(t, { config: { QUOTA_TOKENS_A_DAY: 5 } })
  const { client } = await signUp(server)
  const once = () =>
    client.post('/api/llm/', { json: { prompt: 'Hello?' }, headers: { 'idempotency-key': 'once' } })
  const [one, other] = await Promise.all([once(), once()])
  t.notOk([one, other].some((answer) => answer?.status === 402))
  t.equal((await once()).headers.get('idempotency-replayed'), 'true')
  t.equal((await ask(client)).status, 402)
})

t.test('tokens per day are limited, including those of active runs', async (t) => {
  const server = await testServer(t, { config: { QUOTA_TOKENS_A_DAY: 1_000 } })
  const { client } = await signUp(server)
  t.match((await ask(client, 'x'.repeat(4_001))).json<Problem>(), {
    status: 402,
    quota: { name: 'tokens_a_day', limit: 1_000, used: 0 },
  })
  // Each prompt has 400 tokens, so the five exceed the limit together, whatever the answers use.
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(client, 'x'.repeat(1_600))))
  t.ok(refused(answers).length >= 3)
  t.ok(refused(answers).length <= 4)
  const used = (await quotas(client)).tokens_a_day.used
  await server.db.updateTable('usage').set({ total_tokens: 1_000 }).execute()
  t.ok(used > 400)
  t.equal((await ask(client)).status, 402)
  await server.db.updateTable('usage').set({ day: '2020-01-01' }).execute()
  t.equal((await ask(client)).status, 200, 'on another day')
})
