import { sql } from 'kysely'
import { row } from '../database/statement.ts'

/**
 * Claims the next sweep if the last one began more than `interval` s ago; resolves to the owner of the
 * storage.
 */
export const claimSweep = row((db, p: { interval: number }) =>
  db
    .updateTable('sweeps')
    .set({ begun_at: sql`now()` })
    .where('begun_at', '<', sql<string>`now() - make_interval(secs => ${p.interval}::int)`)
    .returning('storage_owner as owner'),
)

/**
 * Commits a write without a change. Once it resolves, all earlier commits are visible, including those that
 * waited for a standby.
 */
export const passSweep = row((db, _: object) =>
  db.updateTable('sweeps').set({ begun_at: sql`begun_at` }).returning('storage_owner as owner'),
)
