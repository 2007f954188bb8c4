/** Operations of the contract with everything that a test needs to call them. */
import { randomUUID } from 'node:crypto'
import { contractDocument } from './contract/document.ts'
import type { Account } from './server.ts'

type Json = { [member: string]: unknown }

export interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly uniqueItems?: boolean
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly anyOf?: readonly Schema[]
}

/** Parameter in a path, query or header. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  /** Schema with every reference resolved. */
  readonly schema: Schema
  readonly example: unknown
}

/** Link from a response to another operation (OpenAPI's `links`). */
export interface ResponseLink {
  readonly operationId: string
  readonly parameters: Readonly<Record<string, string>>
  readonly requestBody: Readonly<Record<string, unknown>> | undefined
}

export interface ContractOperation {
  readonly operationId: string
  readonly method: string
  /** Path template, such as /api/chat/{id}. */
  readonly path: string
  /** True if it responds with 401 to a request without a token. */
  readonly needsToken: boolean
  readonly parameters: readonly Parameter[]
  readonly links: readonly ResponseLink[]
  readonly body?: {
    readonly mediaType: string
    readonly required: boolean
    /** Schema with every reference resolved. */
    readonly schema: Schema
    /** First example in the contract. */
    readonly example: Json
    readonly examples: readonly Json[]
  }
}

/** User with one object of each kind, by their names in the contract. */
export interface Owner extends Account {
  readonly chat: number
  readonly message: number
  readonly file: number
  readonly run: number
  /** Signed URL of the file. */
  readonly file_url: string
}

/** All operations, in the order of the contract. */
export const operations: readonly ContractOperation[] = Object.entries(at(contractDocument, 'paths')).flatMap(
  ([path, item]) =>
    Object.entries(item as Record<string, Json>)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({
        operationId: String(operation.operationId),
        method: method.toUpperCase(),
        path,
        needsToken: needsToken((operation.security ?? contractDocument.security) as Json[]),
        parameters: [(item as Json).parameters ?? [], operation.parameters ?? []].flat().map(parameterOf),
        links: linksOf(operation.responses as Json),
        ...(operation.requestBody !== undefined && { body: bodyOf(operation.requestBody as Json) }),
      })),
)

export const jsonOperations = operations.filter(({ body }) => body?.mediaType === 'application/json')

/** Operations on one object. */
export const itemOperations = operations.filter(({ path }) => path.includes('{id}'))

/** Returns the path of an operation, with the id filled in. */
export function pathOf({ path }: ContractOperation, id: number | string): string {
  return path.replace('{id}', String(id))
}

/** Returns the kind of object that an operation on one object concerns. */
export function kindOf({ path }: ContractOperation): 'chat' | 'message' | 'file' | 'run' {
  const kind = path.split('/')[2]
  if (kind !== 'chat' && kind !== 'message' && kind !== 'file' && kind !== 'run')
    throw new Error(`${path} concerns no object`)
  return kind
}

/** Returns the path of an operation, with the id of the owner's own object. */
export function ownPath(operation: ContractOperation, owner: Owner): string {
  if (!operation.path.includes('{id}')) return operation.path.replace('{code}', 'run_active')
  return pathOf(operation, owner[kindOf(operation)])
}

/**
 * Returns a body with which an operation succeeds, as options of the test client: the example of the contract
 * with the ids of the owner's objects. Empty if the operation takes no body.
 */
export function ownBody(
  { operationId, body }: ContractOperation,
  owner: Owner,
): { json?: unknown; body?: FormData } {
  if (body === undefined) return {}
  if (body.mediaType === 'multipart/form-data') return { body: textFile('engine.txt') }
  const { id, access, password } = owner
  const own: Json = { ...owner, user: id, token: access, current_password: password }
  if (operationId === 'registerUser') own.username = `user-${randomUUID()}`
  const members = Object.entries(body.example).map(([name, given]) => [name, own[name] ?? given])
  return { json: Object.fromEntries(members) }
}

/** Returns form data with a small text file. */
export function textFile(name: string): FormData {
  const form = new FormData()
  form.set('file', new File(['Newcomen, 1712'], name, { type: 'text/plain' }))
  return form
}

/** Creates one object of each kind for an account. */
export async function settle(account: Account): Promise<Owner> {
  const { client } = account
  const { id: chat } = (await client.post('/api/chat/', { json: {} })).json<{ id: number }>()
  const uploaded = await client.post('/api/file/', { body: textFile('notes.txt') })
  const { id: file, url: file_url } = uploaded.json<{ id: number; url: string }>()
  const written = await client.post('/api/message/', { json: { content: 'Hello', chat, file } })
  const response = await client.post('/api/llm/', { json: { prompt: 'Hello?' } })
  const run = response.json<{ id: number }>().id
  return { ...account, chat, file, file_url, message: written.json<{ id: number }>().id, run }
}

function bodyOf(requestBody: Json): NonNullable<ContractOperation['body']> {
  const [mediaType = '', content] = Object.entries(at(requestBody, 'content'))[0] ?? []
  const { schema, example, examples } = content as { schema: Json; example?: Json; examples?: Json }
  const several = Object.values(examples ?? {}).map((given) => resolved(given as Json).value)
  const all = (example === undefined ? several : [example, ...several]) as Json[]
  const [first = {}] = all
  return {
    mediaType,
    required: requestBody.required === true,
    schema: deeplyResolved(schema) as Schema,
    example: first,
    examples: all,
  }
}

function parameterOf(node: unknown): Parameter {
  const { name, in: place, required, schema, example } = resolved(node as Json)
  return {
    name: String(name),
    in: place as Parameter['in'],
    required: required === true,
    schema: deeplyResolved(schema) as Schema,
    example,
  }
}

function linksOf(responses: Json): ResponseLink[] {
  return Object.values(responses)
    .flatMap((response) => Object.values((resolved(response as Json).links ?? {}) as Json))
    .map((link) => {
      const { operationId, parameters = {}, requestBody } = resolved(link as Json)
      return { operationId, parameters, requestBody } as ResponseLink
    })
}

/** Returns true if every alternative in `security` requires credentials. */
function needsToken(security: Json[]): boolean {
  return security.length > 0 && security.every((alternative) => Object.keys(alternative).length > 0)
}

function deeplyResolved(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(deeplyResolved)
  if (typeof node !== 'object' || node === null) return node
  const { $ref, ...beside } = node as Json
  const members = Object.entries({ ...resolved(node as Json), ...beside })
  return nullable(Object.fromEntries(members.map(([name, member]) => [name, deeplyResolved(member)])))
}

/** Rewrites a schema that allows null as one schema with two types. */
function nullable(node: Json): Json {
  const { anyOf, ...rest } = node as Json & { anyOf?: Json[] }
  const [first, second] = anyOf ?? []
  const isNullable = anyOf?.length === 2 && typeof first?.type === 'string' && second?.type === 'null'
  return isNullable ? { ...first, ...rest, type: [first.type, 'null'] } : node
}

function resolved(node: Json): Json {
  return typeof node.$ref === 'string'
    ? at(contractDocument, ...node.$ref.slice('#/'.length).split('/'))
    : node
}

/** Returns the node of a document at a path of names. */
export function at(node: Json, ...path: string[]): Json {
  return path.reduce((parent, name) => parent[name] as Json, node)
}
