/** Paths, operations and responses that an OpenAPI 3.1 document declares. */
import { isObject } from '../../../src/is-object.ts'
import { closeSchema } from './close-schema.ts'
import { escaped, follow, type Json, type JsonObject, objectAt } from './pointers.ts'

/** Response that the contract declares. A schema is identified by its JSON Pointer in the document. */
export interface DeclaredResponse {
  /** Headers by name in lower case. */
  headers: ReadonlyMap<string, DeclaredHeader>
  /** Media types by range, in lower case and without parameters. */
  content: ReadonlyMap<string, { schema: string | undefined }>
}

interface DeclaredHeader {
  required: boolean
  schema: string | undefined
  /** Types that the schema allows, with references resolved. */
  types: readonly Json[]
}

/** Operation of the contract. `method` is in upper case; `path` is the path template. */
export interface Operation {
  operationId: string
  method: string
  path: string
  responses: ReadonlyMap<number, DeclaredResponse>
}

export interface DeclaredPaths {
  /** Every operation, in the order of the document. */
  operations: readonly Operation[]
  /**
   * Finds the operations of a request's path, by method in upper case. A query, a trailing slash and repeated
   * slashes make no difference.
   */
  operationsAt(path: string): ReadonlyMap<string, Operation> | undefined
}

interface Path {
  segments: string[]
  /** Operations by method in upper case. */
  operations: Map<string, Operation>
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * Reads the paths of an OpenAPI 3.1 document, and closes the schemas of their headers and bodies. Throws if
 * the document is unsuitable: a dangling reference, an operation without an operationId, or a range as a
 * status.
 */
export function declaredPaths(contract: JsonObject): DeclaredPaths {
  const paths = readPaths(contract)
  // OpenAPI matches a concrete path before a templated one.
  const concreteFirst = paths.toSorted((a, b) => parametersOf(a.segments) - parametersOf(b.segments))
  return {
    operations: paths.flatMap((path) => [...path.operations.values()]),
    operationsAt(path) {
      const segments = segmentsOf(path.replace(/[?#].*$/s, '')).map(decoded)
      return concreteFirst.find((candidate) => matches(candidate.segments, segments))?.operations
    },
  }
}

function readPaths(contract: JsonObject): Path[] {
  const ids = new Set<Json>()
  /** Responses by their JSON Pointer: most are components shared by many operations. */
  const read = new Map<string, DeclaredResponse>()
  /** Headers by their JSON Pointer, for the same reason. */
  const headers = new Map<string, DeclaredHeader>()
  const responseAt = (reference: string) => {
    const { pointer, value } = follow(contract, reference)
    const response = read.get(pointer) ?? readResponse(contract, pointer, value, headers)
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

function readResponse(
  contract: JsonObject,
  pointer: string,
  value: JsonObject,
  read: Map<string, DeclaredHeader>,
): DeclaredResponse {
  const headers = new Map(
    Object.entries(isObject(value.headers) ? value.headers : {}).map(([name, header]) => {
      const isReference = isObject(header) && typeof header.$ref === 'string'
      const reference = isReference ? String(header.$ref) : `${pointer}/headers/${escaped(name)}`
      const declared = read.get(reference) ?? readHeader(contract, reference)
      read.set(reference, declared)
      return [name.toLowerCase(), declared]
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

function readHeader(contract: JsonObject, reference: string): DeclaredHeader {
  const { pointer, value } = follow(contract, reference)
  const schema = closedSchema(contract, pointer)
  const types = schema === undefined ? [] : [follow(contract, schema).value.type ?? []].flat()
  return { required: value.required === true, schema, types }
}

/**
 * Closes the schema of a header or a media type, and returns its pointer; undefined if there is none. For a
 * schema that is only a reference, it is the pointer of the target, which is compiled once for all responses.
 */
function closedSchema(contract: JsonObject, holder: string): string | undefined {
  const schema = objectAt(contract, holder).schema
  if (schema === undefined) return undefined
  closeSchema(schema)
  const isReference = isObject(schema) && Object.keys(schema).length === 1 && typeof schema.$ref === 'string'
  return isReference ? String(schema.$ref) : `${holder}/schema`
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
