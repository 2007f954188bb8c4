/** Parley behind an Express server that compresses or serves it under a path. */
import t from 'tap'
import { expressProxy } from '../../support/network/express-proxy.ts'
import { expectReferences, expectTokensAtOnce } from '../../support/network/proxied.ts'
import { testModel } from '../../support/providers/model.ts'
import { signUp, testServer } from '../../support/server.ts'

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const ada = await signUp(server)

t.test('compression() does not delay tokens', async (t) => {
  const proxy = await expressProxy(t, { compressed: true })
  proxy.passTo(server.url)
  const plain = await fetch(`${proxy.origin}/openapi.json`)
  t.match(plain.headers.get('content-encoding'), /^(br|gzip|zstd)$/, 'other responses are compressed')
  await plain.arrayBuffer()
  await expectTokensAtOnce(t, proxy.origin, ada, model)
})

t.test('under a path, every link leads through the proxy', async (t) => {
  for (const path of ['/parley', '/apps/parley']) {
    const proxy = await expressProxy(t, { path })
    const config = { PUBLIC_URL: proxy.origin + path }
    const inside = await testServer(t, { replicaOf: server, config })
    proxy.passTo(inside.url)
    await expectReferences(t, proxy.origin + path, await signUp(inside))
    const registered = await inside.client.post('/api/register/', {
      json: { username: `user${path.replaceAll('/', '-')}`, password: 'correct horse battery' },
    })
    t.equal(registered.headers.get('location'), `${path}/api/user/me`)
    const docs = (await (await fetch(`${proxy.origin}${path}/docs/json`)).json()) as { servers: unknown }
    t.same(docs.servers, [{ url: path }])
    const moved = await fetch(`${inside.url}/docs/static/index.html`, { redirect: 'manual' })
    t.equal(moved.headers.get('location'), `${path}/docs/`)
  }
})

t.test('at the root of a host, every link leads through the proxy', async (t) => {
  const proxy = await expressProxy(t)
  const inside = await testServer(t, { replicaOf: server, config: { PUBLIC_URL: proxy.origin } })
  proxy.passTo(inside.url)
  await expectReferences(t, proxy.origin, await signUp(inside))
})
