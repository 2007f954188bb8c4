/** Types, charsets, ranges and versions of downloads (RFC 9110). */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { form } from '../support/form.ts'
import { signUp, testServer } from '../support/server.ts'
import { digits, pathOf, uploaded } from './uploaded.ts'

type FileRecord = components['schemas']['FileRecord']

const server = await testServer(t)
const ada = await signUp(server)
const upload = (content: string | Buffer) => uploaded(ada.client, content)

t.test('a range returns its bytes and Content-Range', async (t) => {
  const path = pathOf(await upload(digits))
  for (const [range, start, end] of [
    ['bytes=0-0', 0, 0],
    ['bytes=2-5', 2, 5],
    ['bytes=9-9', 9, 9],
    ['bytes=0-9', 0, 9],
    ['bytes=5-', 5, 9],
    ['bytes=0-', 0, 9],
    ['bytes=-3', 7, 9],
    ['bytes=-10', 0, 9],
    ['bytes=-1000', 0, 9],
    ['bytes=8-1000', 8, 9],
    ['bytes= 2-5 ', 2, 5],
    ['Bytes=2-5', 2, 5],
  ] as const) {
    const answer = await server.client.get(path, { headers: { range } })
    t.equal(answer.status, 206, range)
    t.equal(answer.text, digits.slice(start, end + 1), range)
    t.equal(answer.headers.get('content-range'), `bytes ${start}-${end}/10`, range)
    t.equal(answer.headers.get('content-length'), String(end - start + 1), range)
    t.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  }
})

t.test('a range beyond the end is a 416 with the size of the file', async (t) => {
  const path = pathOf(await upload(digits))
  const empty = pathOf(await upload(''))
  for (const [of, range, size] of [
    [path, 'bytes=10-', 10],
    [path, 'bytes=10-20', 10],
    [path, 'bytes=-0', 10],
    [path, `bytes=${'9'.repeat(100)}-`, 10],
    [empty, 'bytes=0-', 0],
    [empty, 'bytes=0-0', 0],
    [empty, 'bytes=-5', 0],
  ] as const) {
    const answer = await server.client.get(of, { headers: { range } })
    t.match(answer.json(), { status: 416, code: 'range_not_satisfiable' }, `${range} of ${size}`)
    t.equal(answer.headers.get('content-range'), `bytes */${size}`)
  }
})

t.test('several ranges, other units and invalid ranges return the whole file', async (t) => {
  const path = pathOf(await upload(digits))
  for (const range of [
    'bytes=0-1,3-4',
    'bytes=0-1, -1',
    'bytes=5-2',
    'bytes=-',
    'bytes=',
    'bytes',
    'bytes=a-b',
    'bytes=1-b',
    'bytes=--1',
    'bytes=1-2-3',
    'bytes=0x1-0x2',
    'items=0-1',
    'nonsense',
  ]) {
    const answer = await server.client.get(path, { headers: { range } })
    t.equal(answer.status, 200, range)
    t.equal(answer.text, digits, range)
    t.equal(answer.headers.get('content-length'), '10')
  }
})

t.test('If-Range returns a range only of the same version of the file', async (t) => {
  const path = pathOf(await upload(digits))
  const { headers } = await server.client.get(path)
  const etag = headers.get('etag') ?? ''
  const modified = headers.get('last-modified') ?? ''
  for (const [condition, status] of [
    [etag, 206],
    [modified, 206],
    [`W/${etag}`, 200],
    [`"${'0'.repeat(64)}"`, 200],
    [new Date(Date.parse(modified) - 1000).toUTCString(), 200],
    ['nonsense', 200],
  ] as const) {
    const answer = await server.client.get(path, { headers: { range: 'bytes=2-5', 'if-range': condition } })
    t.equal(answer.status, status, condition)
    t.equal(answer.text, status === 206 ? '2345' : digits)
  }
})

