import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import type { Passwords } from '../auth/passwords.ts'
import type { Config } from '../config.ts'
import type { Storage } from '../files/storage/storage.ts'
import type { Metrics } from '../http/telemetry/metrics.ts'
import type { Tracing } from '../http/telemetry/tracing.ts'
import type { Provider } from '../models/provider.ts'

export interface AppOptions {
  readonly config: Config
  readonly db: Kysely<DB>
  readonly passwords: Passwords
  readonly storage: Storage
  readonly provider: Provider
  /** Models that users may choose. The first is the default. */
  readonly models: readonly [string, ...string[]]
  readonly logger: FastifyBaseLogger
  readonly metrics?: Metrics | undefined
  readonly tracing?: Tracing | undefined
  /** Factor of the intervals of background jobs, below 1 for tests. */
  readonly jobPace?: number | undefined
  /** Aborts before the server closes: readiness fails from then on, and requests are still served. */
  readonly stopping?: AbortSignal | undefined
  /** False for tests, on machines that are busier than a server's. Default: true. */
  readonly shedsLoad?: boolean
}
