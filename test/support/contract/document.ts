import { readFileSync } from 'node:fs'

/** openapi.yaml as JSON, which is faster to parse. `make test` fails if it is out of date. */
export const contractDocument: { [member: string]: unknown } = JSON.parse(
  readFileSync(new URL('../../../generated/openapi-3.1.json', import.meta.url), 'utf8'),
)
