/** Messages and codes of input errors, suitable for a form. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { inputCode, inputMessage } from '../../../src/http/problems/input-errors.ts'
import { contractDocument } from '../../support/contract/document.ts'
import { jsonOperations, operations, ownBody, ownPath, settle } from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'
import { codeCases, messageCases } from './invalid-values.ts'

type Problem = components['schemas']['Problem']
type InputErrorCode = components['schemas']['InputErrorCode']
type Json = { [member: string]: unknown }

const ajv = new Ajv2020({
  ...{ allErrors: true, strict: false, discriminator: true },
  formats: { 'double-int': true },
})
addFormats.default(ajv)

/** Returns the messages for a value that does not match a schema. */
function messages(schema: object, value: unknown): string[] {
  const validate = ajv.compile(schema)
  validate(value)
  return (validate.errors ?? []).map(inputMessage)
}

/** Returns every input schema of the contract, with all subschemas. */
function inputSchemas(): Json[] {
  const found = new Set<Json>()
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null || found.has(node as Json)) return
    if (!Array.isArray(node)) found.add(node as Json)
    // Errors come from `not` itself, never from the schema under it.
    const { $ref, example, examples, not, ...members } = node as Json
    if (typeof $ref === 'string') visit(at($ref))
    for (const member of Object.values(members)) visit(member)
  }
  const items = Object.values(contractDocument.paths as Record<string, Record<string, Json>>)
  for (const item of items) {
    visit(item.parameters)
    for (const { parameters, requestBody } of Object.values(item)) visit([parameters, requestBody])
  }
  return [...found]
}

function at(ref: string): unknown {
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>((node, name) => (node as Json)[name], contractDocument)
}

for (const [what, schema, value, expected] of messageCases) {
  t.test(`the message for ${what} is plain English`, async (t) => {
    const texts = messages(schema as object, value)
    t.match(texts.at(-1), expected)
    for (const message of texts) t.notMatch(message, /Zq9|NOT|\^|\\/, message)
  })
}

const codes: readonly InputErrorCode[] = [
  ...(['required', 'type', 'too_short', 'too_long', 'minimum', 'maximum', 'pattern', 'format'] as const),
  ...(['enum', 'not_allowed', 'duplicate', 'read_only', 'mismatch', 'not_found', 'conflict'] as const),
  ...(['unreachable', 'unreadable', 'unsupported', 'too_large', 'unavailable', 'invalid'] as const),
]

t.test('the contract describes every code of an input error', async (t) => {
  const { KnownInputErrorCode: schema } = (
    contractDocument as {
      components: { schemas: Record<string, { description: string; enum: string[] }> }
    }
  ).components.schemas
  t.same(schema?.enum, codes.toSorted())
  const described = [...(schema?.description ?? '').matchAll(/^- `(\w+)`: \S/gm)].map(([, code]) => code)
  t.same(described, codes)
})

for (const [schema, value, code] of codeCases) {
  t.test(`${JSON.stringify(schema)} with ${JSON.stringify(value)} has the code ${code}`, async (t) => {
    const validate = ajv.compile(schema as object)
    validate(value)
    const [last] = (validate.errors ?? []).slice(-1)
    t.equal(last && inputCode(last), code)
  })
}

t.test('the server sets the right code for each input error', async (t) => {
  const server = await testServer(t)
  const ada = await signUp(server)
  const { client, username } = ada
  const chat = (await client.post('/api/chat/', { json: {} })).json<{ id: number }>().id
  const keyed = { 'idempotency-key': 'k' }
  await client.post('/api/chat/', { json: {}, headers: keyed })
  const cases: [string, string, { json?: unknown; headers?: Record<string, string> }, string, string][] = [
    ['POST', '/api/register/', { json: { username } }, '/body/password', 'required'],
    ['POST', '/api/register/', { json: { username, password: 'short' } }, '/body/password', 'too_short'],
    [
      'POST',
      '/api/register/',
      { json: { username, password: 'ü'.repeat(2000) } },
      '/body/password',
      'too_long',
    ],
    ['POST', '/api/register/', { json: { username, password: 'long enough' } }, '/body/username', 'conflict'],
    [
      'POST',
      '/api/register/',
      { json: { username: 'a!', password: 'long enough' } },
      '/body/username',
      'pattern',
    ],
    ['POST', '/api/register/', {}, '/body', 'required'],
    ['POST', '/api/chat/', { json: { title: 5 } }, '/body/title', 'type'],
    ['POST', '/api/chat/', { json: { colour: 5 } }, '/body/colour', 'not_allowed'],
    ['POST', '/api/chat/', { json: { user: ada.id + 1 } }, '/body/user', 'mismatch'],
    ['POST', '/api/chat/', { json: { title: 'x' }, headers: keyed }, '/header/idempotency-key', 'conflict'],
    ['PUT', `/api/chat/${chat}`, { json: { title: 'x', id: chat + 1 } }, '/body/id', 'read_only'],
    ['GET', '/api/chat/?limit=0', {}, '/query/limit', 'minimum'],
    ['GET', '/api/chat/?limit=201', {}, '/query/limit', 'maximum'],
    ['GET', '/api/chat/?order=up', {}, '/query/order', 'enum'],
    ['GET', '/api/chat/?cursor=x', {}, '/query/cursor', 'not_found'],
    ['GET', '/api/usage/?from=x', {}, '/query/from', 'format'],
    ['GET', '/api/chat/0', {}, '/path/id', 'minimum'],
    ['POST', '/api/message/', { json: { content: '', chat: 2 ** 40 } }, '/body/chat', 'not_found'],
    ['POST', '/api/llm/', { json: { prompt: ' ' } }, '/body/prompt', 'required'],
    ['POST', '/api/chat/', { json: { title: '\ud800' } }, '/body/title', 'pattern'],
    ['POST', '/api/chat/', { json: { '\ud800': 'a' } }, '/body', 'not_allowed'],
    ['POST', '/api/llm/', { json: { prompt: 'a', model: 'none' } }, '/body/model', 'not_found'],
    ['POST', '/api/llm/', { json: { prompt: 'a', file_url: 'x:' } }, '/body/file_url', 'unreachable'],
  ]
  for (const [method, path, options, pointer, code] of cases) {
    const answer = await client.request(method, path, options)
    t.match(
      answer.json(),
      { errors: [{ pointer, code }] },
      `${method} ${path} ${JSON.stringify(options.json)}`,
    )
  }
  const wrong = { current_password: 'not it', new_password: 'long enough' }
  const refused = await client.put('/api/user/me/password', { json: wrong })
  t.match(refused.json(), { errors: [{ pointer: '/body/current_password', code: 'mismatch' }] })
})

