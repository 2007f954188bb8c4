import t from 'tap'
import { conformance, type Exchange } from './conformance.ts'
import { library } from './library.ts'

const { operationOf, checkResponse, declared } = conformance(library)

const json = { 'content-type': 'application/json' }
const problem = { 'content-type': 'application/problem+json; charset=utf-8' }

/** Returns a valid response to GET /book/7 with some changes. */
function exchange(change: Partial<Omit<Exchange, 'body'>> & { body?: unknown } = {}): Exchange {
  const { body = { id: 7, title: 'Emma' }, ...rest } = change
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { method: 'GET', path: '/book/7', status: 200, headers: json, ...rest, body: bytes }
}

/** Returns a valid response to POST /book/ with these headers. */
function creation(headers: Record<string, string | string[]>): Exchange {
  return exchange({ method: 'POST', path: '/book/', status: 201, headers: { ...json, ...headers } })
}

/** Returns a 503 response to POST /book/ with these headers. */
function refusal(headers: Record<string, string>): Exchange {
  const body = { status: 503 }
  return exchange({ method: 'POST', path: '/book/', status: 503, headers: { ...problem, ...headers }, body })
}

const right: [name: string, Exchange][] = [
  ['a body that fits', exchange()],
  ['all members that are listed', exchange({ body: { id: 1, title: '', written: '2026-11-23T09:30:00Z' } })],
  ['any member where the schema takes any', exchange({ body: { id: 1, title: '', labels: { a: 'b' } } })],
  [
    'members out of a branch beside those of its schema',
    exchange({ body: { id: 1, title: '', state: { kind: 'open', page: 3 } } }),
  ],
  ['either of two closed shapes', exchange({ path: '/book/latest', body: { none: true } })],
  [
    'a media type with a parameter',
    exchange({ headers: { 'Content-Type': 'Application/JSON; charset=utf-8' } }),
  ],
  ['headers as a Headers', exchange({ headers: new Headers(json) })],
  [
    'the headers of the connection and the message',
    exchange({ headers: { ...json, date: 'today', connection: 'keep-alive', 'content-length': '9' } }),
  ],
  ['a header that is required', creation({ location: '/book/7' })],
  ['a header that may be there', exchange({ path: '/book/', headers: { ...json, link: '<a>' }, body: [] })],
  ['a header with a number', refusal({ 'retry-after': '1' })],
  ['a path with a slash more', exchange({ path: '/book/7/' })],
  ['a path with a slash less', exchange({ path: '/book?limit=1', body: [] })],
  ['a status without content', exchange({ method: 'DELETE', status: 204, headers: {}, body: '' })],
  ['a HEAD, which has no body', exchange({ method: 'HEAD', body: '' })],
  ['a 304, which has no body', exchange({ path: '/book/7/cover', status: 304, headers: {}, body: '' })],
  ['any type where the contract allows it', exchange({ path: '/book/7/cover', body: 'not JSON' })],
  [
    'a range of types',
    exchange({ path: '/book/7/text', headers: { 'content-type': 'text/csv' }, body: '1,2' }),
  ],
  [
    'a type that ends in +json',
    exchange({ path: '/book/7/text', headers: { 'content-type': 'application/vnd.library+json' } }),
  ],
  [
    'a problem for an unknown path',
    exchange({ path: '/shelf/', status: 404, headers: problem, body: { status: 404 } }),
  ],
  [
    'a problem for an unknown method',
    exchange({
      method: 'PATCH',
      status: 405,
      headers: { ...problem, allow: 'HEAD, GET,DELETE' },
      body: { status: 405 },
    }),
  ],
  [
    'a HEAD for an unknown method',
    exchange({ method: 'HEAD', path: '/shelf', status: 404, headers: problem, body: '' }),
  ],
]

