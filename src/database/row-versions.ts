import { type RawBuilder, type ReferenceExpression, sql } from 'kysely'
import type { DB } from '../../generated/database.ts'

/** The versions that a row may have for a statement to apply; null where any will do. */
export type Versions = readonly string[] | null

type Changeable = 'chats' | 'files' | 'messages'

/**
 * The time of a row's new state, later than that of its last one even within the same millisecond, or after
 * the clock was set back, so that no two states have the same `updated_at`.
 */
export function nextUpdate(table: Changeable): RawBuilder<string> {
  return sql`greatest(now(), ${sql.ref(`${table}.updated_at`)} + interval '1 millisecond')`
}

/**
 * Holds where a row has one of these versions, as `versionOf` in `http/versions.ts` has them, or may have
 * any. A message also changes without a new `updated_at` when its file or its run is deleted.
 *
 * PostgreSQL evaluates it again on the newest state of a row that another transaction held until then.
 */
export function isVersion(table: Changeable, versions: Versions): RawBuilder<boolean> {
  const column = (name: ReferenceExpression<DB, Changeable> & string) => sql.ref(`${table}.${name}`)
  const time = sql`(extract(epoch from ${column('updated_at')}) * 1000)::bigint`
  const version =
    table === 'messages'
      ? sql`concat_ws('.', ${time}, coalesce(${column('file_id')}, 0), coalesce(${column('run_id')}, 0))`
      : sql`${time}::text`
  return sql<boolean>`(${versions}::text[] is null or ${version} = any(${versions}::text[]))`
}
