import t from 'tap'
import { dialects } from '../../support/providers/dialects.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { signUp, testServer } from '../../support/server.ts'

const [openai] = dialects
if (!openai) throw new Error('No dialect')
let body = ''
let status = 200
const { baseUrl } = await scriptedProvider(t, (_, response) => response.writeHead(status).end(body))
const server = await testServer(t, { llm: { baseUrl } })
const ada = await signUp(server)
const ask = () => ada.client.post('/api/llm/', { json: { prompt: 'Hello?' } })

t.test('a streamed answer is assembled without the reasoning', async (t) => {
  body = openai.frames({ texts: ['Hel', 'lo.'], reasoning: ['hm'] }).join('')
  t.match((await ask()).json(), {
    content: 'Hello.',
    model: 'test-model',
    reported_model: 'm-2',
    status: 'completed',
    finish_reason: 'stop',
    usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
  })
})

t.test('an answer without an end is incomplete, and an end without a reason is completed', async (t) => {
  body = openai.frames({ finish: null, end: false }).join('')
  t.match((await ask()).json(), { content: 'Hi', status: 'incomplete', finish_reason: null })
  body = openai.frames({ finish: null }).join('')
  t.match((await ask()).json(), { content: 'Hi', status: 'completed', finish_reason: null })
})

t.test(
  "a prompt too long for the model is a 413, and the provider's message is only in the log",
  async (t) => {
    status = 400
    body = JSON.stringify(openai.refusal('context_length_exceeded', 'PROVIDER SAYS'))
    const answer = await ask()
    t.match(answer.json(), { status: 413, code: 'context_too_long' })
    t.notMatch(answer.text, 'PROVIDER SAYS')
    t.match(server.log.join('\n'), /"provider_message":"PROVIDER SAYS/)
  },
)
