import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { deriveKeys } from '../../src/auth/key-rotation.ts'
import { createSignedUrls } from '../../src/files/signed-urls.ts'
import type { Answer } from '../support/client.ts'
import { descriptorsAreKnown, openIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { secret, signUp, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const linksOf = (secret: string, lifetime: number) =>
  createSignedUrls({ signingKeys: deriveKeys([secret], 'parley signed link to a file'), lifetime })

const digits = '0123456789'

const server = await testServer(t)
const ada = await signUp(server)

async function upload(content: string | Buffer, name = 'a.txt'): Promise<FileRecord> {
  const sent = form({ name: 'file', filename: 'x', content }, { name: 'name', content: name })
  return (await ada.client.post('/api/file/', sent)).json<FileRecord>()
}

function pathOf({ url }: Pick<FileRecord, 'url'>): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** Returns the headers about the content, without those about the connection and the request. */
function contentHeaders({ headers }: Answer): Record<string, string> {
  const others = [
    'date',
    'connection',
    'keep-alive',
    'x-request-id',
    'parley-contract',
    'ratelimit',
    'ratelimit-policy',
  ]
  return Object.fromEntries([...headers].filter(([name]) => !others.includes(name)))
}

t.test("the owner's token and a signed URL return the file with the same headers", async (t) => {
  const record = await upload(digits)
  const byToken = await ada.client.get(`/api/file/${record.id}/content`)
  const byLink = await server.client.get(pathOf(record))
  for (const answer of [byToken, byLink]) {
    t.equal(answer.status, 200)
    t.equal(answer.text, digits)
    t.strictSame(contentHeaders(answer), {
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-disposition': 'inline; filename=a.txt',
      'content-length': '10',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'text/plain; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      etag: `"${record.sha256}"`,
      'last-modified': new Date(record.created_at).toUTCString(),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
  }
  const empty = await upload('')
  const nothing = await server.client.get(pathOf(empty))
  t.match(
    { status: nothing.status, length: nothing.headers.get('content-length') },
    { status: 200, length: '0' },
  )
})

t.test('other users and anonymous clients cannot download a file', async (t) => {
  const record = await upload(digits)
  const other = await upload('other')
  const charles = await signUp(server)
  const path = `/api/file/${record.id}/content`
  const { searchParams: own } = new URL(record.url)
  const { searchParams: others } = new URL(other.url)
  const [expires, signature] = [own.get('expires') ?? '', own.get('signature') ?? '']
  const [, mac = ''] = signature.split('.')
  const replaced = `${record.user}.${(mac.startsWith('A') ? 'B' : 'A') + mac.slice(1)}`
  const links = linksOf(secret, -10)
  const stranger = linksOf(`not ${secret}`, 100)
  for (const [what, status, code, query] of [
    ['no credentials', 401, 'token_not_valid', ''],
    ['an expiry without a signature', 401, 'token_not_valid', `?expires=${expires}`],
    ['a signature without an expiry', 401, 'link_not_valid', `?signature=${signature}`],
    ['an empty signature', 401, 'link_not_valid', `?expires=${expires}&signature=`],
    ['another signature', 401, 'link_not_valid', `?expires=${expires}&signature=${replaced}`],
    ['a truncated signature', 401, 'link_not_valid', `?expires=${expires}&signature=${signature.slice(1)}`],
    ['an extended signature', 401, 'link_not_valid', `?expires=${expires}&signature=${signature}A`],
    ['another expiry', 401, 'link_not_valid', `?expires=${Number(expires) + 1}&signature=${signature}`],
    [
      'an expiry in the far future',
      401,
      'link_not_valid',
      `?expires=9007199254740991&signature=${signature}`,
    ],
    [
      "another user's id in the signature",
      401,
      'link_not_valid',
      `?expires=${expires}&signature=${charles.id}.${mac}`,
    ],
    ['a signature without a user', 401, 'link_not_valid', `?expires=${expires}&signature=${mac}`],
    [
      "another spelling of the user's id",
      401,
      'link_not_valid',
      `?expires=${expires}&signature=0${signature}`,
    ],
    ["another file's signature", 401, 'link_not_valid', `?${others}`],
    [
      'a signature with another key',
      401,
      'link_not_valid',
      new URL(stranger.to(record.user, record.id, server.url).url).search,
    ],
    ['an expired URL', 403, 'link_expired', new URL(links.to(record.user, record.id, server.url).url).search],
  ] as const) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await server.client.request(method, path + query)
      t.equal(answer.status, status, `${method} with ${what}`)
      if (method === 'GET') t.equal(answer.json<Problem>().code, code, what)
    }
  }
  t.equal((await charles.client.get(path)).status, 404, "another user's token")
  t.equal((await server.client.get(path, { token: 'garbage' })).status, 401, 'an invalid token')
  t.equal((await server.client.get(path, { token: ada.refresh })).status, 401, 'a refresh token')
})

t.test('a valid token or a valid signature suffices', async (t) => {
  const record = await upload(digits)
  const charles = await signUp(server)
  const path = `/api/file/${record.id}/content`
  const good = new URL(record.url).search
  const stale = new URL(linksOf(secret, -10).to(record.user, record.id, server.url).url).search
  const forged = good.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  const basic = 'Basic YWRhOnBhc3N3b3Jk'
  const bearer = (token: string) => `Bearer ${token}`
  for (const [what, authorization, query, status, code] of [
    ['a valid token, an altered signature', bearer(ada.access), forged, 200, ''],
    ['a valid token, an expired URL', bearer(ada.access), stale, 200, ''],
    ['a valid token, an empty signature', bearer(ada.access), '?signature=', 200, ''],
    ['a valid token, a signature without an expiry', bearer(ada.access), '?signature=x', 200, ''],
    ['a valid token, itself as the signature', bearer(ada.access), `?signature=${ada.access}`, 200, ''],
    ['a valid token, a valid URL', bearer(ada.access), good, 200, ''],
    ['an invalid token, a valid URL', bearer('garbage'), good, 200, ''],
    ['a refresh token, a valid URL', bearer(ada.refresh), good, 200, ''],
    ['another scheme, a valid URL', basic, good, 200, ''],
    ["another user's token, a valid URL", bearer(charles.access), good, 200, ''],
    ["another user's token, an altered signature", bearer(charles.access), forged, 404, 'not_found'],
    ["another user's token, an expired URL", bearer(charles.access), stale, 404, 'not_found'],
    ['an invalid token, an altered signature', bearer('garbage'), forged, 401, 'token_not_valid'],
    ['a refresh token, an expired URL', bearer(ada.refresh), stale, 401, 'token_not_valid'],
    ['another scheme, an altered signature', basic, forged, 401, 'link_not_valid'],
    ['another scheme, an expired URL', basic, stale, 403, 'link_expired'],
  ] as const) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await server.client.request(method, path + query, { headers: { authorization } })
      t.equal(answer.status, status, `${method} with ${what}`)
      if (method === 'HEAD') continue
      if (status === 200) t.equal(answer.text, digits, what)
      else t.equal(answer.json<Problem>().code, code, what)
    }
  }
  await server.client.post('/api/token/blacklist/', { json: { refresh: charles.refresh } })
  const revoked = { authorization: bearer(charles.access) }
  t.equal(
    (await server.client.get(path + good, { headers: revoked })).status,
    200,
    'a revoked token, a valid URL',
  )
  t.equal((await server.client.get(path + forged, { headers: revoked })).status, 401)
})

