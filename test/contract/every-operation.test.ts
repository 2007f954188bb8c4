/** Rules that hold for every operation of the contract. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { declared } from '../support/contract/conformance.ts'
import { contractDocument } from '../support/contract/document.ts'
import { sendRaw } from '../support/network/raw.ts'
import { type ContractOperation, operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const owner = await settle(await signUp(server))

const bothSpellings = (path: string) => [path, path.endsWith('/') ? path.slice(0, -1) : `${path}/`]
const paths = Object.entries(Object.groupBy(operations, ({ path }) => path)).map(([path, here = []]) => ({
  path: path.replace('{id}', '1'),
  allowed: here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
}))

t.test(
  "every operation succeeds with the contract's example, with and without a trailing slash",
  async (t) => {
    const endsSession = new Set(['refreshTokens', 'logOut', 'changePassword', 'deleteCurrentUser'])
    const success = ({ operationId }: ContractOperation) =>
      declared().find((pair) => pair.operationId === operationId && pair.status < 300)?.status
    for (const operation of operations) {
      const { operationId, method } = operation
      for (const which of [0, 1]) {
        const own = await settle(endsSession.has(operationId) ? await signUp(server) : owner)
        const path = bothSpellings(ownPath(operation, own))[which] ?? ''
        const answer = await own.client.request(method, path, ownBody(operation, own))
        t.equal(answer.status, success(operation), `${operationId} at ${path}`)
      }
    }
  },
)

t.test('HEAD has the status and headers of GET, without a body', async (t) => {
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const path = ownPath(operation, owner)
    const read = async () => ({
      get: await owner.client.get(path),
      head: await owner.client.head(path),
      after: await owner.client.get(path),
    })
    let { get, head, after } = await read()
    // The signed URL of a file changes every second.
    while (after.text !== get.text) ({ get, head, after } = await read())
    t.equal(head.status, 200, path)
    t.equal(head.bytes.length, 0)
    for (const name of ['content-type', 'content-length', 'etag', 'link']) {
      t.equal(head.headers.get(name), get.headers.get(name), `${name} of ${path}`)
    }
  }
})

t.test('an unknown query parameter is refused by name', async (t) => {
  for (const operation of operations) {
    const path = `${ownPath(operation, owner)}?colour=red`
    const answer = await owner.client.request(operation.method, path, ownBody(operation, owner))
    t.equal(answer.status, 400, operation.operationId)
    t.same(answer.json<Problem>().errors, [
      { pointer: '/query/colour', code: 'not_allowed', message: 'is not known here' },
    ])
  }
})

t.test('a missing token is reported before anything else in protected operations', async (t) => {
  for (const { operationId, method, path } of operations.filter(({ needsToken }) => needsToken)) {
    const wrongInEveryWay = { headers: { 'content-type': 'text/plain' }, body: '{' }
    const answer = await server.client.request(
      method,
      `${path.replace('{id}', 'x')}?colour=red`,
      wrongInEveryWay,
    )
    t.equal(answer.status, 401, operationId)
    t.equal(answer.json<Problem>().code, 'token_not_valid')
    t.equal(answer.headers.get('www-authenticate'), 'Bearer realm="api"')
  }
})

t.test('public operations need no token and ignore an invalid one', async (t) => {
  const open = operations.filter(({ needsToken }) => !needsToken).map(({ operationId }) => operationId)
  t.same(
    open.sort(),
    [
      ...[
        'getContractJson',
        'getContractOpenApi30',
        'getContractOpenApi32',
        'getContractYaml',
        'getHealth',
        'getProblemType',
        'getReadiness',
      ],
      ...['logIn', 'logOut', 'refreshTokens', 'registerUser', 'verifyToken'],
    ],
    'these are all public operations',
  )
  const answer = await server.client.get('/openapi.json', { token: 'garbage' })
  t.equal(answer.status, 200)
})

t.test('an undeclared method is a 405 with the declared ones in Allow', async (t) => {
  const methods = [
    ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'],
    ...['PROPFIND', 'MKCOL', 'QUERY', 'M-SEARCH'],
  ]
  for (const { path, allowed } of paths) {
    for (const spelling of bothSpellings(path)) {
      for (const method of methods.filter((method) => !allowed.includes(method))) {
        const headers = { 'content-type': 'text/plain' }
        const answer = await server.client.request(method, spelling, { headers, body: 'x' })
        t.equal(answer.status, 405, `${method} ${spelling}`)
        t.same(answer.headers.get('allow')?.split(', ').sort(), allowed.toSorted())
        if (method !== 'HEAD') t.equal(answer.json<Problem>().code, 'method_not_allowed')
      }
    }
  }
})

t.test('percent-encoding, repeated slashes and an absolute URL do not change a path', async (t) => {
  for (const path of ['/api/ch%61t/', '/%61pi/chat', '//api///chat//', '/api/chat/?limit=1']) {
    t.equal((await owner.client.get(path)).status, 200, path)
    t.equal((await owner.client.request('PATCH', path)).headers.get('allow'), 'GET, HEAD, POST', path)
  }
  const absolute = (method: string) =>
    `${method} ${server.url}/api/chat/ HTTP/1.1\r\nHost: parley\r\nConnection: close\r\n` +
    `Authorization: Bearer ${owner.access}\r\n\r\n`
  t.equal((await sendRaw(server.url, absolute('GET'))).status, 200)
  t.equal((await sendRaw(server.url, absolute('PATCH'))).headers.get('allow'), 'GET, HEAD, POST')
})

t.test('an undeclared path is a 404 with any method', async (t) => {
  const missing = [
    ...[
      '/',
      '/api',
      '/api/',
      '/api/chats/',
      '/API/CHAT/',
      '/api/chat/1/2',
      '/api/chat/../chat/',
      '/api/user/',
    ],
    ...[
      '/api/file/1/content/x',
      '/openapi.yml',
      '/.env',
      '/favicon.ico',
      '/__proto__',
      '/constructor',
      '/%zz',
    ],
    ...['/%00', '/%ff%fe', `/${'x'.repeat(5_000)}`],
  ]
  for (const path of missing) {
    for (const method of ['GET', 'POST', 'PROPFIND']) {
      const answer = await server.client.request(method, path, { body: 'x' })
      t.equal(answer.status, 404, `${method} ${path.slice(0, 50)}`)
      t.equal(answer.json<Problem>().code, 'unknown_path')
    }
  }
})

t.test('every response has the version of the contract', async (t) => {
  const { version } = (contractDocument as { info: { version: string } }).info
  const answers = [
    await owner.client.get('/api/chat/'),
    await owner.client.get(`/api/file/${owner.file}/content`),
    await owner.client.get(`/api/file/${owner.file}/content`, { headers: { Range: 'bytes=0-0' } }),
    await owner.client.get(`/api/file/${owner.file}/content`, { headers: { 'If-None-Match': '*' } }),
    await owner.client.head('/api/chat/'),
    await server.client.get('/api/chat/'),
    await server.client.get('/nothing'),
    await server.client.get('/api/chat/%zz'),
    await server.client.request('PATCH', '/api/chat/'),
    await sendRaw(server.url, 'garbage\r\n\r\n'),
    await sendRaw(server.url, `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
    await fetch(`${server.url}/docs/`),
  ]
  t.same(
    answers.map(({ status }) => status),
    [200, 200, 206, 304, 200, 401, 404, 400, 405, 400, 431, 200],
  )
  for (const { headers, status } of answers) t.equal(headers.get('parley-contract'), version, String(status))
})

t.test('every problem has a unique request id that is in the log', async (t) => {
  const problemsSeen = [
    (await server.client.get('/api/chat/')).json<Problem>(),
    (await server.client.get('/nothing')).json<Problem>(),
    (await server.client.get('/api/chat/%zz')).json<Problem>(),
    (await sendRaw(server.url, 'garbage\r\n\r\n')).json<Problem>(),
  ]
  const logged = server.log.map((line) => JSON.parse(line))
  for (const { request_id, status } of problemsSeen) {
    t.match(
      logged.filter((line) => line.request_id === request_id),
      [{ status }],
    )
  }
  t.equal(new Set(problemsSeen.map(({ request_id }) => request_id)).size, problemsSeen.length)
})
