/** CORS headers. The requests use `fetch`, because the contract has no OPTIONS. */
import t from 'tap'
import { responseHeaders, routes } from '../../generated/routes.ts'
import { contractDocument } from '../support/contract/document.ts'
import { settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

const origin = 'https://app.example'
const closed = await testServer(t)
const server = await testServer(t, {
  replicaOf: closed,
  config: { CORS_ORIGINS: [origin, 'http://localhost:5173', 'tauri://localhost'] },
})
const ada = await settle(await signUp(server))

const preflight = {
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'authorization',
}
const ask = (path: string, method: string, headers: Record<string, string>, url = server.url) =>
  fetch(url + path, { method, headers: { ...headers } })
const corsOf = ({ headers }: Response) =>
  [...headers].map(([name]) => name).filter((name) => name.startsWith('access-control-'))

t.test('a preflight from an allowed origin lists the methods of the path and the headers', async (t) => {
  for (const allowed of [origin, 'http://localhost:5173', 'tauri://localhost']) {
    const answer = await ask('/api/chat/12', 'OPTIONS', { origin: allowed, ...preflight })
    t.equal(answer.status, 204)
    t.equal(answer.headers.get('access-control-allow-origin'), allowed)
    t.equal(answer.headers.get('access-control-allow-methods'), 'GET, HEAD, PUT, DELETE')
    t.match(
      answer.headers.get('access-control-allow-headers'),
      /Authorization, Content-Type, Idempotency-Key/,
    )
    t.equal(answer.headers.get('access-control-allow-credentials'), null)
    t.match(answer.headers.get('vary'), /Origin/)
  }
  for (const { url } of Object.values(routes)) {
    const answer = await ask(url.replace(':id', '1'), 'OPTIONS', { origin, ...preflight })
    t.equal(answer.status, 204, url)
  }
})

t.test('an allowed origin can read responses, errors and the relevant headers', async (t) => {
  const authorization = `Bearer ${ada.access}`
  for (const [path, method, status] of [
    ['/api/chat/', 'GET', 200],
    ['/api/chat/', 'PATCH', 405],
    ['/nothing', 'GET', 404],
    ['/api/chat/999999', 'GET', 404],
    ['/api/chat/x', 'GET', 400],
    ['/api/chat/%zz', 'GET', 400],
    ['/openapi.yaml', 'GET', 200],
  ] as const) {
    const answer = await ask(path, method, { origin, authorization })
    t.equal(answer.status, status, `${method} ${path}`)
    t.equal(answer.headers.get('access-control-allow-origin'), origin)
    t.match(answer.headers.get('vary'), /Origin/)
    const exposed = answer.headers.get('access-control-expose-headers')?.split(', ')
    const wanted = ['Link', 'Location', 'Retry-After', 'Content-Range', 'ETag', 'Idempotency-Replayed']
    t.same(
      wanted.filter((name) => !exposed?.includes(name)),
      [],
    )
    t.ok(exposed?.includes('X-Request-Id') && exposed.includes('RateLimit'))
    t.equal(answer.headers.get('access-control-allow-credentials'), null)
  }
  const refused = await ask('/api/chat/', 'GET', { origin })
  t.equal(refused.status, 401)
  t.equal(refused.headers.get('access-control-allow-origin'), origin)
})

t.test('an allowed origin can send the headers that libraries add', async (t) => {
  const answer = await ask('/api/llm/', 'OPTIONS', { origin, ...preflight })
  const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase().split(', ')
  for (const [what, names] of [
    ['event streams', ['cache-control', 'last-event-id']],
    ['clients that bypass caches', ['cache-control', 'pragma', 'expires']],
    ['older clients', ['x-requested-with']],
    ['conditional requests', ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']],
    ['ranges', ['range', 'if-range']],
    ['trace context', ['traceparent', 'tracestate', 'baggage']],
    ['Sentry', ['sentry-trace', 'baggage']],
    ['Zipkin', ['b3', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-parentspanid', 'x-b3-sampled', 'x-b3-flags']],
    ['Datadog', ['x-datadog-trace-id', 'x-datadog-parent-id', 'x-datadog-origin']],
    ['Datadog’s sampling', ['x-datadog-sampling-priority', 'x-datadog-tags']],
    ['New Relic, Jaeger, X-Ray', ['newrelic', 'uber-trace-id', 'x-amzn-trace-id']],
    ['Application Insights', ['request-id', 'request-context']],
  ] as const) {
    t.same(
      names.filter((name) => !allowed?.includes(name)),
      [],
      what,
    )
  }
  t.notOk(allowed?.includes('*'))
  t.notOk(allowed?.includes('cookie'))
})

t.test('an allowed origin can read every header of the contract, and Date', async (t) => {
  const answer = await ask('/healthz', 'GET', { origin })
  const exposed = answer.headers.get('access-control-expose-headers')?.toLowerCase().split(', ')
  const declared = headersIn(contractDocument)
  t.ok(declared.size > 15)
  const missing = [...declared, 'Date', 'X-Request-Id', 'Allow'].filter(
    (name) => !exposed?.includes(name.toLowerCase()),
  )
  t.same(missing, [])
  t.same([...declared].sort(), [...responseHeaders], 'the generated list is complete')
})

/** Returns the names under each `headers` of a document, except `components.headers`. */
function headersIn(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found
  for (const [name, member] of Object.entries(node)) {
    if (name === 'headers' && node !== contractDocument.components)
      for (const header of Object.keys(member)) found.add(header)
    else headersIn(member, found)
  }
  return found
}

t.test('other origins get no CORS headers', async (t) => {
  const others = [
    ...['null', '*', 'https://app.example.evil.example', 'https://evil.example', 'http://app.example'],
    ...['https://app.example:8443', 'HTTPS://APP.EXAMPLE', 'https://app.example/', 'https://sub.app.example'],
  ]
  for (const other of others) {
    const before = await ask('/api/chat/12', 'OPTIONS', { origin: other, ...preflight })
    t.equal(before.status, 405, other)
    t.same(corsOf(before), [], other)
    const simple = await ask('/openapi.json', 'GET', { origin: other })
    t.equal(simple.status, 200, other)
    t.same(corsOf(simple), [], other)
    t.match(simple.headers.get('vary'), /Origin/, 'caches keep the response for this origin only')
  }
  const { headers } = await ask('/openapi.json', 'GET', {})
  t.equal(
    headers.get('access-control-allow-origin'),
    null,
    'a request without an origin gets no CORS headers',
  )
})

t.test('OPTIONS without a preflight is a 405', async (t) => {
  for (const [path, status, headers] of [
    ['/api/chat/', 405, { origin }],
    ['/api/chat/', 405, preflight],
    ['/api/chat/', 405, { 'content-type': 'text/plain' }],
    ['/nothing', 404, { origin, ...preflight }],
    ['/nothing', 404, {}],
  ] as const) {
    const answer = await ask(path, 'OPTIONS', headers)
    t.match(await answer.json(), { status })
    if (status === 405) t.equal(answer.headers.get('allow'), 'GET, HEAD, POST')
  }
})

t.test('without allowed origins there are no CORS headers', async (t) => {
  const answer = await ask('/api/chat/', 'OPTIONS', { origin, ...preflight }, closed.url)
  t.equal(answer.status, 405)
  t.same(corsOf(answer), [])
  t.same(corsOf(await ask('/openapi.json', 'GET', { origin }, closed.url)), [])
})
