import { inBothOrders, row, rows } from '../database/statement.ts'

export const columns = [
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

export const findFile = row((db, p: { user: number; id: number }) =>
  db.selectFrom('files').select(columns).where('id', '=', p.id).where('user_id', '=', p.user),
)

/** Finds the user of a file unless the account is deleted. */
export const findOwner = row((db, p: { user: number }) =>
  db.selectFrom('users').select('id').where('id', '=', p.user).where('deleted_at', 'is', null),
)
