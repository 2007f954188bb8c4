/** Values that violate one rule of a schema, with the error that the contract requires. */
import type { Schema } from '../../support/operations.ts'
import { allows, boundaries, typesOf } from './values.ts'

export interface Mutation {
  readonly value: unknown
  /** JSON Pointer of the expected entry in `errors`, and its possible codes. */
  readonly pointer: string
  readonly codes: readonly string[]
}

/** One value of each JSON type. */
const samples: readonly [type: string, value: unknown][] = [
  ['null', null],
  ['boolean', true],
  ['integer', 7],
  ['number', 7.5],
  ['string', 'text'],
  ['array', ['text']],
  ['object', { text: 'text' }],
]
const unknownNames = ['unknown', '', 'a/b~c', '__proto__', 'constructor', 'ünbekannt 😀']
const wrongTexts = [
  ...['\0', 'a\0b', ' ', 'a b', 'a!', '/', '\\', 'a\n', '\u200b', 'a@/', '"', '"a', 'a"b"', 'ä', '+1', '1.5'],
  ...['2026-13-01', '2026-02-30', '2026-11-23T24:00:00Z', '2026-11-23T09:30:00', '26-1-1', 'yesterday'],
]

/** Returns every mutation of a valid value, each in one place. */
export function mutations(schema: Schema, value: unknown, pointer: string): Mutation[] {
  const ofValue = wrongValues(schema).map((wrong): Mutation => ({ ...wrong, pointer }))
  return [
    ...ofValue,
    ...(schema.properties ? ofMembers(schema, (value ?? {}) as Record<string, unknown>, pointer) : []),
    ...(typesOf(schema).includes('array') && schema.uniqueItems ? ofList(schema, pointer) : []),
  ]
}

type WrongValue = Omit<Mutation, 'pointer'>

const found = new WeakMap<Schema, readonly WrongValue[]>()

/** Returns the values that a schema refuses as a whole. */
function wrongValues(schema: Schema): readonly WrongValue[] {
  // Texts of a million characters among them take long to check.
  const known = found.get(schema)
  if (known !== undefined) return known
  const types = typesOf(schema)
  const isOfType = (type: string) => types.includes(type) || (type === 'integer' && types.includes('number'))
  const all = [
    ...samples.filter(([type]) => !isOfType(type)).map(([, value]) => ({ value, codes: ['type'] })),
    ...(types.includes('string') ? ofText(schema) : []),
    ...(types.includes('integer') || types.includes('number') ? ofNumber(schema) : []),
  ]
  const wrong = all.filter(({ value }) => !allows(schema, value))
  found.set(schema, wrong)
  return wrong
}

function ofMembers(schema: Schema, value: Readonly<Record<string, unknown>>, pointer: string): Mutation[] {
  const members = Object.entries(value)
  const unknown = unknownNames.map((name) => ({
    value: Object.fromEntries([...members, [name, 1]]),
    pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    codes: ['not_allowed'],
  }))
  const missing = (schema.required ?? []).map((name) => ({
    value: Object.fromEntries(members.filter(([other]) => other !== name)),
    pointer: `${pointer}/${name}`,
    codes: ['required'],
  }))
  const within = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    mutations(member, value[name], `${pointer}/${name}`).map((mutation) => ({
      ...mutation,
      value: { ...value, [name]: mutation.value },
    })),
  )
  // A wrong member makes its object wrong, and some members are texts that take long to check.
  return [...[...unknown, ...missing].filter(({ value }) => !allows(schema, value)), ...within]
}

/** Returns lists of different items that are too long, contain an item twice, or contain an invalid item. */
function ofList(schema: Schema, pointer: string): Mutation[] {
  const { items = {}, maxItems = 0 } = schema
  const [item = {}] = boundaries(items)
  const longer = Array.from({ length: maxItems + 1 }, (_, index) =>
    typeof item === 'number' ? item + index : item,
  )
  const wrong = mutations(items, item, `${pointer}/0`)
  const asWhole = [
    { value: longer, pointer, codes: ['too_long'] },
    { value: [item, item], pointer, codes: ['duplicate'] },
  ]
  return [
    ...asWhole.filter(({ value }) => !allows(schema, value)),
    ...wrong.map(({ value, ...rest }) => ({ ...rest, value: [value] })),
  ]
}

function ofText(schema: Schema): WrongValue[] {
  if (schema.enum !== undefined)
    return ['none of them', '', ...schema.enum.map((known) => `${String(known).toUpperCase()} `)].map(
      (value) => ({ value, codes: ['enum'] }),
    )
  const { minLength = 0, maxLength = 0, pattern, format } = schema
  const [some = 'a'] = boundaries(schema).filter(
    (text) => typeof text === 'string' && text !== '',
  ) as string[]
  const [first = 'a'] = some
  const texts = (rule: Schema, code: string) =>
    wrongTexts.filter((text) => !allows(rule, text)).map((value) => ({ value, codes: [code] }))
  return [
    { value: first.repeat(maxLength + 1), codes: ['too_long'] },
    ...(minLength > 0 ? [{ value: first.repeat(minLength - 1), codes: ['too_short'] }] : []),
    ...(pattern === undefined ? [] : texts({ pattern }, 'pattern')),
    ...(format === undefined ? [] : texts({ format }, 'format')),
    ...['\ud800', `${some}\udfff`].map((value) => ({ value, codes: ['pattern'] })),
  ]
}

function ofNumber({ minimum = 0, maximum = 0 }: Schema): WrongValue[] {
  return [
    ...[minimum - 1, -1e300].map((value) => ({ value, codes: ['minimum'] })),
    ...[maximum + 1, 1e300].map((value) => ({ value, codes: ['maximum'] })),
  ]
}
