import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { parse } from 'yaml'
import { connect, disconnect } from './database/connect.ts'
import { startEmbeddedPostgres } from './database/embedded/start.ts'
import { migrate } from './database/migrate.ts'
import { closeOpenValues } from './open-values.ts'
import { openApi30 } from './views/openapi-3.0.ts'
import { openApi32 } from './views/openapi-3.2.ts'

/*
 * Makes generated/ out of openapi.yaml and a freshly migrated database. With --check it writes nothing, and fails
 * where a file differs from what it would write.
 */

type Json = { [member: string]: unknown }

const contractFile = new URL('../openapi.yaml', import.meta.url)
const generatedDirectory = new URL('../generated/', import.meta.url)
const notice = '// Made by `make generate`. Never edited by hand.\n\n'

/** What a column's values are in JavaScript, as `database/connect.ts` reads them. */
const columnTypes: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float8: 'number',
  int4: 'number',
  int8: 'number',
  json: 'unknown',
  jsonb: 'unknown',
  text: 'string',
  timestamptz: 'string',
  uuid: 'string',
  xid8: 'string',
}

const written: Json = parse(await readFile(contractFile, 'utf8'))
const contract = closeOpenValues(written)
const files: Record<string, string> = {
  'api.ts': await apiTypes(),
  'routes.ts': routeDefinitions(),
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
  // Behind a $ref openapi-typescript takes every header for required.
  const document = structuredClone(contract)
  for (const response of responses(document)) {
    const headers = Object.entries(at(response, 'headers'))
    if (headers.length > 0)
      response.headers = Object.fromEntries(headers.map(([name, header]) => [name, resolved(header as Json)]))
  }
  const types = await openapiTS(Buffer.from(JSON.stringify(document)), {
    silent: true,
    // Bytes go out of and into a client as a Blob; as a string they would be decoded on the way.
    transform: (schema) => ('format' in schema && schema.format === 'binary' ? blob : undefined),
  })
  return notice + astToString(types)
}

/** Every response object of a document: the shared ones, those of its operations, and those without one. */
function responses(document: Json): Json[] {
  const items = Object.values(at(document, 'paths')).flatMap((item) => Object.values(item as Json))
  const own = items.flatMap((operation) => Object.values(at(operation as Json, 'responses')))
  const shared = Object.values(at(document, 'components', 'responses'))
  return [...own, ...shared, ...Object.values(at(document, 'x-without-operation', 'responses'))] as Json[]
}

function responseHeaders(): string[] {
  return [...new Set(responses(contract).flatMap((response) => Object.keys(at(response, 'headers'))))].sort()
}

/** The headers that every response has, which the server's HTTP layer sets. */
function commonHeaders(): string[] {
  const each = responses(contract).filter((response) => !('$ref' in response))
  return responseHeaders().filter((name) => each.every((response) => name in at(response, 'headers')))
}

function routeDefinitions(): string {
  const routes = Object.fromEntries(
    operations().map((operation) => [operation.operationId, route(operation)]),
  )
  const schemas = withContractRefs({ $id: 'contract', $defs: at(contract, 'components', 'schemas') })
  return [
    `${notice}/** Every schema of the contract; the routes refer to them as \`contract#/$defs/…\`. */`,
    `export const schemas = ${JSON.stringify(schemas, null, 2)} as const\n`,
    '/** The headers that any answer of the contract may have. */',
    `export const responseHeaders = ${JSON.stringify(responseHeaders(), null, 2)} as const\n`,
    '/** Those of them that every answer may have, which no handler has to give. */',
    `export const commonHeaders = ${JSON.stringify(commonHeaders(), null, 2)} as const\n`,
    '/** What the contract says of each operation, by operationId. */',
    `export const routes = ${JSON.stringify(routes, null, 2)} as const\n`,
  ].join('\n')
}

type Operation = Json & { operationId: string; method: string; path: string; parameters: Json[] }

/** The contract's operations, each with its method, its path and all its parameters. */
function operations(): Operation[] {
  return Object.entries(at(contract, 'paths')).flatMap(([path, item]) => {
    const { parameters: shared = [], ...methods } = item as Json & { parameters?: Json[] }
    return Object.entries(methods).map(([method, operation]) => {
      const own = operation as Json & { operationId: string; parameters?: Json[] }
      const parameters = [...shared, ...(own.parameters ?? [])].map(resolved)
      return { ...own, method: method.toUpperCase(), path, parameters }
    })
  })
}

function route(operation: Operation): Json {
  const security = (operation.security ?? contract.security) as Json[]
  const content = Object.entries(resolved((operation.requestBody ?? {}) as Json).content ?? {})
  const body = Object.fromEntries(
    content.map(([mediaType, { schema }]: [string, Json]) => [mediaType, withContractRefs(schema)]),
  )
  return {
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    tag: (operation.tags as string[])[0],
    authentication: authentication(security),
    params: parametersSchema(operation.parameters, 'path'),
    querystring: parametersSchema([...operation.parameters, ...security.flatMap(queryKeys)], 'query'),
    ...(operation.parameters.some((parameter) => parameter.in === 'header') && {
      headers: parametersSchema(operation.parameters, 'header'),
    }),
    body,
    bodyRequired: at(operation, 'requestBody').required === true,
  }
}

