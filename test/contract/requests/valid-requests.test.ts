/**
 * Requests that the contract allows. Each operation gets the bounds of its parameters and members, and random
 * input. Only stored data may lead to a refusal, with a code for that reason.
 *
 * @long sends thousands of requests.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { type ContractOperation, operations } from '../../support/operations.ts'
import { testServer } from '../../support/server.ts'
import {
  canStand,
  type Input,
  inputs,
  owned,
  ownInput,
  ownNames,
  replaceableOwner,
  seed,
  send,
} from './requests.ts'
import { allows, boundaries } from './values.ts'

/** Random requests per operation. */
const RUNS = 20

/** Largest JSON body, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024

/** Codes of refusals that depend on stored data or other servers, and not on the request alone. */
const dataDecides = new Set([
  ...['token_not_valid', 'no_active_account', 'quota_exceeded', 'user_mismatch', 'password_incorrect'],
  ...['link_not_valid', 'link_expired', 'not_found', 'username_taken', 'run_active', 'read_only_mismatch'],
  'precondition_failed',
  ...['idempotency_key_in_use', 'idempotency_key_reused', 'file_unreachable', 'file_unreadable'],
  // JSON Schema cannot express that a schema is usable, or that names are unique.
  'schema_not_valid',
  'tool_results_mismatch',
  ...['unsupported_file', 'file_too_large', 'context_too_long', 'range_not_satisfiable'],
])

const server = await testServer(t)
const owner = await replaceableOwner(server)

/** Sends a request, and returns the reason for a refusal that the data does not justify, or undefined. */
async function refusal(operation: ContractOperation, input: Input): Promise<string | undefined> {
  const client = operation.needsToken ? owner.current().client : server.client
  const answer = await send(client, operation, input)
  await owner.replaceAfter(operation, answer)
  // JSON Schema cannot limit bytes.
  const isLarge = answer.status === 413 && Buffer.byteLength(JSON.stringify(input.body)) > MAX_BYTES
  const isRefused = answer.status >= 400 && !isLarge && !dataDecides.has(answer.json<{ code: string }>().code)
  return isRefused ? answer.text : undefined
}

for (const operation of operations) {
  t.test(`${operation.operationId} accepts the bounds of its parameters and members`, async (t) => {
    const refused: string[] = []
    for (const [what, change] of atBounds(operation)) {
      const why = await refusal(operation, change(ownInput(operation, owner.current())))
      if (why !== undefined) refused.push(`${what}: ${why}`)
    }
    t.same(refused, [])
  })

  t.test(`${operation.operationId} accepts random valid input (SEED=${seed})`, async (t) => {
    const property = fc.asyncProperty(inputs(operation), fc.subarray([...ownNames]), async (input, names) => {
      assert.equal(await refusal(operation, owned(input, operation, owner.current(), names)), undefined)
    })
    await fc.assert(property, { seed, numRuns: RUNS })
    t.pass()
  })
}

type Change = (input: Input) => Input

/**
 * Returns a change of a valid request for each bound of a parameter or member, and for omitting optional
 * members.
 */
function atBounds({ parameters, body }: ContractOperation): [what: string, change: Change][] {
  const ofParameters = parameters.flatMap((parameter) =>
    boundaries(parameter.schema)
      .filter((value) => canStand(parameter, value))
      .map((value): [string, Change] => [
        named(parameter.name, value),
        (input) => ({ ...input, parameters: { ...input.parameters, [parameter.name]: value } }),
      ]),
  )
  const ofMembers = Object.entries(body?.schema.properties ?? {}).flatMap(([name, member]) =>
    boundaries(member).map((value): [string, Change] => [
      named(name, value),
      (input) => {
        const changed = { ...(input.body as object), [name]: value }
        return { ...input, body: body && allows(body.schema, changed) ? changed : input.body }
      },
    ]),
  )
  const least: Change = (input) => {
    const members = Object.entries((input.body ?? {}) as object)
    const required = Object.fromEntries(members.filter(([name]) => body?.schema.required?.includes(name)))
    // At least one of these members is required.
    return body && allows(body.schema, required) ? { ...input, body: required } : input
  }
  const asItIs: Change = (input) => input
  const least1: [string, Change][] = body ? [['required members only', least]] : []
  return [['unchanged', asItIs], ...least1, ...ofParameters, ...ofMembers]
}

function named(name: string, value: unknown): string {
  // Some texts have millions of characters.
  const excerpt = typeof value === 'string' ? value.slice(0, 40) : value
  return `${name} ${JSON.stringify(excerpt).slice(0, 40)}`
}
