import { sql } from 'kysely'
import { isInKeptChat } from '../database/deleted.ts'
import { isVersion, nextUpdate, type Versions } from '../database/row-versions.ts'
import { row } from '../database/statement.ts'

/**
 * Locks the chat of a message until the transaction ends. Must be a separate statement, so that the deletion
 * sees all changes of the tree that were committed before the lock.
 */
export const lockChatOfMessage = row(
  (_, p: { user: number; id: number }) => sql<{ id: number }>`
    select id from chats where user_id = ${p.user} and id = (
      select chat_id from messages where user_id = ${p.user} and id = ${p.id}
    ) for no key update`,
)

/**
 * Deletes a message and makes its children children of its parent. If the message is the answer of a run,
 * resolves to this run, whose text must then be erased in the same transaction.
 *
 * @throws a violation of messages_parent if the message was moved to another chat meanwhile and answered
 *   there; another attempt sees the change
 */
export const deleteMessage = row(
  (_, p: { user: number; id: number; versions: Versions }) => sql<{ id: number; run: number | null }>`
    with held as (
      select id from chats where user_id = ${p.user} and id = (
        select chat_id from messages where user_id = ${p.user} and id = ${p.id}
      ) for no key update
    ), deleted as (
      delete from messages
      where user_id = ${p.user} and id = ${p.id} and ${isInKeptChat(p.user, 'messages.chat_id')}
        and ${isVersion('messages', p.versions)} and (select count(*) from held) > 0
      returning id, chat_id, parent_id, run_id, run_part
    ), left_behind as (
      update messages set parent_id = deleted.parent_id from deleted
      where messages.user_id = ${p.user} and messages.chat_id = deleted.chat_id
        and messages.parent_id = deleted.id
    ), touched as (
      update chats set message_count = chats.message_count - 1, updated_at = ${nextUpdate('chats')},
        leaf_id = case when chats.leaf_id = deleted.id then deleted.parent_id else chats.leaf_id end
      from deleted where chats.user_id = ${p.user} and chats.id = deleted.chat_id
    )
    select id, case when run_part = 'answer' then run_id end as run from deleted`,
)

/**
 * Deletes a message and everything below it, unless the model is writing a message there. Resolves to the
 * active run in that case, otherwise to the runs of the deleted answers, whose texts must then be erased in
 * the same transaction.
 *
 * @throws as {@link deleteMessage}
 */
export const deleteBranch = row(
  (_, p: { user: number; id: number; versions: Versions }) => sql<{ runs: number[]; active: number | null }>`
    with recursive branch as (
      select messages.id, messages.chat_id, messages.status, messages.run_id from messages
      where user_id = ${p.user} and id = ${p.id} and ${isInKeptChat(p.user, 'messages.chat_id')}
        and ${isVersion('messages', p.versions)}
      union all
      select below.* from branch cross join lateral (
        select id, chat_id, status, run_id from messages
        where messages.user_id = ${p.user} and messages.chat_id = branch.chat_id
          and messages.parent_id = branch.id
        offset 0
      ) as below
    ), active as (
      select max(run_id) as run from branch where status = 'running'
    ), deleted as (
      delete from messages
      where user_id = ${p.user}
        and id = any(array(select id from branch where (select run from active) is null))
      returning id, chat_id, parent_id, run_id, run_part
    ), touched as (
      update chats set message_count = chats.message_count - (select count(*) from deleted),
        updated_at = ${nextUpdate('chats')},
        leaf_id = case when chats.leaf_id in (select id from deleted) then root.parent_id
          else chats.leaf_id end
      from deleted as root
      where root.id = ${p.id} and chats.user_id = ${p.user} and chats.id = root.chat_id
    )
    select (select run from active) as active, (
      select coalesce(jsonb_agg(run_id), '[]') from deleted where run_part = 'answer' and run_id is not null
    ) as runs
    from branch where id = ${p.id}`,
)
