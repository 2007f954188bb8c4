import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { pooledDriver } from './driver.ts'
import { type ConnectionCounts, openPool, type Pool, type PoolOptions } from './pool.ts'

export interface ConnectOptions extends Pick<PoolOptions, 'connection' | 'onConnectionError'> {
  /** The number of connections that there may be at once, three at least; two or three are reserved. */
  readonly poolSize: number
  /** Whether statements are prepared under names; off for poolers that cannot keep them. */
  readonly namedStatements: boolean
}

/**
 * How long a request's statement may wait for a lock, in ms: longer than PostgreSQL takes to find a deadlock,
 * and shorter than a request waits for a connection, so that requests that queue behind it still get one.
 */
const LOCK_TIMEOUT_MS = 2_000
/** The same for leases, the event log and revocations, which must not wait. */
const RESERVED_LOCK_TIMEOUT_MS = 1_000

/** The reserved connections and the pools of each database that `connect` has opened. */
const opened = new WeakMap<Kysely<DB>, { readonly reserved: Kysely<DB>; readonly pools: readonly Pool[] }>()

/**
 * Opens the connections to a database. Nothing is connected before the first query; {@link disconnect} closes them.
 *
 * A few of them are {@link reservedOf reserved}, so that this process keeps its leases, writes its event log
 * and learns of revocations however long requests wait for each other.
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
  const db = over(pool, namedStatements)
  const reserved = over(reservedPool, namedStatements)
  opened.set(db, { reserved, pools: [pool, reservedPool] })
  opened.set(reserved, { reserved, pools: [reservedPool] })
  return db
}

/** Closes the connections of a database, reserved ones too. Rejects if statements were still unanswered after a second. */
export async function disconnect(db: Kysely<DB>): Promise<void> {
  // Kysely's own destroy() does nothing before the first query, and lets later ones connect.
  await Promise.all(openedAs(db).pools.map((pool) => pool.end()))
}

/** Returns the same database over connections that no request uses, for statements that must never wait long. */
export function reservedOf(db: Kysely<DB>): Kysely<DB> {
  return openedAs(db).reserved
}

/** Counts the connections of a database, reserved ones too. */
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

function over(pool: Pool, named: boolean): Kysely<DB> {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => pooledDriver(pool, named),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
