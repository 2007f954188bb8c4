import {
  type Compilable,
  type CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type QueryResult,
} from 'kysely'
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

/** How many connections there are, how many of those nobody uses, and how many queries wait for one. */
export interface ConnectionCounts {
  readonly total: number
  readonly idle: number
  readonly waiting: number
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
 * text in UTC, date as its text.
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
  const onError = (error: Error) => {
    // A database that stops right after this process is done with it may be the first to close.
    if (!pool.ending) options.onConnectionError(error)
  }
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return new Database(pool, options.namedStatements)
}

/** The connections of a database that `connect` has opened. */
export function connectionsOf(db: Kysely<DB>): ConnectionCounts {
  if (!(db instanceof Database)) throw new TypeError('This database was not opened by connect')
  return db.connections
}

/**
 * Sends single statements straight to the pool. Kysely's own way, which transactions take, passes each through a dozen
 * promises, for 8 µs of CPU, and gives its connection back some turns after the answer has come.
 */
class Database extends Kysely<DB> {
  readonly #pool: pg.Pool
  readonly #named: boolean

  constructor(pool: pg.Pool, named: boolean) {
    super({ dialect: new PostgresDialect({ pool: kyselyPool(pool, named) }) })
    this.#pool = pool
    this.#named = named
  }

  override executeQuery<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>> {
    const { sql, parameters } = 'compile' in query ? query.compile() : query
    return new Promise((resolve, reject) => {
      this.#pool.connect((error, client, release) => {
        if (client === undefined) return reject(error)
        send(client, sql, parameters, this.#named, (error, result) => {
          release(error && costsConnection(error) ? error : undefined)
          if (result) resolve({ rows: result.rows })
          else reject(error)
        })
      })
    })
  }

  get connections(): ConnectionCounts {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { total: totalCount, idle: idleCount, waiting: waitingCount }
  }

  /** Kysely would leave a pool open that it has not used itself. */
  override async destroy(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end()
  }
}

/**
 * The pool as Kysely's driver takes it, which by itself sends every statement unnamed, and gives connections back that
 * PostgreSQL is about to close: the next request would fail of what befell another.
 */
function kyselyPool(pool: pg.Pool, named: boolean): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient) => {
    let lost: Error | undefined
    // Kysely's type has an overload for cursors too; nothing here opens one.
    const query: unknown = (text: string, values: unknown[]) =>
      new Promise((resolve, reject) => {
        if (lost) return reject(lost)
        send(client, text, values, named, (error, result) => {
          if (error && costsConnection(error)) lost ??= error
          if (error) reject(error)
          else resolve(result)
        })
      })
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

type Answered = (error: Error | undefined, result: pg.QueryResult | undefined) => void

/**
 * Sends a statement, under its name where it has one, so that PostgreSQL parses and plans it once a connection.
 *
 * pg's promises, and its query_timeout, set a query's callback after it was made. As measured with Node 24, the rows then
 * outlive V8's young generation, which for a list of 50 was a seventh of the CPU; so the callback goes into the
 * constructor. So do the text and the values: a configuration pg would copy, property by property, for 2 µs.
 */
function send(
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[],
  named: boolean,
  answered: Answered,
): void {
  const name = statementName(text)
  let isAnswered = false
  const answer: Answered = (error, result) => {
    // What was given up on still fails, when its connection is closed.
    if (isAnswered) return
    isAnswered = true
    clearTimeout(timer)
    answered(error, result)
  }
  const isBounded = name !== undefined || transactionControl.has(text)
  const giveUp = () => answer(new Error('Query read timeout'), undefined)
  const timer = isBounded ? setTimeout(giveUp, ANSWER_TIMEOUT) : undefined
  client.query(Object.assign(new pg.Query(text, [...values], answer), { name: named ? name : undefined }))
}

const { builtins } = pg.types

function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (format !== 'binary') {
    if (type === builtins.INT8) return Number
    if (type === builtins.TIMESTAMPTZ) return rfc3339
    // A Date would be midnight of wherever this runs.
    if (type === builtins.DATE) return String
  }
  return pg.types.getTypeParser(type, format)
}

/**
 * PostgreSQL's ISO form differs from RFC 3339 in two characters where the session's time zone is UTC, and in the zeros at the end,
 * which it leaves out: without them texts would not sort as the times do.
 */
function rfc3339(text: string): string {
  return text.endsWith('+00')
    ? `${text.slice(0, 10)}T${text.slice(11, 19)}${(text.slice(19, -3) || '.').padEnd(4, '0')}Z`
    : new Date(`${text.slice(0, 10)}T${text.slice(11)}${/[+-]\d\d$/.test(text) ? ':00' : ''}`).toISOString()
}
