/** Key rotation: the first JWT_SECRET signs, and all of them verify. */
import t from 'tap'
import { settle } from '../support/operations.ts'
import { secret, signUp, testServer } from '../support/server.ts'

interface Pair {
  readonly access: string
  readonly refresh: string
}

const newSecret = 'another secret for tests that is long enough'
const before = await testServer(t)
const during = await testServer(t, { replicaOf: before, config: { JWT_SECRET: [newSecret, secret] } })
const after = await testServer(t, { replicaOf: before, config: { JWT_SECRET: [newSecret] } })

const pathOf = (url: string) => url.slice(new URL(url).origin.length)
const refresh = (server: typeof before, token: string) =>
  server.client.post('/api/token/refresh/', { json: { refresh: token } })

t.test('tokens and URLs signed with the old secret are valid until it is removed', async (t) => {
  const ada = await settle(await signUp(before))
  for (const [server, status] of [
    [before, 200],
    [during, 200],
    [after, 401],
  ] as const) {
    for (const token of [ada.access, ada.refresh])
      t.equal((await server.client.post('/api/token/verify/', { json: { token } })).status, status)
    t.equal((await server.client.get('/api/user/me', { token: ada.access })).status, status)
    t.equal((await server.client.get(pathOf(ada.file_url))).status, status, 'signed URL')
  }
})

t.test('during the rotation the new secret signs', async (t) => {
  const ada = await settle(await signUp(during))
  const traded = (await refresh(during, (await signUp(before)).refresh)).json<Pair>()
  for (const token of [ada.access, ada.refresh, traded.access, traded.refresh]) {
    t.equal((await after.client.post('/api/token/verify/', { json: { token } })).status, 200)
    t.equal((await before.client.post('/api/token/verify/', { json: { token } })).status, 401)
  }
  t.equal((await after.client.get(pathOf(ada.file_url))).status, 200)
  t.equal((await before.client.get(pathOf(ada.file_url))).status, 401)
})

t.test(
  'a refresh repeated after the rotation returns the same successor and keeps the session',
  async (t) => {
    const { refresh: token } = await signUp(before)
    const first = (await refresh(before, token)).json<Pair>()
    const repeated = (await refresh(during, token)).json<Pair>()
    const idOf = ({ refresh }: Pair) =>
      JSON.parse(Buffer.from(refresh.split('.')[1] ?? '', 'base64url').toString()).jti
    t.equal(idOf(repeated), idOf(first))
    t.equal((await refresh(after, repeated.refresh)).status, 200, 'the successor is valid')
  },
)

t.test('a token signed with an unknown secret is refused', async (t) => {
  const stranger = await testServer(t, {
    replicaOf: before,
    config: { JWT_SECRET: ['a secret for tests that no server has'] },
  })
  const { access } = await signUp(stranger)
  for (const server of [before, during, after])
    t.equal((await server.client.get('/api/user/me', { token: access })).status, 401)
})
