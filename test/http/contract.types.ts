/**
 * What the compiler holds between the contract and its handlers. Nothing here runs: tsc fails where an error that is
 * expected below does not come about. Each of the five differs from the first, which compiles, in one thing.
 */
import { resource } from '../../src/http/bind.ts'

const readContractYaml = async () =>
  ({ status: 200, type: 'application/yaml', body: 'openapi: 3.1.1' }) as const
const readContractJson = async () => ({ status: 200, body: { openapi: '3.1.1' } }) as const

export const asTheContractHasIt = resource('contract', () => ({ readContractYaml, readContractJson }))

// @ts-expect-error: readContractJson has no handler
export const oneMissing = resource('contract', () => ({ readContractYaml }))

// @ts-expect-error: the contract has no writeContract
export const oneTooMany = resource('contract', () => ({
  readContractYaml,
  readContractJson,
  writeContract: readContractJson,
}))

const created = async () => ({ status: 201, body: { openapi: '3.1.1' } }) as const
// @ts-expect-error: readContractJson has no 201
export const undeclaredStatus = resource('contract', () => ({ readContractYaml, readContractJson: created }))

const text = async () => ({ status: 200, body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: readContractJson answers an object
export const wrongBody = resource('contract', () => ({ readContractYaml, readContractJson: text }))

const plain = async () => ({ status: 200, type: 'text/plain', body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: readContractYaml answers application/yaml
export const wrongMediaType = resource('contract', () => ({ readContractYaml: plain, readContractJson }))
