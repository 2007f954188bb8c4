import type { ErrorObject } from 'ajv'
import type { routes, schemas } from '../../../generated/routes.ts'
import type { InputError, InputErrorCode } from './problem.ts'
import { type Problem, problem } from './problem.ts'

/** Code and message of each finding that a schema cannot express. The pointer names the member. */
const findings = {
  ambiguousFile: ['not_allowed', 'must not be combined with file_url'],
  ambiguousFiles: ['not_allowed', 'must not be combined with file or file_url'],
  blankPrompt: ['required', 'must not be blank unless a file is given'],
  busyFile: ['unavailable', 'cannot be read now; try again later'],
  costlySchema: ['invalid', 'takes too long to check against its schema; simplify the schema'],
  deepJson: ['too_long', 'must have at most {limit} levels'],
  duplicateField: ['duplicate', 'must be sent once'],
  duplicateFile: ['duplicate', 'must be a single file'],
  duplicateHost: ['duplicate', 'must be sent once'],
  duplicateResult: ['duplicate', 'has a result already'],
  duplicateTool: ['duplicate', 'must differ from the names of the other tools'],
  encodedBody: ['not_allowed', 'must be identity; send the body uncompressed'],
  fieldInsteadOfFile: ['type', 'must be a file'],
  fileWithoutPrompt: [
    'not_allowed',
    'is not allowed without a prompt; the message of parent keeps its files',
  ],
  filesWithFile: ['not_allowed', 'must not be combined with file'],
  foreignCursor: ['not_found', 'is not a cursor of this list and order; start again from the first page'],
  foreignFileUrl: [
    'read_only',
    'must be the signed URL of this file while its bytes are stored, or an external URL',
  ],
  futureEvent: ['not_found', 'is greater than the sequence of the latest event of this run'],
  keyReused: ['conflict', 'was used for a different request'],
  keySpent: ['conflict', 'created something that has been deleted'],
  longJson: ['too_long', 'must be at most {limit} characters long'],
  longSchema: ['too_long', 'must be at most {limit} characters long as JSON'],
  malformedHeader: ['format', 'is not valid HTTP'],
  malformedHost: ['format', 'must be a host, optionally with a port'],
  malformedPath: ['format', 'cannot be decoded; check its length and percent-encoding'],
  missingPrompt: [
    'required',
    'is required unless parent names the message to answer again, or tool_results are sent',
  ],
  missing: ['required', 'is required'],
  missingResult: ['required', 'must contain a result for each call'],
  noAlternative: ['invalid', 'must match one of the alternatives of the schema'],
  noCalls: ['conflict', 'must answer a completed message that called tools'],
  noTools: ['not_allowed', 'must not be required without tools'],
  notFound: ['not_found', 'does not exist'],
  notJson: ['format', 'must be JSON'],
  notOneAlternative: ['invalid', 'must match exactly one of the alternatives of the schema'],
  notUtf8: ['pattern', 'must be UTF-8, without U+FFFD'],
  notOwnId: ['mismatch', 'must be your own user id'],
  otherPattern: ['pattern', 'must match the pattern of the schema'],
  notPrompt: [
    'not_found',
    'must be a message of this chat, with the role user and not blank, if there is no prompt',
  ],
  otherFirstFile: ['conflict', 'must be the first of files, or have its stored value'],
  oversizedFiles: ['too_large', 'exceeds, with the files before it, the maximum size of files for the model'],
  oversizedFile: ['too_large', 'exceeds the maximum size of a file for the model'],
  parentWithoutChat: ['not_allowed', 'must not be sent without chat'],
  parentWithLeaf: ['not_allowed', 'must not be combined with leaf'],
  readOnly: [
    'read_only',
    'is read-only and differs from the stored value; leave it out, or get the object again',
  ],
  remoteReference: ['not_allowed', 'must refer to a part of the same schema, such as #/$defs/item'],
  resultsWithoutChat: ['not_allowed', 'must not be sent without chat'],
  resultsWithPrompt: ['not_allowed', 'must not be combined with prompt'],
  rootsOfAllChats: ['required', 'is required to list the messages without a parent'],
  staleTag: ['conflict', 'is not the ETag that the object has now'],
  storedModel: ['not_found', 'has a model that is no longer available; change it, or name another one'],
  taken: ['conflict', 'is taken'],
  tooManyMembers: ['too_long', 'must have at most {limit} fields'],
  tooManyParts: ['too_long', 'must not have more parts than there are fields'],
  unexpectedBody: ['not_allowed', 'must be empty, or {} as application/json'],
  unknown: ['not_allowed', 'is not known here'],
  unknownCall: ['not_found', 'must be the id of a call of the message that is answered'],
  unknownModel: ['not_found', 'must be one of the available models'],
  unknownPart: ['not_allowed', 'has a part with an unknown name'],
  unknownTransferCoding: ['enum', 'must be chunked'],
  unknownTool: ['not_found', 'must be the name of one of the tools'],
  unstorableText: ['pattern', 'must not contain U+0000'],
  unnamedPart: ['required', 'has a part without a name'],
  unpairedSurrogate: ['pattern', 'must not contain unpaired surrogates'],
  unpairedSurrogateInName: ['not_allowed', 'must not have a name with unpaired surrogates'],
  unreachableFile: ['unreachable', 'is not the URL of a file that can be fetched'],
  unreadableFile: ['unreadable', 'is damaged, encrypted or contains no text'],
  unsupportedFile: [
    'unsupported',
    'is not an image, PDF or text in a known encoding; use UTF-8 or state the charset',
  ],
  unusableSchema: ['invalid', 'is not a JSON Schema that can be used; check its references and patterns'],
  wrongPassword: ['mismatch', 'is not your current password'],
} as const satisfies Record<string, readonly [InputErrorCode, string]>

