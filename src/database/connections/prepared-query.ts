import type { Connection, FieldDef, Submittable } from 'pg'
import { prepareValue } from 'pg/lib/utils'
import { getTypeParser } from './column-types.ts'

type Row = Record<string, unknown>
type Answered = (error: Error | undefined, rows: Row[] | undefined) => void

interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

interface Description {
  readonly columns: readonly Column[]
  /** Row with every column, which gives all rows the same object shape. */
  readonly empty: Row
}

/** Statements that were sent on each connection, with the description of those that succeeded. */
const sentOn = new WeakMap<Connection, Map<string, Description | undefined>>()

/**
 * Creates a query object for pg, as pg-cursor does, that executes a named statement and collects its rows.
 * The statement is parsed and described once per connection, and afterwards only bound and executed. pg.Query
 * instead requests the description of the rows each time, and creates their parsers again.
 *
 * @param answered called once: with the error of the statement or the connection, or with the rows
 */
export function preparedQuery(
  name: string,
  text: string,
  values: readonly unknown[],
  answered: Answered,
): Submittable {
  // Converted before anything is sent: a value that cannot be converted must not leave an incomplete request
  // on the connection.
  const parameters = values.map((value) => prepareValue(value)) as string[]
  const rows: Row[] = []
  let sent: Map<string, Description | undefined>
  let description: Description = { columns: [], empty: {} }
  let failure: Error | undefined

  const query = {
    submit(connection: Connection) {
      sent = sentOn.get(connection) ?? new Map()
      sentOn.set(connection, sent)
      const known = sent.get(name)
      connection.stream.cork()
      if (known !== undefined) description = known
      else {
        // A statement that failed may have been parsed. Closing one that was not parsed is not an error.
        if (sent.has(name)) connection.close({ type: 'S', name }, true)
        sent.set(name, undefined)
        connection.parse({ name, text, types: [] }, true)
      }
      connection.bind({ statement: name, values: parameters }, true)
      if (known === undefined) connection.describe({ type: 'P' }, true)
      connection.execute({}, true)
      connection.sync()
      connection.stream.uncork()
    },
    handleRowDescription({ fields }: { fields: readonly FieldDef[] }) {
      const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: getTypeParser(dataTypeID) }))
      description = { columns, empty: Object.fromEntries(columns.map(({ name }) => [name, null])) }
    },
    handleDataRow({ fields }: { fields: readonly (string | null)[] }) {
      if (failure) return
      const { columns, empty } = description
      const row = { ...empty }
      try {
        for (let index = 0; index < columns.length; index++) {
          const column = columns[index]
          const text = fields[index] ?? null
          if (column !== undefined && text !== null) row[column.name] = column.parse(text)
        }
        rows.push(row)
      } catch (error) {
        failure = error as Error
      }
    },
    handleCommandComplete() {
      sent.set(name, description)
    },
    handleError(error: Error) {
      answered(failure ?? error, undefined)
    },
    handleReadyForQuery() {
      if (failure) answered(failure, undefined)
      else answered(undefined, rows)
    },
  }
  return query
}
