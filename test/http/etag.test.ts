/** ETags of GET responses, and conditional requests. */
import t from 'tap'
import { operations, ownPath, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

const origin = 'https://app.example.org'
const server = await testServer(t, { config: { CORS_ORIGINS: [origin] } })
const ada = await settle(await signUp(server))
const { client } = ada

/** Every GET with a JSON response. Bytes, event streams and the YAML contract are excluded. */
const elsewhere = ['followRun', 'downloadFile', 'getContractYaml']
const reads = operations.filter(
  ({ method, operationId }) => method === 'GET' && !elsewhere.includes(operationId),
)
/** The signed URL of a file changes every second, and the ETag with it. */
const isStable = (path: string) => !path.startsWith('/api/file/')

async function etagOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  return (await client.get(path, { headers })).headers.get('etag') ?? ''
}

t.test('every JSON resource answers a matching If-None-Match with 304', async (t) => {
  t.ok(reads.length >= 14)
  for (const operation of reads) {
    const path = ownPath(operation, ada)
    for (const method of ['GET', 'HEAD']) {
      const read = await client.request(method, path, { headers: { origin } })
      t.equal(read.headers.get('cache-control'), 'private, no-cache', path)
      t.match(read.headers.get('vary'), /^Origin, (Accept, )?Accept-Encoding$/, path)
      let answer = read
      // Retries until both requests fall in the same second.
      do {
        const headers = { origin, 'if-none-match': await etagOf(path) }
        answer = await client.request(method, path, { headers })
      } while (answer.status === 200 && !isStable(path))
      t.equal(answer.status, 304, `${method} ${path}`)
      t.equal(answer.bytes.length, 0)
      t.match(answer.headers.get('etag'), /^"[0-9a-z.-]+"$/)
      for (const name of ['cache-control', 'vary', 'access-control-allow-origin'])
        t.equal(answer.headers.get(name), read.headers.get(name), `${name} of ${path}`)
      for (const name of ['content-type', 'content-length', 'content-encoding'])
        t.equal(answer.headers.get(name), null, `${name} of ${path}`)
    }
  }
})

t.test('a 304 for a page of a list has no links to the next page', async (t) => {
  for (const title of ['first', 'second']) await client.post('/api/chat/', { json: { title } })
  const path = '/api/chat/?limit=1'
  t.ok((await client.get(path)).headers.get('next-cursor'))
  const page = await client.get(path, { headers: { 'if-none-match': await etagOf(path) } })
  t.equal(page.status, 304)
  for (const name of ['link', 'next-cursor']) t.equal(page.headers.get(name), null)
})

t.test('the HTML and JSON forms of a problem page have different ETags', async (t) => {
  const path = '/problems/run_active'
  const page = { accept: 'text/html' }
  const [json, html] = [await etagOf(path), await etagOf(path, page)]
  t.not(json, html)
  t.equal((await client.get(path, { headers: { ...page, 'if-none-match': html } })).status, 304)
  t.equal((await client.get(path, { headers: { ...page, 'if-none-match': json } })).status, 200)
})

t.test('If-None-Match is compared as in RFC 9110', async (t) => {
  const path = `/api/chat/${ada.chat}`
  const etag = await etagOf(path)
  const conditions: [string, number][] = [
    [etag, 304],
    [`W/${etag}`, 304],
    ['*', 304],
    [`"a", ${etag}`, 304],
    [`"a",${etag},"b"`, 304],
    [`W/"a", W/${etag}`, 304],
    ['"a"', 200],
    ['', 200],
    ['"', 200],
    [etag.slice(1, -1), 200],
    [etag.replace(/"$/, '-gzip"'), 200],
    [`w/${etag}`, 200],
    ['"*"', 200],
  ]
  for (const [condition, status] of conditions) {
    const answer = await client.get(path, { headers: { 'if-none-match': condition } })
    t.equal(answer.status, status, condition)
    t.equal(answer.headers.get('etag'), etag)
  }
  const reload = { 'if-none-match': etag, 'cache-control': 'no-cache', pragma: 'no-cache' }
  t.equal(
    (await client.get(path, { headers: reload })).status,
    304,
    'with the headers of a reload through `fetch`',
  )
  const tooLong = await client.get(path, { headers: { 'if-none-match': `"${'a'.repeat(8_000)}"` } })
  t.match(tooLong.json(), { status: 400, errors: [{ pointer: '/header/if-none-match' }] })
})

t.test('the ETag changes with the response and with nothing else', async (t) => {
  const list = '/api/chat/?limit=200'
  const before = await etagOf(list)
  t.equal(await etagOf(list), before)
  const { id } = (await client.post('/api/chat/', { json: { title: 'a' } })).json<{ id: number }>()
  const created = await etagOf(list)
  t.not(created, before)
  await client.put(`/api/chat/${id}`, { json: { title: 'b' } })
  const renamed = await etagOf(list)
  t.not(renamed, created)
  await client.delete(`/api/chat/${id}`)
  t.equal(await etagOf(list), before, 'the same content has the same ETag')
})

t.test('If-None-Match has no effect on errors and on POST', async (t) => {
  const any = { headers: { 'if-none-match': '*' } }
  const refused = [
    [await client.get('/api/chat/999999999', any), 404],
    [await client.get('/api/chat/x', any), 400],
    [await server.client.get('/api/chat/', any), 401],
    [await client.get('/nothing', any), 404],
    [await client.get('/api/message/?chat=999999999', any), 404],
  ] as const
  for (const [answer, status] of refused) {
    t.equal(answer.status, status)
    t.equal(answer.headers.get('etag'), null)
  }
  const created = await client.post('/api/chat/', { ...any, json: {} })
  t.equal(created.status, 201)
  t.equal((await client.post('/api/token/verify/', { ...any, json: { token: ada.access } })).status, 200)
  const answered = await client.post('/api/llm/', { ...any, json: { prompt: 'Hello?' } })
  t.equal(answered.headers.get('etag'), null, 'a run cannot be changed')
})

t.test("another user's ETag never yields a 304", async (t) => {
  const charles = await signUp(server)
  for (const condition of [await etagOf(`/api/chat/${ada.chat}`), '*']) {
    const headers = { 'if-none-match': condition }
    t.equal((await charles.client.get(`/api/chat/${ada.chat}`, { headers })).status, 404)
    t.equal((await server.client.get(`/api/chat/${ada.chat}`, { headers })).status, 401)
  }
})
