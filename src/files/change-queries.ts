import { sql } from 'kysely'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { row } from '../database/statement.ts'
import { columns } from './queries.ts'

const selected = [
  'id',
  'name',
  'content_type',
  'size',
  'sha256',
  'url',
  'user',
  'created_at',
  'updated_at',
] as const

/**
 * Discards the result of reading the file for the model (`runs/context/model-files.ts`), because the file has
 * changed.
 */
const resetReading = { reading: null, extracted_text: null }

/**
 * Creates a file of stored bytes. Resolves to undefined if its user is deleted, or if the upload counted as
 * abandoned.
 */
export const createFile = row(
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
      .with('owner', (db) =>
        db
          .selectFrom('users')
          .select('id')
          .where('id', '=', p.user)
          .where('deleted_at', 'is', null)
          .forKeyShare(),
      )
      .with('object', (db) =>
        db
          .updateTable('stored_objects')
          .from('owner')
          .set({ state: 'live' })
          .where('stored_objects.user_id', '=', p.user)
          .where('stored_objects.storage_key', '=', p.key)
          .where('stored_objects.state', '=', 'pending')
          .returning('stored_objects.storage_key'),
      )
      .with('file', (db) =>
        db
          .insertInto('files')
          .columns([
            'user_id',
            'name',
            'content_type',
            'charset',
            'storage_key',
            'size',
            'sha256',
            'stored_at',
          ])
          .expression((eb) =>
            eb
              .selectFrom('object')
              .select([
                sql<number>`${p.user}::bigint`.as('user_id'),
                sql<string>`${p.name}::text`.as('name'),
                sql<string>`${p.contentType}::text`.as('content_type'),
                sql<string>`${p.charset}::text`.as('charset'),
                'storage_key',
                sql<number>`${p.size}::bigint`.as('size'),
                sql<string>`${p.sha256}::text`.as('sha256'),
                sql<string>`now()`.as('stored_at'),
              ]),
          )
          .returning(columns),
      )
      .with('counted', (db) =>
        db
          .insertInto('user_totals')
          .columns(['user_id', 'files', 'stored_bytes'])
          .expression((eb) =>
            eb
              .selectFrom('file')
              .select([
                sql<number>`${p.user}::bigint`.as('user_id'),
                sql<number>`1`.as('files'),
                'file.size as stored_bytes',
              ]),
          )
          .onConflict((conflict) =>
            conflict.column('user_id').doUpdateSet((eb) => ({
              files: eb('user_totals.files', '+', eb.ref('excluded.files')),
              stored_bytes: eb('user_totals.stored_bytes', '+', eb.ref('excluded.stored_bytes')),
            })),
          ),
      )
      .selectFrom('file')
      .select(selected),
)

/** Reads a file and locks it until the transaction ends. */
export const lockFile = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .selectFrom('files')
    .select(columns)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where(isVersion('files', p.versions))
    .forUpdate(),
)

/** Changes the name and type of a file that has bytes. */
export const renameFile = row(
  (db, p: { user: number; id: number; versions: Versions; name: string; contentType: string }) =>
    db
      .updateTable('files')
      .set({ name: p.name, content_type: p.contentType, ...resetReading, updated_at: nextUpdate('files') })
      .where('id', '=', p.id)
      .where('user_id', '=', p.user)
      .where('url', 'is', null)
      .where(isVersion('files', p.versions))
      .returning(columns),
)

/**
 * Turns a file into an external one, and marks its bytes for removal. Resolves to the file with the storage
 * key of the bytes, which is null if there were none.
 */
