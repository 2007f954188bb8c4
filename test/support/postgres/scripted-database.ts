/** Database that a test scripts: it decides the time and the result of each statement. */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { DatabaseUnreachable } from '../../../src/database/failures.ts'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  answer(rows: readonly object[]): void
  fail(error: Error): void
}

export interface ScriptedDatabase {
  readonly db: Kysely<DB>
  /** Takes the oldest unanswered statement that contains a text; undefined if there is none. */
  take(text: string): Statement | undefined
  /** Fails all unanswered statements, taken or not, and all later ones. */
  close(): void
}

/** Returns the error of a statement that could not be sent. */
export function connectionRefused(): Error {
  return new DatabaseUnreachable(new Error('connect ECONNREFUSED'))
}

export function scriptedDatabase(): ScriptedDatabase {
  const waiting: Statement[] = []
  const unanswered = new Set<Statement>()
  let isClosed = false
  class Driver extends DummyDriver {
    override async acquireConnection() {
      return {
        executeQuery({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
          const { promise, resolve, reject } = Promise.withResolvers<{ rows: never[] }>()
          const answer = (rows: readonly object[]) => resolve({ rows: rows as never[] })
          const statement = { sql, parameters, answer, fail: reject }
          if (isClosed) reject(connectionRefused())
          else waiting.push(statement)
          unanswered.add(statement)
          return promise.finally(() => unanswered.delete(statement))
        },
        // biome-ignore lint/correctness/useYield: nothing here is read in streams.
        async *streamQuery() {
          throw new Error('A scripted database streams nothing')
        },
      }
    }
  }
  const db = new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return {
    db,
    take(text) {
      const index = waiting.findIndex(({ sql }) => sql.includes(text))
      return index < 0 ? undefined : waiting.splice(index, 1)[0]
    },
    close() {
      isClosed = true
      for (const { fail } of unanswered) fail(connectionRefused())
    },
  }
}
