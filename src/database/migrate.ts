import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { isTimeout } from './failures.ts'

const directory = new URL('../../migrations/', import.meta.url)

/**
 * Brings the database up to the newest migration: plain SQL, in the order of the files' names, under Kysely's lock, so
 * that replicas may start together.
 *
 * @returns the names of the migrations that were run
 * @throws what PostgreSQL says of a migration that fails; it is rolled back, with all that ran beside it
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: sqlFiles })
  for (;;) {
    const { error, results } = await migrator.migrateToLatest()
    if (error === undefined) return (results ?? []).map((result) => result.migrationName)
    // A migration takes what it takes, so what timed out was the wait for another replica's.
    if (!isTimeout(error)) throw error
  }
}

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()
    return Object.fromEntries(
      await Promise.all(
        files.map(async (file): Promise<[string, Migration]> => {
          const text = await readFile(new URL(file, directory), 'utf8')
          const up = async (db: Kysely<unknown>) => {
            await sql`set local statement_timeout = 0`.execute(db)
            await sql`set local lock_timeout = 0`.execute(db)
            await sql.raw(text).execute(db)
          }
          return [file.slice(0, -'.sql'.length), { up }]
        }),
      ),
    )
  },
}
