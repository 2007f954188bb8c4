/**
 * Checks HTTP responses against an OpenAPI 3.1 document: status, headers, media type and body. It is stricter
 * than the document in one point: an object in a response may have only the members that its schema lists.
 */
import { AssertionError } from 'node:assert'
import { closeOpenValues } from '../../../src/generate/open-values.ts'
import { isObject } from '../../../src/is-object.ts'
import { serverSentEvents } from '../content/server-sent-events.ts'
import { closeSchema } from './close-schema.ts'
import { type DeclaredResponse, declaredPaths, type Operation } from './declared-paths.ts'
import { contractDocument } from './document.ts'
import { type JsonObject, objectAt } from './pointers.ts'
import { schemaViolations } from './schema-violations.ts'

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
  const { operations, operationsAt } = declaredPaths(contract)
  const headersElsewhere = new Set(['allow'])
  const each = operations.flatMap(({ responses }) => [...responses.values()])
  for (const { headers } of each) for (const name of headers.keys()) headersElsewhere.add(name)
  const headersEverywhere = new Map(
    [...(each[0]?.headers ?? [])].filter(([name]) => each.every(({ headers }) => headers.has(name))),
  )

  const violations = schemaViolations(contract)

  function operationOf(method: string, path: string): Operation | undefined {
    const operations = operationsAt(path)
    return operations?.get(method.toUpperCase()) ?? (method === 'HEAD' ? operations?.get('GET') : undefined)
  }

  function headerDifferences(declared: DeclaredResponse['headers'], headers: Map<string, string>): string[] {
    const differences: string[] = []
    for (const [name, { required, schema, types }] of declared) {
      const text = headers.get(name)
      if (text === undefined) {
        if (required) differences.push(`header ${name}: missing`)
      } else if (schema !== undefined) {
        differences.push(...violations(schema, readText(text, types), `header ${name}`))
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
    const others = operationsAt(path)
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

/**
 * Returns the required response for a request without an operation: a problem with 405 if its path has other
 * methods, otherwise with 404. Headers of every response are required, headers of some responses are
 * optional.
 */
function responseWithoutOperation(
  operations: ReadonlyMap<string, Operation> | undefined,
  headersElsewhere: ReadonlySet<string>,
  headersEverywhere: DeclaredResponse['headers'],
): [status: number, DeclaredResponse] {
  const headers = new Map(
    [...headersElsewhere].map((name) => [
      name,
      headersEverywhere.get(name) ?? {
        required: name === 'allow' && operations !== undefined,
        schema: undefined,
        types: [],
      },
    ]),
  )
  const content = new Map([['application/problem+json', { schema: '#/components/schemas/Problem' }]])
  return [operations ? 405 : 404, { headers, content }]
}

/**
 * Compares the Allow header of a 405 with the methods of the path in the contract (RFC 9110, section 15.5.6).
 */
function allowDifferences(
  operations: ReadonlyMap<string, Operation>,
  headers: Map<string, string>,
): string[] {
  const wanted = [...operations.keys(), ...(operations.has('GET') ? ['HEAD'] : [])].sort().join(', ')
  const given = (headers.get('allow') ?? '').split(/\s*,\s*/).filter((method) => method !== 'OPTIONS')
  if (given.sort().join(', ') === wanted) return []
  return [`header allow: ${JSON.stringify(headers.get('allow'))}, while the path has ${wanted}`]
}

/** Returns header fields by name in lower case, with repeated fields as one list (RFC 9110, section 5.2). */
function fieldsOf(headers: Exchange['headers']): Map<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers)
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]))
}

/**
 * Converts the text of a header to a type that its schema allows. Text that does not fit is returned
 * unchanged and fails the check.
 */
function readText(text: string, types: readonly unknown[]): unknown {
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text))
    return Number(text)
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  return text
}
