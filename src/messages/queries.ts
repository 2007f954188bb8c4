import { type Selectable, sql } from 'kysely'
import type { Messages } from '../../generated/database.ts'
import { isInKeptChat, keptChat } from '../database/deleted.ts'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { inBothOrders, oneRow, row, rows } from '../database/statement.ts'

/*
 * Statements that change a message also update its chat, and lock the chat first: deleting a chat locks it
 * before its messages, so the opposite order could deadlock. The constraints messages_chat and messages_file
 * ensure that chat and file exist and belong to the same user; their violations are thrown.
 */

type Role = 'user' | 'assistant' | 'system'
type RunPart = 'prompt' | 'answer'

const columns = [
  'messages.id',
  'messages.content',
  'messages.role',
  'messages.status',
  'messages.chat_id as chat',
  'messages.user_id as user',
  'messages.file_id as file',
  'messages.run_id as run',
  'messages.created_at',
  'messages.updated_at',
] as const

const selected = [
  'id',
  'content',
  'role',
  'status',
  'chat',
  'user',
  'file',
  'run',
  'created_at',
  'updated_at',
] as const

export const listMessages = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('messages')
      .select(columns)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .where(isInKeptChat(p.user, 'messages.chat_id'))
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const listMessagesOfChat = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; chat: number; after: number; atMost: number }) =>
    db
      .selectFrom('messages')
      .select(columns)
      .where('user_id', '=', p.user)
      .where('chat_id', '=', p.chat)
      .where('id', beyond, p.after)
      .where(isInKeptChat(p.user, 'messages.chat_id'))
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

/**
 * Returns the context of a message: those of the `atMost` earlier messages of the chat that fit into the
 * token budget, newest first, each with the total number of earlier messages. Returns at least one row, with
 * a role of null if no message fits. Four bytes count as a token, and each message as `overhead` more.
 *
 * Empty messages are left out, and counted only beyond the `atMost` newest, which nothing reads.
 */
export const listContext = rows(
  (_, p: { user: number; chat: number; before: number; tokens: number; overhead: number; atMost: number }) =>
    sql<{ total: number; role: Role | null; content: string; file: number | null; tokens: number }>`
      with newest as (
        select id, role, content, file_id as file, content <> '' or file_id is not null as is_said,
          (octet_length(content) + 3) / 4 + ${p.overhead}::integer as tokens
        from messages where user_id = ${p.user} and chat_id = ${p.chat} and id < ${p.before}
        order by id desc limit ${p.atMost}
      ), counted as (
        select coalesce((select message_count from chats where user_id = ${p.user} and id = ${p.chat}), 0)
          - (select count(*) from messages where user_id = ${p.user} and chat_id = ${p.chat} and id >= ${p.before})
          - (select count(*) from newest where not is_said) as total
      ), fitting as (
        select *, sum(tokens) over (order by id desc) as together from newest where is_said
      )
      select counted.total, fitting.role, fitting.content, fitting.file, fitting.tokens
      from counted left join fitting on fitting.together <= ${p.tokens}
      order by fitting.id desc`,
)

/** @throws a violation of messages_chat or messages_file */
export const createMessage = oneRow(
  (db, p: { user: number; chat: number; file: number | null; role: Role; content: string }) =>
    db
      // Materialized, so that ids come from one sequence where users live on several servers.
      .with(
        (cte) => cte('kept').materialized(),
        (db) => db.selectNoFrom(keptChat(p.user, p.chat).as('chat')),
      )
      .with('message', (db) =>
        db
          .insertInto('messages')
          .columns(['user_id', 'chat_id', 'file_id', 'role', 'content'])
          .expression((eb) =>
            eb
              .selectFrom('kept')
              .select([
                sql<number>`${p.user}::bigint`.as('user_id'),
                'kept.chat as chat_id',
                sql<number | null>`${p.file}::bigint`.as('file_id'),
                sql<Role>`${p.role}::message_role`.as('role'),
                sql<string>`${p.content}::text`.as('content'),
              ]),
          )
          .returning(columns),
      )
      .with('touched', (db) =>
        db
          .updateTable('chats')
          .from('message')
          .set((eb) => ({
            message_count: eb('chats.message_count', '+', 1),
            updated_at: nextUpdate('chats'),
          }))
          .where('chats.user_id', '=', p.user)
          .whereRef('chats.id', '=', 'message.chat'),
      )
      .selectFrom('message')
      .select(selected),
)

export const findMessage = row((db, p: { user: number; id: number }) =>
  db
    .selectFrom('messages')
    .select(columns)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where(isInKeptChat(p.user, 'messages.chat_id')),
)

