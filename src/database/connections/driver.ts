import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import type pg from 'pg'
import { endsConnection, isReadOnly } from '../failures.ts'
import { statementName } from '../statement.ts'
import type { Pool } from './pool.ts'
import { preparedQuery } from './prepared-query.ts'

/** Timeout for the response to a statement, in ms: longer than PostgreSQL's statement_timeout. */
const RESPONSE_TIMEOUT_MS = 12_000

const begin = CompiledQuery.raw('begin')
const commit = CompiledQuery.raw('commit')
const rollback = CompiledQuery.raw('rollback')
/**
 * Statements without a name that have the timeout. Other statements without a name belong to migrations and
 * may take any time.
 */
const transactionControl = new Set([begin.sql, commit.sql, rollback.sql])

interface PooledConnection extends DatabaseConnection {
  /**
   * Marks the connection as acquired. `giveBack` returns it to the pool or, if called with an error, closes
   * it.
   */
  acquired(giveBack: (error?: Error) => void): PooledConnection
  release(): void
}

/**
 * Creates a Kysely driver over our pool. Unlike Kysely's PostgresDriver, it sends statements under their
 * prepared names, and closes a connection after an error that ends it or shows that its server is read-only.
 *
 * @param named true to prepare statements under names
 */
export function pooledDriver(pool: Pool, named: boolean): Driver {
  // One object per client, because Kysely keeps a weak reference to every connection that it receives.
  const connections = new WeakMap<pg.PoolClient, PooledConnection>()
  const connectionOf = (client: pg.PoolClient) => {
    const known = connections.get(client)
    if (known !== undefined) return known
    const made = connection(client, pool, named)
    connections.set(client, made)
    return made
  }
  return {
    async init() {},
    acquireConnection: () =>
      new Promise((resolve, reject) => {
        pool.take((error, client, release) => {
          if (client === undefined) reject(error)
          else resolve(connectionOf(client).acquired(release))
        })
      }),
    async beginTransaction(connection) {
      await connection.executeQuery(begin)
    },
    async commitTransaction(connection) {
      await connection.executeQuery(commit)
    },
    async rollbackTransaction(connection) {
      await connection.executeQuery(rollback)
    },
    async releaseConnection(connection) {
      // Kysely releases only connections that this driver acquired.
      ;(connection as PooledConnection).release()
    },
    destroy: () => pool.end(),
  }
}

function connection(client: pg.PoolClient, pool: Pool, named: boolean): PooledConnection {
  let lost: Error | undefined
  let giveBack: (error?: Error) => void
  const self: PooledConnection = {
    acquired(release) {
      giveBack = release
      return self
    },
    executeQuery: <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> =>
      new Promise((resolve, reject) => {
        if (lost) return reject(lost)
        send(client, sql, parameters, named, (error, rows) => {
          if (rows) return resolve({ rows: rows as Row[] })
          if (isReadOnly(error)) pool.distrust(client)
          if (error && endsConnection(error)) lost ??= error
          reject(error)
        })
      }),
    // biome-ignore lint/correctness/useYield: it has nothing to give.
    async *streamQuery() {
      throw new Error('Cursors are not supported.')
    },
    release: () => giveBack(lost),
  }
  return self
}

type Answered = (error: Error | undefined, rows: unknown[] | undefined) => void

/**
 * Sends a statement: prepared, so that PostgreSQL parses and plans it once per connection, if it has a name.
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
  const answer: Answered = (error, rows) => {
    // A statement that timed out still fails when its connection is closed.
    if (isAnswered) return
    isAnswered = true
    clearTimeout(timer)
    answered(error, rows)
  }
  const isBounded = name !== undefined || transactionControl.has(text)
  const giveUp = () => answer(new Error('Query read timeout'), undefined)
  const timer = isBounded ? setTimeout(giveUp, RESPONSE_TIMEOUT_MS) : undefined
  if (name !== undefined && named) client.query(preparedQuery(name, text, values, answer))
  else
    client.query(text, [...values], (error, result) =>
      error ? answer(error, undefined) : answer(undefined, result.rows ?? []),
    )
}
