/**
 * What the compiler holds between the contract and its handlers. Nothing here runs: tsc fails where an error that is
 * expected below does not come about. Each of the five differs from the first, which compiles, in one thing.
 */
import { resource } from '../../src/http/bind.ts'

const getContractYaml = async () =>
  ({ status: 200, type: 'application/yaml', body: 'openapi: 3.1.1' }) as const
const getContractJson = async () => ({ status: 200, body: { openapi: '3.1.1' } }) as const

export const asTheContractHasIt = resource('contract', () => ({ getContractYaml, getContractJson }))

// @ts-expect-error: getContractJson has no handler
export const oneMissing = resource('contract', () => ({ getContractYaml }))

// @ts-expect-error: the contract has no writeContract
export const oneTooMany = resource('contract', () => ({
  getContractYaml,
  getContractJson,
  writeContract: getContractJson,
}))

const created = async () => ({ status: 201, body: { openapi: '3.1.1' } }) as const
// @ts-expect-error: getContractJson has no 201
export const undeclaredStatus = resource('contract', () => ({ getContractYaml, getContractJson: created }))

const text = async () => ({ status: 200, body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: getContractJson answers an object
export const wrongBody = resource('contract', () => ({ getContractYaml, getContractJson: text }))

const plain = async () => ({ status: 200, type: 'text/plain', body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: getContractYaml answers application/yaml
export const wrongMediaType = resource('contract', () => ({ getContractYaml: plain, getContractJson }))
