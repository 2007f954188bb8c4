import type { startEmbeddedPostgres } from '../../src/postgres/start.ts'
import type { startServer } from './server.ts'

type Postgres = Awaited<ReturnType<typeof startEmbeddedPostgres>>

/** What a part of the benchmark works with. */
export interface Bench {
  /** To a database for all parts. */
  readonly connection: Postgres['connection']
  readonly directory: string
  /** Registers what is to be done after the part. */
  teardown(stop: () => unknown): void
  /** Starts a server that is stopped after the part. */
  start(name: string, program: string, settings: Record<string, string>): ReturnType<typeof startServer>
}