t.test('the message for an unknown discriminator does not contain its value', async (t) => {
  const option = { type: 'object', properties: { type: { const: 'a' } }, required: ['type'] }
  const schema = {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: [option],
  }
  t.same(messages(schema, { type: 'Zq9' }), ['must have a known type'])
})

t.test('every pattern, format and keyword of the input schemas has its own message', async (t) => {
  const schemas = inputSchemas()
  const patterns = new Set(
    schemas.map(({ pattern }) => pattern).filter((pattern) => typeof pattern === 'string'),
  )
  t.ok(patterns.size >= 8, `${patterns.size} patterns`)
  for (const pattern of patterns) {
    const [message = ''] = messages({ pattern }, '\0') as string[]
    t.match(message, /^must [a-z]/, pattern)
    t.notMatch(message, /form that the contract describes|[\\^*]|\[/, pattern)
  }
  const formats = new Set(schemas.map(({ format }) => format).filter((format) => typeof format === 'string'))
  t.ok(formats.size >= 3, `${formats.size} formats`)
  for (const format of formats) {
    const wrong = ['Zq9 \0', 1e300, 0.5].flatMap((value) => messages({ format }, value) as string[])
    for (const message of wrong) t.notMatch(message, /valid /, format)
  }
  const rules = /^(anyOf|oneOf|allOf|not|if|contains|const|multipleOf|patternProperties|propertyNames)$/
  const names = new Set(schemas.flatMap((schema) => Object.keys(schema)).filter((name) => rules.test(name)))
  for (const name of names)
    t.match(inputMessage({ keyword: name, params: {} } as never), /contract|allowed|item/)
})

t.test('every message of every operation for invalid members is plain English', async (t) => {
  const server = await testServer(t)
  const owner = await settle(await signUp(server))
  const wrong = ['Zq9\0', '', 'Zq9'.repeat(90_000), 0, -1, 1.5, 1e300, true, null, [], ['Zq9'], { Zq9: 1 }]
  const seen = new Set<string>()
  for (const operation of jsonOperations) {
    const own = ownBody(operation, owner).json as Json
    for (const name of [...Object.keys(operation.body?.schema.properties ?? {}), 'colour']) {
      for (const value of wrong) {
        const answer = await owner.client.request(operation.method, ownPath(operation, owner), {
          json: { ...own, [name]: value },
        })
        if (answer.status !== 400) continue
        for (const { message } of answer.json<Problem>().errors ?? []) seen.add(message)
      }
    }
  }
  for (const { path, method } of operations.filter(
    ({ path }) => path === '/api/chat/' || path === '/api/usage/',
  )) {
    if (method !== 'GET') continue
    for (const query of [
      'limit=0',
      'limit=Zq9',
      'order=Zq9',
      'cursor=%00',
      'cursor=',
      'from=Zq9',
      'to=Zq9',
    ]) {
      const answer = await owner.client.get(`${path}?${query}`)
      for (const { message } of answer.json<Problem>().errors ?? []) seen.add(message)
    }
  }
  for (const key of ['Zq9 Zq9', '"Zq"9"']) {
    const headers = { 'idempotency-key': key }
    const answer = await owner.client.post('/api/chat/', { json: {}, headers })
    for (const { message } of answer.json<Problem>().errors ?? []) seen.add(message)
  }
  t.ok(seen.size > 20, `${seen.size} messages`)
  for (const message of seen) {
    t.match(message, /^(must|is|has) [a-z0-9]/, message)
    t.notMatch(message, /Zq9|NOT|\\|\^|\[|match pattern|match format/, message)
    t.ok(message.length < 200, message)
  }
})
