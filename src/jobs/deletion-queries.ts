import { sql } from 'kysely'
import { oneRow, row, rows } from '../database/statement.ts'
import { MAX_COUNTED } from './job.ts'

/** Number of rows that a statement has deleted. */
interface Count {
  readonly rows: number
}

/** Finds chats that are marked as deleted, the oldest mark first. */
export const findDeletedChats = rows(
  (_, p: { size: number; skip: number }) => sql<{ user: number; id: number }>`
    select user_id as user, id from chats where deleted_at is not null
    order by deleted_at limit ${p.size} offset ${p.skip}`,
)

export const countDeletedChats = oneRow(
  (_, __: object) => sql<{ rows: number; oldest: string | null }>`
    select count(*) as rows, min(deleted_at) as oldest from (
      select deleted_at from chats where deleted_at is not null limit ${sql.lit(MAX_COUNTED)}
    ) as marked`,
)

/** Requests the cancellation of runs that began while their chat was being deleted. */
export const cancelRunsOfChat = rows(
  (_, p: { user: number; chat: number }) => sql<{ id: number }>`
    update runs set cancel_requested_at = now()
    where user_id = ${p.user} and chat_id = ${p.chat} and ended_at is null and cancel_requested_at is null
    returning id`,
)

/**
 * Removes the newest messages of a chat, because a parent is older than its children. Also resolves to the
 * runs of other chats whose answers were moved to this chat: these runs remain, and their texts must be
 * erased in the same transaction.
 */
export const removeMessagesOfChat = oneRow(
  (_, p: { user: number; chat: number; size: number }) => sql<Count & { moved: number[] }>`
    with gone as (
      delete from messages where user_id = ${p.user} and id = any(array(
        select id from messages
        where user_id = ${p.user} and chat_id = ${p.chat} order by id desc limit ${p.size}
      )) returning run_id, run_part
    ) select count(*) as rows, coalesce(json_agg(run.id) filter (where run.id is not null), '[]') as moved
    from gone left join runs as run
      on run.user_id = ${p.user} and run.id = gone.run_id and run.chat_id <> ${p.chat}
        and gone.run_part = 'answer'`,
)

/**
 * Removes runs that have ended, with the rows that refer to them. Messages that were moved to other chats
 * remain.
 */
export const removeRunsOfChat = oneRow(
  (_, p: { user: number; chat: number; size: number }) => sql<Count>`
    with old as (
      select id from runs where user_id = ${p.user} and chat_id = ${p.chat} and ended_at is not null
      order by id limit ${p.size}
    ), detached as (
      update messages set run_id = null from old
      where messages.user_id = ${p.user} and messages.run_id = old.id
    ), gone as (
      delete from runs using old where runs.user_id = ${p.user} and runs.id = old.id returning runs.id
    ) select count(*) as rows from gone`,
)

/** Removes a deleted chat if it is empty. Resolves to undefined otherwise. */
export const removeChat = row(
  (_, p: { user: number; chat: number }) => sql<{ id: number }>`
    delete from chats where user_id = ${p.user} and id = ${p.chat} and deleted_at is not null
      and not exists (select from runs where user_id = ${p.user} and chat_id = ${p.chat})
      and not exists (select from messages where user_id = ${p.user} and chat_id = ${p.chat})
    returning id`,
)

/** Finds accounts that are marked as deleted, the oldest mark first. */
export const findDeletedUsers = rows(
  (_, p: { size: number; skip: number }) => sql<{ user: number }>`
    select id as user from users where deleted_at is not null
    order by deleted_at limit ${p.size} offset ${p.skip}`,
)

export const countDeletedUsers = oneRow(
  (_, __: object) => sql<{ rows: number; oldest: string | null }>`
    select count(*) as rows, min(deleted_at) as oldest from users where deleted_at is not null`,
)

/** Requests the cancellation of runs that began while their account was being deleted. */
export const cancelRunsOfUser = rows(
  (_, p: { user: number }) => sql<{ id: number }>`
    update runs set cancel_requested_at = now()
    where user_id = ${p.user} and ended_at is null and cancel_requested_at is null returning id`,
)

