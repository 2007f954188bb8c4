/** Tools in requests: which are rejected, and what is sent to the provider. */
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { testModel } from '../../support/providers/model.ts'
import { signUp, testServer } from '../../support/server.ts'
import { tools } from './offered-tools.ts'

type Schemas = components['schemas']
type Run = Schemas['Run']
type Problem = Schemas['Problem']

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const { client } = await signUp(server)

const refused: Record<string, [body: object, status: number, pointer: string, code: string]> = {
  'a name twice': [{ tools: [tools[1], tools[0], tools[1]] }, 422, '/body/tools/2/name', 'duplicate'],
  'an unknown tool to be called': [
    { tools, tool_choice: { name: 'none' } },
    422,
    '/body/tool_choice/name',
    'not_found',
  ],
  'a tool to be called without tools': [
    { tool_choice: { name: 'now' } },
    422,
    '/body/tool_choice/name',
    'not_found',
  ],
  'a required call without tools': [
    { tools: [], tool_choice: 'required' },
    422,
    '/body/tool_choice',
    'not_allowed',
  ],
  'parameters that are no schema': [
    { tools: [{ name: 'a', parameters: { type: 'object', required: 'city' } }] },
    422,
    '/body/tools/0/parameters/required',
    'type',
  ],
  'a remote reference': [
    {
      tools: [
        tools[0],
        { name: 'a', parameters: { type: 'object', properties: { b: { $ref: 'http://[::1]/' } } } },
      ],
    },
    422,
    '/body/tools/1/parameters/properties/b/$ref',
    'not_allowed',
  ],
  'schemas that are too long together': [
    {
      tools: Array.from({ length: 5 }, (_, index) => ({
        name: `tool${index}`,
        parameters: { type: 'object', description: 'x'.repeat(60_000) },
      })),
    },
    422,
    '/body/tools',
    'too_long',
  ],
  'parameters of another type': [
    { tools: [{ name: 'a', parameters: { type: 'string' } }] },
    400,
    '/body/tools/0/parameters/type',
    'enum',
  ],
  'parameters that are a boolean': [
    { tools: [{ name: 'a', parameters: true }] },
    400,
    '/body/tools/0/parameters',
    'type',
  ],
  'a name with a space': [{ tools: [{ name: 'a b' }] }, 400, '/body/tools/0/name', 'pattern'],
  'an empty name': [{ tools: [{ name: '' }] }, 400, '/body/tools/0/name', 'too_short'],
  'a long name': [{ tools: [{ name: 'a'.repeat(65) }] }, 400, '/body/tools/0/name', 'too_long'],
  'too many tools': [
    { tools: Array.from({ length: 129 }, (_, index) => ({ name: `a${index}` })) },
    400,
    '/body/tools',
    'too_long',
  ],
  'an unknown member': [{ tools: [{ name: 'a', strict: true }] }, 400, '/body/tools/0/strict', 'not_allowed'],
  'an unknown choice': [{ tools, tool_choice: 'maybe' }, 400, '/body/tool_choice', 'enum'],
  'an unknown effort': [{ reasoning_effort: 'immense' }, 400, '/body/reasoning_effort', 'enum'],
}
for (const [what, [body, status, pointer, code]] of Object.entries(refused)) {
  t.test(`${what} is rejected with ${status} and its pointer`, async (t: Test) => {
    for (const path of ['/api/llm/', '/api/run/']) {
      const answer = await client.post(path, { json: { prompt: 'a', ...body } })
      t.equal(answer.status, status)
      const { errors = [] } = answer.json<Problem>()
      t.ok(
        errors.some((error) => error.pointer === pointer && error.code === code),
        JSON.stringify(errors),
      )
    }
    t.equal(model.waiting, 0)
  })
}

t.test('tool choice and reasoning effort are sent to the provider, and returned with the run', async (t) => {
  for (const tool_choice of ['auto', 'none', 'required', { name: 'now' }]) {
    const pending = client.post('/api/llm/', {
      json: { prompt: 'Is it raining in Bath?', tools, tool_choice, reasoning_effort: 'low' },
    })
    const call = await model.next()
    const sent = JSON.parse(call.body)
    t.match(
      JSON.stringify(sent.tool_choice),
      typeof tool_choice === 'string' ? tool_choice : tool_choice.name,
    )
    t.equal(sent.reasoning_effort, 'low')
    call.end({ texts: ['No.'] })
    const run = (await pending).json<Run>()
    t.equal(run.reasoning_effort, 'low')
    const input = (await client.get(`/api/run/${run.id}/input`)).json<Schemas['RunInput']>()
    t.strictSame(input.tool_choice, tool_choice)
    t.strictSame(input.tools, tools)
  }
})
