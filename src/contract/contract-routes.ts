import { readFileSync } from 'node:fs'
import { routesOf } from './route-registration.ts'

const contractYaml = readFileSync(new URL('../../openapi.yaml', import.meta.url))
/** openapi.yaml as JSON: parsing the YAML would take a third of the time to start. */
export const contractDocument = JSON.parse(
  readFileSync(new URL('../../generated/openapi-3.1.json', import.meta.url), 'utf8'),
)
const openApi30 = readFileSync(new URL('../../generated/openapi-3.0.json', import.meta.url), 'utf8')
const openApi32 = readFileSync(new URL('../../generated/openapi-3.2.json', import.meta.url), 'utf8')

export const contractRoutes = routesOf('contract', () => ({
  getContractYaml: async () => ({ status: 200, type: 'application/yaml', body: contractYaml }),
  getContractJson: async () => ({ status: 200, body: contractDocument }),
  getContractOpenApi30: async () => json(openApi30),
  getContractOpenApi32: async () => json(openApi32),
}))

function json(body: string) {
  return { status: 200, type: 'application/json; charset=utf-8', body } as const
}