t.test('a conditional request for a file the client has is a 304', async (t) => {
  const path = pathOf(await upload(digits))
  const { headers } = await server.client.get(path)
  const etag = headers.get('etag') ?? ''
  const modified = headers.get('last-modified') ?? ''
  const [before, after] = [-1000, 1000].map((ms) => new Date(Date.parse(modified) + ms).toUTCString())
  for (const [what, conditions, status] of [
    ['the tag', { 'if-none-match': etag }, 304],
    ['the tag, weak', { 'if-none-match': `W/${etag}` }, 304],
    ['the tag among others', { 'if-none-match': `"x", ${etag}` }, 304],
    ['any tag', { 'if-none-match': '*' }, 304],
    ['another tag', { 'if-none-match': '"x"' }, 200],
    ['the time', { 'if-modified-since': modified }, 304],
    ['a later time', { 'if-modified-since': after ?? '' }, 304],
    ['an earlier time', { 'if-modified-since': before ?? '' }, 200],
    ['an invalid time', { 'if-modified-since': 'nonsense' }, 200],
    ['another tag and the time', { 'if-none-match': '"x"', 'if-modified-since': modified }, 200],
    ['the tag and an earlier time', { 'if-none-match': etag, 'if-modified-since': before ?? '' }, 304],
    ['the tag and a range', { 'if-none-match': etag, range: 'bytes=0-1' }, 304],
  ] as const) {
    const answer = await server.client.get(path, { headers: conditions })
    t.equal(answer.status, status, what)
    t.equal(answer.text, status === 304 ? '' : digits)
    t.equal(answer.headers.get('etag'), etag, `${what}: the ETag is repeated`)
  }
})

t.test('a conditional request that bypasses caches is a 304 as well', async (t) => {
  const path = pathOf(await upload(digits))
  const { headers } = await server.client.get(path)
  const etag = headers.get('etag') ?? ''
  const modified = headers.get('last-modified') ?? ''
  for (const [what, conditions, status] of [
    ['the tag', { 'if-none-match': etag }, 304],
    ['the tag, weak', { 'if-none-match': `W/${etag}` }, 304],
    ['the tag among others', { 'if-none-match': `"x", W/"y" , ${etag}` }, 304],
    ['any tag', { 'if-none-match': '*' }, 304],
    ['another tag', { 'if-none-match': '"x"' }, 200],
    ['the time', { 'if-modified-since': modified }, 304],
    ['an earlier time', { 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }, 200],
    ['another tag and the time', { 'if-none-match': '"x"', 'if-modified-since': modified }, 200],
    ['the tag and a range', { 'if-none-match': etag, range: 'bytes=0-1' }, 304],
    ['a range', { range: 'bytes=0-1' }, 206],
    ['a range that holds', { range: 'bytes=0-1', 'if-range': etag }, 206],
    ['no condition', {}, 200],
  ] as const) {
    for (const cache of ['no-cache', 'max-age=0', 'no-store', 'max-age=0, no-cache']) {
      for (const method of ['GET', 'HEAD']) {
        const fields = { ...conditions, 'cache-control': cache, pragma: 'no-cache' }
        const answer = await server.client.request(method, path, { headers: fields })
        // HEAD ignores ranges.
        const expected = method === 'HEAD' && status === 206 ? 200 : status
        t.equal(answer.status, expected, `${method}, ${what}, ${cache}`)
      }
    }
  }
  const fetched = await fetch(server.url + path, { headers: { 'if-none-match': etag } })
  t.equal(fetched.status, 304, '`fetch` sends these headers too')
})

t.test('active content is an attachment, and media and text are inline', async (t) => {
  const { id, url } = await upload(digits)
  for (const [disposition, types] of [
    [
      'attachment',
      [
        'text/html',
        'text/html; charset=utf-8',
        'application/xhtml+xml',
        'image/svg+xml',
        'application/pdf',
        'text/javascript',
        'application/javascript',
        'text/xml',
        'application/xml',
        'text/css',
        'application/octet-stream',
        'application/x-shockwave-flash',
        'text/plainer',
        'image/pngx',
        'multipart/x-mixed-replace',
      ],
    ],
    [
      'inline',
      [
        'image/png',
        'image/jpeg',
        'image/gif',
        'image/webp',
        'image/avif',
        'text/plain',
        'audio/mpeg',
        'video/mp4',
      ],
    ],
  ] as const) {
    for (const content_type of types) {
      await ada.client.put(`/api/file/${id}`, { json: { name: 'x', content_type, url } })
      const { headers } = await server.client.get(pathOf({ url }))
      t.equal(headers.get('content-type')?.split(';')[0], content_type.split(';')[0])
      t.equal(headers.get('content-disposition'), `${disposition}; filename=x`, content_type)
      t.equal(headers.get('x-content-type-options'), 'nosniff')
      t.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
    }
  }
})

