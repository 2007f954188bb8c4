/** Liveness and readiness. Database outages are tested in test/http/database-away.test.ts. */
import { once } from 'node:events'
import { rename } from 'node:fs/promises'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { connectionsOf } from '../../src/database/connections/connect.ts'
import { type Storage, StorageUnavailable } from '../../src/files/storage/storage.ts'
import { check } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { gate } from '../support/network/gate.ts'
import { freePort, testServer } from '../support/server.ts'

t.test('a server with a database and a storage is alive and ready', async (t) => {
  const { client } = await testServer(t)
  for (const path of ['/healthz', '/readyz']) {
    t.same((await client.get(path)).json(), { status: 'ok' }, path)
    t.equal((await client.head(path)).status, 200, path)
  }
})

t.test('a server without its storage is alive and not ready until the storage is back', async (t) => {
  const { client, files } = await testServer(t)
  await rename(files, `${files}-elsewhere`)
  const away = await client.get('/readyz')
  t.match(away.json(), { status: 503, code: 'storage_unavailable' })
  t.equal(away.headers.get('retry-after'), '5')
  t.equal((await client.get('/healthz')).status, 200)
  await rename(`${files}-elsewhere`, files)
  await until('the server is ready again', async () => (await client.get('/readyz')).status === 200)
})

t.test('a server without its database is alive and not ready', async (t) => {
  const connection = { host: '127.0.0.1', port: await freePort(), user: 'parley', database: 'parley' }
  const { client } = await testServer(t, { connection })
  t.match((await client.get('/readyz')).json(), { status: 503, code: 'database_unavailable' })
  t.equal((await client.get('/healthz')).status, 200)
})

t.test('a server in graceful shutdown is alive and not ready', async (t) => {
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
})

/** Time, in ms, for which the result of a check is used. */
const FRESH_MS = 2_000

t.test('readiness is checked at most once in two seconds, however often it is requested', async (t) => {
  const times: number[] = []
  const { storage } = counted(async () => void times.push(performance.now()))
  const { client, db, log } = await testServer(t, { storage })
  while (times.length < 3) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.get('/readyz')))
    t.ok(answers.every(({ status }) => status === 200))
    await sleep(100)
  }
  const [first = 0, , third = 0] = times
  t.ok(third - first > 2 * FRESH_MS - 10, 'the first check and two more need four seconds')
  t.ok(connectionsOf(db).total <= 5, 'most of the ten database connections are unused')
  t.same(
    log.filter((line) => JSON.parse(line).level >= 50),
    [],
  )
})

t.test('a failed check is repeated after two seconds', async (t) => {
  let isAway = true
  const { checks, storage } = counted(async () => {
    if (isAway) throw new StorageUnavailable(new Error('away'))
  })
  const { client } = await testServer(t, { storage })
  const began = performance.now()
  const away = await Promise.all(Array.from({ length: 20 }, () => client.get('/readyz')))
  t.ok(away.every(({ status }) => status === 503))
  isAway = false
  await until('the server is ready', async () => (await client.get('/readyz')).status === 200)
  t.ok(checks() >= 2)
  const most = 1 + Math.floor((performance.now() - began) / (FRESH_MS - 10))
  t.ok(checks() <= most, `${checks()} checks, in a time for ${most}`)
})

t.test('a check that hangs times out, and no second check starts beside it', async (t) => {
  const hanging = Promise.withResolvers<void>()
  const { checks, storage } = counted(() => hanging.promise)
  const { client } = await testServer(t, { storage })
  const began = performance.now()
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.get('/readyz')))
    for (const answer of answers) t.match(answer.json(), { status: 503, code: 'storage_unavailable' })
  }
  t.ok(performance.now() - began < 20_000, 'later requests do not wait for another timeout')
  t.equal(checks(), 1)
  t.equal((await client.get('/healthz')).status, 200)
  hanging.resolve()
  await until('the server is ready', async () => (await client.get('/readyz')).status === 200)
})

t.test('a database that does not respond makes the server not ready', async (t) => {
  const { connection } = await testDatabase(t)
  const between = await gate(t, connection)
  await between.open()
  const { client } = await testServer(t, { connection: between.connection })
  t.equal((await client.get('/readyz')).status, 200)
  between.silence()
  await until('the server is not ready', async () => {
    const { status } = await client.get('/readyz')
    return status === 503
  })
  t.match((await client.get('/readyz')).json(), { code: 'database_unavailable' })
  // A server with pending queries cannot close cleanly.
  await between.shut()
})

/** Storage that counts its checks and has no other methods. */
function counted(check = async () => {}) {
  let checks = 0
  const storage = {
    check: () => {
      checks += 1
      return check()
    },
  } as Storage
  return { checks: () => checks, storage }
}
