import { sql } from 'kysely'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { inBothOrders, oneRow, row, rows } from '../database/statement.ts'

const columns = ['id', 'title', 'user_id as user', 'created_at', 'updated_at'] as const

export const listChats = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('chats')
      .select(columns)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const createChat = oneRow((db, p: { user: number; title: string }) =>
  db
    .insertInto('chats')
    .values({ user_id: p.user, title: p.title, awaits_title: sql<boolean>`${p.title}::text = ''` })
    .returning(columns),
)

export const findChat = row((db, p: { user: number; id: number }) =>
  db.selectFrom('chats').select(columns).where('id', '=', p.id).where('user_id', '=', p.user),
)

/** Reads a chat and locks it until the transaction ends. */
export const lockChat = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .selectFrom('chats')
    .select(columns)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where(isVersion('chats', p.versions))
    .forUpdate(),
)

export const replaceChat = row((db, p: { user: number; id: number; versions: Versions; title: string }) =>
  db
    .updateTable('chats')
    .set({ title: p.title, awaits_title: sql.lit(false), updated_at: nextUpdate('chats') })
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where(isVersion('chats', p.versions))
    .returning(columns),
)

/**
 * Deletes a chat with its messages and runs, and clears the references of other chats' messages to its runs.
 *
 * @throws a violation of messages_run if a message was moved meanwhile; another attempt sees it
 */
export const deleteChat = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .with('held', (db) =>
      db
        .selectFrom('chats')
        .select('id')
        .where('user_id', '=', p.user)
        .where('id', '=', p.id)
        .where(isVersion('chats', p.versions))
        .forUpdate(),
    )
    .with('detached', (db) =>
      db
        .updateTable('messages')
        .from(['held', 'runs'])
        .set({ run_id: null })
        .where('runs.user_id', '=', p.user)
        .where('runs.chat_id', '=', p.id)
        .where('messages.user_id', '=', p.user)
        .whereRef('messages.run_id', '=', 'runs.id')
        .where('messages.chat_id', '!=', p.id),
    )
    .deleteFrom('chats')
    .using('held')
    .where('chats.user_id', '=', p.user)
    .where('chats.id', '=', p.id)
    .returning('chats.id'),
)

/** Deletes all chats of a user, with their messages and runs. */
export const deleteChatsOf = rows((db, p: { user: number }) =>
  db.deleteFrom('chats').where('user_id', '=', p.user).returning('id'),
)
