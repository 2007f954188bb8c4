import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'

const directory = new URL('../../migrations/', import.meta.url)

/**
 * Brings the database up to the newest migration: plain SQL, in the order of the files' names, under Kysely's lock, so
 * that replicas may start together.
 *
 * @returns the names of the migrations that were run
 * @throws what PostgreSQL says of a migration that fails; it is rolled back, with all that ran beside it
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const { error, results } = await new Migrator({ db, provider: sqlFiles }).migrateToLatest()
  if (error !== undefined) throw error
  return (results ?? []).map((result) => result.migrationName)
}

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()
    return Object.fromEntries(
      await Promise.all(
        files.map(async (file): Promise<[string, Migration]> => {
          const text = await readFile(new URL(file, directory), 'utf8')
          return [file.slice(0, -'.sql'.length), { up: async (db) => void (await sql.raw(text).execute(db)) }]
        }),
      ),
    )
  },
}
