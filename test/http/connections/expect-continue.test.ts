/** `Expect: 100-continue`, byte for byte: the server requests a body only if it will accept it. */
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { check } from '../../support/client.ts'
import { filesIn } from '../../support/files.ts'
import { boundary, form } from '../../support/form.ts'
import { connectRaw, sendRaw } from '../../support/network/raw.ts'
import { operations, ownPath, settle } from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const limit = 1_000_000
const server = await testServer(t, { config: { UPLOAD_LIMIT: limit, QUOTA_STORED_BYTES: 900_000 } })
const owner = await settle(await signUp(server))
const { body: upload } = form({ name: 'file', filename: 'a.txt', content: 'Newcomen, 1712' })
const json = 'application/json'
const multipart = `multipart/form-data; boundary=${boundary}`
const text = JSON.stringify({ title: 'Steam engines' })
const terabyte = 1_099_511_627_776

interface Head {
  readonly method?: string
  readonly path?: string
  readonly token?: string
  readonly type?: string
  readonly length?: number
  readonly expect?: string
  readonly version?: string
  readonly more?: string
}

function head(given: Head): string {
  const {
    method = 'POST',
    path = '/api/chat/',
    token = owner.access,
    type = json,
    length,
    version = '1.1',
  } = given
  const { expect = '100-continue', more = '' } = given
  const lines = [
    `${method} ${path} HTTP/${version}`,
    'Host: parley',
    `Authorization: Bearer ${token}`,
    ...(type === '' ? [] : [`Content-Type: ${type}`]),
    ...(length === undefined ? [] : [`Content-Length: ${length}`]),
    ...(expect === '' ? [] : [`Expect: ${expect}`]),
  ]
  return `${lines.join('\r\n')}\r\n${more}\r\n`
}

t.test('a 100 Continue is sent for an acceptable body, which is then accepted', async (t) => {
  const chunks = `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`
  for (const [what, given, body] of [
    ['JSON', { length: text.length }, text],
    ['JSON, in capitals', { length: text.length, expect: '100-Continue' }, text],
    ['JSON, in a list with empty elements', { length: text.length, expect: ', 100-continue ,' }, text],
    ['JSON in chunks', { more: 'Transfer-Encoding: chunked\r\n' }, chunks],
    ['a form', { path: '/api/file/', type: multipart, length: upload.length }, upload],
  ] as const) {
    const connection = await connectRaw(t, server.url)
    connection.send(head(given))
    t.equal((await connection.answer()).status, 100, what)
    connection.send(body)
    t.equal((await connection.answer()).status, 201, what)
    connection.send(head({ method: 'GET', path: '/healthz', type: '', expect: '' }))
    t.equal((await connection.answer()).status, 200, `${what}: the connection stays open`)
  }
})

