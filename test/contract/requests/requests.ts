/** Builds and sends requests from the contract: parameters and body of an operation. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { Answer, Client } from '../../support/client.ts'
import {
  type ContractOperation,
  kindOf,
  type Owner,
  type Parameter,
  settle,
} from '../../support/operations.ts'
import { signUp, type TestServer } from '../../support/server.ts'
import { objects, values } from './values.ts'

/** Parameters by name, and the body of a request. */
export interface Input {
  readonly parameters: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** Seed of random values, which `SEED=…` repeats. */
export const seed = Number(process.env.SEED || randomInt(2 ** 31))

/**
 * Sends a request, again while the server is overloaded: generating values blocks the event loop that they
 * share. Parameters are converted to text as their place requires.
 */
export async function send(client: Client, operation: ContractOperation, input: Input): Promise<Answer> {
  for (;;) {
    const answer = await sendOnce(client, operation, input)
    if (answer.status !== 503 || answer.json<{ code: string }>().code !== 'overloaded') return answer
    await sleep(Number(answer.headers.get('retry-after')) * 1_000)
  }
}

function sendOnce(client: Client, operation: ContractOperation, input: Input): Promise<Answer> {
  const { method, body } = operation
  const headers = Object.fromEntries(textsIn('header', operation, input))
  const path = pathWith(operation, input)
  if (body === undefined || input.body === undefined) return client.request(method, path, { headers })
  if (body.mediaType === 'application/json')
    return client.request(method, path, { headers, json: input.body })
  return client.request(method, path, { headers, body: formOf(input.body as Record<string, unknown>) })
}

/** Returns the path of a request with its query. */
export function pathWith(operation: ContractOperation, input: Input): string {
  const filled = textsIn('path', operation, input).reduce(
    (path, [name, text]) => path.replace(`{${name}}`, () => encodeURIComponent(text)),
    operation.path,
  )
  const query = textsIn('query', operation, input).map((pair) => pair.map(encodeURIComponent).join('='))
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled
}

/** Returns true if a parameter can have the value in its place. Headers and paths exclude some texts. */
export function canStand(parameter: Parameter, value: unknown): boolean {
  const text = String(value)
  // Header values are Latin-1 without controls, and are trimmed (RFC 9110, section 5.5).
  if (parameter.in === 'header') return /^[!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?$/.test(text)
  return parameter.in === 'query' || text !== ''
}

/** Arbitrary of all valid input of an operation. */
export function inputs({ parameters, body }: ContractOperation): fc.Arbitrary<Input> {
  const given = parameters.map((parameter): [string, fc.Arbitrary<unknown>] => [
    parameter.name,
    values(parameter.schema).filter((value) => canStand(parameter, value)),
  ])
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  const all = {
    parameters: fc.record(Object.fromEntries(given), { requiredKeys: required, noNullPrototype: true }),
    ...(body && { body: objects(body.schema) }),
  }
  return fc.record(all, { requiredKeys: body?.required ? ['parameters', 'body'] : ['parameters'] })
}

/** Returns input with which an operation succeeds: the contract's examples, with the owner's objects. */
export function ownInput(operation: ContractOperation, owner: Owner): Input {
  const required = operation.parameters.filter((parameter) => parameter.required)
  const example = {
    parameters: Object.fromEntries(required.map(({ name, example }) => [name, example])),
    ...(operation.body && { body: operation.body.example }),
  }
  return owned(example, operation, owner, ownNames)
}

/** Contract names for which the owner has values. */
export const ownNames = [
  ...['id', 'chat', 'file', 'file_url', 'url', 'user', 'model'],
  ...['token', 'refresh', 'username', 'password', 'current_password'],
] as const

/** Replaces non-null values under the given names by the owner's. */
export function owned(
  input: Input,
  operation: ContractOperation,
  owner: Owner,
  names: readonly string[],
): Input {
  const { id: user, file_url: url, access: token, password: current_password } = owner
  const own: Record<string, unknown> = { ...owner, user, url, token, current_password, model: 'test-model' }
  if (operation.path.includes('{id}')) own.id = owner[kindOf(operation)]
  // A registration needs a new username, and a form needs the file's bytes.
  const foreign = operation.path === '/api/register/' ? ['username'] : []
  if (operation.body?.mediaType === 'multipart/form-data') foreign.push('file')
  const replace = (members: object) =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => {
        const isOwn =
          names.includes(name) && !foreign.includes(name) && value !== null && own[name] !== undefined
        return [name, isOwn ? own[name] : value]
      }),
    )
  return {
    parameters: replace(input.parameters),
    ...(input.body !== undefined && { body: replace(input.body as object) }),
  }
}

/**
 * Provides a user with one of each object, and a new one once an operation ended the session or deleted an
 * object.
 */
export async function replaceableOwner(server: TestServer) {
  let owner = await settle(await signUp(server))
  return {
    current: () => owner,
    async replaceAfter({ method, path }: ContractOperation, { status }: Answer) {
      if (status >= 300 || method === 'GET') return
      if (path.startsWith('/api/user/') || path.startsWith('/api/token/'))
        owner = await settle(await signUp(server))
      else if (method === 'DELETE') owner = await settle(owner)
    },
  }
}

function textsIn(
  place: Parameter['in'],
  { parameters }: ContractOperation,
  input: Input,
): [string, string][] {
  return parameters
    .filter((parameter) => parameter.in === place && parameter.name in input.parameters)
    .map(({ name }) => [name, String(input.parameters[name])])
}

function formOf(members: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(members)) {
    if (name === 'file') form.set(name, new File([String(value)], 'notes.txt'))
    else form.set(name, String(value))
  }
  return form
}