t.test('a signed URL expires on time, and the record then has a new one', async (t) => {
  const hasty = await testServer(t, { replicaOf: server, config: { LINK_LIFETIME: 3 } })
  const { id } = await upload(digits)
  const read = async () =>
    (await hasty.client.get(`/api/file/${id}`, { token: ada.access })).json<FileRecord>()
  const record = await read()
  const expires = Number(new URL(record.url).searchParams.get('expires'))
  t.equal((await hasty.client.get(pathOf(record))).status, 200)
  await until('the URL has expired', () => Date.now() > expires * 1000)
  t.match((await hasty.client.get(pathOf(record))).json(), { status: 403, code: 'link_expired' })
  t.equal((await hasty.client.get(pathOf(await read()))).status, 200)
})

t.test('HEAD has the headers of GET and no body', async (t) => {
  const path = pathOf(await upload(digits))
  const found = await server.client.get(path)
  const head = await server.client.head(path)
  t.equal(head.status, 200)
  t.strictSame(contentHeaders(head), contentHeaders(found))
  t.equal(head.bytes.length, 0)
  const ranged = await server.client.head(path, { headers: { range: 'bytes=2-5' } })
  t.equal(ranged.status, 200, 'HEAD ignores ranges')
  t.strictSame(contentHeaders(ranged), contentHeaders(found))
  const etag = found.headers.get('etag') ?? ''
  const current = await server.client.head(path, { headers: { 'if-none-match': etag } })
  t.equal(current.status, 304)
  t.equal(current.headers.get('content-length'), null, 'a 304 has no length')
})

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

t.test('Content-Disposition encodes any filename safely', async (t) => {
  for (const name of [
    'plain.txt',
    'with "quotes".txt',
    '"; filename="evil.html',
    "it's; a=b, (c).txt",
    '100%41.txt',
    'Stückliste.txt',
    '図面 🚂.txt',
    "utf-8''x.txt",
    ' ',
  ]) {
    const { headers } = await server.client.get(pathOf(await upload(digits, name)))
    t.equal(nameIn(headers.get('content-disposition') ?? ''), name, JSON.stringify(name))
  }
})

/** Returns the name in a Content-Disposition header (RFC 6266) without other content. */
function nameIn(header: string): string | undefined {
  const [, token, quoted, encoded] =
    /^inline; filename=(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\["\\])*)")(?:; filename\*=UTF-8''([\w!#$&+.^`|~%-]+))?$/i.exec(
      header,
    ) ?? []
  return encoded === undefined ? (token ?? quoted?.replaceAll(/\\(.)/g, '$1')) : decodeURIComponent(encoded)
}

t.test(
  'a client that disconnects during a download leaves no file open and logs no error',
  { skip: !descriptorsAreKnown && 'needs /proc' },
  async (t) => {
    // More than the socket buffers can hold.
    const { url } = await upload(Buffer.alloc(20_000_000, 'x'))
    const open = (count: number) =>
      until(`${count} files are open`, async () => (await openIn(server.files)) === count)
    await open(0)
    for (const [what, leave] of [
      ['a closed connection', (answer: IncomingMessage) => answer.destroy()],
      ['a reset connection', (answer: IncomingMessage) => answer.socket.resetAndDestroy()],
    ] as const) {
      const [answer]: [IncomingMessage] = (await once(get(url), 'response')) as never
      answer.on('error', () => {})
      await once(answer, 'readable')
      answer.read()
      await open(1)
      leave(answer)
      await t.resolves(open(0), what)
    }
    t.equal(
      (await server.client.get(pathOf({ url }))).bytes.length,
      20_000_000,
      'the server still serves the file',
    )
    await t.resolves(open(0), 'a complete download')
    await server.client.head(pathOf({ url }))
    t.equal(await openIn(server.files), 0, 'HEAD opens no file')
    t.strictSame(
      server.log.filter((line) => JSON.parse(line).level >= 50),
      [],
    )
  },
)
