import { type RawBuilder, sql } from 'kysely'

/*
 * Deleting a chat or an account marks its row, and a job removes its contents (see jobs/README.md). Until
 * then, statements of requests ignore the row and its contents.
 */

/** Condition that a row is in no deleted chat of its user, for a column that refers to a chat. */
export function isInKeptChat(user: number, column: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(column)} <> all(array(
    select deleted.id from chats as deleted where deleted.user_id = ${user} and deleted.deleted_at is not null
  )), true)`
}

/**
 * Id of a chat into which a row is to be inserted. The chat cannot be deleted until the transaction ends. If
 * the chat does not exist or is deleted, an id that no chat has, so that the foreign key is violated.
 *
 * @param lock the stronger one for a statement that also changes or deletes messages of the chat: chats are
 *   locked before their messages
 */
export function keptChat(
  user: number,
  chat: number | RawBuilder<unknown>,
  lock: 'key share' | 'no key update' = 'key share',
): RawBuilder<number> {
  return sql<number>`coalesce((
    select kept.id from chats as kept
    where kept.user_id = ${user} and kept.id = ${chat}::bigint and kept.deleted_at is null
    for ${sql.raw(lock)}
  ), 0)`
}

/** Condition that a user exists and is not deleted. */
export function isKeptUser(user: number): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from users as kept_user where kept_user.id = ${user} and kept_user.deleted_at is null)`
}
