import type { startEmbeddedPostgres } from '../../src/postgres/start.ts'
import type { startServer } from './server.ts'

type Postgres = Awaited<ReturnType<typeof startEmbeddedPostgres>>

/** Resources of a part of the benchmark. */
export interface Bench {
  /** Connection to a database shared by all parts. */
  readonly connection: Postgres['connection']
  readonly directory: string
  /** Registers work for the end of the part. */
  teardown(stop: () => unknown): void
  /** Starts a server, which is stopped at the end of the part. */
  start(name: string, program: string, settings: Record<string, string>): ReturnType<typeof startServer>
}
