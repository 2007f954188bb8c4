/** Efforts of reasoning that have no effect are named in the context of the run. */
import tap from 'tap'
import type { components } from '../../generated/api.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { newChat } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const server = await testServer(tap)
const ada = await signUp(server)
const answers = (call: Call) => call.say({ texts: ['Newcomen.'] })
/** Rejects the parameter that only some models have. */
const rejects = (call: Call) => {
  if (!('reasoning_effort' in call.body)) return answers(call)
  const error = { message: "Unsupported parameter: 'reasoning_effort' is not supported with this model." }
  call.response.writeHead(400).end(JSON.stringify({ error }))
}
const tools = [{ name: 'now' }]
const effort = { reasoning_effort: 'high' }
const providers = {
  'the stand-in': undefined,
  'a provider that accepts it': await playedProvider(tap, answers),
  'a provider that rejects it': await playedProvider(tap, rejects),
  Anthropic: await playedProvider(tap, answers, 'anthropic'),
}
const cases: [provider: keyof typeof providers, settings: object, isIgnored: boolean][] = [
  ['the stand-in', effort, true],
  ['the stand-in', {}, false],
  ['a provider that accepts it', effort, false],
  ['a provider that rejects it', effort, true],
  ['a provider that rejects it', effort, true],
  ['a provider that rejects it', {}, false],
  ['Anthropic', effort, false],
  ['Anthropic', { ...effort, max_tokens: 100 }, true],
  ['Anthropic', { ...effort, tools, tool_choice: 'required' }, true],
  ['Anthropic', effort, false],
]

for (const inChat of [false, true]) {
  const replicas = new Map<string, Awaited<ReturnType<typeof testServer>>>()
  for (const [name, settings, isIgnored] of cases) {
    const where = inChat ? 'in a chat' : 'without a chat'
    tap.test(`${name}, ${JSON.stringify(settings)}, ${where}: ignored is ${isIgnored}`, async (t) => {
      const llm = providers[name]?.llm
      const replica =
        replicas.get(name) ?? (await testServer(tap, { replicaOf: server, ...(llm && { llm }) }))
      replicas.set(name, replica)
      const client = replica.client.as(ada.access)
      const chat = inChat ? await newChat(client) : null
      const json = { prompt: 'Who built the first one?', chat, ...settings }
      const answer = await client.post('/api/llm/', { json })
      t.equal(answer.status, 200)
      const run = answer.json<Schemas['Run']>()
      const ignored = isIgnored ? ['reasoning_effort'] : undefined
      t.strictSame(run.context?.ignored, ignored)
      const input = (await client.get(`/api/run/${run.id}/input`)).json<Schemas['RunInput']>()
      t.strictSame(input.ignored, ignored ?? [])
    })
  }
}
