/**
 * Schemas in OpenAPI 3.0, which must allow the values of their original, and more only if they name the
 * missing keywords.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import type { Json } from '../../src/generate/json.ts'
import { schemaTranslator } from '../../src/generate/schema-3.0.ts'
import { openApi30Validator } from '../support/contract/openapi-3.0.ts'

const shared: Json = {
  Id: { type: 'integer', minimum: 1, maximum: 5 },
  Pair: { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: { type: 'string' } } },
  Open: { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { $ref: '#/components/schemas/Other' }] },
  Mixed: { anyOf: [{ type: 'string' }, { type: 'array' }] },
  Other: { type: 'string', maxLength: 3 },
  Either: { oneOf: [{ $ref: '#/components/schemas/Id' }, { $ref: '#/components/schemas/Pair' }] },
  Tree: {
    type: 'object',
    properties: { a: { anyOf: [{ $ref: '#/components/schemas/Tree' }, { type: 'null' }] } },
    additionalProperties: false,
  },
  Tuple: { type: 'array', prefixItems: [{ type: 'integer' }] },
}
const document = { components: { schemas: shared } }
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const values: unknown[] = [
  ...[null, true, false, -1, 0, 1, 1.5, 2, 5, 6, '', 'a', 'b', 'c', 'abcd', 'YQ=='],
  ...[[], [1], ['a'], [null], [1, 'a'], ['a', 1], [1, 'a', true], [1, 1]],
  ...[{}, { a: 1 }, { a: 'b' }, { a: null }, { b: 'b' }, { a: 1, b: 'b' }, { a: 1, b: 2 }, { c: 1 }],
  ...[
    { a: 1, c: 1 },
    { a: 1, cc: 1 },
    { a: {} },
    { a: { a: null } },
    { a: { c: 1 } },
    { a: { a: { a: null } } },
  ],
]

/** Schemas that OpenAPI 3.0 can express. */
const expressible: Record<string, unknown> = {
  anything: {},
  'the schema true': { properties: { a: true } },
  'the schema false': { properties: { a: false } },
  'false as items': { type: 'array', items: false },
  'two types': { type: ['string', 'null'], maxLength: 1 },
  'an enum without null beside a type with null': { type: ['string', 'null'], enum: ['a'] },
  'an enum with null': { type: ['string', 'null'], enum: ['a', null] },
  'several types': { type: ['string', 'integer', 'null'], maxLength: 1, minimum: 1 },
  'several types beside alternatives': {
    type: ['string', 'integer'],
    anyOf: [{ enum: ['a', 1] }, { minimum: 2 }],
  },
  'an array or null': { type: ['array', 'null'], items: { type: 'integer' } },
  'an array of anything, or text': { type: ['array', 'string'] },
  'only null': { type: 'null' },
  'only null in a list of types': { type: ['null'] },
  'null as a constant': { const: null },
  'a constant': { const: 'a' },
  'an object as constant': { const: { a: 1 } },
  'a constant or null': { anyOf: [{ const: 'a' }, { type: 'null' }] },
  'only null among alternatives': { anyOf: [{ type: 'null' }] },
  'exclusive bounds': { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 5 },
  'exclusive bounds within others': { minimum: 0, exclusiveMinimum: 1, maximum: 6, exclusiveMaximum: 5 },
  'exclusive bounds outside others': { minimum: 2, exclusiveMinimum: 1, maximum: 4, exclusiveMaximum: 5 },
  'the same bound twice': { minimum: 1, exclusiveMinimum: 1 },
  'a reference': ref('Pair'),
  'a reference with a description': { ...ref('Pair'), description: 'A pair.' },
  'a reference with a further rule': { ...ref('Pair'), required: ['b'] },
  'a reference with a further schema': { ...ref('Pair'), allOf: [{ required: ['b'] }] },
  'a number or null': { description: 'An id.', anyOf: [ref('Id'), { type: 'null' }] },
  'an object or null': { oneOf: [ref('Pair'), { type: 'null' }] },
  'one of two, or null': { oneOf: [ref('Pair'), { type: 'string' }, { type: 'null' }] },
  'any of two, or null': { anyOf: [ref('Pair'), ref('Id'), { type: 'null' }] },
  'a union of several types or null': { anyOf: [{ $ref: '#/components/schemas/Mixed' }, { type: 'null' }] },
  'a union or null': { anyOf: [ref('Open'), { type: 'null' }] },
  'a closed union or null': { anyOf: [ref('Either'), { type: 'null' }] },
  'a reference with a description, or null': {
    anyOf: [{ ...ref('Pair'), description: 'A pair.' }, { type: 'null' }],
  },
  'a rule or null': { anyOf: [{ not: { type: 'string' }, minimum: 3 }, { type: 'null' }] },
  'null beside a type that forbids it': { type: 'object', anyOf: [ref('Pair'), { type: 'null' }] },
  'null beside members': { properties: { b: { type: 'string' } }, anyOf: [ref('Pair'), { type: 'null' }] },
  'a part of another schema, or null': {
    anyOf: [ref('Pair/properties/a'), { type: 'null' }],
  },
  'a schema within itself': ref('Tree'),
  'a schema within itself, or null': { anyOf: [ref('Tree'), { type: 'null' }] },
  'no null': { not: { type: 'null' } },
  'two rules under not': { not: { type: 'string' }, dependentRequired: { a: ['b'] } },
  'dependent members': { dependentRequired: { a: ['b'], c: ['a', 'b'] } },
  'dependent members in an object': { type: 'object', dependentRequired: { a: ['b'] } },
  'members that restrict others': { dependentSchemas: { a: { properties: { b: false } } } },
  'a condition': {
    if: { type: 'object', required: ['a'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['b'] },
    else: { not: { type: 'string' } },
  },
  'a condition without a consequence': { if: { type: 'string' } },
  'consequences without a condition': {
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: false,
    else: false,
  },
  'no required members': { type: 'object', required: [] },
  annotations: { $comment: 'a', examples: ['a'], title: 'A', type: 'string', default: 'a', 'x-note': 1 },
  'encoded text': { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
  'JSON in text': { type: 'string', contentMediaType: 'application/json', contentSchema: ref('Pair') },
}

/** Schemas that OpenAPI 3.0 cannot express, with the missing keywords. */
const inexpressible: Record<string, [schema: Json, omitted: string[]]> = {
  'members by pattern': [{ patternProperties: { a: { type: 'string' } } }, ['patternProperties']],
  'members by pattern and no others': [
    { properties: { b: true }, patternProperties: { a: true }, additionalProperties: false },
    ['additionalProperties', 'patternProperties'],
  ],
  'names of members': [{ propertyNames: { enum: ['a'] } }, ['propertyNames']],
  'no unevaluated members': [{ ...ref('Pair'), unevaluatedProperties: false }, ['unevaluatedProperties']],
  'items in order': [
    { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }] },
    ['prefixItems'],
  ],
  'items in order without others': [
    { prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false },
    ['prefixItems'],
  ],
  'items in order before others': [
    { prefixItems: [{ type: 'integer' }, { type: 'string' }], items: { type: 'boolean' } },
    ['prefixItems'],
  ],
  'no unevaluated items': [
    { prefixItems: [true], unevaluatedItems: false },
    ['prefixItems', 'unevaluatedItems'],
  ],
  'a required item': [{ contains: { const: 1 }, minContains: 2 }, ['contains', 'minContains']],
  'a negation of an inexpressible rule': [{ not: { contains: { const: 1 } } }, ['not']],
  'a negation of an inexpressible reference': [{ not: ref('Tuple') }, ['not']],
  'exactly one of several': [
    { oneOf: [ref('Tuple'), { type: 'array', items: { type: 'string' } }, { type: 'null' }] },
    ['oneOf'],
  ],
  'exactly one of several beside any of several': [
    { anyOf: [{ maxItems: 1 }, { minItems: 3 }], oneOf: [ref('Tuple'), { items: { type: 'string' } }] },
    ['oneOf'],
  ],
  'a condition': [
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { if: ref('Tuple'), then: { minItems: 2 }, else: { contains: {} } },
    ['else', 'then'],
  ],
  'dependent schemas': [
    { dependentSchemas: { a: { propertyNames: { maxLength: 1 } } } },
    ['dependentSchemas'],
  ],
}

