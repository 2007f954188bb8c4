/**
 * Differences between handlers and contract that do not compile. Nothing here runs: tsc fails if an expected
 * error does not occur, and handler-messages.test.ts compares its message with the text after the directive.
 * Each case differs in one thing from a handler that compiles.
 */
import { routesOf } from '../../src/contract/route-registration.ts'
import { problem } from '../../src/http/problems/problem.ts'
import { expectedVersions } from '../../src/http/versions.ts'

const getContractYaml = async () =>
  ({ status: 200, type: 'application/yaml', body: 'openapi: 3.1.1' }) as const
const getContractJson = async () => ({ status: 200, body: { openapi: '3.1.1' } }) as const
const getContractOpenApi30 = async () =>
  ({ status: 200, type: 'application/json; charset=utf-8', body: '{}' }) as const
const derived = { getContractOpenApi30, getContractOpenApi32: getContractJson }
const all = { ...derived, getContractYaml, getContractJson }

export const asInTheContract = routesOf('contract', () => all)

// @ts-expect-error: Property 'getContractJson' is missing
export const missing = routesOf('contract', () => ({ ...derived, getContractYaml }))

export const unknown = routesOf('contract', () => ({
  ...all,
  // @ts-expect-error: "This tag has no operation of this name"
  writeContract: getContractJson,
}))

const created = async () => ({ status: 201, body: { openapi: '3.1.1' } }) as const
// @ts-expect-error: Type '() => Promise<{ readonly status: 201;
export const undeclaredStatus = routesOf('contract', () => ({ ...all, getContractJson: created }))

const text = async () => ({ status: 200, body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: '{ readonly status: 200; readonly body: "openapi: 3.1.1"; }' is not assignable
export const wrongBody = routesOf('contract', () => ({ ...all, getContractJson: text }))

const plain = async () => ({ status: 200, type: 'text/plain', body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: Type '"text/plain"' is not assignable to type '"application/yaml"'
export const wrongMediaType = routesOf('contract', () => ({ ...all, getContractYaml: plain }))

const getHealth = async () => ({ status: 200, body: { status: 'ok' } }) as const
const getReadiness = getHealth

const bytes = async () => ({ status: 200, type: 'application/json; charset=utf-8', body: '{}' }) as const
// @ts-expect-error: Type '"application/json; charset=utf-8"' is not assignable to type 'never'
export const bytesOfClosedJson = routesOf('health', () => ({ getHealth: bytes, getReadiness }))

const accepted = async () => ({ status: 202, body: { status: 'ok' } }) as const
// @ts-expect-error: Type '202' is not assignable to type '200'
export const onlyStatus = routesOf('health', () => ({ getHealth: accepted, getReadiness }))

const slow = async () => ({ status: 200, body: { status: 'slow' } }) as const
// @ts-expect-error: Type '"slow"' is not assignable to type '"ok"'
export const wrongMember = routesOf('health', () => ({ getHealth: slow, getReadiness }))

const taken = async () => problem('username_taken')
// @ts-expect-error: Type 'Problem<409>' is not assignable to type 'GetHealthResponse'
export const undeclaredProblem = routesOf('health', () => ({ getHealth: taken, getReadiness }))

const moved = async () => ({ status: 200, headers: { Location: '/' }, body: { status: 'ok' } }) as const
// @ts-expect-error: Type '{ readonly Location: "/"; }' is not assignable to type 'never'
export const undeclaredHeader = routesOf('health', () => ({ getHealth: moved, getReadiness }))

// @ts-expect-error: is missing the following properties from type 'GetProblemType200Html': headers, type
export const missingHeader = routesOf('problem', () => ({ getProblemType: getHealth }))

export const undeclaredParameter = routesOf('health', () => ({
  getHealth: async ({ headers }) => {
    // @ts-expect-error: Type '{ 'if-none-match'?: string; }' has no properties in common
    expectedVersions(headers)
    return getHealth()
  },
  getReadiness,
}))

export const noUser = routesOf('health', () => ({
  // @ts-expect-error: Property 'user' does not exist on type 'GetHealthRequest'
  getHealth: async ({ user }) => (user ? getHealth() : getHealth()),
  getReadiness,
}))