t.test(
  'an unacceptable body gets a final status instead of 100 Continue, and the connection closes',
  async (t) => {
    const file = { path: '/api/file/', type: multipart }
    for (const [what, given, status, code] of [
      ['a bad token', { token: 'nobody', length: 10 }, 401, 'token_not_valid'],
      ['a bad token with an upload', { ...file, token: 'nobody', length: 10 }, 401, 'token_not_valid'],
      ['a bad token with a terabyte', { ...file, token: 'nobody', length: terabyte }, 401, 'token_not_valid'],
      ['too much JSON', { length: 4_194_305 }, 413, 'body_too_large'],
      ['a file too large', { ...file, length: limit + 100_000 }, 413, 'file_too_large'],
      ['a terabyte', { ...file, length: terabyte }, 413, 'file_too_large'],
      ['more than the quota leaves', { ...file, length: 999_000 }, 402, 'quota_exceeded'],
      ['another media type', { type: 'text/plain', length: 10 }, 415, 'unsupported_media_type'],
      ['no media type', { type: '', length: 10 }, 415, 'unsupported_media_type'],
      ['JSON as a file', { path: '/api/file/', length: 10 }, 415, 'unsupported_media_type'],
      ['an encoded body', { length: 10, more: 'Content-Encoding: gzip\r\n' }, 415, 'unsupported_media_type'],
      ['a body with GET', { method: 'GET', length: 10 }, 400, 'invalid_request'],
      [
        'a chunked body with GET',
        { method: 'GET', more: 'Transfer-Encoding: chunked\r\n' },
        400,
        'invalid_request',
      ],
      ['an unknown expectation', { length: 10, expect: '200-ok' }, 417, 'expectation_failed'],
      [
        'an unknown expectation after a known one',
        { length: 10, expect: '100-continue, 200-ok' },
        417,
        'expectation_failed',
      ],
      ['an unknown path', { path: '/nothing', length: 10 }, 404, 'unknown_path'],
      ['an unknown method', { method: 'PATCH', length: 10 }, 405, 'method_not_allowed'],
      ['two hosts', { length: 10, more: 'Host: evil.example\r\n' }, 400, 'invalid_request'],
    ] as const) {
      const connection = await connectRaw(t, server.url)
      connection.send(head(given))
      const answer = await connection.answer()
      const { method = 'POST', path = '/api/chat/' }: Head = given
      check(method, path, answer.status, answer.headers, answer.body)
      t.match(answer.json<Problem>(), { status, code }, what)
      t.equal(answer.headers.get('connection'), 'close', what)
      t.equal((await connection.closed()).length, 0, `${what}: nothing follows the response`)
    }
  },
)

t.test('a body declared too long is refused at once, even without Expect', async (t) => {
  const before = await filesIn(server.files)
  for (const [what, given, code] of [
    ['JSON', { length: 4_194_305, expect: '' }, 'body_too_large'],
    [
      'a file',
      { path: '/api/file/', type: multipart, length: limit + 100_000, expect: '' },
      'file_too_large',
    ],
    ['a terabyte', { path: '/api/file/', type: multipart, length: terabyte, expect: '' }, 'file_too_large'],
  ] as const) {
    const connection = await connectRaw(t, server.url)
    connection.send(head(given))
    t.match((await connection.answer()).json<Problem>(), { status: 413, code }, what)
  }
  t.same(await filesIn(server.files), before, 'nothing is stored')
})

t.test('a form whose file has exactly the maximum size is accepted', async (t) => {
  const roomy = await testServer(t, { replicaOf: server, config: { UPLOAD_LIMIT: 300_000 } })
  for (const [bytes, status] of [
    [300_000, 201],
    [300_001, 413],
  ] as const) {
    const sent = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(bytes) })
    const answer = await roomy.client.post('/api/file/', { ...sent, token: owner.access })
    t.equal(answer.status, status, String(bytes))
  }
})

t.test('no 100 Continue is sent without a body or to HTTP/1.0', async (t) => {
  for (const [what, given, status] of [
    ['GET', { method: 'GET', type: '' }, 200],
    ['GET of a length of 0', { method: 'GET', length: 0 }, 200],
    ['POST without a body', {}, 400],
  ] as const) {
    const connection = await connectRaw(t, server.url)
    connection.send(head(given))
    t.equal((await connection.answer()).status, status, what)
  }
  for (const expect of ['100-continue', 'the-unexpected']) {
    const old = await sendRaw(server.url, head({ version: '1.0', length: text.length, expect }) + text)
    t.equal(old.status, 201, `HTTP/1.0 ignores Expect: ${expect}`)
  }
})

t.test('every operation refuses an unknown expectation with 417', async (t) => {
  for (const operation of operations) {
    const path = ownPath(operation, owner)
    const answer = await sendRaw(
      server.url,
      head({ method: operation.method, path, expect: 'the-unexpected', type: '' }),
    )
    check(operation.method, path, answer.status, answer.headers, answer.body)
    t.match(answer.json<Problem>(), { status: 417, code: 'expectation_failed' }, operation.operationId)
  }
})
