/**
 * Rules of the contract between requests: examples are accepted, created objects exist until they are
 * deleted, protected operations need a valid token, and paths have no undeclared methods.
 */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { type ContractOperation, itemOperations, kindOf, operations, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'
import { ownInput, send } from './requests/requests.ts'

const server = await testServer(t)

t.test("every example body is accepted with the owner's objects", async (t) => {
  for (const operation of operations) {
    for (const body of operation.body?.examples ?? []) {
      const owner = await settle(await signUp(server))
      const example = { ...operation, ...(operation.body && { body: { ...operation.body, example: body } }) }
      const client = operation.needsToken ? owner.client : server.client
      const answer = await send(client, example, ownInput(example, owner))
      t.ok(
        answer.status < 300,
        `${operation.operationId} ${JSON.stringify(body)}: ${answer.status} ${answer.text}`,
      )
    }
  }
})

t.test('every example parameter is accepted, alone and together', async (t) => {
  const owner = await settle(await signUp(server))
  const wrong: string[] = []
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const client = operation.needsToken ? owner.client : server.client
    const { parameters: required } = ownInput(operation, owner)
    const examples = operation.parameters.map(({ name, example }) => ({ [name]: example }))
    for (const parameters of [...examples, Object.assign({}, ...examples)]) {
      const input = { parameters: { ...parameters, ...required } }
      const { status, text } = await send(client, operation, input)
      // The object in an example need not exist.
      if (status >= 400 && status !== 404)
        wrong.push(`${operation.operationId} ${JSON.stringify(input)}: ${text}`)
    }
  }
  t.same(wrong, [])
})

const creating = operations.filter(({ links }) => links.length > 0)

t.test('a created object can be read under its Location and links', async (t) => {
  t.ok(creating.length >= 5)
  for (const operation of creating) {
    const owner = await settle(await signUp(server))
    const created = await send(owner.client, operation, ownInput(operation, owner))
    t.ok(created.status < 300, operation.operationId)
    const location = created.headers.get('location')
    if (location !== null) t.equal((await owner.client.get(location)).status, 200, location)
    for (const { operationId, parameters, requestBody } of operation.links) {
      const target = operations.find((operation) => operation.operationId === operationId)
      if (target === undefined)
        throw new Error(`${operation.operationId} leads to ${operationId}, which is not there`)
      const own = (value: unknown) => linkedValue(value, created.json())
      const input = {
        parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, own(value)])),
        ...(requestBody && {
          body: Object.fromEntries(Object.entries(requestBody).map(([name, value]) => [name, own(value)])),
        }),
      }
      const answer = await send(owner.client, target, input)
      t.ok(answer.status < 300, `${operation.operationId} → ${operationId}: ${answer.status} ${answer.text}`)
    }
  }
})

/**
 * Returns the value of a link parameter: a runtime expression for the response body (OpenAPI 3.1, section
 * 4.8.20.4), or a constant.
 */
function linkedValue(value: unknown, body: unknown): unknown {
  const [, member] = /^\$response\.body#\/(\w+)$/.exec(String(value)) ?? []
  return member === undefined ? value : (body as Record<string, unknown>)[member]
}

t.test('a deleted object is a 404 for every operation on it', async (t) => {
  for (const deletion of itemOperations.filter(({ method }) => method === 'DELETE')) {
    const owner = await settle(await signUp(server))
    const input = ownInput(deletion, owner)
    t.equal((await send(owner.client, deletion, input)).status, 204, deletion.operationId)
    for (const operation of itemOperations.filter((other) => kindOf(other) === kindOf(deletion))) {
      const answer = await send(owner.client, operation, ownInput(operation, owner))
      t.equal(answer.status, 404, `${operation.operationId} after ${deletion.operationId}`)
    }
  }
})

