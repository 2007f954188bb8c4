/** Changes to the database for tests of runs, and settings for a replica in its own process. */
import { sql } from 'kysely'
import { type Connection, databaseUrl } from '../database.ts'
import { secret, type TestServer } from '../server.ts'

/**
 * Returns the settings of a process that is a replica of test servers on this database and uses this model.
 */
export function replicaSettings(
  connection: Connection,
  model: { readonly baseUrl: string },
  dataDirectory: string,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl(connection),
    JWT_SECRET: secret,
    DATA_DIRECTORY: dataDirectory,
    LLM_BASE_URL: model.baseUrl,
    LLM_MODEL: 'test-model',
  }
}

/** Lets the leases of the workers of these runs expire. A worker that is alive renews its lease soon. */
export async function ageLeases({ db }: Pick<TestServer, 'db'>, runs: readonly number[]): Promise<void> {
  await sql`
    update workers set expires_at = now() - interval '1 second' from runs
    where runs.worker_id = workers.id and runs.id = any(${runs}::bigint[])`.execute(db)
}
