/** Requests that violate HTTP or cannot be parsed get a problem like any other. */
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { check } from '../../support/client.ts'
import { boundary } from '../../support/form.ts'
import { connectRaw, parseRaw, type RawAnswer, sendRaw } from '../../support/network/raw.ts'
import { operations, ownPath, settle } from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t, { config: { PUBLIC_URL: 'https://chat.example', HEADER_TIMEOUT: 1 } })
const owner = await settle(await signUp(server))

const line = 'GET /api/chat/ HTTP/1.1\r\n'
const host = 'Host: parley\r\n'
const token = `Authorization: Bearer ${owner.access}\r\n`
const json = 'Content-Type: application/json\r\n'

/** Checks that a problem has the headers of other responses. */
async function expectCommonHeaders(t: Test, answer: RawAnswer, what: string) {
  const usual = await server.client.get('/api/chat/')
  const ofRequest = ['ratelimit', 'ratelimit-policy', 'www-authenticate', 'keep-alive', 'accept-encoding']
  const names = ({ headers }: { headers: Headers }) =>
    [...headers.keys()].filter((name) => !ofRequest.includes(name) && name !== 'transfer-encoding').sort()
  t.same(names(answer), names(usual), `${what}: the headers of any other response`)
  for (const name of names(usual)) {
    if (['date', 'x-request-id', 'content-length', 'connection'].includes(name)) continue
    t.equal(answer.headers.get(name), usual.headers.get(name), `${what}: ${name}`)
  }
  const problem = answer.json<Problem>()
  t.equal(problem.status, answer.status, what)
  t.equal(problem.request_id, answer.headers.get('x-request-id'), what)
  t.ok(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now()) < 60_000, what)
}

