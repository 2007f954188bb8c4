import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { isTimeout } from './failures.ts'

const directory = new URL('../../migrations/', import.meta.url)

/**
 * Applies all pending migrations: plain SQL files in the order of their names, under Kysely's lock, so that
 * replicas may start at the same time.
 *
 * @returns the names of the applied migrations
 * @throws PostgreSQL's error if a migration fails; all migrations of the call are rolled back
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: sqlFiles })
  for (;;) {
    const { error, results } = await migrator.migrateToLatest()
    if (error === undefined) return (results ?? []).map((result) => result.migrationName)
    // Migrations have no timeout, so this was the wait for another replica's lock.
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
