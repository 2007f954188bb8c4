import { createHash } from 'node:crypto'
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { DB } from '../../generated/database.ts'
import { unlessDeadlocked } from './deadlock.ts'
import { isReadOnly } from './failures.ts'

const placeholder = Symbol('parameter')

/** Compiles queries; not connected to a database. */
const builder = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const names = new Map<string, string>()

/**
 * Returns the name under which a statement is prepared; undefined for text that is not a statement of this
 * server.
 *
 * The name is a hash of the text, so that a name never has two meanings, not even on a server connection that
 * a pooler shares between replicas of two versions.
 */
export function statementName(text: string): string | undefined {
  return names.get(text)
}

/**
 * Returns a query that is built and compiled once, here, and then sent with new parameters each time.
 *
 * @param build receives a placeholder for each parameter, to be used wherever the builder takes a value; it
 *   is called once, so it cannot branch on parameters
 * @returns a function of a database or transaction and the parameters that resolves to the rows
 */
export function rows<P extends object, Row>(
  build: (db: Kysely<DB>, parameters: P) => Compilable<Row> | RawBuilder<Row>,
): (db: Kysely<DB>, parameters: P) => Promise<Row[]> {
  // Placeholders have the types of their values; the compiler only passes them through to `parameters`.
  const placeholders = new Proxy({} as P, { get: (_, name) => ({ [placeholder]: name }) })
  const compiled: CompiledQuery<Row> = build(builder, placeholders).compile(builder)
  const pick = compiled.parameters.map(picker)
  names.set(
    compiled.sql,
    `parley_${createHash('sha256').update(compiled.sql).digest('base64url').slice(0, 32)}`,
  )
  return async (db, parameters) => {
    const query = { ...compiled, parameters: pick.map((value) => value(parameters)) }
    const execute = () => db.executeQuery<Row>(query)
    // A transaction is rolled back as a whole, so only its owner can repeat it.
    const result = await (db.isTransaction ? execute() : unlessDeadlocked(() => unlessReadOnly(execute)))
    return result.rows
  }
}

/**
 * Executes a statement again if it failed without effect because its server had become read-only: after a
 * failover, a new connection may lead to another server.
 */
async function unlessReadOnly<T>(execute: () => Promise<T>): Promise<T> {
  try {
    return await execute()
  } catch (error) {
    if (!isReadOnly(error)) throw error
    return execute()
  }
}

/** Like {@link rows}, for a query of at most one row: resolves to it, or to undefined. */
export function row<P extends object, Row>(
  build: (db: Kysely<DB>, parameters: P) => Compilable<Row> | RawBuilder<Row>,
): (db: Kysely<DB>, parameters: P) => Promise<Row | undefined> {
  const all = rows(build)
  return async (db, parameters) => (await all(db, parameters))[0]
}

/**
 * Like {@link rows}, for a query that always returns a row.
 *
 * @throws Error if there is none
 */
export function oneRow<P extends object, Row>(
  build: (db: Kysely<DB>, parameters: P) => Compilable<Row> | RawBuilder<Row>,
): (db: Kysely<DB>, parameters: P) => Promise<Row> {
  const first = row(build)
  return async (db, parameters) => {
    const found = await first(db, parameters)
    if (found === undefined) throw new Error('A query that always has a row had none.')
    return found
  }
}

function picker(value: unknown): (parameters: object) => unknown {
  if (typeof value === 'object' && value !== null && placeholder in value) {
    const name = value[placeholder] as PropertyKey
    return (parameters) => Reflect.get(parameters, name)
  }
  return () => value
}

/** Returns the two statements of a list that is paged by key, one for each order. */
export function inBothOrders<T>(build: (beyond: '>' | '<', order: 'asc' | 'desc') => T): { asc: T; desc: T } {
  return { asc: build('>', 'asc'), desc: build('<', 'desc') }
}
