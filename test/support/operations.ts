/** The operations of the contract with what a test needs to call each, read out of openapi.yaml itself. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

/** A parameter of a path, query or header. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  /** With every reference resolved. */
  readonly schema: Schema
  readonly example: unknown
}

/** What a response leads to (OpenAPI's `links`). */
export interface ResponseLink {
  readonly operationId: string
  readonly parameters: Readonly<Record<string, string>>
  readonly requestBody: Readonly<Record<string, unknown>> | undefined
}

export interface ContractOperation {
  readonly operationId: string
  readonly method: string
  /** The template, such as /api/chat/{id}. */
  readonly path: string
  /** Whether it answers 401 to a request without a token. */
  readonly needsToken: boolean
  readonly parameters: readonly Parameter[]
  readonly links: readonly ResponseLink[]
  readonly body?: {
    readonly mediaType: string
    readonly required: boolean
    /** With every reference resolved. */
    readonly schema: Schema
    /** The contract's first example. */
    readonly example: Json
    readonly examples: readonly Json[]
  }
}

/** A user with one of each object, and what the contract calls them. */
export interface Owner extends Account {
  readonly chat: number
  readonly message: number
  readonly file: number
  readonly run: number
  /** The signed link of the file. */
  readonly file_url: string
}

/** openapi.yaml as JSON, which is faster to parse; `make test` fails if it is out of date. */
export const contractDocument: Json = JSON.parse(
  readFileSync(new URL('../../generated/openapi-3.1.json', import.meta.url), 'utf8'),
)

/** Every operation, in the contract's order. */
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

/** The operations that take a JSON body. */
export const jsonOperations = operations.filter(({ body }) => body?.mediaType === 'application/json')

/** The operations on one object. */
export const itemOperations = operations.filter(({ path }) => path.includes('{id}'))

/** The path of an operation, its id filled in where it has one. */
export function pathOf({ path }: ContractOperation, id: number | string): string {
  return path.replace('{id}', String(id))
}

/** Which of an owner's objects an operation on one object is about. */
export function kindOf({ path }: ContractOperation): 'chat' | 'message' | 'file' | 'run' {
  const kind = path.split('/')[2]
  if (kind !== 'chat' && kind !== 'message' && kind !== 'file' && kind !== 'run')
    throw new Error(`${path} is about no object`)
  return kind
}

/** The path of an operation, about the owner's own object where it is about one. */
export function ownPath(operation: ContractOperation, owner: Owner): string {
  if (!operation.path.includes('{id}')) return operation.path.replace('{code}', 'run_active')
  return pathOf(operation, owner[kindOf(operation)])
}

/**
 * The body with which an operation succeeds, as options of the test client: the contract's example, with the
 * members that have to be the owner's in their place. Nothing where the operation takes no body.
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

/** Form data with a small text as its file. */
export function textFile(name: string): FormData {
  const form = new FormData()
  form.set('file', new File(['Newcomen, 1712'], name, { type: 'text/plain' }))
  return form
}

/** Creates one of each object for an account. */
export async function settle(account: Account): Promise<Owner> {
  const { client } = account
  const { id: chat } = (await client.post('/api/chat/', { json: {} })).json<{ id: number }>()
  const uploaded = await client.post('/api/file/', { body: textFile('notes.txt') })
  const { id: file, url: file_url } = uploaded.json<{ id: number; url: string }>()
  const written = await client.post('/api/message/', { json: { content: 'Hello', chat, file } })
  const asked = await client.post('/api/llm/', { json: { prompt: 'Hello?' } })
  const run = asked.json<{ id: number }>().id
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

/** Whether none of the alternatives that `security` lists is to come with nothing. */
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

/** Writes a schema or null as one schema of two types. */
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

/** Returns the node of a document under these names. */
export function at(node: Json, ...path: string[]): Json {
  return path.reduce((parent, name) => parent[name] as Json, node)
}
