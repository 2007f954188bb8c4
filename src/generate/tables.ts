import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { connect, disconnect } from '../database/connections/connect.ts'
import { migrate } from '../database/migrate.ts'
import { startEmbeddedPostgres } from '../postgres/start.ts'
import { pascalCase } from './typescript.ts'

export const NOTICE = '// Made by `make generate`. Never edited by hand.\n\n'

/** JavaScript type of each column type, as `database/connections/connect.ts` reads it. */
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

export async function databaseTypes(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-generate-'))
  // Started by root, PostgreSQL runs as another user, who needs access to the directory.
  await chmod(directory, 0o711)
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
    settings: { fsync: 'off' },
  })
  // Failing queries reject by themselves, and connections may outlive the server here.
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
    `${NOTICE}import type { Generated, GeneratedAlways } from 'kysely'\n`,
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
