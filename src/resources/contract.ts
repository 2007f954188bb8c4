import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { resource } from '../http/bind.ts'

/** The contract as it was written, and what it says. Read once: it is part of the program. */
export const contractYaml = readFileSync(new URL('../../openapi.yaml', import.meta.url))
export const contractDocument = parse(contractYaml.toString())

export const contract = resource('contract', () => ({
  getContractYaml: async () => ({ status: 200, type: 'application/yaml', body: contractYaml }),
  getContractJson: async () => ({ status: 200, body: contractDocument }),
}))
