/** Database in which most users have few rows and one has many. */
import { type Kysely, sql } from 'kysely'
import type { DB } from '../../../generated/database.ts'

/** User with few rows. */
export const smallUser = 1
/** User with many rows, the last of all users. */
export const busiest = 1000
/** Id of a chat of the busiest user with 10,000 runs and more messages, and of a run with 10,000 events. */
export const longest = 1
/** Chat of the busiest user with 100,000 messages in 1,000 branches below its root. */
export const branched = 2
export const [branches, depth] = [1000, 100]

/** Fills an empty database. Returns the root of the chat with many branches. */
export async function fillWithBusyUser(db: Kysely<DB>): Promise<{ root: number }> {
  await sql`
    insert into users (username, username_key, password_hash)
    select n, n, '' from generate_series(1, ${sql.lit(busiest)}) as n`.execute(db)
  await sql`
    insert into chats (user_id, title)
    select ${sql.lit(busiest)}, '' from generate_series(1, 10000)
    union all select n, '' from generate_series(1, ${sql.lit(busiest)}) as n, generate_series(1, 4)`.execute(
    db,
  )
  await sql`
    insert into files (user_id, name, content_type, url) select user_id, '', '', '' from chats`.execute(db)
  await sql`
    insert into stored_objects (user_id, storage_key, state)
    select user_id, user_id || '/' || id, 'live'::object_state from chats
    union all select user_id, 'left/' || id, 'pending' from chats
    union all select user_id, 'gone/' || id, 'deleting' from chats`.execute(db)
  await sql`
    insert into files (user_id, name, content_type, storage_key, size, sha256, stored_at)
    select user_id, '', '', user_id || '/' || id, 1, '', now() from chats`.execute(db)
  await sql`
    insert into runs (user_id, chat_id, status, model, ended_at)
    select user_id, id, 'completed'::run_status, '', now() from chats, generate_series(1, 2)
    union all select user_id, id, 'completed', '', now() from chats, generate_series(1, 10000)
    where id = ${sql.lit(longest)}`.execute(db)
  await sql`
    insert into runs (user_id, chat_id, status, model, worker_id)
    select user_id, id, 'running', '', gen_random_uuid() from chats where id % 4 = 0`.execute(db)
  await sql`
    insert into messages (user_id, chat_id, role, content, run_id, run_part, file_id)
    select user_id, id, 'user'::message_role, '', null::bigint, null::run_part, null::bigint
    from chats, generate_series(1, 4)
    union all select user_id, id, 'user', '', null, null, null from chats, generate_series(1, 10000)
    where id = ${sql.lit(longest)}
    union all select user_id, chat_id, 'user', '', id, 'prompt', null from runs
    union all select user_id, chat_id, 'assistant', '', id, 'answer', null from runs
    union all select chats.user_id, chats.id, 'user', '', null, null, files.id from files
    join chats using (user_id, id)`.execute(db)
  // Every chat has one branch, except the one that gets more below.
  await sql`
    update messages set parent_id = earlier.parent from (
      select id, lag(id) over (partition by user_id, chat_id order by id) as parent from messages
    ) as earlier
    where messages.id = earlier.id`.execute(db)
  const { rows } = await sql<{ id: number }>`
    insert into messages (user_id, chat_id, role, content) values (${busiest}, ${branched}, 'user', '')
    returning id`.execute(db)
  const root = rows[0]?.id ?? 0
  await sql`
    insert into messages (user_id, chat_id, role, content)
    select ${busiest}, ${branched}, 'user', '' from generate_series(1, ${branches * depth})`.execute(db)
  await sql`
    update messages set parent_id = case when (id - ${root}) % ${depth} = 1 then ${root} else id - 1 end
    where user_id = ${busiest} and chat_id = ${branched} and id > ${root}`.execute(db)
  await sql`insert into run_inputs (user_id, run_id) select user_id, id from runs`.execute(db)
  await sql`
    insert into run_results (user_id, run_id, last_sequence, reasoning, attempts)
    select user_id, id, 4, '', '[]' from runs where ended_at is not null`.execute(db)
  await sql`
    insert into run_events (user_id, run_id, sequence, payload)
    select user_id, id, n, '{"type":"text"}'::json from runs, generate_series(1, 4) as n
    union all select user_id, id, n, '{"type":"text"}' from runs, generate_series(5, 10000) as n
    where id = ${sql.lit(longest)}`.execute(db)
  await sql`
    insert into idempotency_keys (user_id, key, fingerprint, run_id)
    select user_id, id, '', id from runs`.execute(db)
  const manyUsers = sql`generate_series(1, ${sql.lit(busiest)}) as n, generate_series(1, 10) as m`
  await sql`
    insert into sessions (id, user_id, token_hash, expires_at)
    select gen_random_uuid(), n, '', now() from ${manyUsers}`.execute(db)
  await sql`insert into usage select n, current_date - m, '', 1, 1, 1, 1 from ${manyUsers}`.execute(db)
  await sql`
    insert into login_addresses (user_id, address_hash)
    select n, decode(lpad(to_hex(m), 4, '0'), 'hex') from ${manyUsers}`.execute(db)
  await sql`analyze`.execute(db)
  return { root }
}
