/** Inserts many messages at once, without requests. */
import { type Kysely, sql } from 'kysely'
import type { DB } from '../../../generated/database.ts'

/** Turns the messages of a chat into one branch, in the order of their ids, and counts them. */
export async function chained(db: Kysely<DB>, user: number, chat: number): Promise<void> {
  await sql`
    update messages set parent_id = earlier.parent from (
      select id, lag(id) over (order by id) as parent from messages where user_id = ${user} and chat_id = ${chat}
    ) as earlier
    where messages.user_id = ${user} and messages.id = earlier.id and earlier.parent is not null`.execute(db)
  await counted(db, user, chat)
}

/** Makes the newest message of a chat its leaf, and counts the messages. */
export async function counted(db: Kysely<DB>, user: number, chat: number): Promise<void> {
  await sql`
    update chats set leaf_id = newest.id, message_count = newest.count
    from (select max(id) as id, count(*) as count from messages where user_id = ${user} and chat_id = ${chat}) as newest
    where user_id = ${user} and chats.id = ${chat}`.execute(db)
}

/** Adds a branch of messages to a chat, below its newest message. */
export async function lengthened(
  db: Kysely<DB>,
  user: number,
  chat: number,
  messages: number,
): Promise<void> {
  await sql`
    insert into messages (user_id, chat_id, role, content)
    select ${user}, ${chat}, (case when n % 2 = 1 then 'user' else 'assistant' end)::message_role, 'm' || n
    from generate_series(1, ${messages}::integer) as n`.execute(db)
  // Autovacuum does this within a minute. Until then, PostgreSQL keeps plans for a short table.
  await sql`analyze messages`.execute(db)
  await chained(db, user, chat)
}
