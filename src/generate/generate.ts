import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { parse } from 'yaml'
import { deprecationHeaders } from './deprecation-headers.ts'
import { handlerTypes } from './handlers.ts'
import { dereferenced, type Json } from './json.ts'
import { closeOpenValues } from './open-values.ts'
import { openApi30 } from './openapi-3.0.ts'
import { openApi32 } from './openapi-3.2.ts'
import { type Operation, operationsOf } from './operations.ts'
import { databaseTypes, NOTICE } from './tables.ts'

/*
 * Generates the files in generated/ from openapi.yaml and a freshly migrated database. With --check it writes
 * nothing, and fails if a file is out of date.
 */

const contractFile = new URL('../../openapi.yaml', import.meta.url)
const generatedDirectory = new URL('../../generated/', import.meta.url)

const written: Json = parse(await readFile(contractFile, 'utf8'))
const contract = closeOpenValues(written)
const files: Record<string, string> = {
  'handlers.ts': NOTICE + handlerTypes(contract),
  'routes.ts': routeDefinitions(),
  'api.ts': await apiTypes(),
  'openapi-3.1.json': `${JSON.stringify(written, null, 2)}\n`,
  'openapi-3.0.json': `${JSON.stringify(openApi30(written), null, 2)}\n`,
  'openapi-3.2.json': `${JSON.stringify(openApi32(written), null, 2)}\n`,
  'database.ts': await databaseTypes(),
}

for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, generatedDirectory)
  if (!process.argv.includes('--check')) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(
      `generated/${name} is not what openapi.yaml and migrations/ say: run make generate\n`,
    )
    process.exitCode = 1
  }
}

async function apiTypes(): Promise<string> {
  const blob = ts.factory.createTypeReferenceNode('Blob')
  // openapi-typescript makes every header required if it is behind a $ref.
  const document = structuredClone(contract)
  for (const response of responses(document)) {
    const headers = Object.entries(at(response, 'headers'))
    if (headers.length > 0)
      response.headers = Object.fromEntries(
        headers.map(([name, header]) => [name, dereferenced(contract, header as Json)]),
      )
  }
  const types = await openapiTS(Buffer.from(JSON.stringify(document)), {
    silent: true,
    // Binary data is a Blob in clients; a string would be decoded.
    transform: (schema) => ('format' in schema && schema.format === 'binary' ? blob : undefined),
  })
  return NOTICE + astToString(types)
}

function responses(document: Json): Json[] {
  const items = Object.values(at(document, 'paths')).flatMap((item) => Object.values(item as Json))
  const own = items.flatMap((operation) => Object.values(at(operation as Json, 'responses')))
  const shared = Object.values(at(document, 'components', 'responses'))
  return [...own, ...shared, ...Object.values(at(document, 'x-without-operation', 'responses'))] as Json[]
}

function responseHeaders(): string[] {
  return [...new Set(responses(contract).flatMap((response) => Object.keys(at(response, 'headers'))))].sort()
}

function routeDefinitions(): string {
  const routes = Object.fromEntries(
    operationsOf(contract).map((operation) => [operation.operationId, route(operation)]),
  )
  const schemas = withContractRefs({ $id: 'contract', $defs: at(contract, 'components', 'schemas') })
  return [
    `${NOTICE}/** Schemas of the contract. Routes refer to them as \`contract#/$defs/…\`. */`,
    `export const schemas = ${JSON.stringify(schemas, null, 2)} as const\n`,
    '/** Headers that responses of the contract may have. */',
    `export const responseHeaders = ${JSON.stringify(responseHeaders(), null, 2)} as const\n`,
    '/** Definition of each operation, by operationId. */',
    `export const routes = ${JSON.stringify(routes, null, 2)} as const\n`,
  ].join('\n')
}

function route(operation: Operation): Json {
  const content = Object.entries(operation.requestBody?.content ?? {})
  const body = Object.fromEntries(
    content.map(([mediaType, { schema }]: [string, Json]) => [mediaType, withContractRefs(schema)]),
  )
  return {
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    tag: operation.tags[0],
    authentication: operation.authentication,
    params: parametersSchema(operation.parameters, 'path'),
    querystring: parametersSchema(
      [...operation.parameters, ...operation.security.flatMap(queryKeys)],
      'query',
    ),
    ...(operation.parameters.some((parameter) => parameter.in === 'header') && {
      headers: parametersSchema(operation.parameters, 'header'),
    }),
    body,
    bodyRequired: operation.requestBody?.required === true,
    ...(operation.deprecated === true && { deprecation: deprecationHeaders(operation) }),
  }
}

/**
 * Returns the parameters for API keys in the query. Their length is not limited, because generated clients
 * may send an access token as any credential that an operation accepts.
 */
function queryKeys(alternative: Json): Json[] {
  return Object.keys(alternative)
    .map((name) => at(contract, 'components', 'securitySchemes', name))
    .filter((scheme) => scheme.in === 'query')
    .map((scheme) => ({ name: scheme.name, in: 'query', schema: { type: 'string' } }))
}

/**
 * One object schema for the parameters in the path, the query or the headers; headers are open, the others
 * closed.
 */
function parametersSchema(parameters: readonly Json[], where: string): Json {
  const present = parameters.filter((parameter) => parameter.in === where)
  const key = ({ name }: Json) => (where === 'header' ? String(name).toLowerCase() : String(name))
  return {
    type: 'object',
    additionalProperties: where === 'header',
    required: present.filter((parameter) => parameter.required === true).map(key),
    properties: Object.fromEntries(
      present.map((parameter) => [key(parameter), withContractRefs(parameter.schema)]),
    ),
  }
}

function at(document: Json, ...path: string[]): Json {
  return path.reduce((node, key) => (node[key] ?? {}) as Json, document)
}

/**
 * Inlines references to integers, so that text is converted to integers and a finding can say "an integer or
 * null". `not` is left to the handlers, which can name one of the members concerned.
 */
function withContractRefs(node: unknown): unknown {
  const text = JSON.stringify(node, (name, value) => {
    // Ajv derives the mapping from the alternatives, and rejects an explicit one.
    if (name === 'discriminator') return { propertyName: value.propertyName }
    return name === 'not' ? undefined : withInteger(value)
  })
  return JSON.parse(text.replaceAll('"#/components/schemas/', '"contract#/$defs/'))
}

function withInteger(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  const { anyOf, $ref, ...rest } = node as Json & { anyOf?: Json[] }
  if ($ref !== undefined) {
    const schema = dereferenced(contract, { $ref })
    return schema.type === 'integer' ? { ...schema, ...rest } : node
  }
  const [first, second] = (anyOf ?? []).map(withInteger) as Json[]
  const isNullable = anyOf?.length === 2 && first?.type === 'integer' && second?.type === 'null'
  return isNullable ? { ...first, ...rest, type: ['integer', 'null'] } : node
}
