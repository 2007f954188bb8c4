/**
 * Checks HTTP responses against an OpenAPI 3.1 document: status, headers, media type and body. It is stricter
 * than the document in one point: an object in a response may have only the members that its schema lists.
 */
import { AssertionError } from 'node:assert'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { closeOpenValues } from '../../../src/generate/open-values.ts'
import { isObject } from '../../../src/is-object.ts'
import { contractDocument } from '../operations.ts'

type Json = null | boolean | number | string | Json[] | JsonObject
interface JsonObject {
  [member: string]: Json
}

/** Response that the contract declares. A schema is identified by its JSON Pointer in the document. */
interface DeclaredResponse {
  /** Headers by name in lower case. */
  headers: ReadonlyMap<string, { required: boolean; schema: string | undefined }>
  /** Media types by range, in lower case and without parameters. */
  content: ReadonlyMap<string, { schema: string | undefined }>
}

/** Operation of the contract. `method` is in upper case; `path` is the path template. */
export interface Operation {
  operationId: string
  method: string
  path: string
  responses: ReadonlyMap<number, DeclaredResponse>
}

/** Request line and response. `path` may have a query; `body` is empty if there was none. */
export interface Exchange {
  method: string
  path: string
  status: number
  headers: Headers | Record<string, string | string[]>
  body: Buffer
}

export interface Conformance {
  /**
   * Finds the operation of a request. HEAD counts as the GET of its path. A trailing slash and repeated
   * slashes make no difference.
   */
  operationOf(method: string, path: string): Operation | undefined
  /**
   * Throws an AssertionError that lists every difference between a response and the contract. A request
   * without an operation must have a problem (RFC 9457) as its response: 405 with the right Allow header if
   * the path has other methods, otherwise 404.
   */
  checkResponse(exchange: Exchange): void
  /** Returns every declared pair of operation and status, in the order of the contract. */
  declared(): { operationId: string; status: number }[]
}

// Headers that no operation lists. They describe the connection and the message (RFC 9110, 9112) and are set
// by the server's HTTP layer. Content-Type is checked as the media type.
const generalHeaders = new Set([
  'connection',
  'keep-alive',
  'date',
  'transfer-encoding',
  'content-length',
  'content-type',
])

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Key of the whole document in Ajv, so that the contract's own `#/…` references resolve. */
const documentKey = 'openapi'

/**
 * Creates the checks for a parsed OpenAPI 3.1 document with local references only. Throws if the document is
 * unsuitable: a dangling reference, an operation without an operationId, or a range as a status.
 */
