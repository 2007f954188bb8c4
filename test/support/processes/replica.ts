/** Parley in its own process on the database of a test, to measure it, suspend it and kill it. */
import type { Test } from 'tap'
import { type Client, client } from '../client.ts'
import { type Connection, databaseUrl, testDatabase } from '../database.ts'
import { muchAllowed, secret, temporaryDirectory } from '../server.ts'
import { type ParleyProcess, startParley } from './process.ts'

export interface Replica extends ParleyProcess {
  readonly client: Client
  kill(): Promise<void>
}

/**
 * Returns settings for a process with a new database of the run's PostgreSQL. Creating it takes 40 ms, and an
 * embedded one 1.4 s of CPU.
 */
export async function databaseSettings(t: Pick<Test, 'teardown'>) {
  const { connection } = await testDatabase(t)
  const DATA_DIRECTORY = await temporaryDirectory(t)
  return { DATABASE_URL: databaseUrl(connection), JWT_SECRET: secret, DATA_DIRECTORY }
}

/** Starts a process. Those with the same database and STORAGE_URL are replicas of each other. */
export async function startReplica(
  t: Pick<Test, 'teardown'>,
  connection: Connection,
  settings: Record<string, string> = {},
): Promise<Replica> {
  const parley = await startParley(t, {
    DATABASE_URL: databaseUrl(connection),
    JWT_SECRET: secret,
    ...Object.fromEntries(Object.entries(muchAllowed).map(([name, value]) => [name, String(value)])),
    DATA_DIRECTORY: settings.DATA_DIRECTORY ?? (await temporaryDirectory(t)),
    ...settings,
  })
  return {
    ...parley,
    client: client(parley.url),
    async kill() {
      parley.child.kill('SIGKILL')
      await parley.exited
    },
  }
}
