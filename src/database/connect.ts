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
import { costsConnection, isReadOnly } from './failures.ts'
import { type ConnectionCounts, openPool, type Pool, type PoolOptions } from './pool.ts'
import { statementName } from './statement.ts'

export interface ConnectOptions extends Pick<PoolOptions, 'connection' | 'onConnectionError'> {
  /** The number of connections that there may be at once, three at least; two or three are reserved. */
  readonly poolSize: number
  /** Whether statements are prepared under names; poolers that cannot keep them want false. */
  readonly namedStatements: boolean
}

/**
 * How long a request's statement may wait for a lock, in ms: longer than PostgreSQL takes to find a deadlock,
 * and shorter than a request waits for a connection, so that whoever queues behind it still gets one.
 */
const LOCK_TIMEOUT = 2_000
/** The same of what must not wait: leases, the event log, revocations. */
const RESERVED_LOCK_TIMEOUT = 1_000
/** How long an answer may take, in ms: longer than PostgreSQL lets a statement take. */
const ANSWER_TIMEOUT = 12_000
/** What Kysely sends by itself. Anything else that has no name is a migration's, and may take what it takes. */
const transactionControl = new Set(['begin', 'commit', 'rollback'])

/**
 * Opens the connections to a database. Nothing is connected before the first query.
 *
 * A few of them are {@link reservedOf reserved}, so that this process keeps its leases, writes its event log
 * and learns of revocations however long requests wait for each other.
 */
export function connect({ poolSize, namedStatements, ...options }: ConnectOptions): Kysely<DB> {
  const reservedSize = poolSize < 8 ? 2 : 3
  const size = Math.max(1, poolSize - reservedSize)
  const pool = openPool({ ...options, size, lockTimeout: LOCK_TIMEOUT, byTurns: true })
  const reserved = openPool({
    ...options,
    size: reservedSize,
    lockTimeout: RESERVED_LOCK_TIMEOUT,
    byTurns: false,
  })
  return new Database(pool, namedStatements, new Database(reserved, namedStatements))
}

/** The connections of a database that `connect` has opened. */
export function connectionsOf(db: Kysely<DB>): ConnectionCounts {
  return opened(db).connections
}

/** The same database over connections that no request uses, for what must never wait long. */
export function reservedOf(db: Kysely<DB>): Kysely<DB> {
  return opened(db).reserved
}

function opened(db: Kysely<DB>): Database {
  if (!(db instanceof Database)) throw new TypeError('This database was not opened by connect')
  return db
}

/**
 * Sends single statements straight to the pool. Kysely's own way, which transactions take, passes each through a dozen
 * promises, for 8 µs of CPU, and gives its connection back some turns after the answer has come.
 */
class Database extends Kysely<DB> {
  readonly #pool: Pool
  readonly #named: boolean
  readonly #reserved: Database | undefined

  constructor(pool: Pool, named: boolean, reserved?: Database) {
    super({ dialect: new PostgresDialect({ pool: kyselyPool(pool, named) }) })
    this.#pool = pool
    this.#named = named
    this.#reserved = reserved
  }

  override executeQuery<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>> {
    const { sql, parameters } = 'compile' in query ? query.compile() : query
    return new Promise((resolve, reject) => {
      const execute = (isRepeated: boolean) =>
        this.#pool.take((error, client, release) => {
          if (client === undefined) return reject(error)
          send(client, sql, parameters, this.#named, (error, result) => {
            // Nothing was done, and where the database's address leads elsewhere by now, a new connection
            // does.
            const mayWrite = isReadOnly(error) && this.#pool.distrust(client) && !isRepeated
            release(error && costsConnection(error) ? error : undefined)
            if (result) resolve({ rows: result.rows })
            else if (mayWrite) execute(true)
            else reject(error)
          })
        })
      execute(false)
    })
  }

  get connections(): ConnectionCounts {
    const { total, idle, waiting } = this.#pool.counts
    const reserved = this.#reserved?.connections ?? { total: 0, idle: 0, waiting: 0 }
    return {
      total: total + reserved.total,
      idle: idle + reserved.idle,
      waiting: waiting + reserved.waiting,
    }
  }

  get reserved(): Database {
    return this.#reserved ?? this
  }

  /** Kysely would leave a pool open that it has not used itself. */
  override async destroy(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#reserved?.destroy()])
  }
}

/**
 * The pool as Kysely's driver takes it, which by itself sends every statement unnamed, and gives connections back that
 * PostgreSQL is about to close: the next request would fail of what befell another.
 */
function kyselyPool(pool: Pool, named: boolean): PostgresPool {
  const wrap = (client: pg.PoolClient, giveBack: (error?: Error) => void): PostgresPoolClient => {
    let lost: Error | undefined
    // Kysely's type has an overload for cursors too; nothing here opens one.
    const query: unknown = (text: string, values: unknown[]) =>
      new Promise((resolve, reject) => {
        if (lost) return reject(lost)
        send(client, text, values, named, (error, result) => {
          if (isReadOnly(error)) pool.distrust(client)
          if (error && costsConnection(error)) lost ??= error
          if (error) reject(error)
          else resolve(result)
        })
      })
    const release = (destroy?: boolean) => giveBack(destroy ? new Error('discarded by Kysely') : lost)
    return { query, release } as PostgresPoolClient
  }
  return {
    options: pool.options,
    connect: () =>
      new Promise((resolve, reject) => {
        pool.take((error, client, release) => {
          if (client === undefined) reject(error)
          else resolve(wrap(client, release))
        })
      }),
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
