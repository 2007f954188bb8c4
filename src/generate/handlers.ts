import { isObject } from '../is-object.ts'
import { dereferenced, type Json } from './json.ts'
import { type Operation, operationsOf } from './operations.ts'
import { block, docComment, literal, objectMember, pascalCase, property } from './typescript.ts'

const head = `import type { Caller, RawBody, RequestContext } from '../src/contract/handler-types.ts'
import type { Problem } from '../src/http/problems/problem.ts'
import type { components } from './api.ts'

/*
 * Types of the handlers: a request type for each operation, a response type for each status and media type,
 * and an interface of handlers for each tag. Headers that the HTTP layer sets are not listed, nor are the 304
 * responses that it derives from the ETag of JSON. \`type\` is the media type of a response that is not JSON,
 * or of JSON that is already text. \`never\` excludes a member.
 */
`

/** Headers that the HTTP layer sets if a response declares them. */
const setByHttpLayer = new Set(['Content-Encoding', 'Deprecation', 'RateLimit', 'RateLimit-Policy', 'Sunset'])

type Content = Readonly<Record<string, Json>>
type Headers = Readonly<Record<string, Json>>

/** @throws where a parameter, header or body has a schema that is neither a name nor a simple type */
export function handlerTypes(document: Json): string {
  const operations = operationsOf(document)
  const usual = usualHeaders(document, operations)
  const names = new Set<string>()

  function typeOf(schema: unknown): string {
    const { $ref, enum: values, type } = schema as Json
    const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(String($ref)) ?? []
    if (name !== undefined) {
      names.add(name)
      return name
    }
    if (Array.isArray(values)) return values.map(literal).join(' | ')
    if (type === 'integer' || type === 'number') return 'number'
    if (type === 'string' || type === 'boolean') return type
    throw new Error(`Move the schema ${JSON.stringify(schema)} to components/schemas, which gives it a name`)
  }

  function requestType(operation: Operation): string {
    const { method, path, summary, requestBody } = operation
    const json = ((requestBody?.content ?? {}) as Content)['application/json']
    const orNone = requestBody?.required === true ? '' : ' | undefined'
    const members = [
      ...parametersMember(operation, 'path', 'params'),
      ...parametersMember(operation, 'query', 'query'),
      ...parametersMember(operation, 'header', 'headers'),
      ...(json ? [`body: ${typeOf(json.schema)}${orNone}`] : []),
      ...callerMember(operation),
    ]
    const name = `${pascalCase(operation.operationId)}Request`
    const comment = docComment(`${summary}: \`${method} ${path}\`.`)
    return `${comment}export interface ${name} extends RequestContext ${block(members)}\n`
  }

  /** Parameters with a default are present even if the client does not send them. */
  function parametersMember({ parameters }: Operation, where: string, name: string): string[] {
    const members = parameters
      .filter((parameter) => parameter.in === where)
      .map((parameter) => {
        const hasDefault = 'default' in dereferenced(document, parameter.schema as Json)
        const key = where === 'header' ? String(parameter.name).toLowerCase() : String(parameter.name)
        return `${property(key, parameter.required === true || hasDefault)}: ${typeOf(parameter.schema)}`
      })
    return members.length === 0 ? [] : [objectMember(name, members)]
  }

  function responseTypes(operation: Operation): string {
    const interfaces: string[] = []
    const alternatives: string[] = []
    for (const [status, written] of Object.entries(operation.responses)) {
      const response = dereferenced(document, written)
      const content = (response.content ?? {}) as Content
      if ('application/problem+json' in content) {
        const [shared] = /[^/]+$/.exec(String(written.$ref ?? '')) ?? []
        alternatives.push(`Problem<${status}>${shared === undefined ? '' : ` // ${shared}`}`)
      } else if (status !== '304' || !isRevalidated(operation)) {
        for (const [name, text] of successTypes(operation, status, response, content)) {
          alternatives.push(name)
          interfaces.push(text)
        }
      }
    }
    const union = alternatives.map((alternative) => `\n  | ${alternative}`).join('')
    return [...interfaces, `export type ${pascalCase(operation.operationId)}Response =${union}\n`].join('\n')
  }

  /** Returns true if the HTTP layer sends 304 by itself. */
  function isRevalidated({ responses }: Operation): boolean {
    return Object.values(responses).some((response) => hasJsonTag(dereferenced(document, response)))
  }

  function successTypes(
    { operationId }: Operation,
    status: string,
    response: Json,
    content: Content,
  ): [name: string, text: string][] {
    const bodies = Object.entries(content).flatMap(([mediaType, { schema }]) => bodyForms(mediaType, schema))
    if (bodies.length === 0) bodies.push({ suffix: '', members: ['type?: never', 'body?: never'] })
    const id = pascalCase(operationId)
    const stem = /\d$/.test(id) ? `${id}_${status}` : `${id}${status}`
    return bodies.map(({ suffix, members }) => {
      const name = bodies.length === 1 ? stem : `${stem}${suffix}`
      const text = block([`status: ${status}`, headersMember(response), ...members])
      return [name, `${docComment(String(response.description))}export interface ${name} ${text}\n`]
    })
  }

  /** JSON whose members the document leaves open may also be sent as text. */
  function bodyForms(mediaType: string, schema: unknown): { suffix: string; members: string[] }[] {
    if (mediaType !== 'application/json') {
      const members = [`type: ${contentType(mediaType)}`, 'body: RawBody']
      return [{ suffix: pascalCase(mediaType.replace(/^.*\//, '')), members }]
    }
    const json = { suffix: 'Json', members: ['type?: never', `body: ${typeOf(schema)}`] }
    const { type, properties, additionalProperties } = dereferenced(document, schema as Json)
    if (type !== 'object' || properties !== undefined || additionalProperties === false) return [json]
    const members = [`type: ${literal('application/json; charset=utf-8')}`, 'body: string']
    return [json, { suffix: 'Text', members }]
  }

  function headersMember(response: Json): string {
    const isSet = (name: string, { $ref }: Json) =>
      setByHttpLayer.has(name) ||
      (usual.has(name) && usual.get(name) === $ref) ||
      (hasJsonTag(response) && ['Cache-Control', 'ETag'].includes(name))
    const headers = Object.entries((response.headers ?? {}) as Headers)
      .filter(([name, header]) => !isSet(name, header))
      .map(([name, header]) => {
        const { required, schema } = dereferenced(document, header)
        return { name, isRequired: required === true, type: typeOf(schema) }
      })
    if (headers.length === 0) return 'headers?: never'
    const members = headers.map(({ name, isRequired, type }) => `${property(name, isRequired)}: ${type}`)
    const isRequired = headers.some((header) => header.isRequired)
    return objectMember(property('headers', isRequired), members)
  }

  const types = operations.map((operation) => `${requestType(operation)}\n${responseTypes(operation)}`)
  const aliases = [...names].sort().map((name) => `type ${name} = components['schemas']['${name}']\n`)
  return [head, aliases.join(''), ...types, ...handlers(operations)].join('\n')
}

function handlers(operations: readonly Operation[]): string[] {
  const tags = [...new Set(operations.map(({ tags: [tag] }) => tag))].sort()
  const interfaces = tags.map((tag) => {
    const ofTag = operations.filter((operation) => operation.tags[0] === tag)
    const comment = docComment(`One handler for each operation of the tag \`${tag}\`.`)
    return `${comment}export interface ${pascalCase(tag)}Handlers ${block(ofTag.map(handlerMember))}\n`
  })
  const members = tags.map((tag) => `${property(tag, true)}: ${pascalCase(tag)}Handlers`)
  return [
    ...interfaces,
    `${docComment('The handlers of each tag.')}export interface Handlers ${block(members)}\n`,
  ]
}

function handlerMember({ operationId, summary }: Operation): string {
  const name = pascalCase(operationId)
  const type = `(request: ${name}Request) => Promise<${name}Response>`
  return `${docComment(`${summary}.`)}${operationId}: ${type}`
}

/**
 * The HTTP layer sets these headers; if a response refers to another component, its handler sets the header.
 */
function usualHeaders(document: Json, operations: readonly Operation[]): Map<string, unknown> {
  const responses = operations.flatMap(({ responses }) => Object.values(responses))
  const headers = responses.map((response) => (dereferenced(document, response).headers ?? {}) as Headers)
  const [first = {}] = headers
  const common = Object.keys(first).filter((name) => headers.every((each) => name in each))
  return new Map(common.map((name) => [name, mostFrequent(headers.map((each) => each[name]?.$ref))]))
}

function mostFrequent(values: readonly unknown[]): unknown {
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0]
}

function hasJsonTag({ headers, content }: Json): boolean {
  return isObject(headers) && 'ETag' in headers && isObject(content) && 'application/json' in content
}

function callerMember({ authentication }: Operation): string[] {
  if (authentication === 'nothing') return []
  return [authentication === 'bearerAuth' ? 'user: Caller' : 'user: Caller | undefined']
}

function contentType(mediaType: string): string {
  if (mediaType === '*/*') return 'string'
  if (!mediaType.startsWith('text/')) return literal(mediaType)
  return `${literal(mediaType)} | ${literal(`${mediaType}; charset=utf-8`)}`
}
