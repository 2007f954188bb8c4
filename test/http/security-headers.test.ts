/** Security headers of every response. */
import t from 'tap'
import { operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

const server = await testServer(t)
const names = [
  'content-security-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
]
const securityHeaders = ({ headers }: { headers: Headers }) => names.map((name) => headers.get(name))
const ofData = ["default-src 'none';frame-ancestors 'none'", 'same-origin', 'no-referrer', null, 'nosniff']
const ofContent = ["default-src 'none'; sandbox", 'cross-origin', 'no-referrer', null, 'nosniff']

t.test(
  'responses cannot be framed, sniffed or executed, and only files can be embedded by other origins',
  async (t) => {
    for (const operation of operations) {
      const { operationId, method } = operation
      const own = await settle(await signUp(server))
      const answer = await own.client.request(method, ownPath(operation, own), ownBody(operation, own))
      t.ok(answer.status < 300, operationId)
      t.same(securityHeaders(answer), operationId === 'downloadFile' ? ofContent : ofData, operationId)
      const refused = await own.client.request(method, `${ownPath(operation, own)}?x=1`)
      t.same(securityHeaders(refused), ofData, `${operationId}, with an error`)
    }
    for (const path of ['/nothing', '/%zz', '/api/chat/%zz', '/api/chat/?limit=0'])
      t.same(securityHeaders(await server.client.get(path)), ofData, path)
  },
)

t.test('a 304 for a file has the security headers of the file', async (t) => {
  const ada = await settle(await signUp(server))
  const path = `/api/file/${ada.file}/content`
  const etag = (await ada.client.get(path)).headers.get('etag') ?? ''
  const fresh = await ada.client.get(path, { headers: { 'if-none-match': etag } })
  t.equal(fresh.status, 304)
  t.same(securityHeaders(fresh), ofContent)
})

t.test('the page at /docs has a policy that permits only its own scripts', async (t) => {
  const policy = (await fetch(`${server.url}/docs`)).headers.get('content-security-policy')
  t.match(policy, /script-src 'self'/)
  t.match(policy, /frame-ancestors 'none'/)
  t.notMatch(policy, /unsafe|upgrade-insecure|https?:/)
})

t.test('with an https PUBLIC_URL, HSTS is set for this host only', async (t) => {
  const secure = await testServer(t, {
    replicaOf: server,
    config: { PUBLIC_URL: 'https://chat.example' },
  })
  const { headers } = await secure.client.get('/openapi.json')
  t.equal(headers.get('strict-transport-security'), 'max-age=31536000')
})
