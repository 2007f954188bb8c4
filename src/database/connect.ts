import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { DB } from '../../generated/database.ts'
import { statementName } from './statement.ts'

export interface ConnectOptions {
  /** Where the database is: a URL, or what pg takes for a socket. */
  readonly connection: string | { host: string; port: number; user: string; database: string }
  /** How many connections there may be at once. */
  readonly poolSize: number
  /** Whether statements are prepared under names; poolers that cannot keep them want false. */
  readonly namedStatements: boolean
  /** Told when a connection breaks; the pool replaces it. */
  readonly onConnectionError: (error: Error) => void
}

/** A connection must come up, or become free, in this time, in ms. */
const CONNECTION_TIMEOUT = 3_000
/** PostgreSQL ends a statement that takes longer, in ms. */
const STATEMENT_TIMEOUT = 10_000

/**
 * Opens a pool of connections. Nothing is connected before the first query.
 *
 * Rows come as the API sends them: bigint as a number (ids stay in JavaScript's safe range), timestamptz as RFC 3339
 * text in UTC.
 */
export function connect(options: ConnectOptions): Kysely<DB> {
  const pool = new pg.Pool({
    ...(typeof options.connection === 'string'
      ? { connectionString: options.connection }
      : options.connection),
    max: options.poolSize,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    application_name: 'parley',
    types: { getTypeParser },
  })
  // An idle connection breaks on the pool, one that is in use on its client; unheard, either ends the process.
  pool.on('error', options.onConnectionError)
  pool.on('connect', (client) => client.on('error', options.onConnectionError))
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: options.namedStatements ? namingStatements(pool) : pool }),
  })
}

/**
 * Sends the statements that have a name under it, so that PostgreSQL parses and plans them once a connection.
 * Kysely's own driver sends every query unnamed.
 */
function namingStatements(pool: pg.Pool): PostgresPool {
  const naming = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient) => {
    // Kysely's type has an overload for cursors too; nothing here opens one.
    const query: unknown = (text: string, values: unknown[]) => {
      const name = statementName(text)
      return client.query(name === undefined ? { text, values } : { name, text, values })
    }
    const release = (destroy?: boolean) => client.release(destroy)
    const wrapped = { query, release } as PostgresPoolClient
    naming.set(client, wrapped)
    return wrapped
  }
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      return naming.get(client) ?? wrap(client)
    },
    end: () => pool.end(),
  }
}

const { builtins } = pg.types

function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (format !== 'binary') {
    if (type === builtins.INT8) return Number
    if (type === builtins.TIMESTAMPTZ) return rfc3339
  }
  return pg.types.getTypeParser(type, format)
}

/** PostgreSQL's ISO form differs from RFC 3339 in two characters where the session's time zone is UTC. */
function rfc3339(text: string): string {
  return text.endsWith('+00')
    ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
    : new Date(`${text.slice(0, 10)}T${text.slice(11)}${/[+-]\d\d$/.test(text) ? ':00' : ''}`).toISOString()
}
