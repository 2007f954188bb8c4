import pg from 'pg'
import { getTypeParser } from './column-types.ts'
import { DatabaseUnreachable } from './failures.ts'
import { createTurns } from './turns.ts'

export interface PoolOptions {
  /** Where the database is: a URL, or what pg takes for a socket. */
  readonly connection: string | { host: string; port: number; user: string; database: string }
  /** The number of connections that there may be at once. */
  readonly size: number
  /** How long a statement may wait for a lock, in ms. */
  readonly lockTimeout: number
  /** Whether users take turns; else whoever comes is next. */
  readonly byTurns: boolean
  /** Called when a connection breaks; the pool replaces it. */
  readonly onConnectionError: (error: Error) => void
}

/** The number of connections, of those that are not in use, and of queries that wait for one. */
export interface ConnectionCounts {
  readonly total: number
  readonly idle: number
  readonly waiting: number
}

/** Gets a connection and a function that gives it back; with an error it is closed. */
type Taken = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error) => void,
) => void

export interface Pool {
  readonly counts: ConnectionCounts
  /** Takes a connection; the error is a DatabaseUnreachable. */
  take(taken: Taken): void
  /**
   * Closes a connection to a server that turned out to be read-only, when it is given back, and all that are
   * as old, before they are used again.
   */
  distrust(client: pg.PoolClient): void
  /**
   * Closes the connections, those in use as soon as they are given back, or after a second.
   *
   * @throws where some were still in use then
   */
  end(): Promise<void>
}

/** A connection must come up, or become free, in this time, in ms. */
const CONNECTION_TIMEOUT_MS = 3_000
/** A new connection must accept its settings in this time, in ms. */
const SETUP_TIMEOUT_MS = 2_000
/** PostgreSQL ends a statement that takes longer, in ms. */
const STATEMENT_TIMEOUT_MS = 10_000
/** How long a connection is used, in s, so that those to a server that has lost its address come to an end. */
const LIFETIME_SECONDS = 1_800
/** How long a connection is silent before either side asks whether the other is still there, in ms. */
const KEEPALIVE_DELAY_MS = 10_000
/** How long closing waits for the answers to statements, in ms. */
const END_TIMEOUT_MS = 1_000

/**
 * What bounds how long a peer that has vanished, a host that lost its power or its network, holds locks.
 * These are no startup parameters, which PgBouncer refuses unless it is told to ignore each.
 */
const settings = {
  // No transaction waits for anything but the database.
  idle_in_transaction_session_timeout: '5s',
  tcp_keepalives_idle: '10s',
  tcp_keepalives_interval: '5s',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '20s',
}

/** Opens a pool of connections. Nothing is connected before the first query. */
export function openPool(options: PoolOptions): Pool {
  const setup = setupOf({ ...settings, lock_timeout: `${options.lockTimeout}ms` })
  const pool = new pg.Pool({
    ...(typeof options.connection === 'string'
      ? { connectionString: options.connection }
      : options.connection),
    max: options.size,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    maxLifetimeSeconds: LIFETIME_SECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'parley',
    types: { getTypeParser },
    onConnect: async (client) => {
      const { rows } = await client.query<{ is_standby: boolean }>(setup)
      // Its rows may be old, and a revocation missing among them.
      if (rows[0]?.is_standby) throw new Error('the server is a standby')
    },
  })
  // An idle connection breaks on the pool, one that is in use on its client; unheard, either ends the process.
  const onError = (error: Error) => {
    // A database that stops right after this process is done with it may be the first to close.
    if (!pool.ending) options.onConnectionError(error)
  }
  pool.on('error', onError)
  /** When each connection was opened. */
  const openedAt = new Map<pg.PoolClient, number>()
  let distrustedUntil = Number.NEGATIVE_INFINITY
  pool.on('connect', (client) => {
    openedAt.set(client, performance.now())
    client.on('error', onError)
  })
  pool.on('remove', (client) => void openedAt.delete(client))
  const isDistrusted = (client: pg.PoolClient) => (openedAt.get(client) ?? 0) <= distrustedUntil
  const turns = options.byTurns ? createTurns(options.size, CONNECTION_TIMEOUT_MS) : undefined

  const takeAny = (taken: Taken, done: () => void) => {
    pool.connect((error, client, release) => {
      if (client === undefined) {
        done()
        taken(new DatabaseUnreachable(error ?? new Error('pg has none')), undefined, () => {})
      } else if (isDistrusted(client)) {
        release(true)
        takeAny(taken, done)
      } else {
        taken(undefined, client, (error) => {
          release(error ?? isDistrusted(client))
          done()
        })
      }
    })
  }

  return {
    get counts() {
      const { totalCount, idleCount, waitingCount } = pool
      return { total: totalCount, idle: idleCount, waiting: waitingCount + (turns?.waiting ?? 0) }
    },
    take(taken) {
      if (turns === undefined) return takeAny(taken, () => {})
      turns.take((error, done) => {
        if (error) taken(error, undefined, done)
        else takeAny(taken, done)
      })
    },
    distrust(client) {
      distrustedUntil = Math.max(distrustedUntil, openedAt.get(client) ?? 0)
    },
    async end() {
      if (pool.ending) return
      let isCut = false
      const timer = setTimeout(() => {
        isCut = true
        // With a statement that is not answered, this closes the socket.
        for (const client of openedAt.keys()) client.end()
      }, END_TIMEOUT_MS)
      await pool.end()
      clearTimeout(timer)
      if (isCut) throw new Error('statements that the database did not answer were given up')
    },
  }
}

/** The statement with which a connection begins. */
function setupOf(values: Readonly<Record<string, string>>) {
  const set = Object.entries(values).map(([name, value]) => `set_config('${name}', '${value}', false)`)
  return {
    text: `select pg_is_in_recovery() as is_standby, ${set.join(', ')}`,
    query_timeout: SETUP_TIMEOUT_MS,
  }
}
