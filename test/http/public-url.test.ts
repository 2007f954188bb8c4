/** The base of links when the server listens on all interfaces. */
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { publicUrlOf } from '../../src/http/public-url.ts'
import { client } from '../support/client.ts'
import { textFile } from '../support/operations.ts'
import { startParley } from '../support/processes/process.ts'
import { databaseSettings } from '../support/processes/replica.ts'
import { signUp, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']

/** Server without PUBLIC_URL, with one file. `linkFor` reads the origin of the file's signed URL. */
const server = await testServer(t, { config: { HOST: '0.0.0.0', PUBLIC_URL: undefined } })
const ada = await signUp(server)
const { id } = (await ada.client.post('/api/file/', { body: textFile('a.txt') })).json<FileRecord>()

async function linkFor(url: string, headers: Record<string, string>): Promise<string> {
  const sent = request(`${url}/api/file/${id}`, {
    headers: { authorization: `Bearer ${ada.access}`, ...headers },
  }).end()
  const { promise, resolve, reject } = Promise.withResolvers<FileRecord>()
  sent
    .on('error', reject)
    .on('response', (response) => json(response).then((body) => resolve(body as FileRecord), reject))
  return new URL((await promise).url).origin
}

t.test('a wildcard address yields no public URL', async (t) => {
  const address = { PORT: 8000, PUBLIC_URL: undefined }
  for (const HOST of ['0.0.0.0', '::', '0', '::0', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '0.0'])
    t.equal(publicUrlOf({ ...address, HOST }), undefined, HOST)
  for (const [HOST, expected] of [
    ['127.0.0.1', 'http://127.0.0.1:8000'],
    ['::1', 'http://[::1]:8000'],
    ['localhost', 'http://localhost:8000'],
    ['10.0.0.7', 'http://10.0.0.7:8000'],
    ['0.example', 'http://0.example:8000'],
  ] as const)
    t.equal(publicUrlOf({ ...address, HOST }), expected)
  for (const HOST of ['fe80::1%eth0', 'a b'])
    t.equal(publicUrlOf({ ...address, HOST }), undefined, `${HOST} is not valid in a URL`)
  const given = 'https://chat.example/parley'
  t.equal(publicUrlOf({ ...address, HOST: '0.0.0.0', PUBLIC_URL: given }), given)
})

t.test('links use the host of the request', async (t) => {
  const { port } = new URL(server.url)
  for (const [host, expected] of [
    [`127.0.0.1:${port}`, `http://127.0.0.1:${port}`],
    [`localhost:${port}`, `http://localhost:${port}`],
    ['parley.internal', 'http://parley.internal'],
    ['PARLEY.internal:8080', 'http://parley.internal:8080'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['parley.internal:80', 'http://parley.internal'],
    ['', `http://127.0.0.1:${port}`],
    ['%', `http://127.0.0.1:${port}`],
    ['parley:99999', `http://127.0.0.1:${port}`],
    ['1.2.3.4.5', `http://127.0.0.1:${port}`],
    [`${'a'.repeat(63)}.example`, `http://${'a'.repeat(63)}.example`],
    ['a'.repeat(300), `http://127.0.0.1:${port}`],
  ] as const)
    t.equal(await linkFor(server.url, { host }), expected, host.slice(0, 100))
})

t.test('forwarded headers are used from trusted proxies only', async (t) => {
  const { port } = new URL(server.url)
  const forwarded = { 'x-forwarded-host': 'chat.example', 'x-forwarded-proto': 'https' }
  t.equal(await linkFor(server.url, forwarded), `http://127.0.0.1:${port}`)
  const config = { HOST: '::', PUBLIC_URL: undefined, TRUST_PROXY: ['127.0.0.1'] }
  const behind = await testServer(t, { replicaOf: server, config })
  t.equal(await linkFor(behind.url, forwarded), 'https://chat.example')
  const own = `http://127.0.0.1:${new URL(behind.url).port}`
  for (const host of ['evil.example/path', 'user@evil.example', 'a b', '"'])
    t.equal(await linkFor(behind.url, { 'x-forwarded-host': host }), own, host)
  for (const [proto, expected] of [
    ['HTTPS', 'https://chat.example'],
    ['wss', 'http://chat.example'],
    ['javascript', 'http://chat.example'],
    ['x', 'http://chat.example'],
    ['a b', 'http://chat.example'],
  ] as const) {
    const headers = { 'x-forwarded-host': 'chat.example', 'x-forwarded-proto': proto }
    t.equal(await linkFor(behind.url, headers), expected, proto)
  }
})

t.test('a path in PUBLIC_URL appears unchanged in links', async (t) => {
  const path = "/$&/$1/$'/$$"
  const config = { PUBLIC_URL: `https://chat.example${path}` }
  const behind = await testServer(t, { replicaOf: server, config })
  const { client } = await signUp(behind)
  const created = await client.post('/api/chat/', { json: {} })
  t.ok(created.headers.get('location')?.startsWith(`${path}/api/chat/`))
  await client.post('/api/chat/', { json: {} })
  const link = (await client.get('/api/chat/?limit=1')).headers.get('link')
  t.ok(link?.startsWith(`<${path}/api/chat/?`), `${link}`)
})

t.test('the server recognises its own signed URL', async (t) => {
  const { url } = (await ada.client.get(`/api/file/${id}`)).json<FileRecord>()
  t.equal(
    (await ada.client.post('/api/llm/', { json: { prompt: 'What is it?', file_url: url } })).status,
    200,
  )
  const answer = await ada.client.put(`/api/file/${id}`, {
    json: { name: 'b.txt', content_type: 'text/plain', url },
  })
  t.match(answer.json(), { name: 'b.txt', size: 14 })
})

t.test('an invalid Host header is refused', async (t) => {
  for (const host of ['evil.example/x', 'a@evil.example', 'evil.example?x', 'a b'])
    t.equal((await ada.client.get(`/api/file/${id}`, { headers: { host } })).status, 400, host)
})

t.test('a server listening on all interfaces never links to the wildcard address', async (t) => {
  const parley = await startParley(t, { HOST: '0.0.0.0', ...(await databaseSettings(t)) })
  const grace = await signUp({ client: client(parley.url) })
  const { url } = (await grace.client.post('/api/file/', { body: textFile('a.txt') })).json<FileRecord>()
  t.equal(new URL(url).origin, parley.url)
  t.equal(await (await fetch(url)).text(), 'Newcomen, 1712')
})
