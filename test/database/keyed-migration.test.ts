/** Conversion of rows of every kind to keys that begin with the user. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { connected, testDatabase } from '../support/database.ts'

const directory = new URL('../../migrations/', import.meta.url)
const migration = '0012_keyed_by_user.sql'

t.test('rows of every kind are kept, and events get the user of their run', async (t) => {
  const { connection } = await testDatabase(t)
  const db = await connected(t, connection)
  const apply = (file: string) => db.query(readFileSync(new URL(file, directory), 'utf8'))
  await db.query('drop schema public cascade; create schema public')
  for (const file of readdirSync(directory).sort()) if (file < migration) await apply(file)

  await db.query(`
    insert into users (username, username_key, password_hash) values ('ada', 'ada', ''), ('charles', 'charles', '');
    insert into sessions (id, user_id, token_hash, parent_hash, expires_at) values
      (gen_random_uuid(), 1, 'a', null, now()), (gen_random_uuid(), 2, 'b', 'a', now());
    insert into revocations (session_id, expires_at) values (gen_random_uuid(), now());
    insert into workers (id, expires_at) values (gen_random_uuid(), now());
    insert into rate_buckets (key, full_at, granted) values ('a', now(), 1);
    insert into login_addresses (user_id, address_hash) values (1, 'a'), (2, 'a');
    insert into usage (user_id, day, model, runs, prompt_tokens, completion_tokens, total_tokens) values
      (1, '2026-11-26', 'm-1', 1, 2, 3, 5), (2, '2026-11-26', 'm-1', 1, 2, 3, 5);
    insert into chats (user_id, title) values (1, 'Engines'), (1, ''), (2, 'Looms');
    insert into files (user_id, name, content_type, storage_key, size, sha256, stored_at, url) values
      (1, 'a', 'text/plain', '${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}', 1, 'x', now(), null),
      (2, 'b', 'text/plain', null, null, null, null, 'https://example.org/b');
    insert into runs (user_id, chat_id, purpose, status, model, prompt, content, worker_id, started_at, ended_at) values
      (1, 1, 'answer', 'completed', 'm-1', 'Who?', 'Newcomen', null, now(), now()),
      (1, 1, 'title', 'failed', 'm-1', 'Name it', '', null, null, now()),
      (1, 2, 'answer', 'running', 'm-1', 'Who?', '', (select id from workers), now(), null),
      (2, 3, 'answer', 'completed', 'm-1', 'Who?', 'Jacquard', null, now(), now()),
      (2, null, 'answer', 'queued', 'm-1', 'Who?', '', gen_random_uuid(), null, null);
    -- Two of the messages are edited, moved to another chat, and have lost their run.
    insert into messages (user_id, chat_id, file_id, role, content, status, run_id, run_part) values
      (1, 1, 1, 'user', 'Who?', 'completed', 1, 'prompt'), (1, 2, null, 'assistant', 'Newcomen', 'completed', 1, 'answer'),
      (1, 2, null, 'user', 'Who?', 'completed', 3, 'prompt'), (1, 2, null, 'assistant', '', 'running', 3, 'answer'),
      (1, 1, null, 'assistant', 'edited', 'completed', null, null), (2, 3, 2, 'system', 'Be brief.', 'completed', null, null);
    insert into run_events (run_id, sequence, payload) select id, n, '{"type":"text","text":"a"}'
      from runs, generate_series(1, 3) as n order by n desc, id desc;
    insert into idempotency_keys (user_id, key, fingerprint, run_id, created) values
      (1, 'a', 'x', 1, null), (2, 'a', 'x', 4, null), (1, 'b', 'x', null, '{"id":1}'), (1, 'c', 'x', null, null)`)

  const { rows: tables } = await db.query(`
    select tablename as name from pg_tables where schemaname = 'public' order by name`)
  const rowsOf = async (name: string) => {
    const { rows } = await db.query(
      `select to_jsonb(one) as row from ${name} as one order by to_jsonb(one)::text`,
    )
    return rows.map(({ row }) => row)
  }
  const before = new Map<string, unknown[]>()
  for (const { name } of tables) before.set(name, await rowsOf(name))
  const { rows: events } = await db.query(`
    select runs.user_id::int, run_id::int, sequence, payload from run_events join runs on runs.id = run_id
    order by 1, 2, 3`)
  await apply(migration)
  for (const [name, rows] of before) {
    t.ok(rows.length > 0, `there are ${name}`)
    if (name === 'run_events') continue
    const added = name === 'chats' || name === 'users' ? { deleted_at: null } : {}
    t.strictSame(
      await rowsOf(name),
      rows.map((row) => Object.assign({}, row, added)),
      name,
    )
  }
  const { rows: converted } = await db.query(`
    select user_id::int, run_id::int, sequence, payload from run_events order by 1, 2, 3`)
  t.strictSame(converted, events)
  t.equal(converted.length, 15)

  for (const [what, insert, constraint] of [
    [
      "a message in another user's chat",
      "messages (user_id, chat_id, role, content) values (1, 3, 'user', '')",
      'messages_chat',
    ],
    [
      "a message with another user's file",
      "messages (user_id, chat_id, file_id, role, content) values (1, 1, 2, 'user', '')",
      'messages_file',
    ],
    [
      "a message of another user's run",
      "messages (user_id, chat_id, run_id, role, content) values (1, 1, 4, 'user', '')",
      'messages_run',
    ],
    [
      "a run in another user's chat",
      "runs (user_id, chat_id, status, model, prompt, ended_at) values (1, 3, 'failed', '', '', now())",
      'runs_chat',
    ],
    ["an event of another user's run", "run_events values (1, 4, 9, '{}')", 'run_events_run'],
    [
      "a key of another user's run",
      "idempotency_keys (user_id, key, fingerprint, run_id) values (1, 'd', '', 4)",
      'idempotency_keys_run',
    ],
    [
      'a second active run in a chat',
      "runs (user_id, chat_id, status, model, prompt, worker_id) values (1, 2, 'queued', '', '', gen_random_uuid())",
      'runs_one_active_in_a_chat',
    ],
    [
      'a session of nobody',
      "sessions (id, user_id, token_hash, expires_at) values (gen_random_uuid(), 9, '', now())",
      'sessions_user',
    ],
  ] as const) {
    const refused = await db.query(`insert into ${insert}`).catch((error) => error)
    t.equal(refused.constraint, constraint, what)
  }
  await db.query(`
    insert into chats (user_id, title) values (2, '');
    insert into runs (user_id, status, model, prompt, ended_at) values (1, 'failed', '', '', now())`)
  const { rows: newest } = await db.query(
    'select max(chats.id)::int as chat, max(runs.id)::int as run from chats, runs',
  )
  t.match(newest, [{ chat: 4, run: 8 }], 'ids continue; refused runs have taken two')
})
