import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { pooledDriver } from './driver.ts'
import { type ConnectionCounts, openPool, type Pool, type PoolOptions } from './pool.ts'

export interface ConnectOptions extends Pick<PoolOptions, 'connection' | 'onConnectionError'> {
  /**
   * Maximum number of connections; two count as three. Two are reserved, or three of eight or more, and of
   * five or more one is for jobs.
   */
  readonly poolSize: number
  /** True to prepare statements under names; false for poolers that cannot keep them. */
  readonly namedStatements: boolean
}

/** Maximum duration of a statement in PostgreSQL, in ms. */
const STATEMENT_TIMEOUT_MS = 10_000
/**
 * Maximum wait of a request's statement for a lock, in ms: longer than PostgreSQL needs to detect a deadlock,
 * and shorter than a request waits for a connection, so that requests queued behind it still get one.
 */
const LOCK_TIMEOUT_MS = 2_000
/** Maximum wait for a lock, in ms, for leases, the event log and revocations, which must not be delayed. */
const RESERVED_LOCK_TIMEOUT_MS = 1_000
/**
 * Maximum duration of a statement of background jobs, in ms. Their batches are short and skip rows that are
 * in use.
 */
const JOBS_STATEMENT_TIMEOUT_MS = 5_000
const JOBS_LOCK_TIMEOUT_MS = 200

interface Opened {
  readonly reserved: Kysely<DB>
  readonly jobs: Kysely<DB>
  readonly pools: readonly Pool[]
  /** The one of these pools whose statements may be cut off. */
  readonly jobsPool: Pool | undefined
}

const opened = new WeakMap<Kysely<DB>, Opened>()

/**
 * Opens the connections to a database. Connects at the first query; {@link disconnect} closes the
 * connections.
 *
 * Some connections are {@link reservedOf reserved}, so that this process renews its leases, writes its event
 * log, reads revocations and cancels runs however long requests wait for each other. Another one is for
 * {@link jobsOf background jobs}, so that neither waits for the other.
 */
export function connect({ poolSize, namedStatements, ...options }: ConnectOptions): Kysely<DB> {
  const reservedSize = poolSize < 8 ? 2 : 3
  const jobsSize = poolSize < 5 ? 0 : 1
  const pool = openPool({
    ...options,
    size: Math.max(1, poolSize - reservedSize - jobsSize),
    statementTimeout: STATEMENT_TIMEOUT_MS,
    lockTimeout: LOCK_TIMEOUT_MS,
    byTurns: true,
  })
  const reservedPool = openPool({
    ...options,
    size: reservedSize,
    statementTimeout: STATEMENT_TIMEOUT_MS,
    lockTimeout: RESERVED_LOCK_TIMEOUT_MS,
    byTurns: false,
  })
  const jobsPool =
    jobsSize > 0
      ? openPool({
          ...options,
          size: jobsSize,
          statementTimeout: JOBS_STATEMENT_TIMEOUT_MS,
          lockTimeout: JOBS_LOCK_TIMEOUT_MS,
          byTurns: false,
        })
      : undefined
  const db = kyselyOver(pool, namedStatements)
  const reserved = kyselyOver(reservedPool, namedStatements)
  const jobs = jobsPool ? kyselyOver(jobsPool, namedStatements) : db
  const pools = jobsPool ? [pool, reservedPool, jobsPool] : [pool, reservedPool]
  opened.set(db, { reserved, jobs, pools, jobsPool })
  opened.set(reserved, { reserved, jobs, pools: [reservedPool], jobsPool: undefined })
  return db
}

/**
 * Closes all connections of a database, including the reserved ones.
 *
 * @throws Error if statements were still unanswered after a second
 */
export async function disconnect(db: Kysely<DB>): Promise<void> {
  // Kysely's own destroy() does nothing before the first query, and lets later ones connect.
  const { pools, jobsPool } = openedAs(db)
  // A batch of a job may be cut off: PostgreSQL completes it, or another replica repeats it.
  await Promise.all(pools.map((pool) => (pool === jobsPool ? pool.end().catch(() => {}) : pool.end())))
}

/** Returns the same database over the reserved connections, for statements that must never wait long. */
export function reservedOf(db: Kysely<DB>): Kysely<DB> {
  return openedAs(db).reserved
}

/**
 * Returns the same database over the connection of background jobs, with shorter timeouts; over those of
 * requests if there are too few connections.
 */
export function jobsOf(db: Kysely<DB>): Kysely<DB> {
  return openedAs(db).jobs
}

/** Counts the connections of a database, including the reserved ones. */
export function connectionsOf(db: Kysely<DB>): ConnectionCounts {
  const counts = openedAs(db).pools.map((pool) => pool.counts)
  const sum = (name: keyof ConnectionCounts) => counts.reduce((total, each) => total + each[name], 0)
  return { total: sum('total'), idle: sum('idle'), waiting: sum('waiting') }
}

function openedAs(db: Kysely<DB>) {
  const found = opened.get(db)
  if (found === undefined) throw new TypeError('This database was not opened by connect.')
  return found
}

function kyselyOver(pool: Pool, named: boolean): Kysely<DB> {
  return new Kysely({
    dialect: {
      createAdapter: () => new UnlockedAdapter(),
      createDriver: () => pooledDriver(pool, named),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/** PostgreSQL without Kysely's migration lock, which belongs to a session; `migrate` has its own. */
class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
