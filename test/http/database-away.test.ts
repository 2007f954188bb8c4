/** Database outages while the server keeps running. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { testDatabase } from '../support/database.ts'
import { filesIn } from '../support/files.ts'
import { gate } from '../support/network/gate.ts'
import { operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { freePort, signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

/** Operations that need no database. */
const independent = new Set([
  ...['getContractYaml', 'getContractJson', 'getContractOpenApi30', 'getContractOpenApi32'],
  ...['getHealth', 'getProblemType'],
])

t.test('a server started before its database works once the database is available', async (t) => {
  const database = await gate(t, (await testDatabase(t)).connection)
  const server = await testServer(t, { connection: database.connection })
  const register = () =>
    server.client.post('/api/register/', { json: { username: 'ada', password: 'correct horse' } })
  t.equal((await register()).status, 503)
  await database.open()
  t.equal((await register()).status, 201)
})

t.test('a database address without a listener is reported as unavailable', async (t) => {
  // They fail differently, because `localhost` has two addresses.
  for (const host of ['127.0.0.1', 'localhost']) {
    const connection = { host, port: await freePort(), user: 'parley', database: 'parley' }
    const { client } = await testServer(t, { connection })
    const answer = await client.post('/api/token/', { json: { username: 'ada', password: 'correct horse' } })
    t.match(answer.json<Problem>(), { status: 503, code: 'database_unavailable' }, host)
  }
})

t.test('during a database outage every operation that needs it responds 503', async (t) => {
  const database = await gate(t, (await testDatabase(t)).connection)
  await database.open()
  const server = await testServer(t, { connection: database.connection })
  const owner = await settle(await signUp(server))
  const stored = await filesIn(server.files)

  for (const round of ['first', 'again']) {
    await database.shut()
    // Verified access tokens are cached for up to a second.
    await sleep(1_000)
    for (const operation of operations) {
      const { operationId, method } = operation
      const body = ownBody(operation, owner)
      const answer = await owner.client.request(method, ownPath(operation, owner), body)
      if (independent.has(operationId)) t.equal(answer.status, 200, operationId)
      else {
        t.match(
          answer.json<Problem>(),
          { status: 503, code: 'database_unavailable' },
          `${operationId} ${round}`,
        )
        t.equal(answer.headers.get('retry-after'), '1', operationId)
      }
    }
    t.same(await filesIn(server.files), stored, 'a refused upload leaves no bytes behind')
    t.equal(
      (await server.client.get('/api/chat/')).status,
      401,
      'a request without a token is a 401 as usual',
    )
    t.equal((await server.client.get('/api/chat/', { token: 'garbage' })).status, 401)

    await database.open()
    t.equal((await owner.client.get(`/api/chat/${owner.chat}`)).status, 200, 'the next request succeeds')
    t.equal((await owner.client.post('/api/chat/', { json: {} })).status, 201)
    const newcomer = await signUp(server)
    t.equal((await newcomer.client.get('/api/user/me')).status, 200)
  }
})
