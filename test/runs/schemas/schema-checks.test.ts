/** Checks against the schemas of clients: valid, invalid and hostile ones. None blocks the event loop. */
import t from 'tap'
import { createSchemaChecks } from '../../../src/runs/schemas/schema-checks.ts'

const checks = createSchemaChecks()
t.teardown(() => checks.close())

const nested = (levels: number): object => (levels === 1 ? {} : { not: nested(levels - 1) })
/** Definitions that refer to the next one twice, so that a check takes 2^levels steps. */
const doubling = (levels: number) => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length: levels }, (_, level) => {
      const next = level + 1 === levels ? { type: 'number' } : { $ref: `#/$defs/d${level + 1}` }
      return [`d${level}`, { anyOf: [next, next] }]
    }),
  ),
})

const accepted: Record<string, object> = {
  'an empty schema': {},
  'a schema of zod': {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      email: {
        type: 'string',
        format: 'email',
        pattern:
          "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
      },
    },
    required: ['email'],
    additionalProperties: false,
  },
  'a schema of an older draft': {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions: { a: {} },
    $ref: '#/definitions/a',
  },
  'a recursive schema of pydantic': {
    $defs: {
      Node: { properties: { next: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }] } }, type: 'object' },
    },
    $ref: '#/$defs/Node',
  },
  'unknown keywords and formats': { format: 'color', 'x-order': 3, discriminator: { propertyName: 'a' } },
  'a pattern without Unicode mode': { pattern: '^\\-$' },
  'an id that another schema has': { $id: 'https://example.com/a' },
  'the same id': { $id: 'https://example.com/a', type: 'string' },
  'a reference in data': {
    const: { $ref: 'https://example.com/' },
    properties: { $ref: { type: 'string' } },
  },
  'many levels': nested(60),
  'an asynchronous schema': { $async: true, type: 'string' },
}
for (const [what, schema] of Object.entries(accepted))
  t.test(`${what} is accepted`, async (t) =>
    t.strictSame(await checks.schemaErrors([{ schema, pointer: '/s' }]), []),
  )

const refused: Record<string, [schema: object, pointer: string, code: string]> = {
  'an unknown type': [{ properties: { a: { type: 'text' } } }, '/s/properties/a/type', 'enum'],
  'a list of items': [{ items: [{ type: 'string' }] }, '/s/items', 'type'],
  'a negative length': [{ minLength: -1 }, '/s/minLength', 'minimum'],
  'a broken pattern': [{ properties: { a: { pattern: '(' } } }, '/s', 'invalid'],
  'a broken reference': [{ $ref: '#/$defs/none' }, '/s', 'invalid'],
  'a remote reference': [
    { allOf: [{ $ref: 'https://example.com/s.json' }] },
    '/s/allOf/0/$ref',
    'not_allowed',
  ],
  'a reference to a file': [{ $ref: 'file:///etc/passwd' }, '/s/$ref', 'not_allowed'],
  'a dynamic remote reference': [{ $dynamicRef: '//example.com' }, '/s/$dynamicRef', 'not_allowed'],
  'a reference that is a number': [{ $ref: 3 }, '/s/$ref', 'type'],
  'too many levels': [nested(80), '/s', 'too_long'],
  'too many characters': [{ description: 'x'.repeat(70_000) }, '/s', 'too_long'],
  'a schema that is a list in disguise': [{ properties: [] }, '/s/properties', 'type'],
}
for (const [what, [schema, pointer, code]] of Object.entries(refused)) {
  t.test(`${what} is rejected`, async (t) => {
    const errors = await checks.schemaErrors([
      { schema: {}, pointer: '/other' },
      { schema, pointer: '/s' },
    ])
    t.hasStrict(
      errors.find((error) => error.pointer === pointer),
      { code },
      JSON.stringify(errors),
    )
    t.ok(errors.every((error) => error.pointer.startsWith('/s')))
  })
}

