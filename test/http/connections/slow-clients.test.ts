/**
 * Slow and endless requests are cut off. Requests that make progress are not, however long they take.
 *
 * @long waits for timeouts.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { check } from '../../support/client.ts'
import { descriptorsAreKnown, filesIn, openIn, until } from '../../support/files.ts'
import { boundary, encoded, form } from '../../support/form.ts'
import { parseRaw, sendRaw } from '../../support/network/raw.ts'
import { operations, ownPath, settle } from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t, {
  config: { HEADER_TIMEOUT: 1, BODY_TIMEOUT: 1, IDLE_TIMEOUT: 2, UPLOAD_LIMIT: 3_000_000 },
})
const owner = await settle(await signUp(server))
const { hostname, port } = new URL(server.url)

async function connected(): Promise<Socket> {
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Returns the head of a request with a body, chunked if it has no length. */
function head(
  method: string,
  path: string,
  mediaType: string,
  length?: number,
  token = owner.access,
): string {
  const framing = length === undefined ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`
  return `${method} ${path} HTTP/1.1\r\nHost: parley\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${mediaType}\r\n${framing}\r\n\r\n`
}

const formType = `multipart/form-data; boundary=${boundary}`
const uploadHead = (length?: number) => head('POST', '/api/file/', formType, length)

function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

t.test('a stalled body gets a 408 from every operation', async (t) => {
  const answers = operations.map(async (operation) => {
    const mediaType = operation.body?.mediaType === 'multipart/form-data' ? formType : 'application/json'
    const path = ownPath(operation, owner)
    // An operation without a body accepts an empty chunked one, so only the first chunk decides.
    const begun =
      operation.body === undefined
        ? head(operation.method, path, mediaType)
        : `${head(operation.method, path, mediaType, 1000)}{"`
    const answer = await sendRaw(server.url, begun)
    check(operation.method, path, answer.status, answer.headers, answer.body)
    t.match(answer.json<Problem>(), { status: 408, code: 'request_timeout' }, operation.operationId)
    t.equal(answer.headers.get('connection'), 'close')
  })
  await Promise.all(answers)
})

t.test('a stalled upload gets a 408, and its stored bytes are removed', async (t) => {
  const upload = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(500_000) })
  const before = await filesIn(server.files)
  for (const length of [upload.body.length, undefined]) {
    const half = upload.body.subarray(0, 250_000)
    const answer = sendRaw(
      server.url,
      Buffer.concat([Buffer.from(uploadHead(length)), length === undefined ? chunk(half) : half]),
    )
    await until(
      'half of the upload is stored',
      async () => (await filesIn(server.files)).length > before.length,
    )
    t.match((await answer).json<Problem>(), { status: 408, code: 'request_timeout' })
    t.strictSame(await filesIn(server.files), before)
    if (descriptorsAreKnown) t.equal(await openIn(server.files), 0, 'no file stays open')
  }
})

t.test('a body that arrives too slowly gets a 408', async (t) => {
  const socket = await connected()
  socket.write(head('POST', '/api/chat/', 'application/json', 1000))
  const timer = setInterval(() => socket.write(' '), 100)
  const answer = parseRaw(await buffer(socket))
  clearInterval(timer)
  t.match(answer.json<Problem>(), { status: 408, code: 'request_timeout' })
})

t.test('a steady upload may take longer than the body timeout', async (t) => {
  const { body } = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(200_000, 'x') })
  const socket = await connected()
  socket.write(uploadHead(body.length).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
  const received = buffer(socket)
  for (let at = 0; at < body.length; at += 20_000) {
    socket.write(body.subarray(at, at + 20_000))
    await sleep(400)
  }
  const answer = parseRaw(await received)
  t.equal(answer.status, 201)
  t.match(answer.json(), { size: 200_000 })
})

t.test('an incomplete request head gets a 408', async (t) => {
  const answer = await sendRaw(server.url, 'GET /api/chat/ HTTP/1.1\r\nHost: parley\r\nX-')
  t.equal(answer.status, 408)
  t.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  t.match(answer.json<Problem>(), { status: 408, code: 'request_timeout', request_id: String })
  t.equal(answer.headers.get('x-request-id'), answer.json<Problem>().request_id)
})

t.test('an idle connection is closed, before its first request and after its last', async (t) => {
  const silent = await connected()
  t.equal(
    (await buffer(silent)).length,
    0,
    'no response is sent, because the client would take it for that of its next request',
  )
  const idle = await connected()
  idle.write('GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n')
  t.equal(parseRaw(await buffer(idle)).status, 200)
})

t.test('a body without an end is cut off', async (t) => {
  const zeros = Buffer.alloc(100_000)
  const json = head('POST', '/api/chat/', 'application/json')
  const stranger = head('POST', '/api/chat/', 'application/json', undefined, 'nobody')
  const file = encoded({ name: 'file', filename: 'x', content: zeros })
  const epilogue = Buffer.concat([
    encoded({ name: 'file', filename: 'x', content: 'x' }),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  for (const [what, start, bytes, status] of [
    ['JSON', json, Buffer.alloc(100_000, ' '), 413],
    ['with a bad token', stranger, zeros, 401],
    ['a file', Buffer.concat([Buffer.from(uploadHead()), chunk(file)]), zeros, 413],
    ['before the first part', uploadHead(), zeros, 413],
    ['after the last part', Buffer.concat([Buffer.from(uploadHead()), chunk(epilogue)]), zeros, undefined],
  ] as const) {
    const socket = await connected()
    const chunks: Buffer[] = []
    socket.on('data', (data: Buffer) => chunks.push(data))
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.write(start)
    while (!socket.destroyed) {
      if (!socket.write(chunk(bytes))) await Promise.race([once(socket, 'drain').catch(() => {}), closed])
      await sleep(10)
    }
    await closed
    const received = Buffer.concat(chunks)
    // A reset of the connection may discard the response.
    if (received.length > 0 && status !== undefined) t.equal(parseRaw(received).status, status, what)
    t.pass(`${what}: the connection is closed`)
  }
  t.equal((await owner.client.get('/healthz')).status, 200)
})

t.test(
  'a response that is not read is cut off, and its file is closed',
  { skip: !descriptorsAreKnown },
  async (t) => {
    const { client, ...large } = await testServer(t, { config: { IDLE_TIMEOUT: 1 } })
    const ada = await signUp({ client })
    const content = Buffer.alloc(20_000_000)
    const { id } = (
      await ada.client.post('/api/file/', form({ name: 'file', filename: 'x', content }))
    ).json<{ id: number }>()
    const socket = connect(Number(new URL(large.url).port), hostname)
    socket.on('error', () => {})
    socket.pause()
    socket.write(
      `GET /api/file/${id}/content HTTP/1.1\r\nHost: parley\r\nAuthorization: Bearer ${ada.access}\r\n\r\n`,
    )
    await until('the file is open', async () => (await openIn(large.files)) === 1)
    await until('the file is closed', async () => (await openIn(large.files)) === 0)
    socket.resume()
    await once(socket, 'close')
    t.ok(socket.bytesRead < content.length)
  },
)
