import type { ErrorObject } from 'ajv'
import type { routes, schemas } from '../../generated/routes.ts'

/** Every pattern that the contract has for input. */
type PatternsIn<Node> = Node extends readonly unknown[]
  ? PatternsIn<Node[number]>
  : Node extends object
    ? {
        [Key in keyof Node]: Key extends 'pattern' ? LiteralIn<Node[Key]> : PatternsIn<Node[Key]>
      }[keyof Node]
    : never
type LiteralIn<Node> = Node extends string ? Node : PatternsIn<Node>

/** What each pattern asks for, in words that a form can show. One that is missing here does not compile. */
const patterns: Record<PatternsIn<typeof schemas | typeof routes>, string> = {
  '^[^\\x00]*$': 'must not contain U+0000',
  '^[^\\x00-\\x7F]*([+.0-9@A-Z_a-z-][^\\x00-\\x7F]*){0,150}$':
    'must contain only letters, digits and @ . + - _, at most 150',
  '^[^\\x00-\\x1F\\x7F/\\\\]+$': 'must not contain slashes, backslashes or control characters',
  '^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$':
    'must be a media type, such as text/plain',
  '^([Hh][Tt][Tt][Pp][Ss]?:/)?/[^@/?#\\x00]+([/?#][^\\x00]*)?$':
    'must be an http or https address without user information, or a path that begins with a slash',
  '^[A-Za-z0-9_-]+$': 'must contain only letters A to Z, digits, hyphens and underscores',
  '^("[!#-~]+"|[!#-~]+)$':
    'must contain only printable ASCII characters, without spaces and without quotation marks inside',
  '^[0-9]+$': 'must contain only digits',
}
const messagesOfPatterns = new Map(Object.entries(patterns))

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
}

const formats: Readonly<Record<string, string>> = {
  date: 'must be a date, such as 2026-11-23',
  'date-time': 'must be a date and time with a time zone, such as 2026-11-23T09:30:00Z',
  int32: 'must be an integer of 32 bits',
  uri: 'must be an absolute URI',
  'uri-reference': 'must be a URI or a relative reference',
  uuid: 'must be a UUID',
}

/** The rules of JSON Schema that compare with a number. */
const limits: Readonly<Record<string, (limit: number) => string>> = {
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be greater than ${limit}`,
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  minLength: (limit) => `must be at least ${counted(limit, 'character')} long`,
  maxLength: (limit) => `must be at most ${counted(limit, 'character')} long`,
  minItems: (limit) => `must have at least ${counted(limit, 'item')}`,
  maxItems: (limit) => `must have at most ${counted(limit, 'item')}`,
  items: (limit) => `must have at most ${counted(limit, 'item')}`,
  unevaluatedItems: (limit) => `must have at most ${counted(limit, 'item')}`,
  minProperties: (limit) => `must have at least ${counted(limit, 'member')}`,
  maxProperties: (limit) => `must have at most ${counted(limit, 'member')}`,
}

/** What a value breaks, in words that an end user understands. Nothing of the value itself is repeated. */
export function inputMessage({ keyword, params }: ErrorObject): string {
  const limit = limits[keyword]
  if (limit !== undefined && typeof params.limit === 'number') return limit(params.limit)
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'dependentRequired':
    case 'dependencies':
      return `is required beside ${params.property}`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here'
    case 'propertyNames':
      return 'has a member whose name is not allowed'
    case 'type':
      return `must be ${listed([params.type].flat().map((type: string) => types[type] ?? type))}`
    case 'enum':
      return params.allowedValues.length === 1
        ? `must be ${shown(params.allowedValues[0])}`
        : `must be one of ${params.allowedValues.map(shown).join(', ')}`
    case 'const':
      return `must be ${shown(params.allowedValue)}`
    case 'pattern':
      return messagesOfPatterns.get(params.pattern) ?? 'must have the form that the contract describes'
    case 'format':
      return formats[params.format] ?? `must be a valid ${params.format}`
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`
    case 'uniqueItems':
      return 'must not have the same item twice'
    case 'contains':
      return 'lacks an item that is required'
    case 'discriminator':
      return `must have a ${params.tag} that is known here`
    case 'oneOf':
      return 'must match exactly one of the alternatives that the contract describes'
    case 'anyOf':
      return 'must match one of the alternatives that the contract describes'
    case 'not':
    case 'false schema':
      return 'is not allowed here'
    default:
      return 'does not fit the contract'
  }
}

/** A number of things, such as `1 character` or `2 characters`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

function listed(choices: readonly string[]): string {
  const last = choices.at(-1) ?? ''
  return choices.length > 1 ? `${choices.slice(0, -1).join(', ')} or ${last}` : last
}

/** A value of the contract as a form would show it. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
