import t from 'tap'
import { dialects } from '../../support/providers/dialects.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { signUp, testServer } from '../../support/server.ts'

const [openai] = dialects
if (!openai) throw new Error('No dialect')
const body = openai.frames({}).join('')
const { baseUrl, requests } = await scriptedProvider(t, (_, response) => response.end(body))
const ada = await signUp(await testServer(t, { llm: { baseUrl }, config: { LLM_CONTEXT_LIMIT: 4_321 } }))
const known = (id: string) => ({ id, context_limit: 4_321, files_sent_as: ['text', 'image'] })

t.test('each listed model can be requested, and the first is the default', async (t) => {
  t.same((await ada.client.get('/api/model/')).json(), [known('test-model'), known('another-model')])
  for (const [options, model] of [
    [{}, 'test-model'],
    [{ model: 'another-model' }, 'another-model'],
  ] as const) {
    t.equal((await ada.client.post('/api/llm/', { json: { prompt: 'Hello?', ...options } })).status, 200)
    t.equal(JSON.parse(requests.at(-1)?.body ?? '').model, model)
  }
})

t.test('a model that is not listed is rejected without a call to a provider', async (t) => {
  const before = requests.length
  const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Hello?', model: 'the-dearest' } })
  t.match(answer.json(), { status: 404, errors: [{ pointer: '/body/model' }] })
  t.equal(requests.length, before)
})

t.test('the system prompt, temperature and answer limit reach the provider', async (t) => {
  const json = { prompt: 'Hello?', system: 'Be brief.', temperature: 0.5, max_tokens: 7 }
  t.equal((await ada.client.post('/api/llm/', { json })).status, 200)
  t.match(JSON.parse(requests.at(-1)?.body ?? ''), {
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello?' },
    ],
    temperature: 0.5,
    max_tokens: 7,
  })
})
