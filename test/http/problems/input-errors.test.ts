/** Messages and codes of input errors, suitable for a form. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { inputCode, inputMessage } from '../../../src/http/problems/input-errors.ts'
import {
  contractDocument,
  jsonOperations,
  operations,
  ownBody,
  ownPath,
  settle,
} from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']
type InputErrorCode = components['schemas']['InputErrorCode']
type Json = { [member: string]: unknown }

const ajv = new Ajv2020({ allErrors: true, strict: false, discriminator: true })
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

for (const [what, schema, value, expected] of [
  ['an empty string', { minLength: 1 }, '', 'must be at least 1 character long'],
  ['a short string', { minLength: 8 }, 'a', 'must be at least 8 characters long'],
  ['a long string', { maxLength: 1 }, 'ab', 'must be at most 1 character long'],
  ['a longer string', { maxLength: 2 }, 'abc', 'must be at most 2 characters long'],
  ['a small number', { minimum: 1 }, 0, 'must be at least 1'],
  ['a large number', { maximum: 2 }, 3, 'must be at most 2'],
  ['a number at an exclusive minimum', { exclusiveMinimum: 0 }, 0, 'must be greater than 0'],
  ['a number at an exclusive maximum', { exclusiveMaximum: 1 }, 1, 'must be less than 1'],
  ['a number that is no multiple', { multipleOf: 5 }, 3, 'must be a multiple of 5'],
  ['too few items', { minItems: 1 }, [], 'must have at least 1 item'],
  ['too many items', { maxItems: 2 }, [1, 2, 3], 'must have at most 2 items'],
  ['items after a tuple', { prefixItems: [true], items: false }, [1, 2], 'must have at most 1 item'],
  ['unevaluated items', { unevaluatedItems: false }, [1], 'must have at most 0 items'],
  ['a repeated item', { uniqueItems: true }, [1, 1], 'must not contain the same item twice'],
  ['no matching item', { contains: { const: 1 } }, [2], /contain a required item/],
  ['too few properties', { minProperties: 1 }, {}, 'must have at least 1 field'],
  ['too many properties', { maxProperties: 1 }, { a: 1, b: 2 }, 'must have at most 1 field'],
  ['a missing property', { required: ['a'] }, {}, 'is required'],
  [
    'a missing dependent property',
    { dependentRequired: { a: ['b'] } },
    { a: 1 },
    'is required together with a',
  ],
  ['an unknown property', { additionalProperties: false }, { Zq9: 1 }, 'is not known here'],
  ['an unevaluated property', { unevaluatedProperties: false }, { Zq9: 1 }, 'is not known here'],
  ['a property with a wrong name', { propertyNames: { maxLength: 1 } }, { Zq9: 1 }, /name is not allowed/],
  ['no string', { type: 'string' }, 5, 'must be a string'],
  ['no integer', { type: 'integer' }, 1.5, 'must be an integer'],
  ['no number', { type: 'number' }, 'Zq9', 'must be a number'],
  ['no boolean', { type: 'boolean' }, 'Zq9', 'must be true or false'],
  ['no object', { type: 'object' }, [], 'must be an object'],
  ['no array', { type: 'array' }, {}, 'must be an array'],
  ['something', { type: 'null' }, 5, 'must be null'],
  ['neither of two types', { type: ['integer', 'null'] }, 'Zq9', 'must be an integer or null'],
  [
    'none of three types',
    { type: ['string', 'boolean', 'null'] },
    5,
    'must be a string, true or false or null',
  ],
  ['none of the enum values', { enum: ['asc', 'desc', null] }, 'Zq9', 'must be one of asc, desc, null'],
  ['not the only enum value', { enum: ['asc'] }, 'Zq9', 'must be asc'],
  ['another constant', { const: 'asc' }, 'Zq9', 'must be asc'],
  ['another constant object', { const: { a: 1 } }, 'Zq9', 'must be {"a":1}'],
  ['no date', { format: 'date' }, 'Zq9', 'must be a date, such as 2026-11-23'],
  ['no time', { format: 'date-time' }, '2026-11-23', /^must be a date and time/],
  ['no 32-bit integer', { type: 'number', format: 'int32' }, 2 ** 31, 'must be a 32-bit integer'],
  ['no URI', { format: 'uri' }, 'Zq9', 'must be an absolute URI'],
  ['no e-mail address', { format: 'email' }, 'Zq9', 'must be a valid email'],
  ['none of oneOf', { oneOf: [false, false] }, 5, /exactly one of the alternatives/],
  ['none of anyOf', { anyOf: [false, false] }, 5, /one of the alternatives/],
  ['a forbidden value', { not: {} }, 5, 'is not allowed here'],
  ['a schema that nothing matches', false, 5, 'is not allowed here'],
  ['a pattern without a description', { pattern: '^x$' }, 'Zq9', /form that the contract describes/],
] as const) {
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

for (const [schema, value, code] of [
  [{ required: ['a'] }, {}, 'required'],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'required'],
  [{ type: 'string' }, 5, 'type'],
  [{ type: 'string' }, null, 'type'],
  [{ minLength: 1 }, '', 'too_short'],
  [{ minItems: 1 }, [], 'too_short'],
  [{ maxLength: 1 }, 'ab', 'too_long'],
  [{ maxItems: 1 }, [1, 2], 'too_long'],
  [{ prefixItems: [true], items: false }, [1, 2], 'too_long'],
  [{ maxProperties: 0 }, { a: 1 }, 'too_long'],
  [{ minimum: 1 }, 0, 'minimum'],
  [{ exclusiveMinimum: 1 }, 1, 'minimum'],
  [{ maximum: 1 }, 2, 'maximum'],
  [{ exclusiveMaximum: 1 }, 1, 'maximum'],
  [{ pattern: '^x$' }, 'y', 'pattern'],
  [{ format: 'date' }, 'y', 'format'],
  [{ type: 'integer', format: 'int32' }, 2 ** 40, 'format'],
  [{ enum: ['a', 'b'] }, 'c', 'enum'],
  [{ const: 'a' }, 'c', 'enum'],
  [{ additionalProperties: false }, { a: 1 }, 'not_allowed'],
  [{ unevaluatedProperties: false }, { a: 1 }, 'not_allowed'],
  [{ not: {} }, 1, 'not_allowed'],
  [false, 1, 'not_allowed'],
  [{ uniqueItems: true }, [1, 1], 'duplicate'],
  [{ multipleOf: 5 }, 3, 'invalid'],
  [{ oneOf: [false, false] }, 3, 'invalid'],
] as const) {
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
