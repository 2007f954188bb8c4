import { sql } from 'kysely'
import { isInKeptChat } from '../database/deleted.ts'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { row } from '../database/statement.ts'

/**
 * Deletes a message. Resolves to its run, if it is the answer of one, whose text must then be erased too, in
 * the same transaction.
 */
export const deleteMessage = row((db, p: { user: number; id: number; versions: Versions }) =>
  db
    .with('held', (db) =>
      db
        .selectFrom('chats')
        .select('id')
        .where('user_id', '=', p.user)
        .where('id', '=', (eb) =>
          eb
            .selectFrom('messages')
            .select('chat_id')
            .where('messages.id', '=', p.id)
            .where('messages.user_id', '=', p.user),
        )
        .forNoKeyUpdate(),
    )
    .with('deleted', (db) =>
      db
        .deleteFrom('messages')
        .where('id', '=', p.id)
        .where('user_id', '=', p.user)
        .where(isInKeptChat(p.user, 'messages.chat_id'))
        .where(isVersion('messages', p.versions))
        .where((eb) => eb(eb.selectFrom('held').select(eb.fn.countAll<number>().as('chats')), '>', 0))
        .returning(['id', 'chat_id', 'run_id', 'run_part']),
    )
    .with('touched', (db) =>
      db
        .updateTable('chats')
        .from('deleted')
        .set((eb) => ({
          message_count: eb('chats.message_count', '-', 1),
          updated_at: nextUpdate('chats'),
        }))
        .where('chats.user_id', '=', p.user)
        .whereRef('chats.id', '=', 'deleted.chat_id'),
    )
    .selectFrom('deleted')
    .select('id')
    .select(sql<number | null>`case when run_part = 'answer' then run_id end`.as('run')),
)

/**
 * Erases the text of a run whose answer has been deleted, but for its inputs. Of an active run, nothing is
 * kept at its end. After the deletion in a statement of its own, because an end that the deletion has waited
 * for is seen only by the next statement.
 */
export const eraseAnswer = row(
  (_, p: { user: number; run: number }) => sql<{ none: never }>`
    with erased as (
      update run_results set reasoning = null, tool_calls = null, output_errors = null
      where user_id = ${p.user} and run_id = ${p.run} and num_nonnulls(reasoning, tool_calls, output_errors) > 0
    )
    delete from run_events using runs
    where run_events.user_id = ${p.user} and run_events.run_id = ${p.run}
      and runs.user_id = ${p.user} and runs.id = ${p.run} and runs.ended_at is not null`,
)
