import { sql } from 'kysely'
import { row } from '../database/statement.ts'

export const pingDatabase = row((db, _: object) => db.selectNoFrom(sql<number>`1`.as('one')))