export function conformance(document: unknown): Conformance {
  // Clients must accept values that a later version may add, but this server must not send them.
  const own = closeOpenValues(document)
  // Ajv selects the alternative by its values and rejects a mapping.
  const contract = JSON.parse(
    JSON.stringify(own, (name, value) =>
      name === 'discriminator' ? { propertyName: value.propertyName } : value,
    ),
  ) as JsonObject
  for (const schema of Object.values(objectAt(contract, '#/components/schemas'))) closeSchema(schema)
  const paths = readPaths(contract)
  // OpenAPI matches a concrete path before a templated one.
  const concreteFirst = paths.toSorted((a, b) => parametersOf(a.segments) - parametersOf(b.segments))
  const operations = paths.flatMap((path) => [...path.operations.values()])
  const headersElsewhere = new Set(['allow'])
  const each = operations.flatMap(({ responses }) => [...responses.values()])
  for (const { headers } of each) for (const name of headers.keys()) headersElsewhere.add(name)
  const headersEverywhere = new Map(
    [...(each[0]?.headers ?? [])].filter(([name]) => each.every(({ headers }) => headers.has(name))),
  )

  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    discriminator: true,
    allErrors: true,
    // The linters of `make test` validate the schemas. Doing it here would cost every test file 0.1 s.
    validateSchema: false,
    // Few validators are used often enough for optimisation to pay off.
    code: { optimize: false },
    formats: { 'double-int': { type: 'number', validate: Number.isSafeInteger } },
  })
  addFormats.default(ajv)
  // Ajv compiles the document before its schemas, and would reject `openapi`, `paths` and other keys as
  // unknown keywords.
  ajv.addVocabulary(Object.keys(contract))
  ajv.addSchema(contract, documentKey)
  const validators = new Map<string, ValidateFunction>()

  function violations(schema: string, value: unknown, name: string): string[] {
    let validate = validators.get(schema)
    if (!validate) {
      validate = ajv.compile({ $ref: documentKey + encodeURI(schema) })
      validators.set(schema, validate)
    }
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const member: unknown = params.unevaluatedProperty ?? params.additionalProperty
      return `${name}${instancePath}: ${message}${member === undefined ? '' : `, has ${JSON.stringify(member)}`}`
    })
  }

  function pathOf(path: string) {
    const segments = segmentsOf(path.replace(/[?#].*$/s, '')).map(decoded)
    return concreteFirst.find((candidate) => matches(candidate.segments, segments))
  }

  function operationOf(method: string, path: string): Operation | undefined {
    const operations = pathOf(path)?.operations
    return operations?.get(method.toUpperCase()) ?? (method === 'HEAD' ? operations?.get('GET') : undefined)
  }

  function headerDifferences(declared: DeclaredResponse['headers'], headers: Map<string, string>): string[] {
    const differences: string[] = []
    for (const [name, { required, schema }] of declared) {
      const text = headers.get(name)
      if (text === undefined) {
        if (required) differences.push(`header ${name}: missing`)
      } else if (schema !== undefined) {
        differences.push(
          ...violations(schema, readText(text, follow(contract, schema).value), `header ${name}`),
        )
      }
    }
    for (const name of headers.keys()) {
      if (!declared.has(name) && !generalHeaders.has(name)) {
        differences.push(`header ${name}: not in the contract`)
      }
    }
    return differences
  }

  /**
   * The schema of a stream is the schema of the data of each event. The `id` is the event's `sequence`, which
   * increases by one.
   */
  function eventDifferences(schema: string, body: Buffer): string[] {
    return serverSentEvents(body.toString('utf8')).flatMap(({ id, data }, index, events) => {
      const name = `event ${index + 1}`
      let value: unknown
      try {
        value = JSON.parse(data)
      } catch {
        return [`${name}: not JSON: ${data.slice(0, 100)}`]
      }
      const before = events[index - 1]
      const isNext = before === undefined || Number(id) === Number(before.id) + 1
      const isOwn = isObject(value) && String(value.sequence) === id
      return [
        ...violations(schema, value, name),
        ...(isNext && isOwn ? [] : [`${name}: id ${id}, after ${before?.id}, of ${data.slice(0, 100)}`]),
      ]
    })
  }

  function contentDifferences(
    content: DeclaredResponse['content'],
    { method, status, body }: Exchange,
    mediaType: string | undefined,
  ): string[] {
    const differences: string[] = []
    const bodiless = method === 'HEAD' || status === 204 || status === 304
    if (body.length > 0 && (bodiless || content.size === 0)) {
      differences.push(`body: has ${body.length} bytes, but must be empty`)
    }
    // A response without a body needs no media type, but a given one must be right.
    if (mediaType === undefined) {
      if (!bodiless && content.size > 0) differences.push('header content-type: missing')
      return differences
    }
    const range = [mediaType, `${mediaType.split('/')[0]}/*`, '*/*'].find((candidate) =>
      content.has(candidate),
    )
    if (range === undefined) {
      const allowed = content.size > 0 ? `${[...content.keys()].join(' or ')}` : 'no content'
      differences.push(`media type: ${mediaType}, but the contract has ${allowed}`)
      return differences
    }
    const schema = content.get(range)?.schema
    if (!bodiless && schema !== undefined && range === 'text/event-stream') {
      return [...differences, ...eventDifferences(schema, body)]
    }
    if (bodiless || schema === undefined || !/^[^/]+\/([^/]+\+)?json$/.test(range)) return differences
    let value: unknown
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    } catch (error) {
      differences.push(`body: not JSON in UTF-8 (${error instanceof Error ? error.message : error})`)
      return differences
    }
    differences.push(...violations(schema, value, 'body'))
    if (mediaType === 'application/problem+json' && isObject(value) && value.status !== status) {
      differences.push(
        `body/status: ${JSON.stringify(value.status)}, but the status of the response is ${status} (RFC 9457)`,
      )
    }
    return differences
  }

  function checkResponse(exchange: Exchange): void {
    const { method, path, status, body } = exchange
    const headers = fieldsOf(exchange.headers)
    const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    const operation = operationOf(method, path)
    const others = pathOf(path)?.operations
    const responses =
      operation?.responses ?? new Map([responseWithoutOperation(others, headersElsewhere, headersEverywhere)])
    const response = responses.get(status)
    const differences: string[] = []
    if (response) {
      differences.push(...headerDifferences(response.headers, headers))
      differences.push(...contentDifferences(response.content, exchange, mediaType))
      if (!operation && others) differences.push(...allowDifferences(others, headers))
    } else {
      differences.push(`status: must be one of ${[...responses.keys()].join(', ')}`)
    }
    if (differences.length === 0) return
    const name = operation?.operationId ?? 'no operation of the contract'
    const excerpt = body.toString('utf8', 0, 500) || '(empty)'
    throw new AssertionError({
      // Test reporters put messages in one line.
      message: `${name} (${method} ${path}) answered ${status}, which violates the contract: ${[...differences, `body: ${excerpt}`].join('; ')}`,
    })
  }

  function declared() {
    return operations.flatMap(({ operationId, responses }) =>
      [...responses.keys()].map((status) => ({ operationId, status })),
    )
  }

  return { operationOf, checkResponse, declared }
}

let own: Conformance | undefined

/** Returns the checks for the project's own contract, which is read once and only when needed. */
function contract(): Conformance {
  own ??= conformance(contractDocument)
  return own
}

/** `operationOf` of the project's own contract. */
export function operationOf(method: string, path: string): Operation | undefined {
  return contract().operationOf(method, path)
}

/** `checkResponse` of the project's own contract. */
export function checkResponse(exchange: Exchange): void {
  contract().checkResponse(exchange)
}

/** `declared` of the project's own contract. */
export function declared(): { operationId: string; status: number }[] {
  return contract().declared()
}

interface Path {
  segments: string[]
  /** Operations by method in upper case. */
  operations: Map<string, Operation>
}

function readPaths(contract: JsonObject): Path[] {
  const ids = new Set<Json>()
  /** Responses by their JSON Pointer: most are components shared by many operations. */
  const read = new Map<string, DeclaredResponse>()
  const responseAt = (reference: string) => {
    const { pointer, value } = follow(contract, reference)
    const response = read.get(pointer) ?? readResponse(contract, pointer, value)
    read.set(pointer, response)
    return response
  }
  return Object.keys(objectAt(contract, '#/paths')).map((path) => {
    const item = follow(contract, `#/paths/${escaped(path)}`)
    const operations = new Map<string, Operation>()
    for (const method of methods) {
      if (!(method in item.value)) continue
      const { pointer, value } = follow(contract, `${item.pointer}/${method}`)
      const { operationId } = value
      if (typeof operationId !== 'string' || ids.has(operationId)) {
        throw new Error(`${method.toUpperCase()} ${path} needs a unique operationId`)
      }
      ids.add(operationId)
      const responses = new Map(
        Object.keys(objectAt(contract, `${pointer}/responses`)).map((status) => {
          if (!/^[1-5]\d\d$/.test(status))
            throw new Error(`${operationId}: status ${status} must be a number, not a range`)
          return [Number(status), responseAt(`${pointer}/responses/${status}`)]
        }),
      )
      operations.set(method.toUpperCase(), { operationId, method: method.toUpperCase(), path, responses })
    }
    return { segments: segmentsOf(path), operations }
  })
}

function readResponse(contract: JsonObject, pointer: string, value: JsonObject): DeclaredResponse {
  const headers = new Map(
    Object.keys(isObject(value.headers) ? value.headers : {}).map((name) => {
      const header = follow(contract, `${pointer}/headers/${escaped(name)}`)
      return [
        name.toLowerCase(),
        { required: header.value.required === true, schema: closedSchema(contract, header.pointer) },
      ]
    }),
  )
  const content = new Map(
    Object.keys(isObject(value.content) ? value.content : {}).map((range) => {
      const media = follow(contract, `${pointer}/content/${escaped(range)}`)
      return [
        range.split(';')[0]?.trim().toLowerCase() ?? range,
        { schema: closedSchema(contract, media.pointer) },
      ]
    }),
  )
  return { headers, content }
}

/**
 * Returns the required response for a request without an operation: a problem with 405 if its path has other
 * methods, otherwise with 404. Headers of every response are required, headers of some responses are
 * optional.
 */
function responseWithoutOperation(
  operations: Map<string, Operation> | undefined,
  headersElsewhere: ReadonlySet<string>,
  headersEverywhere: DeclaredResponse['headers'],
): [status: number, DeclaredResponse] {
  const headers = new Map(
    [...headersElsewhere].map((name) => [
      name,
      headersEverywhere.get(name) ?? {
        required: name === 'allow' && operations !== undefined,
        schema: undefined,
      },
    ]),
  )
  const content = new Map([['application/problem+json', { schema: '#/components/schemas/Problem' }]])
  return [operations ? 405 : 404, { headers, content }]
}

/**
 * Compares the Allow header of a 405 with the methods of the path in the contract (RFC 9110, section 15.5.6).
 */
function allowDifferences(operations: Map<string, Operation>, headers: Map<string, string>): string[] {
  const wanted = [...operations.keys(), ...(operations.has('GET') ? ['HEAD'] : [])].sort().join(', ')
  const given = (headers.get('allow') ?? '').split(/\s*,\s*/).filter((method) => method !== 'OPTIONS')
  if (given.sort().join(', ') === wanted) return []
  return [`header allow: ${JSON.stringify(headers.get('allow'))}, while the path has ${wanted}`]
}

/** Closes the schema of a header or a media type and returns its pointer; undefined if there is none. */
function closedSchema(contract: JsonObject, holder: string): string | undefined {
  const schema = objectAt(contract, holder).schema
  if (schema === undefined) return undefined
  closeSchema(schema)
  return `${holder}/schema`
}

/**
 * Adds `unevaluatedProperties: false` to every object schema that does not define its additional members.
 * `covered` schemas apply to the same value as a closed schema, which already sees their members.
 */
function closeSchema(schema: Json | undefined, covered = false): void {
  if (!isObject(schema)) return
  const isExplicit = 'additionalProperties' in schema || 'unevaluatedProperties' in schema
  // The alternatives of a discriminator are closed individually.
  const ofObject =
    !('discriminator' in schema) && ('properties' in schema || [schema.type].flat().includes('object'))
  if (ofObject && !isExplicit && !covered) schema.unevaluatedProperties = false

  const within = covered || ofObject || isExplicit
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'dependentSchemas']) {
    for (const branch of children(schema[keyword])) closeSchema(branch, within)
  }
  for (const keyword of ['then', 'else']) closeSchema(schema[keyword], within)
  // Excludes `if` and `not`: these are conditions, and closing them would invert the result.
  for (const keyword of ['properties', 'patternProperties', '$defs', 'prefixItems']) {
    for (const child of children(schema[keyword])) closeSchema(child)
  }
  for (const keyword of [
    'items',
    'contains',
    'additionalProperties',
    'unevaluatedProperties',
    'unevaluatedItems',
  ]) {
    closeSchema(schema[keyword])
  }
}

