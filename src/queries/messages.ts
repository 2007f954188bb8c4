import { sql } from 'kysely'
import { inBothOrders, oneRow, row, rows } from '../database/statement.ts'

/*
 * Whatever changes a message also tells its chat that it has changed, in the same statement. That chat and file exist
 * and belong to the same user is held by messages_chat and messages_file, whose violations are thrown.
 */

type Role = 'user' | 'assistant' | 'system'

const columns = [
  'messages.id',
  'messages.content',
  'messages.role',
  'messages.chat_id as chat',
  'messages.user_id as user',
  'messages.file_id as file',
  'messages.created_at',
  'messages.updated_at',
] as const

const selected = ['id', 'content', 'role', 'chat', 'user', 'file', 'created_at', 'updated_at'] as const

export const listMessages = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('messages')
      .select(columns)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const listMessagesOfChat = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; chat: number; after: number; atMost: number }) =>
    db
      .selectFrom('messages')
      .select(columns)
      .where('chat_id', '=', p.chat)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

/** @throws a violation of messages_chat or messages_file */
export const createMessage = oneRow(
  (db, p: { user: number; chat: number; file: number | null; role: Role; content: string }) =>
    db
      .with('message', (db) =>
        db
          .insertInto('messages')
          .values({ user_id: p.user, chat_id: p.chat, file_id: p.file, role: p.role, content: p.content })
          .returning(columns),
      )
      .with('touched', (db) =>
        db
          .updateTable('chats')
          .from('message')
          .set({ updated_at: sql`now()` })
          .whereRef('chats.id', '=', 'message.chat'),
      )
      .selectFrom('message')
      .select(selected),
)

export const findMessage = row((db, p: { user: number; id: number }) =>
  db.selectFrom('messages').select(columns).where('id', '=', p.id).where('user_id', '=', p.user),
)

/**
 * Replaces a message; the chat that it leaves and the one that it comes to have both changed.
 *
 * @param p.role null leaves it as it is
 * @throws a violation of messages_chat or messages_file
 */
export const replaceMessage = row(
  (
    db,
    p: { user: number; id: number; chat: number; file: number | null; role: Role | null; content: string },
  ) =>
    db
      .with('before', (db) =>
        db
          .selectFrom('messages')
          .select(['id', 'chat_id'])
          .where('id', '=', p.id)
          .where('user_id', '=', p.user)
          .forUpdate(),
      )
      .with('message', (db) =>
        db
          .updateTable('messages')
          .from('before')
          .set((eb) => ({
            chat_id: p.chat,
            file_id: p.file,
            role: sql<Role>`coalesce(${p.role}::message_role, ${eb.ref('messages.role')})`,
            content: p.content,
            updated_at: sql`now()`,
          }))
          .whereRef('messages.id', '=', 'before.id')
          .returning(columns),
      )
      .with('touched', (db) =>
        db
          .updateTable('chats')
          .from(['before', 'message'])
          .set({ updated_at: sql`now()` })
          .where((eb) =>
            eb.or([
              eb('chats.id', '=', eb.ref('before.chat_id')),
              eb('chats.id', '=', eb.ref('message.chat')),
            ]),
          ),
      )
      .selectFrom('message')
      .select(selected),
)

export const deleteMessage = row((db, p: { user: number; id: number }) =>
  db
    .with('message', (db) =>
      db
        .deleteFrom('messages')
        .where('id', '=', p.id)
        .where('user_id', '=', p.user)
        .returning(['id', 'chat_id']),
    )
    .with('touched', (db) =>
      db
        .updateTable('chats')
        .from('message')
        .set({ updated_at: sql`now()` })
        .whereRef('chats.id', '=', 'message.chat_id'),
    )
    .selectFrom('message')
    .select('message.id'),
)
