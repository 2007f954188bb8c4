/** PostgreSQL for one test, with the durability of production, that can be killed. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { startEmbeddedPostgres } from '../../../src/postgres/start.ts'
import type { Connection } from '../database.ts'
import { temporaryDirectory } from '../server.ts'

export interface OwnPostgres {
  readonly connection: Connection
  /** Parent of the data directory `data`. */
  readonly directory: string
  /** Kills it with SIGKILL: connections break, and it is unreachable until `start` is called. */
  kill(): Promise<void>
  /** Starts it again with the same data and address. */
  start(): Promise<void>
}

export async function ownPostgres(
  t: Pick<Test, 'teardown'>,
  options: { readonly directory?: string; readonly settings?: Readonly<Record<string, string>> } = {},
): Promise<OwnPostgres> {
  const directory = options.directory ?? join(await temporaryDirectory(t), 'postgres')
  const settings = { max_connections: '100', ...options.settings }
  const start = () => startEmbeddedPostgres({ directory, settings })
  let postgres = await start()
  t.teardown(() => postgres.stop())
  return {
    connection: { ...postgres.connection },
    directory,
    async kill() {
      const { exited } = postgres
      const lock = await readFile(join(directory, 'data/postmaster.pid'), 'utf8')
      process.kill(Number.parseInt(lock, 10), 'SIGKILL')
      await exited
    },
    async start() {
      postgres = await start()
    },
  }
}
