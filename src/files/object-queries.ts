import { sql } from 'kysely'
import { oneRow, row, rows } from '../database/statement.ts'
import { MAX_COUNTED } from '../jobs/job.ts'

/** Users and storage keys of objects, in the same order. */
interface Objects {
  readonly users: readonly number[]
  readonly keys: readonly string[]
}

/** Adds the row of an object, before its first byte is stored. */
export const addObject = row((db, p: { user: number; key: string }) =>
  db.insertInto('stored_objects').values({ user_id: p.user, storage_key: p.key }).returning('storage_key'),
)

/**
 * Renews the row of an object whose upload continues, if it is still pending. If the row is missing because
 * the upload counted as abandoned, adds one with which a job finds the bytes stored meanwhile.
 */
export const renewObject = row(
  (_, p: { user: number; key: string }) => sql<{ key: string }>`
    insert into stored_objects as object (user_id, storage_key, state)
    values (${p.user}::bigint, ${p.key}, 'deleting')
    on conflict (user_id, storage_key) do update set touched_at = excluded.touched_at
    where object.state = 'pending'
    returning storage_key as key`,
)

/** Marks objects that no file refers to for removal. Adds missing rows, as `renewObject` does. */
export const releaseObjects = rows(
  (_, p: { user: number; keys: readonly string[] }) => sql<{ key: string }>`
    insert into stored_objects as object (user_id, storage_key, state)
    select ${p.user}::bigint, key, 'deleting' from unnest(${p.keys}::text[]) as key
    on conflict (user_id, storage_key) do update set state = 'deleting', touched_at = excluded.touched_at
      where object.state = 'pending'
    returning storage_key as key`,
)

/** Deletes the rows of objects whose bytes have been removed. */
export const forgetObjects = rows((db, p: { user: number; keys: readonly string[] }) =>
  db
    .deleteFrom('stored_objects')
    .where('user_id', '=', p.user)
    .where('storage_key', '=', sql<string>`any(${p.keys}::text[])`)
    .where('state', '!=', 'live')
    .returning('storage_key as key'),
)

/**
 * Time after which an upload whose row was not renewed counts as abandoned; a running process renews it every
 * minute.
 */
const patience = sql`interval '10 minutes'`
const isAbandoned = sql<boolean>`state = 'pending' and touched_at < now() - ${patience}`

export const findAbandonedObjects = rows(
  (_, p: { size: number; skip: number }) => sql<{ user: number; key: string }>`
    select user_id as user, storage_key as key from stored_objects where ${isAbandoned}
    order by touched_at limit ${p.size} offset ${p.skip}`,
)

/** Marks abandoned objects for removal, so that no file can refer to them any more. */
export const releaseAbandonedObjects = rows(
  (_, p: Objects) => sql<{ key: string }>`
    update stored_objects as object set state = 'deleting', touched_at = now()
    from unnest(${p.users}::bigint[], ${p.keys}::text[]) as found (user_id, storage_key)
    where object.user_id = found.user_id and object.storage_key = found.storage_key and ${isAbandoned}
    returning object.storage_key as key`,
)

export const countAbandonedObjects = oneRow(
  (_, __: object) => sql<{ rows: number; oldest: string | null }>`
    select count(*) as rows, min(touched_at) + ${patience} as oldest from (
      select touched_at from stored_objects
      where ${isAbandoned} order by touched_at limit ${sql.lit(MAX_COUNTED)}
    ) as due`,
)

export const findObjectsToRemove = rows(
  (_, p: { size: number; skip: number }) => sql<{ user: number; key: string }>`
    select user_id as user, storage_key as key from stored_objects where state = 'deleting'
    order by touched_at limit ${p.size} offset ${p.skip}`,
)

/** Deletes the rows of objects whose bytes a job has removed. */
export const forgetRemovedObjects = rows(
  (_, p: Objects) => sql<{ key: string }>`
    delete from stored_objects as object
    using unnest(${p.users}::bigint[], ${p.keys}::text[]) as found (user_id, storage_key)
    where object.user_id = found.user_id and object.storage_key = found.storage_key and state = 'deleting'
    returning object.storage_key as key`,
)

export const countObjectsToRemove = oneRow(
  (_, __: object) => sql<{ rows: number; oldest: string | null }>`
    select count(*) as rows, min(touched_at) as oldest from (
      select touched_at from stored_objects where state = 'deleting'
      order by touched_at limit ${sql.lit(MAX_COUNTED)}
    ) as due`,
)
