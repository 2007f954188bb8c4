/**
 * Requests that the contract allows are accepted: each operation is called with the bounds of each parameter and member, and
 * with random input. Refused is only what stored data decides, under a code that says so.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { type ContractOperation, operations } from '../support/operations.ts'
import { testServer } from '../support/server.ts'
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

/** How often each operation is called with random input. */
const RUNS = 20

/** The largest JSON body that the server takes, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024

/** The codes of refusals that depend on what is stored, or on what is outside, and not on the request alone. */
const dataDecides = new Set([
  ...['token_not_valid', 'no_active_account', 'quota_exceeded', 'user_mismatch', 'password_incorrect'],
  ...['link_not_valid', 'link_expired', 'not_found', 'username_taken', 'run_active', 'read_only_mismatch'],
  'precondition_failed',
  ...['idempotency_key_in_use', 'idempotency_key_reused', 'file_unreachable', 'file_unreadable'],
  ...['unsupported_file', 'file_too_large', 'context_too_long', 'range_not_satisfiable'],
])

const server = await testServer(t)
const owner = await replaceableOwner(server)

/** Sends a request, and returns why it was refused for no reason that lies in the data; undefined where it was not. */
async function refusal(operation: ContractOperation, input: Input): Promise<string | undefined> {
  const client = operation.needsToken ? owner.current().client : server.client
  const answer = await send(client, operation, input)
  await owner.replaceAfter(operation, answer)
  // How many bytes a text has is beyond JSON Schema.
  const isLarge = answer.status === 413 && Buffer.byteLength(JSON.stringify(input.body)) > MOST_BYTES
  const isRefused = answer.status >= 400 && !isLarge && !dataDecides.has(answer.json<{ code: string }>().code)
  return isRefused ? answer.text : undefined
}

for (const operation of operations) {
  t.test(`${operation.operationId} accepts the bounds of everything that it takes`, async (t) => {
    const refused: string[] = []
    for (const [what, change] of atBounds(operation)) {
      const why = await refusal(operation, change(ownInput(operation, owner.current())))
      if (why !== undefined) refused.push(`${what}: ${why}`)
    }
    t.same(refused, [])
  })

  t.test(`${operation.operationId} accepts any valid input (SEED=${seed})`, async (t) => {
    const property = fc.asyncProperty(inputs(operation), fc.subarray([...ownNames]), async (input, names) => {
      assert.equal(await refusal(operation, owned(input, operation, owner.current(), names)), undefined)
    })
    await fc.assert(property, { seed, numRuns: RUNS })
    t.pass()
  })
}

type Change = (input: Input) => Input

/** One change of a good request for each bound of each parameter and member, and for each member that can be left out. */
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
  const least: Change = (input) => ({
    ...input,
    body: Object.fromEntries(
      Object.entries((input.body ?? {}) as object).filter(([name]) => body?.schema.required?.includes(name)),
    ),
  })
  const asItIs: Change = (input) => input
  const least1: [string, Change][] = body ? [['as little as can be', least]] : []
  return [['as it is', asItIs], ...least1, ...ofParameters, ...ofMembers]
}

function named(name: string, value: unknown): string {
  return `${name} ${JSON.stringify(value).slice(0, 40)}`
}
