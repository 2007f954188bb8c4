/** Databases in the state before a migration. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Test } from 'tap'
import { connected, testDatabase } from '../database.ts'

export type Row = Readonly<Record<string, unknown>>

const directory = new URL('../../../migrations/', import.meta.url)

/**
 * Creates a database with all migrations before the given one. `rowsOf` reads a table, ordered by its rows as
 * text; `everyRow` reads all tables, by name.
 */
export async function beforeMigration(t: Pick<Test, 'teardown'>, migration: string) {
  const { connection } = await testDatabase(t)
  const db = await connected(t, connection)
  const apply = (file: string) => db.query(readFileSync(new URL(file, directory), 'utf8'))
  await db.query('drop schema public cascade; create schema public')
  for (const file of readdirSync(directory).sort()) if (file < migration) await apply(file)

  const rowsOf = async (table: string): Promise<Row[]> => {
    const { rows } = await db.query(
      `select to_jsonb(one) as row from ${table} as one order by to_jsonb(one)::text`,
    )
    return rows.map(({ row }) => row)
  }
  const everyRow = async () => {
    const { rows: tables } = await db.query<{ name: string }>(`
      select tablename as name from pg_tables where schemaname = 'public' order by name`)
    const found = new Map<string, Row[]>()
    for (const { name } of tables) found.set(name, await rowsOf(name))
    return found
  }
  return { db, migrate: () => apply(migration), rowsOf, everyRow }
}
