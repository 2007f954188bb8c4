/** Access to downloads, and what every download has. */
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { deriveKeys } from '../../src/auth/key-rotation.ts'
import { createSignedUrls } from '../../src/files/signed-urls.ts'
import type { Answer } from '../support/client.ts'
import { descriptorsAreKnown, openIn, until } from '../support/files.ts'
import { secret, signUp, testServer } from '../support/server.ts'
import { digits, pathOf, uploaded } from './uploaded.ts'

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const linksOf = (secret: string, lifetime: number) =>
  createSignedUrls({ signingKeys: deriveKeys([secret], 'parley signed link to a file'), lifetime })

const server = await testServer(t)
const ada = await signUp(server)
const upload = (content: string | Buffer, name?: string) => uploaded(ada.client, content, name)

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
