/** Empty bodies in every form that proxies and clients send, byte for byte. */
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { check } from '../support/client.ts'
import { boundary } from '../support/form.ts'
import { connectRaw, type RawAnswer } from '../support/network/raw.ts'
import { type ContractOperation, operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const json = 'Content-Type: application/json\r\n'
const form = `Content-Type: multipart/form-data; boundary=${boundary}\r\n`
const chunked = 'Transfer-Encoding: chunked\r\n'
const lastChunk = '0\r\n\r\n'

/** Ways to send no body: description, headers, and bytes after them. */
const nothings = [
  ['no length', '', ''],
  ['no length, with a type', json, ''],
  ['a length of 0', 'Content-Length: 0\r\n', ''],
  ['a length of 0, with a type', `Content-Length: 0\r\n${json}`, ''],
  ['no chunk', chunked, lastChunk],
  ['no chunk, with a type', chunked + json, lastChunk],
  ['no chunk, with an unsupported type', `${chunked}Content-Type: text/plain\r\n`, lastChunk],
  ['no chunk, as a form', chunked + form, lastChunk],
  ['no chunk, encoded', `${chunked}${json}Content-Encoding: gzip\r\n`, lastChunk],
  ['no chunk, in capitals', 'TRANSFER-ENCODING: Chunked\r\n', lastChunk],
  ['no chunk, with an extension and a trailer', chunked, '0;a=b\r\nX-Trailer: x\r\n\r\n'],
] as const

const head = (method: string, path: string, token: string, headers: string) =>
  `${method} ${path} HTTP/1.1\r\nHost: parley\r\nAuthorization: Bearer ${token}\r\n${headers}\r\n`

/**
 * Sends a request and a second one on the same connection, to check that both sides agree where the first
 * ends.
 */
async function exchange(t: Test, operation: ContractOperation, path: string, request: string) {
  const connection = await connectRaw(t, server.url)
  connection.send(request)
  const answer = await connection.answer(operation.method === 'HEAD')
  check(operation.method, path, answer.status, answer.headers, bodyOf(answer))
  connection.send('GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n')
  t.equal((await connection.answer()).json<{ status: string }>().status, 'ok', 'the connection is in sync')
  return answer
}

/** Returns the body, with its chunks joined. */
function bodyOf({ headers, body }: RawAnswer): Buffer {
  if (headers.get('transfer-encoding') !== 'chunked') return body
  const text = body.toString('latin1').replaceAll(/([\da-f]+)\r\n([\s\S]*?)\r\n(?=[\da-f]+\r\n)/gi, '$2')
  return Buffer.from(text.replace(/0\r\n\r\n$/, ''), 'latin1')
}

t.test('an empty body in any form is accepted where no body is required', async (t) => {
  const owner = await settle(await signUp(server))
  for (const operation of operations.filter(({ body }) => body?.required !== true)) {
    for (const method of operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]) {
      for (const [what, headers, end] of nothings) {
        const account = operation.operationId === 'deleteCurrentUser' ? await signUp(server) : owner
        const own = method === 'DELETE' ? await settle(account) : owner
        const path = ownPath(operation, own)
        const request = head(method, path, own.access, headers) + end
        const answer = await exchange(t, { ...operation, method }, path, request)
        t.ok(answer.status < 300, `${method} ${operation.operationId} with ${what}`)
      }
    }
  }
})

t.test('an empty body in any form is a 400 where one is required', async (t) => {
  const { access, ...own } = await settle(await signUp(server))
  for (const operation of operations.filter(({ body }) => body?.required)) {
    const path = ownPath(operation, { access, ...own })
    for (const [what, headers, end] of nothings) {
      const answer = await exchange(t, operation, path, head(operation.method, path, access, headers) + end)
      t.match(
        answer.json<Problem>(),
        { status: 400, code: 'invalid_request', errors: [{ pointer: '/body', message: 'is required' }] },
        `${operation.operationId} with ${what}`,
      )
    }
  }
})

t.test('a chunked body may arrive late and in pieces', async (t) => {
  const own = await settle(await signUp(server))
  const connection = await connectRaw(t, server.url)
  const wait = () => new Promise((resolve) => setTimeout(resolve, 20))
  const text = JSON.stringify({ title: 'Steam engines' })
  for (const [method, path, pieces, status] of [
    ['GET', '/api/chat/', ['0', '\r\n', '\r\n'], 200],
    [
      'POST',
      '/api/chat/',
      [text.length.toString(16), '\r\n', text.slice(0, 5), text.slice(5), '\r\n0\r\n\r\n'],
      201,
    ],
    ['POST', '/api/chat/', ['0\r\n', '\r\n'], 400],
    ['GET', '/api/chat/', ['2\r\n', '{}', '\r\n0\r\n\r\n'], 400],
    ['GET', '/api/chat/', ['0\r\n\r\n'], 200],
  ] as const) {
    connection.send(head(method, path, own.access, chunked + json))
    for (const piece of pieces) {
      await wait()
      connection.send(piece)
    }
    const answer = await connection.answer()
    t.equal(answer.status, status, `${method} ${JSON.stringify(pieces)}`)
  }
})

