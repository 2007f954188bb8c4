/** JSON is compressed for clients that accept a content coding. Nothing else is. */
import t from 'tap'
import { decoders } from '../support/content/decode.ts'
import { settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

const origin = 'https://app.example.org'
const server = await testServer(t, { config: { CORS_ORIGINS: [origin] } })
const ada = await settle(await signUp(server))
const { client } = ada

const content = 'Newcomen’s engine, 1712 😀 '.repeat(100)
const written = await client.post('/api/message/', { json: { content, chat: ada.chat } })
const long = `/api/message/${written.json<{ id: number }>().id}`
const short = `/api/chat/${ada.chat}`

const codings = Object.keys(decoders)
const get = (path: string, accepted: string) => client.get(path, { headers: { 'accept-encoding': accepted } })
const codingOf = ({ headers }: { headers: Headers }) => headers.get('content-encoding') ?? 'identity'

t.test("the client's preferred content coding is used", async (t) => {
  const plain = await client.get(long)
  t.equal(codingOf(plain), 'identity')
  const table: [string, string, string?][] = [
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['zstd', 'zstd'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['GZip', 'gzip'],
    ['br;q=0.1, gzip;q=0.9', 'gzip'],
    ['br ; q=0.8 , gzip ; q=0.5', 'br'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0.000, br;q=0.0', 'identity'],
    ['*', 'gzip'],
    ['*;q=0.1, br', 'br'],
    ['gzip;q=0, *', 'br'],
    ['gzip;q=0, br;q=0, *', 'zstd'],
    ['gzip;q=0, br;q=0, zstd;q=0, *', 'identity'],
    ['*;q=0, gzip', 'gzip', 'gzip'],
    ['gzip, identity;q=0', 'gzip', 'gzip'],
    ['br;q=0.001, identity;q=0', 'br', 'br'],
    ['*, identity;q=0', 'gzip', 'gzip'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity', 'identity'],
    ['identity;q=0', 'identity'],
    ['*;q=0', 'identity'],
    ['deflate, compress, x-unknown', 'identity'],
    ['', 'identity'],
    [',,', 'identity'],
    ['gzip;q=x', 'identity'],
    ['gzip'.repeat(500), 'identity'],
  ]
  for (const [accepted, ofLong, ofShort = 'identity'] of table) {
    for (const [path, coding] of [
      [long, ofLong],
      [short, ofShort],
    ] as const) {
      const answer = await get(path, accepted)
      t.equal(codingOf(answer), coding, `${accepted.slice(0, 50)}: ${path}`)
      t.equal(answer.text, (await client.get(path)).text)
      t.equal(Number(answer.headers.get('content-length')), answer.bytes.length)
      if (path === long && coding !== 'identity') t.ok(answer.bytes.length < plain.bytes.length / 4)
    }
  }
})

t.test('each content coding has its own ETag, and `Vary` names Accept-Encoding', async (t) => {
  const answers = await Promise.all(codings.map((coding) => get(long, coding)))
  const etags = answers.map(({ headers }) => headers.get('etag') ?? '')
  t.equal(new Set(etags).size, 4)
  for (const [index, coding] of codings.entries()) {
    for (const [other, etag] of etags.entries()) {
      const headers = { 'accept-encoding': coding, 'if-none-match': etag, origin }
      const answer = await client.get(long, { headers })
      t.equal(answer.status, index === other ? 304 : 200, `${coding} for a client that has ${etag}`)
      t.equal(answer.headers.get('vary'), 'Origin, Accept-Encoding')
      t.equal(answer.headers.get('etag'), etags[index])
    }
    const headers = { 'if-match': etags[index] ?? '' }
    const json = { content, chat: ada.chat, role: 'user' }
    const { id } = (await client.post('/api/message/', { json })).json<{ id: number }>()
    const tag = (await get(`/api/message/${id}`, coding)).headers.get('etag') ?? ''
    const changed = await client.put(`/api/message/${id}`, { json, headers: { 'if-match': tag } })
    t.equal(changed.status, 200, 'each of them is valid in If-Match')
    t.equal((await client.put(`/api/message/${id}`, { json, headers })).status, 412)
  }
  const kind = await client.get('/problems/run_active', { headers: { origin, accept: 'text/html' } })
  t.equal(kind.headers.get('vary'), 'Origin, Accept, Accept-Encoding')
})

t.test('HEAD has the same headers as GET, for every content coding', async (t) => {
  for (const coding of codings) {
    const headers = { 'accept-encoding': coding }
    const [read, head] = [await client.get(long, { headers }), await client.head(long, { headers })]
    t.equal(head.bytes.length, 0)
    for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type'])
      t.equal(head.headers.get(name), read.headers.get(name), `${name} for ${coding}`)
  }
})

t.test('responses to POST and PUT are compressed too', async (t) => {
  const headers = { 'accept-encoding': 'gzip' }
  const json = { content, chat: ada.chat }
  const answers = [
    await client.post('/api/message/', { headers, json }),
    await client.put(long, { headers, json }),
    await client.post('/api/llm/', { headers, json: { prompt: content } }),
  ]
  for (const answer of answers) {
    t.equal(codingOf(answer), 'gzip')
    t.match(answer.json(), { id: Number })
  }
})

t.test('tokens, problems, event streams and files are not compressed', async (t) => {
  const headers = { 'accept-encoding': 'zstd, br, gzip, identity;q=0' }
  const { username, password } = await signUp(server)
  const pair = await server.client.post('/api/token/', { headers, json: { username, password } })
  t.match(pair.json(), { access: String, refresh: String })
  const { refresh } = pair.json<{ refresh: string }>()
  const next = await server.client.post('/api/token/refresh/', { headers, json: { refresh } })
  t.match(next.json(), { access: String, refresh: String })
  for (const answer of [pair, next]) t.equal(answer.headers.get('cache-control'), 'no-store')

  const members = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`member${index}`, 1]))
  const refused = await client.post('/api/chat/', { headers, json: members })
  t.equal(refused.status, 400)
  t.ok(refused.bytes.length > 2_000)

  const form = new FormData()
  form.set('file', new File([content], 'engine.json', { type: 'application/json' }))
  const { id } = (await client.post('/api/file/', { body: form })).json<{ id: number }>()
  const file = await client.get(`/api/file/${id}/content`, { headers })
  t.equal(file.text, content)

  const answered = await client.post('/api/llm/', {
    headers: { ...headers, accept: 'text/event-stream' },
    json: { prompt: content },
  })
  const followed = await client.get(`/api/run/${ada.run}/events`, { headers })
  for (const stream of [answered, followed]) {
    t.match(stream.text, /^:\n\nid: 1\ndata: \{"type":"started"/)
    t.match(stream.headers.get('cache-control'), 'no-transform')
  }
  const contract = await client.get('/openapi.yaml', { headers })
  for (const answer of [pair, next, refused, file, answered, followed, contract])
    t.equal(codingOf(answer), 'identity')
})

t.test('megabytes of JSON arrive complete, and clients that disconnect break nothing', async (t) => {
  const { chat } = ada
  const text = Array.from({ length: 20_000 }, (_, index) => `${index * 7919} ☂`).join(' ')
  await Promise.all(
    Array.from({ length: 15 }, () => client.post('/api/message/', { json: { content: text, chat } })),
  )
  const plain = await client.get('/api/message/?limit=200')
  t.ok(plain.bytes.length > 2_000_000)
  const leaving = Array.from({ length: 5 }, async () => {
    const headers = { 'accept-encoding': 'gzip', authorization: `Bearer ${ada.access}` }
    const signal = AbortSignal.timeout(20)
    await fetch(`${server.url}/api/message/?limit=200`, { headers, signal }).catch(() => {})
  })
  for (const coding of codings) {
    const answer = await get('/api/message/?limit=200', coding)
    t.equal(codingOf(answer), coding)
    t.ok(answer.text === plain.text, coding)
  }
  await Promise.all(leaving)
  t.equal(server.log.filter((line) => JSON.parse(line).level >= 50).length, 0)
})
