import pg from 'pg'
import { DatabaseUnreachable } from '../failures.ts'
import { getTypeParser } from './column-types.ts'
import { createTurns } from './turns.ts'

export interface PoolOptions {
  /** Address of the database: a URL, or pg's options for a socket. */
  readonly connection: string | { host: string; port: number; user: string; database: string }
  readonly size: number
  /** Maximum duration of a statement in PostgreSQL, in ms. */
  readonly statementTimeout: number
  /** Maximum wait of a statement for a lock, in ms. */
  readonly lockTimeout: number
  /** True to limit the connections that one user holds at once; false to serve requests in order. */
  readonly byTurns: boolean
  /** Called when a connection breaks; the pool replaces it. */
  readonly onConnectionError: (error: Error) => void
}

/** Numbers of connections, of idle ones, and of requests waiting for one. */
export interface ConnectionCounts {
  readonly total: number
  readonly idle: number
  readonly waiting: number
}

/** Receives a connection and a function that releases it; releasing it with an error closes it. */
type Taken = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error) => void,
) => void

export interface Pool {
  readonly counts: ConnectionCounts
  /** Acquires a connection; the error is a DatabaseUnreachable. */
  take(taken: Taken): void
  /**
   * Closes a connection whose server is read-only as soon as it is released, and all connections that are at
   * least as old before they are used again.
   */
  distrust(client: pg.PoolClient): void
  /**
   * Closes all connections: idle ones at once, others when they are released or after a second.
   *
   * @throws Error if some were still in use then
   */
  end(): Promise<void>
}

/** Timeout, in ms, for opening or acquiring a connection. */
const CONNECTION_TIMEOUT_MS = 3_000
/** Timeout, in ms, for the setup of a new connection. */
const SETUP_TIMEOUT_MS = 2_000
/**
 * Lifetime of a connection, in s, so that connections to a server whose address now belongs to another one
 * end.
 */
const LIFETIME_SECONDS = 1_800
/** Idle time, in ms, after which TCP keep-alive checks a connection. */
const KEEPALIVE_DELAY_MS = 10_000
/** Maximum wait of `end` for responses to statements, in ms. */
const END_TIMEOUT_MS = 1_000

/**
 * Session settings, made by a statement because PgBouncer rejects them as startup parameters. Most of them
 * limit how long a peer that has disappeared because of a power or network failure holds locks.
 */
const settings = {
  // Transactions never wait for anything but the database.
  idle_in_transaction_session_timeout: '5s',
  tcp_keepalives_idle: '10s',
  tcp_keepalives_interval: '5s',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '20s',
}

/** Opens a pool of connections. Connects at the first query. */
export function openPool(options: PoolOptions): Pool {
  const setup = setupOf({
    ...settings,
    statement_timeout: `${options.statementTimeout}ms`,
    lock_timeout: `${options.lockTimeout}ms`,
  })
  const pool = new pg.Pool({
    ...(typeof options.connection === 'string'
      ? { connectionString: options.connection }
      : options.connection),
    max: options.size,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    maxLifetimeSeconds: LIFETIME_SECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
    application_name: 'parley',
    types: { getTypeParser },
    onConnect: async (client) => {
      const { rows } = await client.query<{ is_standby: boolean }>(setup(client))
      // A standby may lag behind, and miss a revocation.
      if (rows[0]?.is_standby) throw new Error('the server is a standby')
    },
  })
  // pg emits errors of idle connections on the pool and others on the client; unhandled, either ends the
  // process.
  const onError = (error: Error) => {
    // During a shutdown the database may close the connections first.
    if (!pool.ending) options.onConnectionError(error)
  }
  pool.on('error', onError)
  /** Time at which each connection was opened. */
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
        // If a statement is unanswered, this closes the socket.
        for (const client of openedAt.keys()) client.end()
      }, END_TIMEOUT_MS)
      await pool.end()
      clearTimeout(timer)
      if (isCut) throw new Error('statements that the database did not answer were given up')
    },
  }
}

/**
 * Returns the first statement of each connection. Behind a pooler it sets nothing, because the settings would
 * apply to later users of the same session; the main README says what to set instead.
 */
function setupOf(values: Readonly<Record<string, string>>) {
  const text = `
    select pg_is_in_recovery() as is_standby, (
      select count(set_config(name, value, false))
      from unnest($2::text[], $3::text[]) as setting (name, value)
      where pg_backend_pid() = $1)`
  const settings = [Object.keys(values), Object.values(values)]
  return (client: pg.ClientBase) => ({
    text,
    // A pooler reports a process id of its own.
    values: [Reflect.get(client, 'processID'), ...settings],
    query_timeout: SETUP_TIMEOUT_MS,
  })
}