t.test('text is served with a charset that fits all of its bytes', async (t) => {
  const late = Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from('é')])
  const cut = Buffer.concat([Buffer.alloc(199_999, 'a'), Buffer.from('🙂'.repeat(50_000))])
  const legacy = Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from([0xe9])])
  for (const [declared, content, served] of [
    ['text/plain', 'ä', 'text/plain; charset=utf-8'],
    ['text/plain', 'plain', 'text/plain; charset=utf-8'],
    ['text/csv', 'ä,b', 'text/csv; charset=utf-8'],
    ['text/csv; header=present', 'ä,b', 'text/csv; header=present; charset=utf-8'],
    ['text/markdown', late, 'text/markdown; charset=utf-8'],
    ['text/plain', cut, 'text/plain; charset=utf-8'],
    ['text/plain', legacy, 'text/plain'],
    ['text/plain', late.subarray(0, -1), 'text/plain'],
    ['text/plain', Buffer.from([0xc3]), 'text/plain'],
    ['text/html', '<p>ä', 'text/html; charset=utf-8'],
    ['text/xml', '<p>ä</p>', 'text/xml; charset=utf-8'],
    ['application/xml', '<p>ä</p>', 'application/xml; charset=utf-8'],
    ['image/svg+xml', '<svg>ä</svg>', 'image/svg+xml; charset=utf-8'],
    ['text/javascript', '"ä"', 'text/javascript; charset=utf-8'],
    ['application/json', '"ä"', 'application/json'],
    ['application/yaml', 'ä: 1', 'application/yaml'],
    ['application/x-recipe', 'ä', 'application/x-recipe'],
    ['text/plain; charset=utf-8', 'ä', 'text/plain; charset=utf-8'],
    ['text/plain; charset=UTF8', 'ä', 'text/plain; charset=utf8'],
    ['text/plain; charset=iso-8859-1', 'ä', 'text/plain; charset=utf-8'],
    ['text/csv; charset=nonsense; header=present', 'ä', 'text/csv; charset=utf-8; header=present'],
    ['text/plain; charset=utf-16', 'ä', 'text/plain; charset=utf-8'],
    ['text/plain; charset=iso-8859-1', 'plain', 'text/plain; charset=iso-8859-1'],
    ['text/plain; charset=koi8-r', Buffer.from([0xf0, 0xd2]), 'text/plain; charset=koi8-r'],
    ['text/plain; charset=gbk', Buffer.from([0xc4, 0xac]), 'text/plain; charset=gbk'],
    ['text/plain; charset=utf-8', Buffer.from([0xf0, 0xd2]), 'text/plain'],
  ] as const) {
    const type = { name: 'content_type', content: declared }
    const sent = form({ name: 'file', filename: 'a', content }, type)
    const record = (await ada.client.post('/api/file/', sent)).json<FileRecord>()
    const about = `${declared}: ${content.length}`
    t.equal(record.content_type, declared.toLowerCase(), `${about}: the record has the declared type`)
    const whole = await server.client.get(pathOf(record))
    t.equal(whole.headers.get('content-type'), served, about)
    t.ok(whole.bytes.equals(Buffer.from(content)), about)
    t.equal(whole.headers.get('x-content-type-options'), 'nosniff')
    const [head, part] = [
      await server.client.head(pathOf(record)),
      await server.client.get(pathOf(record), { headers: { range: 'bytes=0-0' } }),
    ]
    t.equal(head.headers.get('content-type'), served, `${about}: HEAD`)
    t.match({ status: part.status, type: part.headers.get('content-type') }, { status: 206, type: served })
  }
  const { id, url } = await upload('ä')
  await ada.client.put(`/api/file/${id}`, { json: { name: 'x', content_type: 'text/csv', url } })
  t.equal((await server.client.get(pathOf({ url }))).headers.get('content-type'), 'text/csv; charset=utf-8')
  await server.db.updateTable('files').set({ charset: null }).where('id', '=', id).execute()
  t.equal(
    (await server.client.get(pathOf({ url }))).headers.get('content-type'),
    'text/csv',
    'no charset for a file stored before charsets were detected',
  )
})
