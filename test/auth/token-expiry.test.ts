import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { signUp, testServer } from '../support/server.ts'

t.test('an access token accepted a moment ago is refused after its expiry', async (t) => {
  const { app, client } = await testServer(t)
  const { access } = await signUp({ client })
  const exp = Math.ceil(Date.now() / 1000) + 3
  const short = client.as(app.jwt.sign({ ...app.jwt.decode<object>(access), exp }))
  t.equal((await short.get('/api/user/me')).status, 200)
  t.equal((await short.get('/api/user/me')).status, 200)
  await sleep((exp + 1) * 1000 - Date.now())
  t.equal((await short.get('/api/user/me')).status, 401)
  t.equal((await client.as(access).get('/api/user/me')).status, 200)
})
