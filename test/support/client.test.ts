import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { contractDocument } from '../../src/contract/contract-routes.ts'
import { securityHeaders } from '../../src/http/security-headers.ts'
import { client } from './client.ts'

/** Request as the server received it. */
interface Received {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

/** Problem that is expected for a path outside the contract. For anything else the client throws. */
const notFound = {
  type: '/problems/not_found',
  title: 'Not found',
  status: 404,
  detail: 'There is no such object, or it belongs to another user.',
  code: 'not_found',
  request_id: '2f6a6f0e-8d38-4f77-9d6c-8d1c0b1f3a10',
}

/** Headers that every response has. */
const headers = {
  ...securityHeaders({ https: false }),
  'parley-contract': contractDocument.info.version,
  'x-request-id': notFound.request_id,
}

function answerNotFound(response: ServerResponse) {
  response
    .writeHead(404, { ...headers, 'content-type': 'application/problem+json' })
    .end(JSON.stringify(notFound))
}

/** Starts a server that gives every request the same response, and records the requests. */
async function serve(t: Test, answer = answerNotFound) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request
    received.push({ method, url, headers, body: await text(request) })
    answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { received, origin, api: client(origin) }
}

t.test('the client sends requests unchanged', async (t) => {
  const { received, api } = await serve(t)
  await api.get('/no/../such//path/?a=%zz')
  await api.post('/no', { json: { a: [null] } })
  await api.put('/no', { json: 1, headers: { 'Content-Type': 'text/plain', 'x-unusual': ['a', 'b'] } })
  await api.delete('/no', { body: 'raw' })
  await api.post('/no', { body: Readable.from(['in ', 'pieces']) })
  await api.request('PATCH', '/no', { body: Buffer.from([0x00, 0x41]) })
  await api.head('/no')
  t.match(received, [
    { method: 'GET', url: '/no/../such//path/?a=%zz', body: '' },
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":[null]}' },
    { method: 'PUT', headers: { 'content-type': 'text/plain', 'x-unusual': 'a, b' }, body: '1' },
    { method: 'DELETE', body: 'raw' },
    { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'in pieces' },
    { method: 'PATCH', headers: { 'content-length': '2' }, body: '\0A' },
    { method: 'HEAD', body: '' },
  ])
  t.notOk(received[3]?.headers['content-type'], 'a raw body has the type that the test gives it, or none')
})

t.test('the client sends forms', async (t) => {
  const { received, api } = await serve(t)
  const form = new FormData()
  form.set('file', new File(['bytes'], 'a.txt', { type: 'text/plain' }))
  await api.post('/no', { body: form })
  t.match(received[0], {
    headers: { 'content-type': /^multipart\/form-data; boundary=/, 'content-length': /^\d+$/ },
    body: /name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\nbytes\r\n/,
  })
})

t.test('the client sends its access token, or that of the request', async (t) => {
  const { received, origin, api } = await serve(t)
  await api.get('/no')
  await api.as('mine').get('/no')
  await api.as('mine').get('/no', { token: 'other' })
  await api.as('mine').get('/no', { headers: { Authorization: 'Basic x' } })
  await api.as('mine').fetch(`${origin}/no`)
  t.same(
    received.map(({ headers }) => headers.authorization),
    [undefined, 'Bearer mine', 'Bearer other', 'Basic x', 'Bearer mine'],
  )
})

t.test('the client returns the response', async (t) => {
  const { api } = await serve(t)
  const answer = await api.get('/no')
  t.equal(answer.status, 404)
  t.equal(answer.headers.get('Content-Type'), 'application/problem+json')
  t.equal(answer.text, JSON.stringify(notFound))
  t.ok(answer.bytes.equals(Buffer.from(answer.text)))
  t.equal(answer.json<typeof notFound>().code, 'not_found')
})

t.test('the client rejects a response that violates the contract', async (t) => {
  const { origin, api } = await serve(t, (response) => response.end('fine'))
  const error = { code: 'ERR_ASSERTION', message: /must be one of 404/ }
  await t.rejects(api.get('/no'), error)
  await t.rejects(api.fetch(`${origin}/no`), error)
})
