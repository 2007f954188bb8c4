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

/** Builds and compiles, but has no database behind it. */
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
 * The name under which a statement's text is prepared, or undefined for a text that no statement has.
 *
 * A name is a hash of the text, so that one name never means two texts: not on a server connection that a pooler lends
 * to replicas of two versions in turn.
 */
export function statementName(text: string): string | undefined {
  return names.get(text)
}

/**
 * Makes a query out of its builder: built and compiled here, once, and then only sent, with new parameters.
 *
 * @param build gets a stand-in for each parameter, to be used wherever the builder takes a value; it is called once,
 *   so it cannot branch on a parameter
 * @returns a function of a database, or a transaction, and the parameters, that resolves to the rows
 */
export function rows<P extends object, Row>(
  build: (db: Kysely<DB>, parameters: P) => Compilable<Row> | RawBuilder<Row>,
): (db: Kysely<DB>, parameters: P) => Promise<Row[]> {
  // The stand-ins are typed as what they stand for; the compiler only carries them through to `parameters`.
  const standIns = new Proxy({} as P, { get: (_, name) => ({ [placeholder]: name }) })
  const compiled: CompiledQuery<Row> = build(builder, standIns).compile(builder)
  const pick = compiled.parameters.map(picker)
  names.set(
    compiled.sql,
    `parley_${createHash('sha256').update(compiled.sql).digest('base64url').slice(0, 32)}`,
  )
  return async (db, parameters) => {
    const query = { ...compiled, parameters: pick.map((value) => value(parameters)) }
    const execute = () => db.executeQuery<Row>(query)
    // Only who began a transaction can repeat it, because it is undone as a whole.
    const result = await (db.isTransaction ? execute() : unlessDeadlocked(() => unlessReadOnly(execute)))
    return result.rows
  }
}

/**
 * Executes a statement once more if the server it was sent to had become read-only, and so did nothing: after a failover,
 * a new connection may lead to another server.
 */
async function unlessReadOnly<T>(execute: () => Promise<T>): Promise<T> {
  try {
    return await execute()
  } catch (error) {
    if (!isReadOnly(error)) throw error
    return execute()
  }
}

/** Like {@link rows}, for a query of one row at the most: resolves to it, or to undefined. */
export function row<P extends object, Row>(
  build: (db: Kysely<DB>, parameters: P) => Compilable<Row> | RawBuilder<Row>,
): (db: Kysely<DB>, parameters: P) => Promise<Row | undefined> {
  const all = rows(build)
  return async (db, parameters) => (await all(db, parameters))[0]
}

/** Like {@link rows}, for a query that always has its one row: resolves to it, and throws where there is none. */
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

/** Makes the two statements of a list that is paged by key, one for each order. */
export function inBothOrders<T>(build: (beyond: '>' | '<', order: 'asc' | 'desc') => T): { asc: T; desc: T } {
  return { asc: build('>', 'asc'), desc: build('<', 'desc') }
}