const person = {
  type: 'object',
  properties: { name: { type: 'string', pattern: '^[A-Z]' }, 'a/b': { enum: [1, 2] }, tree: { $ref: '#' } },
  required: ['name'],
  additionalProperties: false,
}
const texts: Record<string, [text: string, expected: [pointer: string, code: string][]]> = {
  'a matching object': ['{"name":"Ada","a/b":1}', []],
  'white space around it': ['\n {"name":"Ada"} ', []],
  'no text': ['', [['/o', 'format']]],
  'a fenced block': ['```json\n{"name":"Ada"}\n```', [['/o', 'format']]],
  'two values': ['{"name":"Ada"}{}', [['/o', 'format']]],
  'half a value': ['{"name":"A', [['/o', 'format']]],
  'another type': ['[]', [['/o', 'type']]],
  'several errors': [
    '{"name":"ada","a/b":3,"x":1}',
    [
      ['/o/x', 'not_allowed'],
      ['/o/name', 'pattern'],
      ['/o/a~1b', 'enum'],
    ],
  ],
  'a missing member': [
    '{"tree":{"name":"B","tree":{}}}',
    [
      ['/o/name', 'required'],
      ['/o/tree/tree/name', 'required'],
    ],
  ],
  'half a surrogate pair': ['{"name":"A\\ud800"}', [['/o/name', 'pattern']]],
  'many levels': ['['.repeat(100_000) + ']'.repeat(100_000), [['/o', 'too_long']]],
  'a long text': [`{"name":"${'A'.repeat(1_100_000)}"}`, [['/o', 'too_long']]],
  'a name with U+0000': ['{"name":"Ada","a\\u0000":1}', [['/o/a\uFFFD', 'not_allowed']]],
  'a prototype': ['{"name":"Ada","__proto__":{"x":1}}', [['/o/__proto__', 'not_allowed']]],
}
for (const [what, [text, expected]] of Object.entries(texts)) {
  t.test(`${what} has ${expected.length} errors`, async (t) => {
    const errors = await checks.errorsIn(text, person, '/o')
    t.strictSame(errors.map(({ pointer, code }) => [pointer, code]).sort(), expected.sort())
    t.notMatch(JSON.stringify(errors.map(({ message }) => message)), 'contract')
  })
}

const constructors = {
  properties: { constructor: { type: 'string' }, toString: { type: 'string' } },
  required: ['valueOf'],
  dependentRequired: { isPrototypeOf: ['x'] },
}
const price = { type: 'number', multipleOf: 0.01 }
const conditional = { if: { type: 'string' }, else: { minimum: 2 } }
const odd: Record<string, [schema: object, text: string, expected: [pointer: string, code: string][]]> = {
  'an object without members named like those of its prototype': [
    constructors,
    '{}',
    [['/o/valueOf', 'required']],
  ],
  'an object with them': [
    constructors,
    '{"constructor":1,"toString":"a","valueOf":0}',
    [['/o/constructor', 'type']],
  ],
  'a price in cents': [price, '19.99', []],
  'a large price': [price, '123456789.07', []],
  'a price with half a cent': [price, '19.995', [['/o', 'invalid']]],
  'a number beyond the largest': [price, '1e400', [['/o', 'type']]],
  'an integer beyond the largest': [{ type: 'integer' }, '-1e400', [['/o', 'type']]],
  'an integer with a fraction of zero': [{ type: 'integer' }, '1.0', []],
  'a failed condition': [
    conditional,
    '1',
    [
      ['/o', 'minimum'],
      ['/o', 'invalid'],
    ],
  ],
}
for (const [what, [schema, text, expected]] of Object.entries(odd)) {
  t.test(`${what} has ${expected.length} errors`, async (t) => {
    const errors = await checks.errorsIn(text, schema, '/o')
    t.strictSame(
      errors.map(({ pointer, code }) => [pointer, code]),
      expected,
    )
    t.notMatch(JSON.stringify(errors.map(({ message }) => message)), 'contract')
  })
}

/** Turns of the event loop during a check: hundreds without load, and none if the check blocks it. */
const MIN_TURNS = 5

const hostile: Record<string, [schema: object, text: string]> = {
  'a catastrophic pattern': [{ pattern: '^(a+)+$' }, JSON.stringify(`${'a'.repeat(60)}!`)],
  'a catastrophic pattern of names': [
    { patternProperties: { '^(a|a)*$': {} } },
    JSON.stringify({ [`${'a'.repeat(60)}!`]: 1 }),
  ],
  'references that double': [doubling(40), '"x"'],
  'an endless reference': [{ anyOf: [{ $ref: '#' }, { $ref: '#' }] }, '1'],
  'a million unique objects': [
    { uniqueItems: true },
    JSON.stringify(Array.from({ length: 50_000 }, (_, index) => ({ a: index }))),
  ],
}
for (const [what, [schema, text]] of Object.entries(hostile)) {
  t.test(`${what} ends within its time limit, without blocking`, async (t) => {
    // The longest delay would depend on the machine. A blocked event loop has no turns at all.
    let turns = 0
    const timer = setInterval(() => void turns++, 1)
    const errors = await checks.errorsIn(text, schema, '/o')
    clearInterval(timer)
    t.hasStrict(errors, [{ pointer: '/o', code: 'invalid' }])
    t.ok(turns >= MIN_TURNS, `the event loop had ${turns} turns`)
    t.strictSame(await checks.errorsIn('{"name":"Ada"}', person, '/o'), [], 'the next check works')
  })
}

t.test('a schema that uses too much memory ends its thread only', async (t) => {
  const items = { items: { enum: [1] } }
  const errors = await checks.errorsIn(`[${'2,'.repeat(500_000)}2]`, items, '/o')
  t.ok(errors.length > 0)
  t.strictSame(await checks.errorsIn('{"name":"Ada"}', person, '/o'), [])
})