/** Removes the newest messages, because a parent is older than its children. */
export const removeMessagesOfUser = removal('messages', 'id', sql`true`, 'desc')
/** Removes files, and marks their bytes for removal. */
export const removeFilesOfUser = oneRow(
  (_, p: { user: number; size: number }) => sql<Count>`
    with gone as (
      delete from files where user_id = ${p.user} and id = any(array(
        select id from files where user_id = ${p.user} order by id limit ${p.size}
      )) returning storage_key
    ), released as (
      update stored_objects set state = 'deleting', touched_at = now() from gone
      where stored_objects.user_id = ${p.user} and stored_objects.storage_key = gone.storage_key
    ) select count(*) as rows from gone`,
)
export const removeRunsOfUser = removal('runs', 'id', sql`ended_at is not null`)
export const removeChatsOfUser = removal('chats', 'id')
export const removeSessionsOfUser = removal('sessions', 'id')
export const removeKeysOfUser = removal('idempotency_keys', 'key')

/** Finds a deleted account without chats, messages, runs and files. */
export const findEmptyUser = row(
  (_, p: { user: number }) => sql<{ id: number }>`
    select id from users where id = ${p.user} and deleted_at is not null
      and not exists (select from runs where user_id = ${p.user})
      and not exists (select from messages where user_id = ${p.user})
      and not exists (select from files where user_id = ${p.user})
      and not exists (select from chats where user_id = ${p.user})`,
)

export const removeUser = row(
  (_, p: { user: number }) => sql<{ id: number }>`
    delete from users where id = ${p.user} and deleted_at is not null returning id`,
)

/**
 * Reads the `size` chats that follow another one; `unused` is true for those without a change for `days`
 * days.
 */
export const findUnusedChats = rows(
  (_, p: { days: number; afterUser: number; after: number; size: number }) => sql<{
    user: number
    id: number
    unused: boolean
  }>`
    select user_id as user, id,
      deleted_at is null and updated_at < now() - make_interval(days => ${p.days}) as unused
    from chats where (user_id, id) > (${p.afterUser}, ${p.after}) order by user_id, id limit ${p.size}`,
)

/** Marks a chat as deleted, unless it has changed since it was found or has an active run. */
export const deleteUnusedChat = row(
  (_, p: { user: number; id: number; days: number }) => sql<{ id: number }>`
    with held as (
      select id from chats where user_id = ${p.user} and id = ${p.id} and deleted_at is null
        and updated_at < now() - make_interval(days => ${p.days})
        and not exists (select from runs where user_id = ${p.user} and chat_id = ${p.id} and ended_at is null)
      for update
    )
    update chats set deleted_at = now() from held where chats.user_id = ${p.user} and chats.id = held.id
    returning chats.id`,
)

/**
 * Reads the `size` runs that follow another one; `unused` is true for those without a chat that ended `days`
 * days ago.
 */
export const findOldRuns = rows(
  (_, p: { days: number; afterUser: number; after: number; size: number }) => sql<{
    user: number
    id: number
    unused: boolean
  }>`
    select user_id as user, id,
      chat_id is null and coalesce(ended_at < now() - make_interval(days => ${p.days}), false) as unused
    from runs where (user_id, id) > (${p.afterUser}, ${p.after}) order by user_id, id limit ${p.size}`,
)

export const removeOldRun = row(
  (_, p: { user: number; id: number }) => sql<{ id: number }>`
    with detached as (
      update messages set run_id = null where user_id = ${p.user} and run_id = ${p.id}
    )
    delete from runs where user_id = ${p.user} and id = ${p.id} and chat_id is null and ended_at is not null
    returning id`,
)

function removal(
  table: 'messages' | 'runs' | 'chats' | 'sessions' | 'idempotency_keys',
  id: string,
  which = sql`true`,
  order: 'asc' | 'desc' = 'asc',
) {
  const [name, column] = [sql.table(table), sql.ref(id)]
  return oneRow(
    (_, p: { user: number; size: number }) => sql<Count>`
      with gone as (
        delete from ${name} where user_id = ${p.user} and ${column} = any(array(
          select ${column} from ${name}
          where user_id = ${p.user} and ${which} order by ${column} ${sql.raw(order)} limit ${p.size}
        )) returning ${column}
      ) select count(*) as rows from gone`,
  )
}
