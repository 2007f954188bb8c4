/** Chats with earlier failures, and providers that accept only regular conversations. */
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { until } from '../support/files.ts'
import { form } from '../support/form.ts'
import type { Dialect } from '../support/providers/dialects.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { newChat } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Run = components['schemas']['Run']

const server = await testServer(t)
const ada = await signUp(server)

/** Returns the reason a strict provider has to reject a conversation, or undefined. */
function complaint({ body: { messages } }: Call): string | undefined {
  const roles = messages.map(({ role }) => role).filter((role, index) => role !== 'system' || index > 0)
  const isAlternating = roles.every((role, index) => role === (index % 2 === 0 ? 'user' : 'assistant'))
  if (!isAlternating) return `Conversation roles must alternate user/assistant/... (${roles.join()})`
  const isText = messages.every(({ content }) => typeof content === 'string' && content.trim() !== '')
  return isText ? undefined : 'content must be a string, and not an empty one'
}

/**
 * Replica with a strict provider that runs `state.play` for accepted prompts, and answers requests for
 * titles.
 */
async function strict(t: Test, protocol: Dialect['name']) {
  const state: { play: ((call: Call) => void) | undefined } = { play: undefined }
  const { llm, calls } = await playedProvider(
    t,
    (call) => {
      if (call.isTitle) return call.say()
      const problem = complaint(call)
      if (problem !== undefined) {
        return void call.response.writeHead(400).end(JSON.stringify({ error: { message: problem } }))
      }
      return (state.play ?? ((answered: Call) => answered.say({ texts: ['Newcomen.'] })))(call)
    },
    protocol,
  )
  const replica = await testServer(t, { replicaOf: server, llm, config: { LLM_CONTEXT_LIMIT: 300 } })
  const client = replica.client.as(ada.access)
  const chat = await newChat(client)
  const ask = async (prompt: string, more: object = {}) =>
    (await client.post('/api/llm/', { json: { prompt, chat, ...more } })).json<Run & { code?: string }>()
  return { state, calls, client, chat, ask }
}

for (const protocol of ['openai', 'anthropic', 'ollama'] as const) {
  t.test(
    `${protocol}: a chat continues after runs that failed or were cancelled before any text`,
    async (t) => {
      const { state, calls, client, chat, ask } = await strict(t, protocol)
      state.play = (call) => call.refuse(401)
      t.match(await ask('Who built it?'), { code: 'provider_refused' })
      t.match(await ask('Who, then?'), { code: 'provider_refused' })
      state.play = () => {}
      const before = calls.length
      const cancelled = ask('Nobody?')
      await until('the model is called', async () => calls.length > before)
      const [run] = (await client.get(`/api/run/?chat=${chat}&order=desc&limit=1`)).json<Run[]>()
      await client.post(`/api/run/${run?.id}/cancel`)
      t.match(await cancelled, { status: 'cancelled' })
      state.play = undefined
      t.match(await ask('And when?'), { status: 'completed', content: 'Newcomen.' })
      const texts = 'Who built it?\n\nWho, then?\n\nNobody?\n\nAnd when?'
      t.strictSame(
        calls.at(-1)?.body.messages.map(({ content }) => content),
        [texts],
      )
      t.match(await ask('Sure?'), { status: 'completed' })
    },
  )

  t.test(`${protocol}: a chat continues with greetings, instructions, blanks and text files`, async (t) => {
    const { calls, client, chat, ask } = await strict(t, protocol)
    const file = form({ name: 'file', filename: 'notes.txt', content: 'coal' })
    const { id } = (await client.post('/api/file/', file)).json<{ id: number }>()
    for (const json of [
      { role: 'assistant', content: 'Welcome.' },
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: '', file: id },
      { role: 'user', content: ' \n' },
      { role: 'assistant', content: '' },
      { role: 'system', content: 'Be kind.' },
    ]) {
      await client.post('/api/message/', { json: { chat, ...json } })
    }
    t.match(await ask('What is it?', { file: id, system: 'Be.' }), { status: 'completed' })
    t.match(JSON.stringify(calls.at(-1)?.body), /Be\..*Be brief\..*Be kind\./)
    t.match(calls.at(-1)?.body.messages.at(-1)?.content, /coal[\s\S]*coal/)
  })

  t.test(`${protocol}: a chat continues when its remaining context begins with an answer`, async (t) => {
    const { calls, client, chat, ask } = await strict(t, protocol)
    for (const [role, content] of [
      ['user', 'a'.repeat(1_200)],
      ['assistant', 'It was Newcomen.'],
    ]) {
      await client.post('/api/message/', { json: { chat, role, content } })
    }
    t.match(await ask('Sure?'), { status: 'completed', context: { included: 1, dropped: 1 } })
    t.strictSame(
      calls.at(-1)?.body.messages.map(({ role, content }) => `${role}: ${content}`),
      ['user: …', 'assistant: It was Newcomen.', 'user: Sure?'],
    )
  })
}

t.test("adjustments are in the run's attempts, and the provider's messages only in the log", async (t) => {
  const { llm, calls } = await playedProvider(t, (call) => {
    const { max_tokens, temperature } = call.body as { max_tokens?: number; temperature?: number }
    const named = max_tokens !== undefined ? 'max_tokens' : temperature !== undefined && 'temperature'
    if (!named) return call.say({ texts: ['Newcomen.'] })
    const message = `PROVIDER SAYS: Unsupported parameter: '${named}'. Got: Who built the first engine?`
    call.response.writeHead(400).end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }))
  })
  const replica = await testServer(t, {
    replicaOf: server,
    llm: { ...llm, fallbackBaseUrl: llm.baseUrl },
  })
  const client = replica.client.as(ada.access)
  const json = { prompt: 'Who built the first engine?', max_tokens: 50, temperature: 0.2 }
  const answer = await client.post('/api/llm/', { json })
  const run = answer.json<Run>()
  const attempts = [
    { failure: 'provider_refused', reason: 'HTTP 400' },
    { failure: 'provider_refused', reason: 'HTTP 400', adjustments: ['max_completion_tokens'] },
    { failure: null, reason: null, adjustments: ['max_completion_tokens', 'no_temperature'] },
  ]
  t.match(run, { status: 'completed', content: 'Newcomen.', attempts })
  t.notOk('adjustments' in (run.attempts[0] ?? {}))
  t.match((await client.get(`/api/run/${run.id}`)).json(), { attempts })
  const later = (await client.post('/api/llm/', { json })).json<Run>()
  t.strictSame(
    later.attempts.map(({ failure, adjustments }) => ({ failure, adjustments })),
    [{ failure: null, adjustments: ['max_completion_tokens', 'no_temperature'] }],
  )
  t.equal(calls.length, 4)
  const log = replica.log.join('\n')
  t.match(log, /"provider_message":"PROVIDER SAYS: Unsupported parameter: 'max_tokens'/)
  t.notMatch(log, 'first engine')
  const events = (await client.get(`/api/run/${run.id}/events`)).text
  const rows = await server.db.selectFrom('runs').selectAll().where('id', '=', run.id).execute()
  t.notMatch(answer.text + events + JSON.stringify(rows), 'PROVIDER SAYS')
})
