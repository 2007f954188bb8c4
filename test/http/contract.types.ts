/**
 * What the compiler holds between the contract and its handlers. Nothing here runs: tsc fails where an error that is
 * expected below does not come about. Each of the six differs from the first, which compiles, in one thing.
 */
import { resource } from '../../src/http/bind.ts'

const readContractYaml = async () =>
  ({ status: 200, type: 'application/yaml', body: 'openapi: 3.1.1' }) as const
const readContractJson = async () => ({ status: 200, body: { openapi: '3.1.1' } }) as const
const readContractOpenApi30 = async () =>
  ({ status: 200, type: 'application/json; charset=utf-8', body: Buffer.from('{}') }) as const
const derived = { readContractOpenApi30, readContractOpenApi32: readContractJson }
const all = { ...derived, readContractYaml, readContractJson }

export const asTheContractHasIt = resource('contract', () => all)

// @ts-expect-error: readContractJson has no handler
export const oneMissing = resource('contract', () => ({ ...derived, readContractYaml }))

// @ts-expect-error: the contract has no writeContract
export const oneTooMany = resource('contract', () => ({
  ...all,
  writeContract: readContractJson,
}))

const created = async () => ({ status: 201, body: { openapi: '3.1.1' } }) as const
// @ts-expect-error: readContractJson has no 201
export const undeclaredStatus = resource('contract', () => ({ ...all, readContractJson: created }))

const text = async () => ({ status: 200, body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: readContractJson answers an object
export const wrongBody = resource('contract', () => ({ ...all, readContractJson: text }))

const plain = async () => ({ status: 200, type: 'text/plain', body: 'openapi: 3.1.1' }) as const
// @ts-expect-error: readContractYaml answers application/yaml
export const wrongMediaType = resource('contract', () => ({ ...all, readContractYaml: plain }))

const bytes = async () =>
  ({ status: 200, type: 'application/json; charset=utf-8', body: Buffer.of() }) as const
// @ts-expect-error: bytes are no answer where the contract says which members there are
export const unreadBody = resource('health', () => ({ readHealth: bytes, readReadiness: bytes }))
