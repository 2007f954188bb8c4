import { sql } from 'kysely'
import { oneRow, row } from '../../database/statement.ts'

/**
 * Creates a user.
 *
 * @throws a violation of `users_username_taken`
 */
export const createUser = oneRow((db, p: { username: string; key: string; passwordHash: string }) =>
  db
    .insertInto('users')
    .values({ username: p.username, username_key: p.key, password_hash: p.passwordHash })
    .returning(['id', 'username', 'created_at']),
)

export const findUser = row((db, p: { id: number }) =>
  db
    .selectFrom('users')
    .select(['id', 'username', 'created_at'])
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

export const findUserByName = row((db, p: { key: string }) =>
  db.selectFrom('users').select(['id', 'password_hash']).where('username_key', '=', p.key),
)

export const findPasswordHash = row((db, p: { id: number }) =>
  db.selectFrom('users').select('password_hash').where('id', '=', p.id).where('deleted_at', 'is', null),
)

/** Changes a password, unless it has changed since its hash was read. */
export const changePassword = row((db, p: { id: number; passwordHash: string; newHash: string }) =>
  db
    .updateTable('users')
    .set({ password_hash: p.newHash })
    .where('id', '=', p.id)
    .where('password_hash', '=', p.passwordHash)
    .returning('id'),
)

/** Locks the account until the transaction ends, so that nothing is added to it or removed from it. */
export const lockUser = row((db, p: { id: number }) =>
  db.selectFrom('users').select('id').where('id', '=', p.id).forUpdate(),
)

/**
 * Marks an account as deleted: its username becomes available, and login is no longer possible. A job removes
 * it with everything that belongs to it.
 */
export const deleteUser = row((db, p: { id: number }) =>
  db
    .updateTable('users')
    .set({ deleted_at: sql`now()`, username: '', username_key: null, password_hash: '' })
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null)
    .returning('id'),
)
