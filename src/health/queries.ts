import { sql } from 'kysely'
import { row } from '../database/statement.ts'

/** Asks the database for nothing, to see that it answers. */
export const askDatabase = row((db, _: object) => db.selectNoFrom(sql<number>`1`.as('one')))
