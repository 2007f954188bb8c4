/** Requests that match no operation get the statuses and headers that the contract declares for them. */
import t from 'tap'
import { contractDocument } from '../support/contract/document.ts'
import { sendRaw } from '../support/network/raw.ts'
import { at } from '../support/operations.ts'
import { testServer } from '../support/server.ts'

type Json = { [member: string]: unknown }

const origin = 'https://app.example'
const server = await testServer(t, { config: { CORS_ORIGINS: [origin] } })
const declared = at(contractDocument, 'x-without-operation', 'responses') as Record<string, Json>

/** Headers of the connection and the message, which no response declares. */
const general = ['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding']

function response(status: number): Json {
  const { $ref } = declared[status] ?? {}
  return typeof $ref === 'string'
    ? (at(contractDocument, ...$ref.split('/').slice(1)) as Json)
    : (declared[status] ?? {})
}

function undeclared(status: number, names: Iterable<string>): string[] {
  const known = Object.keys((response(status).headers ?? {}) as Json).map((name) => name.toLowerCase())
  return [...names].filter((name) => !known.includes(name) && !general.includes(name))
}

t.test(
  'preflights, unknown paths and unsupported methods get the declared statuses and headers',
  async (t) => {
    const preflight = { origin, 'access-control-request-method': 'PUT' }
    for (const [method, path, status, headers] of [
      ['OPTIONS', '/api/chat/1', 204, preflight],
      ['GET', '/nothing', 404, { origin }],
      ['DELETE', '/nothing', 404, {}],
      ['GET', '/api/chat/%zz', 400, {}],
      ['PATCH', '/api/chat/', 405, { origin }],
    ] as const) {
      const answer = await fetch(server.url + path, { method, headers: { ...headers } })
      t.equal(answer.status, status, `${method} ${path}`)
      t.ok(String(status) in declared, `${status} is declared`)
      t.same(undeclared(status, answer.headers.keys()), [], `${method} ${path}`)
      for (const [name, { required }] of Object.entries(response(status).headers as Record<string, Json>))
        if (required === true) t.ok(answer.headers.has(name), `${method} ${path} has ${name}`)
    }
  },
)

t.test('an unknown path has its own code, which the contract declares', async (t) => {
  const { code } = (await server.client.get('/nothing')).json<{ code: string }>()
  t.equal(code, 'unknown_path')
  t.match(response(404), { content: { 'application/problem+json': { example: { code } } } })
})

t.test('a malformed request gets a declared status', async (t) => {
  const answer = await sendRaw(server.url, 'NONSENSE\r\n\r\n')
  t.equal(answer.status, 400)
  t.ok('400' in declared)
})
