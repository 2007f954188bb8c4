/**
 * Type errors that the compiler must report between the contract and its handlers. Nothing here runs: tsc
 * fails if an expected error is missing. Each case differs from the first, which compiles, in one point.
 */
import { routesOf } from '../../src/contract/route-registration.ts'

const getContractYaml = async () =>
  ({ status: 200, type: 'application/yaml', body: 'openapi: 3.1.1' }) as const
const getContractJson = async () => ({ status: 200, body: { openapi: '3.1.1' } }) as const
const getContractOpenApi30 = async () =>
  ({ status: 200, type: 'application/json; charset=utf-8', body: '{}' }) as const
const derived = { getContractOpenApi30, getContractOpenApi32: getContractJson }
const all = { ...derived, getContractYaml, getContractJson }

export const asTheContractHasIt = routesOf('contract', () => all)

// @ts-expect-error: getContractJson has no handler
export const oneMissing = routesOf('contract', () => ({ ...derived, getContractYaml }))

// @ts-expect-error: the contract has no writeContract
export const oneTooMany = routesOf('contract', () => ({
  ...all,
  writeContract: getContractJson,
}))

const created = async () => ({ status: 201, body: { openapi: '3.1.1' } }) as const
// @ts-expect-error: getContractJson has no 201
export const undeclaredStatus = routesOf('contract', () => ({ ...all, getContractJson: created }))

const text = async () => ({ status: 200, body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: getContractJson answers an object
export const wrongBody = routesOf('contract', () => ({ ...all, getContractJson: text }))

const plain = async () => ({ status: 200, type: 'text/plain', body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: getContractYaml answers application/yaml
export const wrongMediaType = routesOf('contract', () => ({ ...all, getContractYaml: plain }))

const written = async () => ({ status: 200, type: 'application/json; charset=utf-8', body: '{}' }) as const
// @ts-expect-error: a body is an object where the contract declares its members
export const unreadBody = routesOf('health', () => ({ getHealth: written, getReadiness: written }))
