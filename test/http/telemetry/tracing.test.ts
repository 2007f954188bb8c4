/** Traces as a collector receives them (OTLP over HTTP in JSON), and their absence without one. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { client } from '../../support/client.ts'
import { until } from '../../support/files.ts'
import { settle } from '../../support/operations.ts'
import { startParley } from '../../support/processes/process.ts'
import { databaseSettings } from '../../support/processes/replica.ts'
import { signUp } from '../../support/server.ts'

interface Span {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly parentSpanId?: string
  readonly attributes: readonly { key: string; value: { stringValue?: string; intValue?: number } }[]
}

interface Resource {
  readonly resource: { readonly attributes: Span['attributes'] }
  readonly scopeSpans: readonly { readonly spans: readonly Span[] }[]
}

/** Starts a collector that keeps its requests, until the test ends. */
async function collector(t: Test, answer = 200) {
  const requests: { readonly url: string; readonly headers: object; readonly body: string }[] = []
  const server = createServer(async (request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers, body: await text(request) })
    response.writeHead(answer, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  const resources = (): Resource[] => requests.flatMap(({ body }) => JSON.parse(body).resourceSpans)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    resources,
    spans: () => resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  }
}

const attributesOf = ({ attributes }: Pick<Span, 'attributes'>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]))

/** Returns the packages that a process with these options has loaded. */
const loadedBy = ({ output }: { output(): string }) =>
  [...output().matchAll(/^loaded (\S+)$/gm)].map(([, name = '']) => name)
const NODE_OPTIONS = `--import=${new URL('../../support/processes/loaded.ts', import.meta.url)}`

t.test("each request is a span that continues the caller's trace and contains no secret", async (t) => {
  const { requests, resources, spans, url } = await collector(t)
  const parley = await startParley(t, {
    ...(await databaseSettings(t)),
    TRUST_PROXY: '127.0.0.1',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=parley-test',
    NODE_OPTIONS,
  })
  const server = { client: client(parley.url) }
  const ada = await settle(await signUp(server))
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  await ada.client.get(`/api/chat/${ada.chat}`, {
    headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': 'a-request-id' },
  })
  const { pathname, search } = new URL(ada.file_url)
  await server.client.get(pathname + search)
  await server.client.get('/nothing/secret-path')
  await server.client.get('/api/chat/')
  parley.child.kill('SIGTERM')
  t.equal(await parley.exited, 0, 'pending spans are sent at exit')

  for (const name of ['@fastify/otel', '@opentelemetry/exporter-trace-otlp-http'])
    t.ok(loadedBy(parley).includes(name), `${name} is loaded`)

  t.match(requests[0], { url: '/v1/traces', headers: { 'x-tenant': 'parley-test' } })
  for (const resource of resources()) t.equal(attributesOf(resource.resource)['service.name'], 'parley')
  const found = spans().map((span) => ({ ...span, ...attributesOf(span) }))
  t.match(
    found.filter((span) => span.traceId === traceId),
    [
      {
        name: 'GET /api/chat/:id',
        kind: 2,
        parentSpanId: '00f067aa0ba902b7',
        'parley.operation': 'getChat',
        'parley.request_id': 'a-request-id',
        'http.response.status_code': 200,
      },
    ],
  )
  for (const [name, status] of [
    ['POST /api/register/', 201],
    ['GET /api/file/:id/content', 200],
    ['GET none', 404],
    ['GET /api/chat/', 401],
  ] as const)
    t.ok(
      found.some((span) => span.name === name && attributesOf(span)['http.response.status_code'] === status),
      name,
    )
  const sent = requests.map(({ body }) => body).join('')
  for (const secret of [ada.password, ada.access, ada.refresh, search, 'signature', 'secret-path'])
    t.notMatch(sent, secret)
})

t.test('a failing collector affects no request and is logged', async (t) => {
  const failing = await collector(t, 500)
  const parley = await startParley(t, {
    ...(await databaseSettings(t)),
    OTEL_EXPORTER_OTLP_ENDPOINT: failing.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  })
  t.equal((await client(parley.url).get('/openapi.json')).status, 200)
  await until('the failure is logged', () => parley.output().includes('Traces cannot be sent'))
  t.equal((await client(parley.url).get('/readyz')).status, 200)
  parley.child.kill('SIGTERM')
  t.equal(await parley.exited, 0)
})

t.test(
  'without a collector OpenTelemetry is not loaded, and without a metrics port Prometheus is not',
  async (t) => {
    const parley = await startParley(t, { ...(await databaseSettings(t)), NODE_OPTIONS })
    t.equal((await client(parley.url).get('/readyz')).status, 200)
    const names = loadedBy(parley)
    t.ok(names.includes('fastify'), 'loaded packages are recorded')
    t.same(
      names.filter((name) => /^@opentelemetry\/|^@fastify\/otel$|^@prometheus-io\//.test(name)),
      [],
    )
  },
)
