import { type RawBuilder, type ReferenceExpression, sql } from 'kysely'
import type { DB } from '../../generated/database.ts'

/** Versions of a row to which a statement applies; null for all. */
export type Versions = readonly string[] | null

type Changeable = 'chats' | 'files' | 'messages'

/**
 * Returns the `updated_at` of a row's new state: later than that of the previous state, even within the same
 * millisecond or after the clock was set back, so that no two states have the same value.
 */
export function nextUpdate(table: Changeable): RawBuilder<string> {
  return sql`next_update(${sql.ref(`${table}.updated_at`)}, now())`
}

/**
 * Condition that a row has one of these versions, as computed by `versionOf` in `http/versions.ts`. The
 * version of a message includes its file and run, because deleting these does not change `updated_at`.
 *
 * PostgreSQL re-evaluates it on the newest state of a row that another transaction had locked.
 */
export function isVersion(table: Changeable, versions: Versions): RawBuilder<boolean> {
  const column = (name: ReferenceExpression<DB, Changeable> & string) => sql.ref(`${table}.${name}`)
  const time = sql`milliseconds_of(${column('updated_at')})::text`
  const version =
    table === 'messages'
      ? sql`${time} || '.' || coalesce(${column('file_id')}, 0)::text || '.'
        || coalesce(${column('run_id')}, 0)::text`
      : time
  return sql<boolean>`(${versions}::text[] is null or ${version} = any(${versions}::text[]))`
}
