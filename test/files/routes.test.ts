import t from 'tap'
import type { components } from '../../generated/api.ts'
import { filesIn } from '../support/files.ts'
import { form } from '../support/form.ts'
import { type Account, signUp, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const server = await testServer(t, { config: { PUBLIC_URL: 'https://parley.example/here' } })
const publicUrl = 'https://parley.example/here'
const elsewhere = 'https://example.org/engine.svg?v=2#top'

async function upload({ client }: Account, content = 'some text'): Promise<FileRecord> {
  const sent = form({ name: 'file', filename: 'a.txt', type: 'text/plain', content })
  return (await client.post('/api/file/', sent)).json<FileRecord>()
}

/** Sends a PUT with the given changes and otherwise the current values. */
function put({ client }: Account, record: FileRecord, changes: Partial<FileRecord>) {
  const { name, content_type, url } = { ...record, ...changes }
  return client.put(`/api/file/${record.id}`, { json: { name, content_type, url } })
}

t.test("a PUT with any form of the file's own URL renames and retypes it and keeps the bytes", async (t) => {
  const ada = await signUp(server)
  const record = await upload(ada)
  const content = `/api/file/${record.id}/content`
  for (const [what, url] of [
    ['unchanged', record.url],
    ['without its signature', `${publicUrl}${content}`],
    ['with an expired signature', `${publicUrl}${content}?expires=1&signature=old`],
    ['the URL of the record', `${publicUrl}/api/file/${record.id}`],
    ['with a host in capitals', record.url.replace('parley.example', 'PARLEY.example')],
    ['with an explicit port', record.url.replace('parley.example', 'parley.example:443')],
    ['the path', `/here${content}`],
  ] as const) {
    const changes = { name: `${what}.html`, content_type: 'text/html' }
    const answer = await put(ada, record, { ...changes, url })
    t.equal(answer.status, 200, what)
    const replaced = answer.json<FileRecord>()
    t.hasStrict(
      replaced,
      {
        ...record,
        ...changes,
        url: replaced.url,
        url_expires_at: replaced.url_expires_at,
        updated_at: replaced.updated_at,
      },
      what,
    )
    t.match(replaced.url, `${publicUrl}${content}?expires=`)
    t.ok(replaced.updated_at >= record.updated_at)
    t.strictSame((await ada.client.get(`/api/file/${record.id}`)).json<FileRecord>().name, changes.name)
  }
  const read = await ada.client.get(content)
  t.equal(read.text, 'some text')
  t.equal(read.headers.get('content-type'), 'text/html; charset=utf-8', 'the content has the new type')
})

t.test('a PUT with a URL of another server makes the file a link and deletes its bytes', async (t) => {
  const ada = await signUp(server)
  const record = await upload(ada)
  const before = await filesIn(server.files)
  const answer = await put(ada, record, { name: 'engine.svg', content_type: 'image/svg+xml', url: elsewhere })
  t.equal(answer.status, 200)
  const link = answer.json<FileRecord>()
  t.hasStrict(link, {
    id: record.id,
    name: 'engine.svg',
    content_type: 'image/svg+xml',
    size: null,
    sha256: null,
    url: elsewhere,
    user: ada.id,
    created_at: record.created_at,
  })
  t.strictSame((await ada.client.get(`/api/file/${record.id}`)).json(), link)
  t.equal((await filesIn(server.files)).length, before.length - 1)
  t.equal((await ada.client.get(`/api/file/${record.id}/content`)).status, 404)
  const { pathname, search } = new URL(record.url.replace(publicUrl, server.url))
  t.equal((await server.client.get(pathname + search)).status, 404, 'for the old signed URL too')

  const other = await put(ada, link, { name: 'other.svg', url: 'http://example.org:8080' })
  t.hasStrict(other.json(), { name: 'other.svg', url: 'http://example.org:8080', size: null })
  const back = await put(ada, link, { url: record.url })
  t.equal(back.status, 409, 'its former URL is no longer valid')
  t.match(back.json(), { code: 'read_only_mismatch', errors: [{ pointer: '/body/url' }] })
})

t.test('a PUT with any other URL is refused and changes nothing', async (t) => {
  const ada = await signUp(server)
  const record = await upload(ada)
  const others = await upload(await signUp(server))
  const second = await upload(ada)
  for (const url of [
    second.url,
    others.url,
    `${publicUrl}/api/file/9007199254740991/content`,
    '/api/file/',
    '/somewhere',
    'here',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.org/a',
    'http:example.org',
    'http:/example.org',
    'http://',
    'http:///path',
    'http://?query',
    'http://:80/',
    'http://example.org:99999/',
    'http://[::1/',
    'http://ada@example.org/',
    'http://ada:secret@example.org/',
    '//example.org/a',
    '/\\example.org/a',
    'http://example.org\\a',
    'http://exa mple.org/',
    'http://example.org/\0',
    'http://example.org/\r\nX: y',
    ' http://example.org/',
    '',
    `http://example.org/${'x'.repeat(2048)}`,
  ]) {
    const answer = await put(ada, record, { name: 'other.txt', url })
    // Only stored data decides if a URL belongs to another file, or to one without bytes.
    t.equal(
      answer.status,
      /^(https:\/\/parley[^/]+\/here)?\/(api\/|somewhere)/.test(url) ? 409 : 400,
      url.slice(0, 100),
    )
    t.equal(answer.json<Problem>().errors?.[0]?.pointer, '/body/url')
  }
  t.hasStrict((await ada.client.get(`/api/file/${record.id}`)).json(), {
    name: 'a.txt',
    sha256: record.sha256,
  })
  t.equal((await ada.client.get(`/api/file/${record.id}/content`)).text, 'some text')
})

t.test('a PUT validates name and type as an upload does', async (t) => {
  const ada = await signUp(server)
  const record = await upload(ada)
  for (const [pointer, changes] of [
    ['/body/name', { name: '' }],
    ['/body/name', { name: 'a/b' }],
    ['/body/name', { name: 'a\\b' }],
    ['/body/name', { name: 'a\nb' }],
    ['/body/name', { name: 'a\0b' }],
    ['/body/name', { name: '\ud800' }],
    ['/body/name', { name: 'x'.repeat(256) }],
    ['/body/content_type', { content_type: 'text' }],
    ['/body/content_type', { content_type: 'text/html\r\nX: y' }],
    ['/body/content_type', { content_type: `a/${'b'.repeat(254)}` }],
  ] as const) {
    const answer = await put(ada, record, changes)
    t.equal(answer.status, 400, JSON.stringify(changes).slice(0, 60))
    t.equal(answer.json<Problem>().errors?.[0]?.pointer, pointer)
  }
})

t.test("every operation on another user's file is a 404, as for a missing file", async (t) => {
  const [ada, charles] = [await signUp(server), await signUp(server)]
  const record = await upload(ada)
  const missing = { ...record, id: 9007199254740991 }
  for (const { id } of [record, missing]) {
    const path = `/api/file/${id}`
    const answers = [
      await charles.client.get(path),
      await put(charles, { ...record, id }, { url: elsewhere }),
      await put(charles, { ...record, id }, { url: record.url }),
      await charles.client.delete(path),
      await charles.client.get(`${path}/content`),
    ]
    for (const answer of answers) {
      const { request_id, ...problem } = answer.json<Problem>()
      t.strictSame(problem, {
        type: '/here/problems/not_found',
        title: 'Not found',
        status: 404,
        detail: 'There is no such object, or it belongs to another user.',
        code: 'not_found',
      })
    }
  }
  t.strictSame((await charles.client.get('/api/file/')).json(), [])
  const read = await ada.client.get(`/api/file/${record.id}`)
  const { url, url_expires_at, ...same } = read.json<FileRecord>()
  t.hasStrict(record, same)
  t.equal((await ada.client.get(`/api/file/${record.id}/content`)).text, 'some text')
})

t.test('a DELETE removes the record and the bytes and invalidates the URL', async (t) => {
  const ada = await signUp(server)
  const before = await filesIn(server.files)
  const record = await upload(ada)
  t.equal((await filesIn(server.files)).length, before.length + 1)
  t.equal((await ada.client.delete(`/api/file/${record.id}`)).status, 204)
  t.strictSame(await filesIn(server.files), before)
  t.equal((await ada.client.get(`/api/file/${record.id}`)).status, 404)
  t.equal((await ada.client.delete(`/api/file/${record.id}`)).status, 404)
  const { pathname, search } = new URL(record.url.replace(publicUrl, server.url))
  t.equal((await server.client.get(pathname + search)).status, 404)

  const link = await upload(ada)
  await put(ada, link, { url: elsewhere })
  t.equal((await ada.client.delete(`/api/file/${link.id}`)).status, 204, 'a link can be deleted too')
})

t.test('a list contains each file with a working URL', async (t) => {
  const ada = await signUp(server)
  const [first, second] = [await upload(ada, 'first'), await upload(ada, 'second')]
  await put(ada, second, { url: elsewhere })
  const listed = (await ada.client.get('/api/file/')).json<FileRecord[]>()
  t.strictSame(
    listed.map(({ id }) => id),
    [first.id, second.id],
  )
  const { pathname, search } = new URL((listed[0]?.url ?? '').replace(publicUrl, server.url))
  t.equal((await server.client.get(pathname + search)).text, 'first')
  t.equal(listed[1]?.url, elsewhere)
})

t.test('the size of a file may exceed 32 bits', async (t) => {
  const ada = await signUp(server)
  const { id } = await upload(ada)
  const size = 5 * 2 ** 30
  await server.db.updateTable('files').set({ size }).where('id', '=', id).execute()
  t.equal((await ada.client.get(`/api/file/${id}`)).json<FileRecord>().size, size)
  t.equal((await ada.client.get('/api/file/')).json<FileRecord[]>()[0]?.size, size)
})
