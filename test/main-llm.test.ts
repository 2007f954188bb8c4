import t from 'tap'
import { client } from './support/client.ts'
import { startParley } from './support/processes/process.ts'
import { databaseSettings } from './support/processes/replica.ts'
import { dialects } from './support/providers/dialects.ts'
import { scriptedProvider } from './support/providers/scripted.ts'
import { signUp } from './support/server.ts'

const key = 'sk-top-secret'

t.test('the configured provider is called, then the fallback, and the failure is logged', async (t) => {
  const [, anthropic, ollama] = dialects
  if (!anthropic || !ollama) throw new Error('No dialects')
  const one = await scriptedProvider(t, (_, response) => response.writeHead(401).end('PROVIDER SAYS'))
  const two = await scriptedProvider(t, (_, response) =>
    response.end(ollama.frames({ texts: ['Hello.'] }).join('')),
  )
  const parley = await startParley(t, {
    ...(await databaseSettings(t)),
    LLM_PROTOCOL: 'anthropic',
    LLM_BASE_URL: one.baseUrl,
    LLM_API_KEY: key,
    LLM_MODEL: 'model-1',
    LLM_FALLBACK_PROTOCOL: 'ollama',
    LLM_FALLBACK_BASE_URL: new URL(two.baseUrl).origin,
    LLM_FALLBACK_API_KEY: `${key}-2`,
    LLM_FALLBACK_MODEL: 'model-2',
  })
  const ada = await signUp({ client: client(parley.url) })
  const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Hello?' } })
  t.match(answer.json(), {
    content: 'Hello.',
    model: 'model-2',
    reported_model: 'm-2',
    status: 'completed',
  })
  t.match(one.requests, [{ url: anthropic.path, headers: { 'x-api-key': key }, body: '"model-1"' }])
  t.match(two.requests, [
    { url: ollama.path, headers: { authorization: `Bearer ${key}-2` }, body: '"model-2"' },
  ])
  t.match(two.requests[0]?.body, '"num_ctx":36864', 'a context size for the configured limit and an answer')
  parley.child.kill('SIGINT')
  t.equal(await parley.exited, 0)
  t.match(
    parley.output(),
    '"provider":"primary","model":"model-1","failure":{"kind":"refused","reason":"HTTP 401"}',
  )
  t.match(parley.output(), '"provider_message":"PROVIDER SAYS"', "the provider's message is only in the log")
  t.notMatch(answer.text, 'PROVIDER SAYS')
  const output = parley.output() + answer.text
  for (const secret of [key, new URL(one.baseUrl).host, new URL(two.baseUrl).host]) {
    t.notMatch(output, secret)
  }
})