/** Reads a message and locks it until the transaction ends, after its current and its new chat. */
export const lockMessage = row((db, p: { user: number; id: number; chat: number; versions: Versions }) =>
  db
    .with('both', (db) =>
      db
        .selectFrom('chats')
        .select('id')
        .where('user_id', '=', p.user)
        .where((eb) =>
          eb.or([
            eb('id', '=', p.chat),
            eb(
              'id',
              '=',
              eb
                .selectFrom('messages')
                .select('chat_id')
                .where('messages.id', '=', p.id)
                .where('messages.user_id', '=', p.user),
            ),
          ]),
        )
        .orderBy('id')
        .forNoKeyUpdate(),
    )
    .selectFrom('messages')
    .select(columns)
    .where('messages.id', '=', p.id)
    .where('messages.user_id', '=', p.user)
    .where(isInKeptChat(p.user, 'messages.chat_id'))
    .where(isVersion('messages', p.versions))
    .where((eb) => eb(eb.selectFrom('both').select(eb.fn.countAll<number>().as('chats')), '>', 0))
    .forUpdate('messages'),
)

/**
 * Replaces a message, and updates the chat that it leaves and the one that it moves to. New content makes it
 * `completed`, so that the end of a run does not overwrite what a user has written, and removes the events of
 * its run, which has the new content from now on.
 *
 * @param p.keepsFile true to keep the file, whatever `file` is
 * @param p.role null to keep the role
 * @param p.content null to keep the content, which the model may still be writing
 * @throws a violation of messages_chat or messages_file
 */
export const replaceMessage = row(
  (
    db,
    p: {
      user: number
      id: number
      chat: number
      keepsFile: boolean
      file: number | null
      role: Role | null
      content: string | null
      versions: Versions
    },
  ) =>
    db
      .with('before', (db) =>
        db
          .selectFrom('messages')
          .select(['id', 'chat_id', 'content', 'run_id', 'run_part'])
          .select(sql<string | null>`${p.content}::text`.as('given'))
          .where('id', '=', p.id)
          .where('user_id', '=', p.user),
      )
      .with('both', (db) =>
        db
          .selectFrom(['chats', 'before'])
          .select('chats.id')
          .where('chats.user_id', '=', p.user)
          .where(({ eb, ref }) => eb('chats.id', 'in', [ref('before.chat_id'), p.chat]))
          .orderBy('chats.id')
          .forNoKeyUpdate('chats'),
      )
      // Where another transaction may have moved it since.
      .with('held', (db) =>
        db
          .selectFrom(['messages', 'before'])
          .select(['messages.id', 'messages.chat_id', 'before.given'])
          .where('messages.user_id', '=', p.user)
          .whereRef('messages.id', '=', 'before.id')
          .where(isInKeptChat(p.user, 'messages.chat_id'))
          .where(isVersion('messages', p.versions))
          // Only after both chats are locked.
          .where((eb) => eb(eb.selectFrom('both').select(eb.fn.countAll<number>().as('chats')), '>', 0))
          .forNoKeyUpdate('messages'),
      )
      .with('replaced', (db) =>
        db
          .updateTable('messages')
          .from('held')
          .set((eb) => ({
            chat_id: keptChat(p.user, p.chat),
            file_id: sql<
              number | null
            >`case when ${p.keepsFile}::boolean then ${eb.ref('messages.file_id')} else ${p.file}::bigint end`,
            role: sql<Role>`coalesce(${p.role}::message_role, ${eb.ref('messages.role')})`,
            content: eb.fn.coalesce('held.given', 'messages.content'),
            status: sql<Selectable<Messages>['status']>`case
              when held.given is null or (held.given = messages.content and messages.status <> 'running')
                then messages.status
              else 'completed' end`,
            updated_at: nextUpdate('messages'),
          }))
          .where('messages.user_id', '=', p.user)
          .whereRef('messages.id', '=', 'held.id')
          .returning(columns),
      )
      .with('touched', (db) =>
        db
          .updateTable('chats')
          .from(['held', 'replaced'])
          .set({
            message_count: sql<number>`chats.message_count
              + (chats.id = replaced.chat)::integer - (chats.id = held.chat_id)::integer`,
            updated_at: nextUpdate('chats'),
          })
          .where('chats.user_id', '=', p.user)
          .where(({ eb, ref }) => eb('chats.id', 'in', [ref('held.chat_id'), ref('replaced.chat')])),
      )
      .with('discarded', (db) =>
        db
          .deleteFrom('run_events')
          .using(['before', 'replaced', 'runs'])
          .where('run_events.user_id', '=', p.user)
          .whereRef('run_events.run_id', '=', 'before.run_id')
          .where('before.run_part', '=', sql.lit<RunPart>('answer'))
          .whereRef('before.given', '!=', 'before.content')
          .where('runs.user_id', '=', p.user)
          .whereRef('runs.id', '=', 'before.run_id')
          .where('runs.ended_at', 'is not', null),
      )
      .selectFrom('replaced')
      .select(selected),
)