const wrong: [name: string, Exchange, message: RegExp][] = [
  ['a member of the wrong type', exchange({ body: { id: '7', title: 'Emma' } }), /body\/id: must be integer/],
  ['a missing member', exchange({ body: { id: 7 } }), /body: must have required property 'title'/],
  ['an additional member', exchange({ body: { id: 7, title: '', isbn: '1' } }), /body: .* has "isbn"/],
  [
    'an additional nested member',
    exchange({ body: { id: 7, title: '', author: { born: 1775 } } }),
    /body\/author: .* has "born"/,
  ],
  [
    'an additional member, in a list',
    exchange({ path: '/book/', body: [{ id: 7, title: '', isbn: '1' }] }),
    /body\/0: .* has "isbn"/,
  ],
  [
    'an additional member, beside a branch',
    exchange({ body: { id: 1, title: '', state: { kind: 'open', line: 3 } } }),
    /body\/state: .* has "line"/,
  ],
  [
    'an additional member, in a branch of a schema without a name',
    exchange({ path: '/branch/', body: [{ street: 'x' }, { street: 'x', city: 'y' }] }),
    /body\/1: .* has "city"/,
  ],
  ['a value that a schema excludes', exchange({ body: { id: 13, title: '' } }), /body: must NOT be valid/],
  [
    'a member of one shape in the other',
    exchange({ path: '/book/latest', body: { none: true, title: '' } }),
    /body: must match exactly one schema in oneOf/,
  ],
  [
    'a value that violates its format',
    exchange({ body: { id: 7, title: '', written: 'then' } }),
    /body\/written: .*date-time/,
  ],
  [
    'a status that is not declared',
    exchange({ status: 418 }),
    /readBook .*418.*status: must be one of 200, 404/,
  ],
  ['no media type', exchange({ headers: {} }), /header content-type: missing/],
  [
    'the wrong media type',
    exchange({ headers: { 'content-type': 'text/html' } }),
    /text\/html.*application\/json/,
  ],
  ['a success as a problem', exchange({ headers: problem }), /application\/problem\+json.*application\/json/],
  [
    'the wrong media type of a HEAD',
    exchange({ method: 'HEAD', headers: { 'content-type': 'text/html' }, body: '' }),
    /text\/html/,
  ],
  ['a body that is not JSON', exchange({ body: '{"id":7' }), /body: not JSON/],
  [
    'a body that is not UTF-8',
    exchange({ body: Buffer.from('"\xff"', 'latin1') }),
    /body: not JSON in UTF-8/,
  ],
  ['an empty body', exchange({ body: '' }), /body: not JSON/],
  ['a body with a 204', exchange({ method: 'DELETE', status: 204, headers: {} }), /bytes, but must be empty/],
  ['a body with a HEAD', exchange({ method: 'HEAD' }), /bytes, but must be empty/],
  [
    'a body with a 304',
    exchange({ path: '/book/7/cover', status: 304, headers: {} }),
    /bytes, but must be empty/,
  ],
  [
    'a header that is not declared',
    exchange({ headers: { ...json, 'X-Powered-By': 'steam' } }),
    /header x-powered-by/,
  ],
  ['a required header that is missing', creation({}), /createBook .*header location: missing/],
  ['a header that does not fit', creation({ location: '/shelf/7' }), /header location: must match pattern/],
  [
    'a header sent twice',
    creation({ location: ['/book/7', '/book/7'] }),
    /header location: must match pattern/,
  ],
  ['a header with too small a number', refusal({ 'retry-after': '0' }), /header retry-after: must be >= 1/],
  ['a header with no number', refusal({ 'retry-after': '0x10' }), /header retry-after: must be integer/],
  ['a header with a fraction', refusal({ 'retry-after': '1.5' }), /header retry-after: must be integer/],
  [
    'a problem that names another status',
    exchange({ status: 404, headers: problem, body: { status: 400 } }),
    /body\/status: 400/,
  ],
  ['a success for an unknown path', exchange({ path: '/shelf' }), /no operation .*must be one of 404/],
  [
    'an unknown path, without a problem',
    exchange({ path: '/shelf', status: 404, headers: problem, body: { message: 'no' } }),
    /body: must have required property 'status'/,
  ],
  [
    'an unknown path, without the type of a problem',
    exchange({ path: '/shelf', status: 404, body: { status: 404 } }),
    /application\/json.*application\/problem\+json/,
  ],
  [
    'a 404 where the path has other methods',
    exchange({ method: 'PUT', status: 404, headers: problem, body: { status: 404 } }),
    /must be one of 405/,
  ],
  [
    'a 405 without Allow',
    exchange({ method: 'PUT', status: 405, headers: problem, body: { status: 405 } }),
    /header allow: missing/,
  ],
  [
    'a 405 with the wrong Allow',
    exchange({
      method: 'PUT',
      status: 405,
      headers: { ...problem, allow: 'GET, PUT' },
      body: { status: 405 },
    }),
    /header allow: "GET, PUT", while the path has DELETE, GET, HEAD/,
  ],
]

