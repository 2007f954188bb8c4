import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { pooledDriver } from './driver.ts'
import { type ConnectionCounts, openPool, type Pool, type PoolOptions } from './pool.ts'

export interface ConnectOptions extends Pick<PoolOptions, 'connection' | 'onConnectionError'> {
  /** Most connections, at least three; two or three of them are reserved. */
  readonly poolSize: number
  /** True to prepare statements under names; false for poolers that cannot keep them. */
  readonly namedStatements: boolean
}

/**
 * Longest wait of a request's statement for a lock, in ms: longer than PostgreSQL needs to detect a deadlock,
 * and shorter than a request waits for a connection, so that requests queued behind it still get one.
 */
const LOCK_TIMEOUT_MS = 2_000
/** Longest wait for a lock, in ms, for leases, the event log and revocations, which must not be delayed. */
const RESERVED_LOCK_TIMEOUT_MS = 1_000

const opened = new WeakMap<Kysely<DB>, { readonly reserved: Kysely<DB>; readonly pools: readonly Pool[] }>()

/**
 * Opens the connections to a database. Connects at the first query; {@link disconnect} closes the
 * connections.
 *
 * Some connections are {@link reservedOf reserved}, so that this process renews its leases, writes its event
 * log and learns of revocations however long requests wait for each other.
 */
export function connect({ poolSize, namedStatements, ...options }: ConnectOptions): Kysely<DB> {
  const reservedSize = poolSize < 8 ? 2 : 3
  const size = Math.max(1, poolSize - reservedSize)
  const pool = openPool({ ...options, size, lockTimeout: LOCK_TIMEOUT_MS, byTurns: true })
  const reservedPool = openPool({
    ...options,
    size: reservedSize,
    lockTimeout: RESERVED_LOCK_TIMEOUT_MS,
    byTurns: false,
  })
  const db = kyselyOver(pool, namedStatements)
  const reserved = kyselyOver(reservedPool, namedStatements)
  opened.set(db, { reserved, pools: [pool, reservedPool] })
  opened.set(reserved, { reserved, pools: [reservedPool] })
  return db
}

/**
 * Closes all connections of a database, including the reserved ones.
 *
 * @throws Error if statements were still unanswered after a second
 */
export async function disconnect(db: Kysely<DB>): Promise<void> {
  // Kysely's own destroy() does nothing before the first query, and lets later ones connect.
  await Promise.all(openedAs(db).pools.map((pool) => pool.end()))
}

/** Returns the same database over the reserved connections, for statements that must never wait long. */
export function reservedOf(db: Kysely<DB>): Kysely<DB> {
  return openedAs(db).reserved
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
