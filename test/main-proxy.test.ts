/** Parley as a process with proxy settings. */
import { once } from 'node:events'
import t from 'tap'
import { client } from './support/client.ts'
import { testProxy } from './support/network/proxy.ts'
import { startParley } from './support/processes/process.ts'
import { databaseSettings } from './support/processes/replica.ts'
import { dialects } from './support/providers/dialects.ts'
import { scriptedProvider } from './support/providers/scripted.ts'
import { signUp } from './support/server.ts'

const [openai] = dialects
if (!openai) throw new Error('No dialect')

t.test('only providers are called through the proxy, and its credentials are not logged', async (t) => {
  const proxy = await testProxy(t)
  const provider = await scriptedProvider(t, (_, response) => response.end(openai.whole({})))
  const files = await scriptedProvider(t, (_, response) =>
    response.setHeader('content-type', 'text/plain').end('coal'),
  )
  const settings = {
    ...(await databaseSettings(t)),
    OUTSIDE_ALLOWED_NETWORKS: '127.0.0.1/32',
    OUTSIDE_ALLOWED_PORTS: new URL(files.baseUrl).port,
    LLM_BASE_URL: provider.baseUrl,
    LLM_MODEL: 'model-1',
    http_proxy: proxy.url,
  }
  const parley = await startParley(t, settings)
  const ada = await signUp({ client: client(parley.url) })
  const ask = (question: object = {}) =>
    ada.client.post('/api/llm/', { json: { prompt: 'Who?', ...question } })
  const whole = await ask({ file_url: `${files.baseUrl}/coal.txt` })
  t.match(whole.json(), { status: 'completed', content: 'Hi', attachment: { name: 'coal.txt' } })
  t.equal(files.requests.length, 1)
  t.strictSame(
    proxy.requests.map(({ target }) => target),
    [`POST ${provider.baseUrl}/chat/completions`],
  )

  await proxy.close()
  const away = await ask()
  t.match(away.json(), { status: 503, code: 'provider_unavailable' })
  parley.child.kill('SIGTERM')
  await once(parley.child, 'close')
  for (const secret of ['hunter2', Buffer.from('joe:hunter2').toString('base64'), new URL(proxy.url).host])
    t.notMatch(parley.output() + away.text + whole.text, secret)
})

t.test('the offline stand-in uses no proxy', async (t) => {
  const proxy = await testProxy(t)
  const parley = await startParley(t, {
    ...(await databaseSettings(t)),
    HTTP_PROXY: proxy.url,
    HTTPS_PROXY: proxy.url,
  })
  const ada = await signUp({ client: client(parley.url) })
  const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Who?' } })
  t.match(answer.json(), { status: 'completed', model: 'offline-stand-in' })
  t.strictSame(proxy.requests, [])
})