export const linkFile = row(
  (db, p: { user: number; id: number; versions: Versions; name: string; contentType: string; url: string }) =>
    db
      .with('before', (db) =>
        db
          .selectFrom('files')
          .select(['id', 'storage_key', 'size'])
          .where('id', '=', p.id)
          .where('user_id', '=', p.user)
          .where(isVersion('files', p.versions))
          .forUpdate(),
      )
      .with('released', (db) =>
        db
          .updateTable('stored_objects')
          .from('before')
          .set({ state: 'deleting', touched_at: sql`now()` })
          .where('stored_objects.user_id', '=', p.user)
          .whereRef('stored_objects.storage_key', '=', 'before.storage_key'),
      )
      .with('counted', (db) =>
        db
          .updateTable('user_totals')
          .from('before')
          .set((eb) => ({ stored_bytes: eb('stored_bytes', '-', bytesOf('before.size')) }))
          .where('user_totals.user_id', '=', p.user),
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
        ...resetReading,
        rejected_by: sql`'[]'`,
        updated_at: nextUpdate('files'),
      })
      .where('files.user_id', '=', p.user)
      .whereRef('files.id', '=', 'before.id')
      .returning([...columns, 'before.storage_key as dropped_key']),
)

/**
 * Deletes a file, clears the references of messages to it, and marks its bytes for removal. Resolves to their
 * storage key, or to null for an external file.
 *
 * @throws a violation of messages_file or message_files_file if the file was added to a message meanwhile;
 *   another attempt sees the reference
 */
export const deleteFile = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .with('held', (db) =>
      db
        .selectFrom('files')
        .select(['id', 'storage_key', sql<string>`now()`.as('at')])
        .where('user_id', '=', p.user)
        .where('id', '=', p.id)
        .where(isVersion('files', p.versions))
        .forUpdate(),
    )
    .with('released', (db) =>
      db
        .updateTable('stored_objects')
        .from('held')
        .set({ state: 'deleting', touched_at: sql`now()` })
        .where('stored_objects.user_id', '=', p.user)
        .whereRef('stored_objects.storage_key', '=', 'held.storage_key'),
    )
    .with('removed', (db) =>
      db
        .deleteFrom('message_files')
        .using('held')
        .where('message_files.user_id', '=', p.user)
        .where('message_files.file_id', '=', p.id)
        .returning('message_files.message_id'),
    )
    .with('detached', (db) =>
      db
        .updateTable('messages')
        .from('held')
        .set((eb) => ({
          // The next file of the message, if there is any, becomes the first.
          file_id: eb
            .case()
            .when('messages.file_id', '=', p.id)
            .then(
              eb
                .selectFrom('message_files as other')
                .select('other.file_id')
                .where('other.user_id', '=', p.user)
                .whereRef('other.message_id', '=', 'messages.id')
                .where('other.file_id', '!=', p.id)
                .orderBy('other.position')
                .limit(1),
            )
            .else(eb.ref('messages.file_id'))
            .end(),
          // The version of a message includes its first file only.
          updated_at: sql<string>`case when messages.more_files
            then next_update(messages.updated_at, held.at) else messages.updated_at end`,
        }))
        .where('messages.user_id', '=', p.user)
        // As a list of ids: a condition on either column would read all messages of the user.
        .where(
          'messages.id',
          '=',
          sql<number>`any(array(
            select id from messages where user_id = ${p.user} and file_id = ${p.id}
            union all select message_id from removed))`,
        ),
    )
    .with('deleted', (db) =>
      db
        .deleteFrom('files')
        .using('held')
        .where('files.user_id', '=', p.user)
        .where('files.id', '=', p.id)
        .returning(['files.storage_key', 'files.size']),
    )
    .with('counted', (db) =>
      db
        .updateTable('user_totals')
        .from('deleted')
        .set((eb) => ({
          files: eb('files', '-', 1),
          stored_bytes: eb('stored_bytes', '-', bytesOf('deleted.size')),
        }))
        .where('user_totals.user_id', '=', p.user),
    )
    .selectFrom('deleted')
    .select('storage_key'),
)

/** Number of stored bytes of a file; 0 for an external one. */
function bytesOf(size: string) {
  return sql<number>`coalesce(${sql.ref(size)}, 0)`
}
