import { sql } from 'kysely'
import { isKeptUser } from '../database/deleted.ts'
import { row, rows } from '../database/statement.ts'

/* Statements about the content of files: its location, and its form as input for the model. */

/** Columns with the location and the type of a file's bytes. */
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

/** Returns the location of the bytes of a user's file. */
export const findContent = row((db, p: { user: number; id: number }) =>
  db
    .selectFrom('files')
    .select(content)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    // A signed URL may outlive the account.
    .where(isKeptUser(p.user)),
)

/**
 * Returns files of earlier messages, without their extracted texts.
 *
 * @param p.model requested model, which may have rejected some of them
 */
export const findContextFiles = rows((db, p: { user: number; ids: readonly number[]; model: string }) =>
  db
    .selectFrom('files')
    .select(content)
    .select(['reading', sql<boolean>`rejected_by ? ${p.model}::text`.as('rejected')])
    .where('user_id', '=', p.user)
    .where('id', '=', sql<number>`any(${p.ids}::bigint[])`),
)

/** Returns the stored text of a file, extracted when it was read for the model. */
export const findExtractedText = row((db, p: { user: number; id: number }) =>
  db.selectFrom('files').select('extracted_text').where('id', '=', p.id).where('user_id', '=', p.user),
)

/** Stores the result of reading a file for the model, unless the file has changed since. */
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

/** Records that a model rejected files. */
export const saveRejections = rows((db, p: { user: number; ids: readonly number[]; model: string }) =>
  db
    .updateTable('files')
    .set({ rejected_by: sql`rejected_by || to_jsonb(${p.model}::text)` })
    .where('user_id', '=', p.user)
    .where('id', '=', sql<number>`any(${p.ids}::bigint[])`)
    .where(sql<boolean>`not rejected_by ? ${p.model}::text`)
    .returning('id'),
)
