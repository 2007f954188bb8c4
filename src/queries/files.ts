import { sql } from 'kysely'
import { inBothOrders, oneRow, row, rows } from '../database/statement.ts'

const columns = [
  'files.id',
  'files.name',
  'files.content_type',
  'files.size',
  'files.sha256',
  'files.url',
  'files.user_id as user',
  'files.created_at',
  'files.updated_at',
] as const

const content = ['name', 'content_type', 'storage_key', 'size', 'sha256', 'stored_at', 'url'] as const

export const listFiles = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('files')
      .select(columns)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const createFile = oneRow(
  (db, p: { user: number; name: string; contentType: string; key: string; size: number; sha256: string }) =>
    db
      .insertInto('files')
      .values({
        user_id: p.user,
        name: p.name,
        content_type: p.contentType,
        storage_key: p.key,
        size: p.size,
        sha256: p.sha256,
        stored_at: sql`now()`,
      })
      .returning(columns),
)

export const findFile = row((db, p: { user: number; id: number }) =>
  db.selectFrom('files').select(columns).where('id', '=', p.id).where('user_id', '=', p.user),
)

/** Where a user's file has its bytes. */
export const findContent = row((db, p: { user: number; id: number }) =>
  db.selectFrom('files').select(content).where('id', '=', p.id).where('user_id', '=', p.user),
)

/** Where any file has its bytes: for who comes with a signed link. */
export const findLinkedContent = row((db, p: { id: number }) =>
  db.selectFrom('files').select(content).where('id', '=', p.id),
)

/** Reads a file, and locks it until the transaction ends. */
export const holdFile = row((db, p: { user: number; id: number }) =>
  db.selectFrom('files').select(columns).where('id', '=', p.id).where('user_id', '=', p.user).forUpdate(),
)

/** Renames and retypes a file that has bytes. */
export const renameFile = row((db, p: { user: number; id: number; name: string; contentType: string }) =>
  db
    .updateTable('files')
    .set({ name: p.name, content_type: p.contentType, updated_at: sql`now()` })
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where('url', 'is', null)
    .returning(columns),
)

/** Makes a file a link; resolves to it with the key of the bytes that nothing refers to any more, or null. */
export const linkFile = row(
  (db, p: { user: number; id: number; name: string; contentType: string; url: string }) =>
    db
      .with('before', (db) =>
        db
          .selectFrom('files')
          .select(['id', 'storage_key'])
          .where('id', '=', p.id)
          .where('user_id', '=', p.user)
          .forUpdate(),
      )
      .updateTable('files')
      .from('before')
      .set({
        name: p.name,
        content_type: p.contentType,
        url: p.url,
        storage_key: null,
        size: null,
        sha256: null,
        stored_at: null,
        updated_at: sql`now()`,
      })
      .whereRef('files.id', '=', 'before.id')
      .returning([...columns, 'before.storage_key as dropped_key']),
)

/** Deletes a file; resolves to the key of its bytes, or null where it was a link. */
export const deleteFile = row((db, p: { user: number; id: number }) =>
  db.deleteFrom('files').where('id', '=', p.id).where('user_id', '=', p.user).returning('storage_key'),
)

/** The keys of all bytes that a user has stored. */
export const listStorageKeys = rows((db, p: { user: number }) =>
  db
    .selectFrom('files')
    .select('storage_key as key')
    .where('user_id', '=', p.user)
    .where('storage_key', 'is not', null),
)

/** Those of the keys, as many as a statement can take, that a file refers to. */
export const findStorageKeys = rows((db, p: { keys: readonly string[] }) =>
  db
    .selectFrom('files')
    .select('storage_key as key')
    .where('storage_key', '=', sql<string>`any(${p.keys}::text[])`),
)
