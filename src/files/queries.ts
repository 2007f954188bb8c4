import { sql } from 'kysely'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
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

const content = [
  'id',
  'name',
  'content_type',
  'storage_key',
  'size',
  'sha256',
  'stored_at',
  'charset',
  'url',
  'updated_at',
] as const

/**
 * What a file was found to be, as `runs/context/model-files.ts` writes it, is found out anew where the file has
 * changed.
 */
const unread = { reading: null, extracted_text: null }

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
  (
    db,
    p: {
      user: number
      name: string
      contentType: string
      charset: string
      key: string
      size: number
      sha256: string
    },
  ) =>
    db
      .insertInto('files')
      .values({
        user_id: p.user,
        name: p.name,
        content_type: p.contentType,
        charset: p.charset,
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

/**
 * The files of earlier messages, without their texts.
 *
 * @param p.model what is asked, which may have refused some of them
 */
export const findContextFiles = rows((db, p: { user: number; ids: readonly number[]; model: string }) =>
  db
    .selectFrom('files')
    .select(content)
    .select(['reading', sql<boolean>`rejected_by ? ${p.model}::text`.as('rejected')])
    .where('user_id', '=', p.user)
    .where('id', '=', sql<number>`any(${p.ids}::bigint[])`),
)

/** The text that was kept of a file when it was read for the model. */
export const findExtractedText = row((db, p: { user: number; id: number }) =>
  db.selectFrom('files').select('extracted_text').where('id', '=', p.id).where('user_id', '=', p.user),
)

/** Keeps what a file was found to be, unless it has changed since. */
export const saveReading = row(
  (db, p: { user: number; id: number; updatedAt: string; reading: string; text: string | null }) =>
    db
      .updateTable('files')
      .set({ reading: p.reading, extracted_text: p.text })
      .where('id', '=', p.id)
      .where('user_id', '=', p.user)
      .where('updated_at', '=', p.updatedAt)
      .returning('id'),
)

/** Remembers that a model has refused to take files. */
export const saveRejections = rows((db, p: { user: number; ids: readonly number[]; model: string }) =>
  db
    .updateTable('files')
    .set({ rejected_by: sql`rejected_by || to_jsonb(${p.model}::text)` })
    .where('user_id', '=', p.user)
    .where('id', '=', sql<number>`any(${p.ids}::bigint[])`)
    .where(sql<boolean>`not rejected_by ? ${p.model}::text`)
    .returning('id'),
)

/** Where any file has its bytes: for who comes with a signed link. */
export const findLinkedContent = row((db, p: { id: number }) =>
  db.selectFrom('files').select(content).where('id', '=', p.id),
)

/** Reads a file, and locks it until the transaction ends. */
export const holdFile = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .selectFrom('files')
    .select(columns)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where(isVersion('files', p.versions))
    .forUpdate(),
)

/** Renames and retypes a file that has bytes. */
export const renameFile = row(
  (db, p: { user: number; id: number; versions: Versions; name: string; contentType: string }) =>
    db
      .updateTable('files')
      .set({ name: p.name, content_type: p.contentType, ...unread, updated_at: nextUpdate('files') })
      .where('id', '=', p.id)
      .where('user_id', '=', p.user)
      .where('url', 'is', null)
      .where(isVersion('files', p.versions))
      .returning(columns),
)

/** Makes a file a link; resolves to it with the key of the bytes that nothing refers to any more, or null. */
export const linkFile = row(
  (db, p: { user: number; id: number; versions: Versions; name: string; contentType: string; url: string }) =>
    db
      .with('before', (db) =>
        db
          .selectFrom('files')
          .select(['id', 'storage_key'])
          .where('id', '=', p.id)
          .where('user_id', '=', p.user)
          .where(isVersion('files', p.versions))
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
        charset: null,
        ...unread,
        rejected_by: sql`'[]'`,
        updated_at: nextUpdate('files'),
      })
      .whereRef('files.id', '=', 'before.id')
      .returning([...columns, 'before.storage_key as dropped_key']),
)

/** Deletes a file; resolves to the key of its bytes, or null where it was a link. */
export const deleteFile = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .deleteFrom('files')
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where(isVersion('files', p.versions))
    .returning('storage_key'),
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
