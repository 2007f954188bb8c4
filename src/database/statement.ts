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
import { isDeadlock, isReadOnly } from './failures.ts'

const placeholder = Symbol('parameter')

/** Gives each parameter a single number, even if a query uses it several times. */
class QueryCompiler extends PostgresQueryCompiler {
  readonly #numbers = new Map<unknown, string>()

  protected override appendValue(value: unknown): void {
    const number = this.#numbers.get(value)
    if (number === undefined) super.appendValue(value)
    else this.append(number)
    if (number === undefined && nameIn(value) !== undefined)
      this.#numbers.set(value, this.getCurrentParameterPlaceholder())
  }
}

/** Compiles queries; not connected to a database. */
const builder = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new QueryCompiler(),
  },
})

const names = new Map<string, string>()

/** Returns the texts of all statements. */
export function statementTexts(): string[] {
  return [...names.keys()]
}

/**
 * Returns the name under which a statement is prepared; undefined for text that is not a statement of this
 * server.
 *
 * The name is a hash of the text, so that a name always has the same meaning, even on a server connection
 * that a pooler shares between replicas of different versions.
 */
export function statementName(text: string): string | undefined {
  return names.get(text)
}

type Build<P, Row> = (db: Kysely<DB>, parameters: P) => Compilable<Row> | RawBuilder<Row>

/** Query that takes parameters, with its text. */
export interface Statement<P extends object, Result> {
  (db: Kysely<DB>, parameters: P): Promise<Result>
  readonly text: string
}

/**
 * Returns a query that is built and compiled once, here, and then sent with new parameters each time.
 *
 * @param build receives a placeholder for each parameter, to be used wherever the builder takes a value; it
 *   is called once, so it cannot branch on parameters
 * @returns a function of a database or transaction and the parameters that resolves to the rows
 */
export function rows<P extends object, Row>(build: Build<P, Row>): Statement<P, Row[]> {
  return statement(build, (rows) => rows)
}

/** Like {@link rows}, for a query of at most one row: resolves to it, or to undefined. */
export function row<P extends object, Row>(build: Build<P, Row>): Statement<P, Row | undefined> {
  return statement(build, ([first]) => first)
}

/**
 * Like {@link rows}, for a query that always returns a row.
 *
 * @throws Error if there is none
 */
export function oneRow<P extends object, Row>(build: Build<P, Row>): Statement<P, Row> {
  return statement(build, ([first]) => {
    if (first === undefined) throw new Error('A query that always returns a row returned none.')
    return first
  })
}

function statement<P extends object, Row, Result>(
  build: Build<P, Row>,
  resultOf: (rows: Row[]) => Result,
): Statement<P, Result> {
  // Placeholders have the types of their values; the compiler only passes them through to `parameters`.
  // Each parameter has one placeholder, by which the compiler recognizes it.
  const known = new Map<PropertyKey, object>()
  const placeholderOf = (_: P, name: PropertyKey) => {
    const made = known.get(name) ?? { [placeholder]: name }
    known.set(name, made)
    return made
  }
  const placeholders = new Proxy({} as P, { get: placeholderOf })
  const compiled: CompiledQuery<Row> = build(builder, placeholders).compile(builder)
  const pick = compiled.parameters.map(picker)
  names.set(
    compiled.sql,
    `parley_${createHash('sha256').update(compiled.sql).digest('base64url').slice(0, 32)}`,
  )
  const execute = async (db: Kysely<DB>, parameters: P): Promise<Result> => {
    const query = { ...compiled, parameters: pick.map((value) => value(parameters)) }
    const once = () => db.executeQuery<Row>(query)
    // A transaction is rolled back as a whole, so only its owner can repeat it.
    const result = await (db.isTransaction ? once() : once().catch((error) => again(error, once)))
    return resultOf(result.rows)
  }
  return Object.assign(execute, { text: compiled.sql })
}

/** Repeats a statement that failed without effect; rethrows every other error. */
function again<T>(error: unknown, once: () => Promise<T>): Promise<T> {
  // After a failover, a new connection may lead to another server.
  if (isReadOnly(error)) return once()
  if (isDeadlock(error)) return unlessDeadlocked(once)
  throw error
}

function picker(value: unknown): (parameters: object) => unknown {
  const name = nameIn(value)
  return name === undefined ? () => value : (parameters) => Reflect.get(parameters, name)
}

/** Returns the name of the parameter that a placeholder stands for; undefined for any other value. */
function nameIn(value: unknown): PropertyKey | undefined {
  const isPlaceholder = typeof value === 'object' && value !== null && placeholder in value
  return isPlaceholder ? (value[placeholder] as PropertyKey) : undefined
}

/** Returns the two statements of a list that is paged by key, one for each order. */
export function inBothOrders<T>(build: (beyond: '>' | '<', order: 'asc' | 'desc') => T): { asc: T; desc: T } {
  return { asc: build('>', 'asc'), desc: build('<', 'desc') }
}