function verdicts(schema: unknown) {
  const { translate, translateEach, nullables } = schemaTranslator(document)
  const translated = translate({ properties: { it: schema } }).properties as { it: Json }
  const schemas = { ...translateEach(shared), ...nullables() }
  const original = new Ajv2020({ strict: false })
  original.addSchema(document, 'openapi')
  const wrap = (it: unknown) =>
    JSON.parse(JSON.stringify(it).replaceAll('"#/components', '"openapi#/components'))
  const before = original.compile(wrap(schema))
  const after = openApi30Validator(schemas)(translated.it)
  return {
    translated: translated.it,
    of: values.map((value) => ({ value, was: before(value), is: after(value) })),
  }
}

t.test('a schema that OpenAPI 3.0 can express allows the same values', async (t) => {
  for (const [name, schema] of Object.entries(expressible)) {
    const { translated, of } = verdicts(schema)
    const text = JSON.stringify(translated)
    for (const { value, was, is } of of) t.equal(is, was, `${name}: ${JSON.stringify(value)} by ${text}`)
    t.notMatch(text, 'x-omitted', name)
  }
})

t.test('a schema that OpenAPI 3.0 cannot express allows more and names the missing keywords', async (t) => {
  for (const [name, [schema, omitted]] of Object.entries(inexpressible)) {
    const { translated, of } = verdicts(schema)
    const text = JSON.stringify(translated)
    for (const { value } of of.filter(({ was, is }) => was && !is))
      t.fail(`${name}: ${JSON.stringify(value)} by ${text}`)
    t.ok(
      of.some(({ was, is }) => is && !was),
      `${name} allows more`,
    )
    t.same(translated['x-omitted'], omitted, name)
  }
})