export type Finding = keyof typeof findings

export function inputError(pointer: string, finding: Finding, limit: number | string = ''): InputError {
  const [code, message] = findings[finding]
  return { pointer, code, message: message.replace('{limit}', String(limit)) }
}

type PatternsIn<Node> = Node extends readonly unknown[]
  ? PatternsIn<Node[number]>
  : Node extends object
    ? {
        [Key in keyof Node]: Key extends 'pattern' ? LiteralIn<Node[Key]> : PatternsIn<Node[Key]>
      }[keyof Node]
    : never
type LiteralIn<Node> = Node extends string ? Node : PatternsIn<Node>

/** Message for each pattern. A pattern without a message does not compile. */
const patterns: Record<PatternsIn<typeof schemas | typeof routes>, string> = {
  '^[^\\x00]*$': 'must not contain U+0000',
  '^[^\\x00-\\x2A\\x2C\\x2F\\x3A-\\x3F\\x5B-\\x5E\\x60\\x7B-\\xA9\\xAB-\\xB4\\xB6-\\xB9\\xBB-\\xBF\\xD7\\xF7\u034F\u061C\u115F-\u1160\u1680\u17B4-\u17B5\u180B-\u180F\u2000-\u20CF\u2140-\u2BFF\u2E00-\u2E7F\u2FF0-\u3004\u3008-\u3020\u3164\u3200-\u33FF\u4DC0-\u4DFF\uFDCF-\uFE1F\uFE30-\uFE6F\uFEFF-\uFF0A\uFF0C\uFF0F\uFF1A-\uFF1F\uFF3B-\uFF3E\uFF40\uFF5B-\uFF65\uFFA0\uFFE0-\uFFFD]+$':
    'must contain only letters, digits and @ . + - _',
  '^[^\\x00-\\x1F\\x7F/\\\\\uFFFD]+$': 'must not contain slashes, backslashes, control characters or U+FFFD',
  '^[^\\x00-\\x1F\\x7F/\\\\]+$': 'must not contain slashes, backslashes or control characters',
  '^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+-]+)*$':
    'must be a media type, such as text/plain',
  '^(/[^@/?#\\x00]+|[Hh][Tt][Tt][Pp][Ss]?://([^\\x00-\\x20"#%/:<>?@\\x5B-\\x5E\\x60\\x7B-\\x7F]+|\\x5B[0-9A-Fa-f:.]+\\x5D)(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9][0-9]|6[0-4][0-9][0-9][0-9]|[1-5][0-9][0-9][0-9][0-9]|[0-9]{0,4}))?)([/?#][^\\x00]*)?$':
    'must be an http or https URL without user information, or a path that begins with a slash',
  '^[A-Za-z0-9_-]+$': 'must contain only letters A to Z, digits, hyphens and underscores',
  '^("[!#-~]+"|[!#-~]+)$':
    'must contain only printable ASCII characters, without spaces and without quotation marks inside',
  '^(\\*|[ \\t,]*(W/)?"[!#-~]*"([ \\t]*,[ \\t,]*(W/)?"[!#-~]*")*[ \\t,]*)$':
    'must be an asterisk, or a list of ETags, each in quotation marks',
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
  int32: 'must be a 32-bit integer',
  uri: 'must be an absolute URI',
  'uri-reference': 'must be a URI or a relative reference',
  uuid: 'must be a UUID',
}

