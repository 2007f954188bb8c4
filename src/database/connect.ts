import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { DB } from '../../generated/database.ts'
import { costsConnection } from './failures.ts'
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
/** Where even that is not heard of in this time, in ms, nobody is there any more. */
const ANSWER_TIMEOUT = 12_000
/** What Kysely sends by itself. Anything else that has no name is a migration's, and may take what it takes. */
const transactionControl = new Set(['begin', 'commit', 'rollback'])

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
    dialect: new PostgresDialect({ pool: kyselyPool(pool, options.namedStatements) }),
  })
}

/**
 * The pool as Kysely's driver takes it, which by itself sends every statement unnamed, and gives connections back that
 * PostgreSQL is about to close: the next request would fail of what befell another.
 */
function kyselyPool(pool: pg.Pool, named: boolean): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient) => {
    let lost: Error | undefined
    const onError = (error: Error) => {
      if (costsConnection(error)) lost ??= error
    }
    // Kysely's type has an overload for cursors too; nothing here opens one.
    const query: unknown = (text: string, values: unknown[]) =>
      lost ? Promise.reject(lost) : send(client, text, values, named, onError)
    const release = (destroy?: boolean) => client.release(destroy || lost)
    const both = { query, release } as PostgresPoolClient
    wrapped.set(client, both)
    return both
  }
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      return wrapped.get(client) ?? wrap(client)
    },
    end: () => pool.end(),
  }
}

/**
 * Sends a statement, under its name where it has one, so that PostgreSQL parses and plans it once a connection.
 *
 * Asks pg for a callback, not for a promise: as measured with Node 24, what pg's own promises resolve to outlives V8's
 * young generation, and moving 50 rows a request on into the old one was a seventh of the CPU of a list. And it makes the
 * query itself: pg would copy a configuration, property by property, for 2 µs.
 */
function send(
  client: pg.PoolClient,
  text: string,
  values: unknown[],
  named: boolean,
  onError: (error: Error) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(text, values, (error, result) => {
      if (!error) return resolve(result)
      onError(error)
      reject(error)
    })
    const name = statementName(text)
    const isBounded = name !== undefined || transactionControl.has(text)
    client.query(
      Object.assign(query, {
        name: named ? name : undefined,
        query_timeout: isBounded ? ANSWER_TIMEOUT : undefined,
      }),
    )
  })
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
