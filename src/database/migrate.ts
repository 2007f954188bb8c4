import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { beforeDistribution, distribute, hasCitus } from './distribute.ts'
import { isTimeout } from './failures.ts'

const directory = new URL('../../migrations/', import.meta.url)

/** Key of the advisory lock: that of Kysely, so that servers of earlier versions wait for it too. */
const LOCK_KEY = '3853314791062309107'

/**
 * Applies all pending migrations: plain SQL files in the order of their names, in one transaction and under a
 * lock, so that replicas may start at the same time.
 *
 * @returns the names of the applied migrations
 * @throws PostgreSQL's error if a migration fails; all migrations of the call are rolled back
 */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  for (;;) {
    try {
      return await db.transaction().execute(applyPending)
    } catch (error) {
      // Migrations have no timeout, so this was the wait for another replica's lock.
      if (!isTimeout(error)) throw error
    }
  }
}

async function applyPending<T>(db: Transaction<T>): Promise<string[]> {
  // The lock ends with the transaction: PgBouncer in transaction mode does not keep that of a session.
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_KEY)})`.execute(db)
  const isDistributed = await hasCitus(db)
  if (isDistributed) await beforeDistribution(db)
  const { error, results } = await new Migrator({ db, provider: sqlFiles }).migrateToLatest()
  if (error !== undefined) throw error
  if (isDistributed) await distribute(db)
  return (results ?? []).map((result) => result.migrationName)
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
