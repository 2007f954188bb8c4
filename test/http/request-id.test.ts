/** Request ids: their sources and where they appear. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { until } from '../support/files.ts'
import { sendRaw } from '../support/network/raw.ts'
import { operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t, { config: { TRUST_PROXY: ['127.0.0.1'] } })
const made = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const logged = (id: string) =>
  server.log.map((line) => JSON.parse(line)).filter((line) => line.request_id === id)

t.test('a valid id from a trusted proxy appears in the response, in a problem and in the log', async (t) => {
  const ids = ['12345678', 'x'.repeat(64), '4bf92f3577b34da6a3ce929d0e0e4736', 'A-b_c.0123456789']
  for (const id of ids) {
    const answer = await server.client.get('/api/chat/', { headers: { 'x-request-id': id } })
    t.equal(answer.headers.get('x-request-id'), id)
    t.equal(answer.json<Problem>().request_id, id)
    t.match(logged(id), [{ operation: 'listChats', status: 401 }])
  }
})

t.test('an invalid id is replaced by a new one', async (t) => {
  const ids = [
    '',
    '1234567',
    'x'.repeat(65),
    'with spaces in it',
    '"quoted-id"',
    '{"level":60}',
    '$(jndi:ldap)',
    'aaaaaaaaé',
  ]
  for (const id of ids) {
    const answer = await server.client.get('/api/chat/', { headers: { 'x-request-id': id } })
    t.match(answer.headers.get('x-request-id'), made, id)
    t.equal(answer.json<Problem>().request_id, answer.headers.get('x-request-id'))
  }
  const twice = { 'x-request-id': ['one-request-id', 'another-request-id'] }
  t.match((await server.client.get('/openapi.json', { headers: twice })).headers.get('x-request-id'), made)
})

t.test('every operation returns the request id and logs it', async (t) => {
  for (const operation of operations) {
    const own = await settle(await signUp(server))
    const id = `request-of-${operation.operationId}`
    const options = { ...ownBody(operation, own), headers: { 'x-request-id': id } }
    const answer = await own.client.request(operation.method, ownPath(operation, own), options)
    t.ok(answer.status < 300)
    t.equal(answer.headers.get('x-request-id'), id)
    // The log line of a stream follows its last byte.
    await until('the request is logged', () => logged(id).some(({ status }) => status !== undefined))
    t.equal(logged(id).at(-1)?.operation, operation.operationId)
  }
})

t.test('a request that matches no operation has an id too', async (t) => {
  for (const path of ['/nothing', '/api/chat/%zz', '/%zz']) {
    const answer = await server.client.get(path, { headers: { 'x-request-id': 'a-request-id' } })
    t.equal(answer.headers.get('x-request-id'), 'a-request-id', path)
    t.equal(answer.json<Problem>().request_id, 'a-request-id', path)
  }
  const garbage = await sendRaw(server.url, 'garbage\r\n\r\n')
  t.equal(garbage.headers.get('x-request-id'), garbage.json<Problem>().request_id)
})

t.test('an id from an untrusted client is only logged, next to the generated one', async (t) => {
  for (const [what, trusted] of [
    ['without a trusted proxy', undefined],
    ['with another trusted proxy', ['10.0.0.0/8', 'fd12::/48']],
  ] as const) {
    const direct = await testServer(t, {
      replicaOf: server,
      config: { TRUST_PROXY: trusted && [...trusted] },
    })
    const lines = () => direct.log.map((line) => JSON.parse(line))
    for (const path of ['/api/chat/', '/nothing']) {
      for (const headers of [
        { 'x-request-id': 'chosen-by-a-client' },
        { 'x-request-id': 'chosen-by-a-client', 'x-forwarded-for': '10.0.0.2' },
      ]) {
        const answer = await direct.client.get(path, { headers })
        const id = answer.headers.get('x-request-id') ?? ''
        t.match(id, made, what)
        t.equal(answer.json<Problem>().request_id, id)
        const found = lines().filter(({ request_id }) => request_id === id)
        t.equal(found.at(-1)?.client_request_id, 'chosen-by-a-client')
      }
    }
    t.same(
      lines().filter(({ request_id }) => request_id === 'chosen-by-a-client'),
      [],
    )
    for (const insane of ['x'.repeat(65), '1234567', '{"level":60}', 'a b c d e f g']) {
      const answer = await direct.client.get('/nothing', { headers: { 'x-request-id': insane } })
      const id = answer.headers.get('x-request-id')
      const found = lines().filter(({ request_id }) => request_id === id)
      t.equal(found.length > 0 && found.some((line) => 'client_request_id' in line), false, insane)
    }
  }
  t.same(
    server.log.filter((line) => line.includes('client_request_id')),
    [],
    'the id of a trusted proxy is not logged twice',
  )
})

t.test('a request without an id gets a new one', async (t) => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.client.get('/healthz')))
  const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')))
  t.equal(ids.size, 20)
})
