import { type RawBuilder, sql } from 'kysely'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { inBothOrders, oneRow, row, rows } from '../database/statement.ts'

const columns = [
  'id',
  'title',
  'leaf_id as leaf',
  'system',
  'model',
  'settings',
  'user_id as user',
  'created_at',
  'updated_at',
] as const

/** Settings of a chat, as JSON. */
interface Defaults {
  readonly system: string | null
  readonly model: string | null
  readonly settings: string
}

export const listChats = inBothOrders((beyond, order) =>
  rows((db, p: { user: number; after: number; atMost: number }) =>
    db
      .selectFrom('chats')
      .select(columns)
      .where('user_id', '=', p.user)
      .where('id', beyond, p.after)
      .where('deleted_at', 'is', null)
      .orderBy('id', order)
      .limit(p.atMost),
  ),
)

export const createChat = oneRow((db, p: { user: number; title: string } & Defaults) =>
  db
    .insertInto('chats')
    .values({
      user_id: p.user,
      title: p.title,
      awaits_title: sql<boolean>`${p.title}::text = ''`,
      is_linear: sql.lit(true),
      system: p.system,
      model: p.model,
      settings: p.settings,
    })
    .returning(columns),
)

export const findChat = row((db, p: { user: number; id: number }) =>
  db
    .selectFrom('chats')
    .select(columns)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where('deleted_at', 'is', null),
)

/** Reads a chat and locks it until the transaction ends. */
export const lockChat = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .selectFrom('chats')
    .select(columns)
    .where('id', '=', p.id)
    .where('user_id', '=', p.user)
    .where('deleted_at', 'is', null)
    .where(isVersion('chats', p.versions))
    .forUpdate(),
)

/**
 * Replaces a chat. Resolves to undefined if there is none, or if the leaf is not one of its messages. The
 * leaf is certain to exist only under the lock of {@link lockChat}.
 *
 * @param p.keeps members that remain unchanged; the parameters for them are ignored
 */
export const replaceChat = row(
  (
    db,
    p: {
      user: number
      id: number
      versions: Versions
      title: string
      leaf: number | null
      keeps: readonly ('leaf' | keyof Defaults)[]
    } & Defaults,
  ) => {
    const unlessKept = <T>(
      name: 'leaf' | keyof Defaults,
      column: RawBuilder<unknown>,
      value: RawBuilder<unknown>,
    ) => sql<T>`case when ${sql.lit(name)} = any(${p.keeps}::text[]) then ${column} else ${value} end`
    return db
      .updateTable('chats')
      .set({
        title: p.title,
        awaits_title: sql.lit(false),
        leaf_id: unlessKept<number | null>('leaf', sql.ref('leaf_id'), sql`${p.leaf}::bigint`),
        is_linear: unlessKept<boolean>(
          'leaf',
          sql.ref('is_linear'),
          sql`is_linear and leaf_id is not distinct from ${p.leaf}::bigint`,
        ),
        system: unlessKept<string | null>('system', sql.ref('system'), sql`${p.system}::text`),
        model: unlessKept<string | null>('model', sql.ref('model'), sql`${p.model}::text`),
        settings: unlessKept<string>('settings', sql.ref('settings'), sql`${p.settings}::jsonb`),
        updated_at: nextUpdate('chats'),
      })
      .where('id', '=', p.id)
      .where('user_id', '=', p.user)
      .where('deleted_at', 'is', null)
      .where(isVersion('chats', p.versions))
      .where(
        sql<boolean>`(${p.leaf}::bigint is null or exists (
          select from messages where user_id = ${p.user} and chat_id = ${p.id} and id = ${p.leaf}))`,
      )
      .returning(columns)
  },
)

/** Marks a chat as deleted and cancels its active runs. A job removes it with its messages and runs. */
export const deleteChat = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .with('held', (db) =>
      db
        .selectFrom('chats')
        .select('id')
        .where('user_id', '=', p.user)
        .where('id', '=', p.id)
        .where('deleted_at', 'is', null)
        .where(isVersion('chats', p.versions))
        // Waits for concurrent insertions into the chat, and prevents further ones.
        .forUpdate(),
    )
    .with('cancelled', (db) =>
      db
        .updateTable('runs')
        .from('held')
        .set((eb) => ({
          cancel_requested_at: sql<string>`least(${eb.ref('runs.cancel_requested_at')}, now())`,
        }))
        .where('runs.user_id', '=', p.user)
        .whereRef('runs.chat_id', '=', 'held.id')
        .where('runs.ended_at', 'is', null),
    )
    .updateTable('chats')
    .from('held')
    .set({ deleted_at: sql`now()` })
    .where('chats.user_id', '=', p.user)
    .whereRef('chats.id', '=', 'held.id')
    .returning('chats.id'),
)