t.test('a request refused by the HTTP parser gets a problem, and the connection is closed', async (t) => {
  const large = 'x'.repeat(20_000)
  for (const [what, request, status, code] of [
    ['an invalid request line', 'garbage\r\n\r\n', 400, 'invalid_request'],
    ['an invalid version', `GET / HTTP/9.9\r\n${host}\r\n`, 400, 'invalid_request'],
    ['an invalid method', `BREW / HTTP/1.1\r\n${host}\r\n`, 400, 'invalid_request'],
    ['TLS', Buffer.from('160301007501000071030361', 'hex'), 400, 'invalid_request'],
    ['a path with invalid bytes', `GET /\xe9\x01 HTTP/1.1\r\n${host}\r\n`, 400, 'invalid_request'],
    ['a NUL in a header', `${line}${host}X: a\0b\r\n\r\n`, 400, 'invalid_request'],
    ['a control character in a header', `${line}${host}X: a\x01b\r\n\r\n`, 400, 'invalid_request'],
    ['a header without a colon', `${line}${host}No colon\r\n\r\n`, 400, 'invalid_request'],
    ['a header name with a space', `${line}${host}X y: z\r\n\r\n`, 400, 'invalid_request'],
    ['a space before the colon', `${line}${host}X : z\r\n\r\n`, 400, 'invalid_request'],
    ['a folded first line', `${line} X: y\r\n${host}\r\n`, 400, 'invalid_request'],
    ['a bare CR', `${line}${host}X: a\rb\r\n\r\n`, 400, 'invalid_request'],
    [
      'a length and chunked encoding',
      `${line}${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'invalid_request',
    ],
    [
      'a coding after chunked',
      `${line}${host}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`,
      400,
      'invalid_request',
    ],
    ['an invalid coding', `${line}${host}Transfer-Encoding: identity\r\n\r\n`, 400, 'invalid_request'],
    ['two lengths', `${line}${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, 'invalid_request'],
    ['an invalid length', `${line}${host}Content-Length: 1e3\r\n\r\n{}`, 400, 'invalid_request'],
    [
      'a length that is too large',
      `${line}${host}Content-Length: ${'9'.repeat(30)}\r\n\r\n`,
      400,
      'invalid_request',
    ],
    [
      'an invalid chunk',
      `${line}${host}${token}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`,
      400,
      'invalid_request',
    ],
    ['a large header', `${line}${host}X: ${large}\r\n\r\n`, 431, 'headers_too_large'],
    ['many headers', `${line}${host}${'X: 123456789\r\n'.repeat(2_000)}\r\n`, 431, 'headers_too_large'],
    ['a long path', `GET /${large} HTTP/1.1\r\n${host}\r\n`, 431, 'headers_too_large'],
    ['a large header without an end', `${line}${host}X: ${large}`, 431, 'headers_too_large'],
    ['a head without an end', `${line}${host}X-`, 408, 'request_timeout'],
  ] as const) {
    const answer = await sendRaw(server.url, request)
    t.match(answer.json<Problem>(), { status, code }, what)
    t.equal(answer.status, status, what)
    t.equal(answer.headers.get('connection'), 'close', what)
    await expectCommonHeaders(t, answer, what)
  }
})

t.test('headers that are too large are a 431 from every operation', async (t) => {
  for (const operation of operations) {
    const path = ownPath(operation, owner)
    const request = `${operation.method} ${path} HTTP/1.1\r\n${host}Cookie: ${'x'.repeat(17_000)}\r\n\r\n`
    const answer = await sendRaw(server.url, request)
    check(operation.method, path, answer.status, answer.headers, answer.body)
    t.equal(answer.status, 431, operation.operationId)
  }
})

t.test('a folded header is refused or read as one line', async (t) => {
  const answer = await sendRaw(server.url, `${line}${host}Connection: close\r\nX: a\r\n b\r\n${token}\r\n`)
  t.ok([200, 400].includes(answer.status), String(answer.status))
})

t.test('a request must have exactly one valid Host', async (t) => {
  const hosts = (...lines: string[]) => lines.map((value) => `Host: ${value}\r\n`).join('')
  for (const [what, lines, message] of [
    ['none', '', 'is required'],
    ['two', hosts('parley', 'parley'), 'must be sent once'],
    ['two different ones', hosts('parley', 'evil.example'), 'must be sent once'],
    ['two, with different case', 'HOST: parley\r\nhost: parley\r\n', 'must be sent once'],
    ['three, one of them empty', hosts('parley', '', 'x'), 'must be sent once'],
    ['a path', hosts('parley/evil'), 'must be a host, optionally with a port'],
    ['user information', hosts('user@parley'), 'must be a host, optionally with a port'],
    ['a space', hosts('par ley'), 'must be a host, optionally with a port'],
    ['a URL', hosts('http://parley'), 'must be a host, optionally with a port'],
    ['an invalid port', hosts('parley:http'), 'must be a host, optionally with a port'],
    ['a quotation mark', hosts('par"ley'), 'must be a host, optionally with a port'],
    ['an incomplete IPv6 address', hosts('[::1'), 'must be a host, optionally with a port'],
  ] as const) {
    const answer = await sendRaw(server.url, `${line}${lines}${token}Connection: close\r\n\r\n`)
    check('GET', '/api/chat/', answer.status, answer.headers, answer.body)
    const errors = [{ pointer: '/header/host', message }]
    t.match(answer.json<Problem>(), { status: 400, code: 'invalid_request', errors }, what)
    await expectCommonHeaders(t, answer, what)
  }
  for (const good of [
    'parley',
    'parley:',
    'parley:8000',
    '127.0.0.1:1',
    '[::1]:8000',
    'PARLEY.example',
    'a_b.internal',
    '',
  ]) {
    const answer = await sendRaw(server.url, `${line}${hosts(good)}${token}Connection: close\r\n\r\n`)
    t.equal(answer.status, 200, good)
  }
  const old = await sendRaw(server.url, `GET /api/chat/ HTTP/1.0\r\n${token}\r\n`)
  t.equal(old.status, 200, 'HTTP/1.0 needs no Host')
  t.equal(old.headers.get('connection'), 'close')
})

t.test('an encoded body is refused by every operation, and Accept-Encoding offers none', async (t) => {
  const text = gzipSync('{}').toString('latin1')
  const codings = [
    'gzip',
    'br',
    'deflate',
    'zstd',
    'x-gzip',
    'GZIP',
    'identity, gzip',
    'gzip;q=1',
    'aws-chunked',
    'identities',
  ]
  for (const operation of operations) {
    const path = ownPath(operation, owner)
    const isForm = operation.body?.mediaType === 'multipart/form-data'
    const type = isForm ? `Content-Type: multipart/form-data; boundary=${boundary}\r\n` : json
    const start = `${operation.method} ${path} HTTP/1.1\r\n${host}${token}Connection: close\r\n`
    for (const coding of isForm || operation.operationId === 'createChat' ? codings : ['gzip']) {
      for (const [length, body] of [
        [`Content-Length: ${text.length}\r\n`, text],
        ['Transfer-Encoding: chunked\r\n', `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`],
      ]) {
        const request = `${start}${type}Content-Encoding: ${coding}\r\n${length}\r\n${body}`
        const answer = await sendRaw(server.url, Buffer.from(request, 'latin1'))
        check(operation.method, path, answer.status, answer.headers, answer.body)
        const errors = [
          { pointer: '/header/content-encoding', message: 'must be identity; send the body uncompressed' },
        ]
        t.match(
          answer.json<Problem>(),
          { status: 415, code: 'unsupported_media_type', errors },
          `${operation.operationId}: ${coding}`,
        )
        t.equal(answer.headers.get('accept-encoding'), 'identity')
      }
    }
  }
  for (const coding of ['identity', 'Identity', '', 'identity, identity']) {
    const answer = await owner.client.post('/api/chat/', {
      json: {},
      headers: { 'content-encoding': coding },
    })
    t.equal(answer.status, 201, coding)
  }
  const nothing = await owner.client.get('/api/chat/', { headers: { 'content-encoding': 'gzip' } })
  t.equal(nothing.status, 200, 'ignored without a body')
})

t.test('a transfer coding before chunked is refused', async (t) => {
  for (const coding of ['gzip, chunked', 'deflate,chunked', 'identity, chunked']) {
    const request = `POST /api/chat/ HTTP/1.1\r\n${host}${token}${json}Connection: close\r\nTransfer-Encoding: ${coding}\r\n\r\n2\r\n{}\r\n0\r\n\r\n`
    const answer = await sendRaw(server.url, request)
    t.match(answer.json<Problem>(), { status: 400, code: 'invalid_request' }, coding)
  }
})

t.test('garbage after a request does not replace its response', async (t) => {
  const connection = await connectRaw(t, server.url)
  connection.send(`${line}${host}${token}\r\ngarbage\r\n\r\nmore of it`)
  const first = await connection.answer()
  t.equal(first.status, 200)
  t.same(parseRaw(await connection.closed()).status, 400)
})

t.test('garbage after a stream request does not get into the stream', async (t) => {
  const connection = await connectRaw(t, server.url)
  const body = JSON.stringify({ prompt: 'Hello', stream: true })
  connection.send(
    `POST /api/llm/ HTTP/1.1\r\n${host}${token}${json}Content-Length: ${body.length}\r\n\r\n${body}garbage\r\n\r\n`,
  )
  const stream = await connection.answer()
  t.equal(stream.status, 200)
  t.match(stream.body.toString(), /"type":"completed"/)
  t.notMatch(stream.body.toString(), /HTTP\/1/)
  t.same(parseRaw(await connection.closed()).status, 400)
})

t.test('malformed requests cause no errors in the log', async (t) => {
  const errors = server.log.filter((entry) => JSON.parse(entry).level >= 50)
  t.same(errors, [])
})
