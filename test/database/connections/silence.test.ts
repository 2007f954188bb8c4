import t from 'tap'
import { until } from '../../support/files.ts'
import { gate } from '../../support/network/gate.ts'
import { signUp, testServer } from '../../support/server.ts'

t.test('a database that stops responding on open connections is reported as unavailable', async (t) => {
  const server = await testServer(t)
  const way = await gate(t, server.connection)
  await way.open()
  const replica = await testServer(t, { replicaOf: server, connection: way.connection })
  const { access, password } = await signUp(server)
  const { client } = replica
  const list = () => client.get('/api/chat/', { token: access })
  const change = () =>
    client.put('/api/user/me/password', {
      token: access,
      json: { current_password: password, new_password: password },
    })
  // Opens enough connections for the requests below.
  await Promise.all(Array.from({ length: 8 }, list))

  way.silence()
  const began = performance.now()
  for (const answer of await Promise.all([list(), list(), change()])) {
    t.match(answer.json(), { status: 503, code: 'database_unavailable' })
  }
  const took = performance.now() - began
  t.ok(took < 20_000, `detected after ${Math.round(took)} ms`)
  await way.shut()
  await way.open()
  await until('requests succeed again', async () => (await list()).status === 200)
  t.equal((await change()).status, 204)
})
