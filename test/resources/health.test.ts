/** What a supervisor and a load balancer ask. That the database is away, test/http/database-away.test.ts has. */
import { once } from 'node:events'
import { rename } from 'node:fs/promises'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { check } from '../support/client.ts'
import { freePort, testServer } from '../support/server.ts'

t.test('a server with a database and a storage is alive and ready', async (t) => {
  const { client } = await testServer(t)
  for (const path of ['/healthz', '/readyz']) {
    t.same((await client.get(path)).json(), { status: 'ok' }, path)
    t.equal((await client.head(path)).status, 200, path)
  }
})

t.test('a server without its storage is alive and not ready, until that is back', async (t) => {
  const { client, files } = await testServer(t)
  await rename(files, `${files}-elsewhere`)
  const away = await client.get('/readyz')
  t.match(away.json(), { status: 503, code: 'storage_unavailable' })
  t.equal(away.headers.get('retry-after'), '5')
  t.equal((await client.get('/healthz')).status, 200)
  await rename(`${files}-elsewhere`, files)
  t.equal((await client.get('/readyz')).status, 200)
})

t.test('a server without its database is alive and not ready', async (t) => {
  const connection = { host: '127.0.0.1', port: await freePort(), user: 'parley', database: 'parley' }
  const { client } = await testServer(t, { connection })
  t.match((await client.get('/readyz')).json(), { status: 503, code: 'database_unavailable' })
  t.equal((await client.get('/healthz')).status, 200)
})

t.test(
  'a server that has been told to stop is alive and not ready, while it ends what is under way',
  async (t) => {
    const { app, client, url } = await testServer(t)
    const body = JSON.stringify({ username: 'ada', password: 'correct horse battery' })
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const slow = request(`${url}/api/register/`, { method: 'POST', headers })
    const arrived = once(app.server, 'request')
    slow.write(body.slice(0, 10))
    await arrived
    const closing = app.close()
    t.match((await client.get('/readyz')).json(), { status: 503, code: 'shutting_down' })
    t.equal((await client.get('/healthz')).status, 200)
    slow.end(body.slice(10))
    const [answer] = await once(slow, 'response')
    t.equal(answer.statusCode, 201)
    check('POST', '/api/register/', 201, new Headers(answer.headers), Buffer.from(await text(answer)))
    await closing
  },
)