t.test('a protected operation needs a valid token, whatever other headers are sent', async (t) => {
  const owner = await settle(await signUp(server))
  const altered = `${owner.access.slice(0, -2)}${owner.access.endsWith('AA') ? 'BB' : 'AA'}`
  const [head = '', claims = ''] = owner.access.split('.')
  const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`
  const credentials: Record<string, string>[] = [
    {},
    ...['', 'Bearer', 'Bearer ', 'Bearer x', 'Basic YTpi', `Token ${owner.access}`, owner.access].map(
      authorization,
    ),
    ...[altered, unsigned, `${head}.${claims}`, owner.refresh, `${owner.access} x`, 'é'].map(bearer),
    { cookie: `access=${owner.access}; Authorization=Bearer ${owner.access}` },
    { 'x-authorization': `Bearer ${owner.access}`, 'proxy-authorization': `Bearer ${owner.access}` },
  ]
  for (const operation of operations.filter(({ needsToken }) => needsToken)) {
    const input = ownInput(operation, owner)
    for (const headers of credentials) {
      const client = { ...server.client }
      client.request = (method, path, options = {}) =>
        server.client.request(method, path, { ...options, headers: { ...options.headers, ...headers } })
      const { status } = await send(client, operation, input)
      t.equal(status, 401, `${operation.operationId} ${JSON.stringify(headers).slice(0, 60)}`)
    }
  }
})

function authorization(value: string): Record<string, string> {
  return { authorization: value }
}

function bearer(token: string): Record<string, string> {
  return authorization(`Bearer ${token}`)
}

t.test('a URL with an invalid signature is a 401, like other invalid credentials', async (t) => {
  const owner = await settle(await signUp(server))
  for (const query of [
    'signature=x',
    'signature=',
    'expires=1&signature=x',
    'signature=%00',
    'signature=a&expires=9',
  ]) {
    const answer = await server.client.get(`/api/file/${owner.file}/content?${query}`)
    t.equal(answer.status, 401, query)
    t.equal(answer.headers.get('www-authenticate'), 'Bearer realm="api"')
  }
})

t.test('an undeclared method is a 405 with Allow', async (t) => {
  const odd = ['PATCH', 'TRACE', 'OPTIONS', 'QUERY', 'PROPFIND', 'M-SEARCH', 'LINK', 'PURGE']
  for (const [path, own = []] of Object.entries(Object.groupBy(operations, ({ path }) => path))) {
    const declared = own.map(({ method }) => method)
    const isMissing = (method: string) =>
      !declared.includes(method) && !(method === 'HEAD' && declared.includes('GET'))
    const missing = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', ...odd].filter(isMissing)
    for (const method of missing) {
      // The client compares Allow with the contract.
      const answer = await server.client.request(method, path.replace(/\{\w+\}/, '1'))
      t.equal(answer.status, 405, `${method} ${path}`)
      t.ok(answer.headers.has('allow'))
    }
  }
})

t.test('an oddly encoded path is a client error, and a correctly encoded one works', async (t) => {
  const { client, ...owner } = await settle(await signUp(server))
  const texts = [
    '%00',
    '%2F',
    '%2e%2e',
    '..%2F1',
    '1%2F',
    '1.0',
    '01',
    '+1',
    '%31%20',
    '%EF%BC%91',
    '9'.repeat(400),
  ]
  for (const operation of itemOperations) {
    for (const text of texts) {
      const { status } = await client.request(operation.method, operation.path.replace('{id}', text))
      t.ok(status === 400 || status === 404 || status === 405, `${operation.operationId} ${text}: ${status}`)
    }
  }
  t.equal(
    (
      await client.get(
        `/api/chat/%${owner.chat.toString().charCodeAt(0).toString(16)}${String(owner.chat).slice(1)}`,
      )
    ).status,
    200,
  )
})

t.test('undeclared headers have no effect', async (t) => {
  const owner = await settle(await signUp(server))
  const odd: Record<string, string>[] = [
    ...['*/*', 'text/html', 'application/json;q=0', 'x', ',', '*'].map((accept) => ({ accept })),
    { 'accept-language': 'xx', 'accept-charset': 'x', cookie: 'a=b; \xff' },
    { 'x-forwarded-for': '\xe9', 'x-http-method-override': 'DELETE', 'if-modified-since': 'yesterday' },
    { AUTHORIZATION: `bearer ${owner.access}`, 'X-REQUEST-ID': '\x80' },
    { 'x-unknown': 'a'.repeat(4_000), [`x-${randomUUID()}`]: '' },
  ]
  const reading = (operation: ContractOperation) => operation.method === 'GET'
  for (const operation of operations.filter(reading)) {
    const input = ownInput(operation, owner)
    for (const headers of odd) {
      const client = { ...owner.client }
      client.request = (method, path, options = {}) =>
        owner.client.request(method, path, { ...options, headers })
      const { status } = await send(client, operation, input)
      t.ok(status < 300, `${operation.operationId} ${JSON.stringify(headers).slice(0, 60)}: ${status}`)
    }
  }
})
