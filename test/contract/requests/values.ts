/** Values that a schema allows: at its bounds, and random ones. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import type { Schema } from '../../support/operations.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'double-int': Number.isSafeInteger } })
addFormats.default(ajv)
const compiled = new WeakMap<Schema, ValidateFunction>()

/** Returns true if a schema allows a value. The contract requires well-formed Unicode in prose only. */
export function allows(schema: Schema, value: unknown): boolean {
  const validate = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, validate)
  return validate(value) === true && isWellFormed(value)
}

const found = new WeakMap<Schema, readonly unknown[]>()

/** Returns values at the bounds of a schema without properties, and odd ones within them. */
export function boundaries(schema: Schema): readonly unknown[] {
  // Some are texts of a million characters, which take long to check.
  const known = found.get(schema)
  if (known !== undefined) return known
  const all = schema.enum ?? typesOf(schema).flatMap((type) => candidates(type, schema))
  const allowed = [...new Set(all)].filter((value) => allows(schema, value))
  found.set(schema, allowed)
  return allowed
}

/** Arbitrary of all values that a schema allows. */
export function values(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(values))
  if (schema.properties !== undefined) return objects(schema)
  if (schema.type === 'array') return shortLists(schema)
  const atBounds = boundaries(schema).filter((value) => !isLong(value))
  const within = typesOf(schema).flatMap((type) => atRandom(type, schema))
  if (schema.enum !== undefined || within.length === 0) return fc.constantFrom(...atBounds)
  const random = fc.oneof(...within).filter((value) => allows(schema, value))
  return atBounds.length > 0 ? fc.oneof(fc.constantFrom(...atBounds), random) : random
}

/** Arbitrary of all objects that a schema allows: required members and any optional ones. */
export function objects(schema: Schema): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, member]): [string, fc.Arbitrary<unknown>] => [name, values(member)],
  )
  return fc
    .record(Object.fromEntries(members), {
      requiredKeys: [...(schema.required ?? [])],
      noNullPrototype: true,
    })
    .filter((value) => allows(schema, value))
}

function shortLists({ items = {}, minItems = 0, maxItems = 0, uniqueItems }: Schema): fc.Arbitrary<unknown> {
  const item = typesOf(items).length > 0 || items.anyOf !== undefined ? values(items) : fc.constant({})
  const length = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) }
  return uniqueItems ? fc.uniqueArray(item, length) : fc.array(item, length)
}

export function typesOf(schema: Schema): string[] {
  return [schema.type ?? []].flat()
}

/** Texts that programs often misinterpret or damage. */
const oddTexts = [
  ...[
    '',
    ' ',
    '\t',
    'a\r\nb',
    '0',
    '-1',
    '00',
    'null',
    'true',
    '[]',
    '{}',
    '"',
    '""',
    '"a"',
    "'; --",
    '`',
    '\\',
  ],
  ...[
    '%00',
    '%2F',
    '../..',
    '<script>',
    'a/b; c=d',
    'text/plain',
    'bytes=0-0',
    'bytes=-1',
    '*',
    'W/"a", "b"',
  ],
  ...['\u0001\u001f', '\u007f\u0085', '\ufeff', '\ufffd', '\uffff', '\u2028', '\u200b', '\u202egnirts'],
  ...[
    'שלום',
    'مرحبا',
    'e\u0301',
    'ﷺ',
    'ﬃ',
    'İ',
    'ß',
    'Аlice',
    '½',
    '😀',
    '👩‍👩‍👧',
    '𐌰',
    '\u{10ffff}',
    '\u{e0001}',
  ],
  ...[
    'http://127.0.0.1:1/',
    'HTTPS://[::1]/?#',
    'http://ex%20ample',
    '/api/file/1/content',
    'http://1.2.3.4.5/',
  ],
]
/** Length, in UTF-16 code units, above which a text is not used at random. */
const LONG = 10_000

/** Characters that fill texts of the minimum and maximum length. */
const fillers = ['a', '0', '\u0001', '"', 'é', 'ع', '😀']
/** One of each length in JSON, for texts that take long to send. */
const fillersOfLong = ['a', '"', 'é', '😀']

/** Characters of random texts. */
const letters = [
  ...new Set([...Array(0x250).keys()].map((code) => String.fromCodePoint(code)).concat(...oddTexts.join(''))),
]

const formats: Readonly<Record<string, readonly string[]>> = {
  date: ['0000-01-01', '0001-01-01', '1969-12-31', '2024-02-29', '2100-02-28', '9999-12-31'],
  'date-time': [
    ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999999999Z'],
    ...[
      '2016-12-31T23:59:60Z',
      '2026-11-23t09:30:00z',
      '2026-11-23T09:30:00+14:00',
      '2026-11-23 09:30:00-23:59',
    ],
  ],
}

function candidates(type: string, schema: Schema): unknown[] {
  switch (type) {
    case 'null':
      return [null]
    case 'boolean':
      return [true, false]
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = 0 } = schema
      const inner = type === 'number' ? [Number.MIN_VALUE, 0.1, (minimum + maximum) / 2] : []
      return [minimum, minimum + 1, maximum - 1, maximum, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, ...inner]
    }
    case 'string': {
      const { minLength = 0, maxLength = 0 } = schema
      const shortest = fillers.map((filler) => filler.repeat(minLength))
      const longest = (maxLength > LONG ? fillersOfLong : fillers).map((filler) => filler.repeat(maxLength))
      return [...shortest, ...longest, ...oddTexts, ...(formats[schema.format ?? ''] ?? [])]
    }
    case 'array':
      return [[], lists(schema, 1), lists(schema, schema.maxItems ?? 0)]
    // Of objects without members of their own: tests of the operations have the others.
    case 'object':
      return schema.properties === undefined ? [{}, { a: 1, 'b/c~': [null] }] : []
    default:
      throw new Error(`Input of the contract has the type ${type}, for which there are no values here yet`)
  }
}

/** Returns a list with this number of different items, or fewer if there are not enough. */
function lists({ items = {} }: Schema, length: number): unknown[] {
  const { minimum } = items
  if (minimum !== undefined) return Array.from({ length }, (_, index) => minimum + index)
  return typesOf(items).length === 0 ? Array.from({ length }, () => ({})) : boundaries(items).slice(0, length)
}

function atRandom(type: string, schema: Schema): fc.Arbitrary<unknown>[] {
  const { minimum = 0, maximum = 0, minLength = 0, maxLength = 0, pattern } = schema
  if (type === 'integer') return [fc.integer({ min: minimum, max: maximum })]
  if (type === 'number') return [fc.double({ min: minimum, max: maximum, noNaN: true })]
  if (type !== 'string' || schema.format !== undefined) return []
  const expression = new RegExp(pattern ?? '', 'u')
  const alphabet = letters.filter((letter) => expression.test(letter))
  // A pattern that matches no single character has a structure. The odd texts include examples.
  if (alphabet.length === 0) return []
  const unit = fc.constantFrom(...alphabet)
  return [fc.string({ unit, minLength, maxLength: Math.min(maxLength, minLength + 40) })]
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > LONG
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).flat().every(isWellFormed)
}