function children(value: Json | undefined): Json[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}

/** Returns the object that a pointer leads to after all references: its own pointer and its value. */
function follow(contract: JsonObject, pointer: string): { pointer: string; value: JsonObject } {
  const value = objectAt(contract, pointer)
  return typeof value.$ref === 'string' ? follow(contract, value.$ref) : { pointer, value }
}

function objectAt(contract: JsonObject, pointer: string): JsonObject {
  if (!pointer.startsWith('#/')) throw new Error(`The reference ${pointer} is not local`)
  let value: Json | undefined = contract
  for (const token of pointer.slice(2).split('/')) {
    value = isObject(value) ? value[token.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
  }
  if (!isObject(value)) throw new Error(`The contract has no object at ${pointer}`)
  return value
}

function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}

function segmentsOf(path: string): string[] {
  return path.replaceAll(/\/+/g, '/').replace(/\/$/, '').split('/')
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{')
}

function parametersOf(segments: string[]): number {
  return segments.filter(isParameter).length
}

function matches(template: string[], segments: string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]))
  )
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/**
 * Returns the events of a stream (WHATWG HTML, section 9.2.6) in the subset that the servers here send: `id`
 * and `data` with one line each. An event counts only once its blank line has arrived.
 */
export function serverSentEvents(text: string): { id: string; data: string }[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => frame.split('\n').filter((line) => !line.startsWith(':')))
    .filter((lines) => lines.length > 0 && lines.join('') !== '')
    .map((lines) => {
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const unknown = lines.filter((line) => !/^(id|data): /.test(line))
      if (unknown.length > 0) throw new AssertionError({ message: `not an event: ${lines.join('\\n')}` })
      return { id: field('id') ?? '', data: field('data') ?? '' }
    })
}

/** Returns header fields by name in lower case, with repeated fields as one list (RFC 9110, section 5.2). */
function fieldsOf(headers: Exchange['headers']): Map<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers)
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]))
}

/**
 * Converts the text of a header to the type of its schema. Text that does not fit is returned unchanged and
 * fails the check.
 */
function readText(text: string, schema: JsonObject): unknown {
  const types = [schema.type].flat()
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text))
    return Number(text)
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  return text
}