const limits: Readonly<Record<string, (limit: number) => string>> = {
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be greater than ${limit}`,
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  minLength: (limit) => `must be at least ${plural(limit, 'character')} long`,
  maxLength: (limit) => `must be at most ${plural(limit, 'character')} long`,
  minItems: (limit) => `must have at least ${plural(limit, 'item')}`,
  maxItems: (limit) => `must have at most ${plural(limit, 'item')}`,
  items: (limit) => `must have at most ${plural(limit, 'item')}`,
  unevaluatedItems: (limit) => `must have at most ${plural(limit, 'item')}`,
  minProperties: (limit) => `must have at least ${plural(limit, 'field')}`,
  maxProperties: (limit) => `must have at most ${plural(limit, 'field')}`,
}

const codes: Readonly<Record<string, InputErrorCode>> = {
  required: 'required',
  dependentRequired: 'required',
  dependencies: 'required',
  additionalProperties: 'not_allowed',
  unevaluatedProperties: 'not_allowed',
  propertyNames: 'not_allowed',
  not: 'not_allowed',
  'false schema': 'not_allowed',
  type: 'type',
  enum: 'enum',
  const: 'enum',
  discriminator: 'enum',
  pattern: 'pattern',
  format: 'format',
  minimum: 'minimum',
  exclusiveMinimum: 'minimum',
  maximum: 'maximum',
  exclusiveMaximum: 'maximum',
  minLength: 'too_short',
  minItems: 'too_short',
  minProperties: 'too_short',
  maxLength: 'too_long',
  maxItems: 'too_long',
  items: 'too_long',
  unevaluatedItems: 'too_long',
  maxProperties: 'too_long',
  uniqueItems: 'duplicate',
}

export function inputCode({ keyword }: Pick<ErrorObject, 'keyword'>): InputErrorCode {
  return codes[keyword] ?? 'invalid'
}

export function inputMessage({ keyword, params }: ErrorObject): string {
  const limit = limits[keyword]
  if (limit !== undefined && typeof params.limit === 'number') return limit(params.limit)
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'dependentRequired':
    case 'dependencies':
      return `is required together with ${params.property}`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not known here'
    case 'propertyNames':
      return 'has a field whose name is not allowed'
    case 'type':
      return `must be ${joined([params.type].flat().map((type: string) => types[type] ?? type))}`
    case 'enum':
      return params.allowedValues.length === 1
        ? `must be ${formatted(params.allowedValues[0])}`
        : `must be one of ${params.allowedValues.map(formatted).join(', ')}`
    case 'const':
      return `must be ${formatted(params.allowedValue)}`
    case 'pattern':
      return messagesOfPatterns.get(params.pattern) ?? 'must have the form that the contract describes'
    case 'format':
      return formats[params.format] ?? `must be a valid ${params.format}`
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`
    case 'uniqueItems':
      return 'must not contain the same item twice'
    case 'contains':
      return 'must contain a required item'
    case 'discriminator':
      return `must have a known ${params.tag}`
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

function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

function joined(choices: readonly string[]): string {
  const last = choices.at(-1) ?? ''
  return choices.length > 1 ? `${choices.slice(0, -1).join(', ')} or ${last}` : last
}

function formatted(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Maximum number of entries in `errors`, as in the contract. */
export const MAX_ERRORS = 50

export function invalid(errors: readonly InputError[]): Problem<400> {
  return problem('invalid_request', { errors: errors.slice(0, MAX_ERRORS) })
}
