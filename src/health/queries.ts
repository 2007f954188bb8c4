import { sql } from 'kysely'
import { row } from '../database/statement.ts'

/** Executes a trivial query, to check that the database responds. */
export const pingDatabase = row((db, _: object) => db.selectNoFrom(sql<number>`1`.as('one')))