t.test('a response that conforms to the contract passes', async (t) => {
  for (const [name, given] of right) t.doesNotThrow(() => checkResponse(given), name)
})

t.test('a response that violates the contract fails', async (t) => {
  for (const [name, given, message] of wrong)
    t.throws(() => checkResponse(given), { code: 'ERR_ASSERTION', message }, name)
})

t.test('all differences are reported together', async (t) => {
  const given = exchange({ headers: { ...json, server: 'x' }, body: { id: 0, isbn: '1' } })
  for (const message of [/header server/, /body\/id: /, /has "isbn"/, /'title'/, /"isbn":"1"/]) {
    t.throws(() => checkResponse(given), { message }, String(message))
  }
})

t.test('the operation of a request is found', async (t) => {
  const found = (method: string, path: string) => operationOf(method, path)?.operationId
  t.equal(found('GET', '/book/'), 'listBooks')
  t.equal(found('get', '/book'), 'listBooks')
  t.equal(found('GET', '/book/?order=asc&a=/b/'), 'listBooks')
  t.equal(found('GET', '/book/7'), 'readBook')
  t.equal(found('GET', '/book/%zz/'), 'readBook')
  t.equal(found('GET', '/b%6fok/7'), 'readBook')
  t.equal(found('HEAD', '/book/7'), 'readBook')
  t.equal(found('GET', '/book/latest'), 'readLatest', 'the concrete path before the templated one')
  t.equal(found('GET', '/book/7/cover'), 'readCover')
  t.equal(found('PUT', '/book/7'), undefined)
  t.equal(found('HEAD', '/shelf'), undefined)
  t.equal(found('GET', '//book///7'), 'readBook')
  t.equal(found('DELETE', '/book/'), undefined, 'an empty parameter is none')
})

t.test('all declared statuses are listed', async (t) => {
  t.same(
    declared().map(({ operationId, status }) => `${operationId} ${status}`),
    [
      'listBooks 200',
      'createBook 201',
      'createBook 503',
      'listBranches 200',
      'readBook 200',
      'readBook 404',
      'deleteBook 204',
      'readLatest 200',
      'readCover 200',
      'readCover 304',
      'readText 200',
    ],
  )
})

t.test('an unsuitable document is rejected', async (t) => {
  const operation = (operationId: unknown, responses: unknown) => ({ get: { operationId, responses } })
  const document = (paths: unknown) => ({ openapi: '3.1.1', paths, components: { schemas: {} } })
  const gone = { $ref: '#/components/responses/Gone' }
  t.throws(() => conformance(document({ '/a': operation('a', { 410: gone }) })), {
    message: /#\/components\/responses\/Gone/,
  })
  t.throws(() => conformance(document({ '/a': operation('a', { 410: { $ref: 'other.yaml#/a' } }) })), {
    message: /not local/,
  })
  t.throws(() => conformance(document({ '/a': operation('a', { default: {} }) })), {
    message: /must be a number/,
  })
  t.throws(() => conformance(document({ '/a': operation('a', { '4XX': {} }) })), {
    message: /must be a number/,
  })
  t.throws(() => conformance(document({ '/a': operation(undefined, {}) })), { message: /GET \/a/ })
  t.throws(() => conformance(document({ '/a': operation('a', {}), '/b': operation('a', {}) })), {
    message: /GET \/b/,
  })
})