t.test('keywords are translated to those of OpenAPI 3.0', async (t) => {
  const { translate, nullables } = schemaTranslator(document)
  const table: [unknown, Json][] = [
    [
      { type: ['string', 'null'], maxLength: 1 },
      { type: 'string', nullable: true, maxLength: 1 },
    ],
    [
      { type: 'string', const: 'a' },
      { type: 'string', enum: ['a'] },
    ],
    [
      { type: 'string', examples: ['a', 'b'] },
      { type: 'string', example: 'a' },
    ],
    [{ exclusiveMinimum: 1 }, { minimum: 1, exclusiveMinimum: true }],
    [ref('Pair'), ref('Pair')],
    [
      { description: 'A pair.', ...ref('Pair') },
      { description: 'A pair.', allOf: [ref('Pair')] },
    ],
    [
      { anyOf: [ref('Pair'), { type: 'null' }] },
      { type: 'object', nullable: true, allOf: [ref('NullablePair')] },
    ],
    [
      { anyOf: [ref('Open'), { type: 'null' }] },
      { type: 'string', nullable: true, allOf: [ref('NullableOpen')] },
    ],
    [
      { description: 'A pair.', anyOf: [ref('Pair'), { type: 'null' }] },
      { description: 'A pair.', type: 'object', nullable: true, allOf: [ref('NullablePair')] },
    ],
    [
      { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
      { type: 'string', enum: ['a', null], nullable: true },
    ],
    [{ type: ['array', 'null'] }, { type: 'array', nullable: true, items: {} }],
    [
      { type: 'string', contentEncoding: 'base64' },
      { type: 'string', format: 'byte' },
    ],
    [{ contentMediaType: 'application/octet-stream' }, { type: 'string', format: 'binary' }],
    [shared.Open, shared.Open as Json],
  ]
  for (const [schema, wanted] of table) t.same(translate(schema), wanted)
  t.same(nullables(), {
    NullableOpen: {
      anyOf: [{ type: 'string', enum: ['a', 'b', null], nullable: true }, ref('NullableOther')],
    },
    NullableOther: { type: 'string', maxLength: 3, nullable: true },
    NullablePair: { ...(shared.Pair as Json), nullable: true },
  })
})

t.test('an unknown keyword is an error and not left out', async (t) => {
  const { translate } = schemaTranslator(document)
  for (const schema of [
    { $dynamicRef: '#a' },
    { $defs: { a: {} } },
    { nulable: true },
    { items: { $dynamicAnchor: 'a' } },
  ])
    t.throws(() => translate(schema), /No form in OpenAPI 3\.0 is known for/, JSON.stringify(schema))
  t.throws(() => translate({ anyOf: [ref('Missing'), { type: 'null' }] }), /leads nowhere/)
})