t.test('a non-empty body is a 400 where the operation has none', async (t) => {
  const own = await settle(await signUp(server))
  for (const operation of operations.filter(({ body }) => body === undefined)) {
    const path = ownPath(operation, own)
    const isGet = operation.method === 'GET'
    for (const [headers, body] of [
      [chunked + json, isGet ? '2\r\n{}\r\n0\r\n\r\n' : '2\r\n[]\r\n0\r\n\r\n'],
      [chunked, '2\r\n{}\r\n0\r\n\r\n'],
      [`${json}Content-Length: 8\r\n`, '{"a": 1}'],
      [`${json}Content-Length: 2\r\n`, '{]'],
      [`${json}Content-Length: 2\r\n`, isGet ? '{}' : '""'],
      [`${json}Content-Length: 100\r\n`, `{${' '.repeat(98)}}`],
      [`${json}${chunked}`, `64\r\n{${' '.repeat(98)}}\r\n0\r\n\r\n`],
      ['Content-Type: text/plain\r\nContent-Length: 2\r\n', '{}'],
      [chunked, '1\r\n \r\n0\r\n\r\n'],
      ['Content-Length: 2\r\n', '{}'],
    ]) {
      const answer = await exchange(
        t,
        operation,
        path,
        head(operation.method, path, own.access, headers ?? '') + body,
      )
      t.match(
        answer.json<Problem>(),
        { status: 400, errors: [{ pointer: '/body', message: 'must be empty, or {} as application/json' }] },
        operation.operationId,
      )
    }
  }
})

t.test('`{}` is accepted as an empty body, except with GET', async (t) => {
  for (const { operationId, method, path } of operations.filter(({ body }) => body === undefined)) {
    if (method === 'GET') continue
    for (const [headers, body] of [
      ['Content-Length: 2\r\n', '{}'],
      ['Content-Length: 7\r\n', ' { \r\n }'],
      ['Content-Length: 5\r\n', '\uFEFF{}'],
      [chunked, '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'],
    ] as const) {
      const own = await settle(await signUp(server))
      const operation = { operationId, method, path, needsToken: true, parameters: [], links: [] }
      const bytes = head(method, ownPath(operation, own), own.access, headers + json) + body
      const answer = await exchange(t, operation, path, bytes)
      t.ok(answer.status < 300, `${operationId} ${JSON.stringify(body)}: ${answer.status}`)
    }
  }
})

t.test('a byte order mark before JSON is ignored, and anything else is an error', async (t) => {
  const own = await signUp(server)
  const headers = { 'content-type': 'application/json' }
  for (const [body, status] of [
    ['\uFEFF{"title":"a"}', 201],
    ['\uFEFF', 400],
    ['\uFEFF\uFEFF{}', 400],
    [' \uFEFF{}', 400],
    ['{}\uFEFF', 400],
  ] as const)
    t.equal((await own.client.post('/api/chat/', { headers, body })).status, status, JSON.stringify(body))
})

t.test('chunked uploads and chunked JSON arrive complete', async (t) => {
  for (const operation of operations.filter(({ body }) => body?.required)) {
    const own = await settle(await signUp(server))
    const encoded = new Response(ownBody(operation, own).body ?? JSON.stringify(ownBody(operation, own).json))
    const bytes = Buffer.from(await encoded.arrayBuffer())
    const isForm = operation.body?.mediaType === 'multipart/form-data'
    const type = isForm ? `Content-Type: ${encoded.headers.get('content-type')}\r\n` : json
    const path = ownPath(operation, own)
    const body = `${bytes.length.toString(16)}\r\n${bytes.toString('latin1')}\r\n${lastChunk}`
    const answer = await exchange(
      t,
      operation,
      path,
      head(operation.method, path, own.access, chunked + type) + body,
    )
    t.ok(answer.status < 300, `${operation.operationId}: ${answer.status}`)
  }
})

t.test('a bad token is refused before the body arrives', async (t) => {
  const connection = await connectRaw(t, server.url)
  connection.send(head('GET', '/api/chat/', 'nobody', chunked))
  t.equal((await connection.answer()).status, 401)
})