/** How an operation tells who calls: by the alternatives that its `security` lists. */
function authentication(security: Json[]): string {
  const schemes = security.map((alternative) => Object.keys(alternative).join(' and ') || 'nothing')
  return schemes.join(' or ') || 'nothing'
}

/** API keys that travel in the query are parameters of it. */
function queryKeys(alternative: Json): Json[] {
  return Object.keys(alternative)
    .map((name) => at(contract, 'components', 'securitySchemes', name))
    .filter((scheme) => scheme.in === 'query')
    .map((scheme) => ({ name: scheme.name, in: 'query', schema: { type: 'string', maxLength: 200 } }))
}

/** One object schema for the parameters in the path, the query or the headers; headers are open, the others closed. */
function parametersSchema(parameters: Json[], where: string): Json {
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

async function databaseTypes(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-generate-'))
  // As root PostgreSQL runs as another user, who must be able to go there.
  await chmod(directory, 0o711)
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
    settings: { fsync: 'off' },
  })
  // A query fails by itself; and the server may end before the pool's connections, which end in the background.
  const onConnectionError = () => {}
  const db = connect({
    connection: postgres.connection,
    poolSize: 1,
    namedStatements: true,
    onConnectionError,
  })
  try {
    await migrate(db)
    return await tableTypes(db)
  } finally {
    await disconnect(db)
    await postgres.stop()
    await rm(directory, { recursive: true })
  }
}

async function tableTypes<T>(db: Kysely<T>): Promise<string> {
  const { rows: enums } = await sql<{ name: string; labels: string[] }>`
    select typname::text as name, array_agg(enumlabel::text order by enumsortorder) as labels
    from pg_enum join pg_type on pg_type.oid = enumtypid group by typname
  `.execute(db)
  const types: Record<string, string> = {
    ...columnTypes,
    ...Object.fromEntries(
      enums.map(({ name, labels }) => [name, labels.map((label) => `'${label}'`).join(' | ')]),
    ),
  }
  const tables = await db.introspection.getTables()
  const interfaces = tables.map((table) => {
    const columns = table.columns.map((column) => {
      const type = types[column.dataType]
      if (type === undefined)
        throw new Error(`${table.name}.${column.name}: no type is known for ${column.dataType}`)
      const nullable = column.isNullable ? `${type} | null` : type
      return `  ${column.name}: ${wrapped(nullable, column)}`
    })
    return `export interface ${pascalCase(table.name)} {\n${columns.join('\n')}\n}\n`
  })
  const members = tables.map((table) => `  ${table.name}: ${pascalCase(table.name)}`)
  return [
    `${notice}import type { Generated, GeneratedAlways } from 'kysely'\n`,
    ...interfaces,
    `export interface DB {\n${members.join('\n')}\n}\n`,
    '/** The table that each foreign key refers to, by the name of its constraint. */',
    `export const foreignKeys = ${JSON.stringify(await foreignKeys(db), null, 2)} as const\n`,
  ].join('\n')
}

async function foreignKeys<T>(db: Kysely<T>): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; table: string }>`
    select conname::text as name, confrelid::regclass::text as table
    from pg_constraint where contype = 'f' and conparentid = 0 order by conname
  `.execute(db)
  return Object.fromEntries(rows.map(({ name, table }) => [name, table]))
}

function wrapped(type: string, column: { isAutoIncrementing: boolean; hasDefaultValue: boolean }): string {
  if (column.isAutoIncrementing) return `GeneratedAlways<${type}>`
  return column.hasDefaultValue ? `Generated<${type}>` : type
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function at(document: Json, ...path: string[]): Json {
  return path.reduce((node, key) => (node[key] ?? {}) as Json, document)
}

function resolved(node: Json): Json {
  return typeof node.$ref === 'string' ? at(contract, ...node.$ref.slice('#/'.length).split('/')) : node
}

/**
 * Prepares a schema for the validator: integers that are referred to stand in their place, so that text is read as one and
 * a finding says \"an integer or null\". What `not` says about several members is checked by the handlers, which name one.
 */
function withContractRefs(node: unknown): unknown {
  const text = JSON.stringify(node, (name, value) => {
    // Ajv tells the alternatives by the values that they take, and refuses a mapping.
    if (name === 'discriminator') return { propertyName: value.propertyName }
    return name === 'not' ? undefined : withInteger(value)
  })
  return JSON.parse(text.replaceAll('"#/components/schemas/', '"contract#/$defs/'))
}

function withInteger(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  const { anyOf, $ref, ...rest } = node as Json & { anyOf?: Json[] }
  if ($ref !== undefined) {
    const schema = resolved({ $ref })
    return schema.type === 'integer' ? { ...schema, ...rest } : node
  }
  const [first, second] = (anyOf ?? []).map(withInteger) as Json[]
  const isNullable = anyOf?.length === 2 && first?.type === 'integer' && second?.type === 'null'
  return isNullable ? { ...first, ...rest, type: ['integer', 'null'] } : node
}
