import { sql } from 'kysely'
import { row } from '../database/statement.ts'

/** Claims the next sweep where the last one began so long ago, in seconds; resolves to whose storage it is. */
export const claimSweep = row((db, p: { interval: number }) =>
  db
    .updateTable('sweeps')
    .set({ begun_at: sql`now()` })
    .where('begun_at', '<', sql<string>`now() - make_interval(secs => ${p.interval}::int)`)
    .returning('storage_owner as owner'),
)

/**
 * Commits a write that changes nothing. When it resolves, whatever was committed before is visible too, also what has waited
 * for a standby.
 */
export const passSweep = row((db, _: object) =>
  db.updateTable('sweeps').set({ begun_at: sql`begun_at` }).returning('storage_owner as owner'),
)
