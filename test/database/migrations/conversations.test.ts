/** Conversion of rows of every kind to trees of messages, lists of attachments and parts. */
import t from 'tap'
import { beforeMigration, type Row } from '../../support/postgres/before-migration.ts'

const migration = '0013_conversations.sql'
const key = '00000000-0000-0000-0000-000000000000'

t.test('rows of every kind are kept, and each chat becomes one branch', async (t) => {
  const { db, migrate, rowsOf, everyRow } = await beforeMigration(t, migration)

  await db.query(`
    insert into users (username, username_key, password_hash) values ('ada', 'ada', ''), ('charles', 'charles', '');
    insert into user_totals (user_id, files, stored_bytes) values (1, 1, 1), (2, 1, 0);
    insert into sessions (id, user_id, token_hash, parent_hash, expires_at) values
      (gen_random_uuid(), 1, 'a', null, now()), (gen_random_uuid(), 2, 'b', 'a', now());
    insert into revocations (session_id, expires_at) values (gen_random_uuid(), now());
    insert into workers (id, expires_at) values (gen_random_uuid(), now());
    insert into jobs (name) values ('expiry');
    insert into rate_buckets (key, full_at, granted) values ('a', now(), 1);
    insert into login_addresses (user_id, address_hash) values (1, 'a'), (2, 'a');
    insert into usage (user_id, day, model, runs, prompt_tokens, completion_tokens, total_tokens) values
      (1, '2026-11-26', 'm-1', 1, 2, 3, 5), (2, '2026-11-26', 'm-1', 1, 2, 3, 5);
    -- The third is empty, and the fourth is deleted.
    insert into chats (user_id, title, message_count, deleted_at) values
      (1, 'Engines', 4, null), (2, 'Looms', 2, null), (1, '', 0, null), (1, 'Gone', 2, now()), (1, '', 2, null);
    insert into stored_objects (user_id, storage_key, state) values (1, '1/${key}', 'live');
    insert into files (user_id, name, content_type, storage_key, size, sha256, stored_at, url) values
      (1, 'a', 'text/plain', '1/${key}', 1, 'x', now(), null),
      (2, 'b', 'text/plain', null, null, null, null, 'https://example.org/b');
    -- In a chat, with a deleted answer, of a title, in progress, without a chat, and of another user.
    insert into runs (user_id, chat_id, purpose, status, model, worker_id, started_at, ended_at, prompt_tokens) values
      (1, 1, 'answer', 'completed', 'm-1', null, now(), now(), 3),
      (1, 1, 'answer', 'failed', 'm-1', null, now(), now(), 3),
      (1, 1, 'title', 'completed', 'm-1', null, now(), now(), 3),
      (1, 5, 'answer', 'running', 'm-1', (select id from workers), now(), null, 3),
      (1, null, 'answer', 'completed', 'm-1', null, now(), now(), 3),
      (2, 2, 'answer', 'completed', 'm-1', null, now(), now(), 3);
    insert into run_inputs (user_id, run_id, prompt, system, temperature, max_tokens, overflow, attachment) values
      (1, 1, null, 'Be brief.', 0.5, 9, 'drop', '{"name":"a"}'), (1, 2, null, null, null, null, null, null),
      (1, 3, null, null, null, null, null, null), (1, 4, null, null, null, null, 'error', '{"name":"b"}'),
      (1, 5, 'Who?', null, null, null, null, '{"name":"c"}'), (2, 6, null, null, null, null, null, null);
    insert into run_results (user_id, run_id, last_sequence, content, reasoning, context, attempts) values
      (1, 1, 3, null, 'Hm.', '{"included":1,"dropped":0}', '[{"model":"m-1"}]'), (1, 2, 3, null, 'Lost', null, '[]'),
      (1, 3, 3, null, '', null, '[]'), (1, 5, 3, 'Newcomen', 'Well.', null, '[]'), (2, 6, 3, null, '', null, '[]');
    insert into run_events (user_id, run_id, sequence, payload) values
      (1, 4, 1, '{"type":"text","text":"a"}'), (2, 6, 1, '{"type":"text","text":"a"}');
    -- The messages of the chats alternate. The answer of the first run was moved to the fifth chat.
    insert into messages (user_id, chat_id, file_id, role, content, status, run_id, run_part) values
      (1, 1, 1, 'user', 'Who?', 'completed', 1, 'prompt'),
      (2, 2, 2, 'user', 'Who?', 'completed', 6, 'prompt'),
      (1, 5, null, 'assistant', 'Newcomen', 'completed', 1, 'answer'),
      (1, 4, null, 'user', 'Gone', 'completed', null, null),
      (1, 1, null, 'user', 'And?', 'completed', 2, 'prompt'),
      (1, 5, null, 'user', 'Who?', 'completed', 4, 'prompt'),
      (1, 4, null, 'assistant', 'Gone', 'completed', null, null),
      (2, 2, null, 'assistant', 'Jacquard', 'completed', 6, 'answer'),
      (1, 5, null, 'assistant', '', 'running', 4, 'answer'),
      (1, 1, null, 'system', 'Be brief.', 'completed', null, null),
      (1, 1, null, 'assistant', 'edited', 'completed', null, null);
    update chats set message_count = (select count(*) from messages where chat_id = chats.id);
    insert into idempotency_keys (user_id, key, fingerprint, run_id) values (1, 'a', 'x', 1), (2, 'a', 'x', 6)`)

  const before = await everyRow()
  await migrate()
  for (const [name, rows] of before) {
    t.ok(rows.length > 0, `there are ${name}`)
    const converted = name === 'run_inputs' ? ['attachment'] : name === 'run_results' ? ['reasoning'] : []
    const kept = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !converted.includes(column))),
    )
    const found = await rowsOf(name)
    // New columns change the order of rows as text.
    for (const row of kept)
      t.ok(
        found.some((one) => Object.entries(row).every(([column, value]) => same(one[column], value))),
        `${name} ${JSON.stringify(row)}`,
      )
    t.equal(found.length, rows.length, name)
  }

  const messages = (await rowsOf('messages')).sort((a, b) => Number(a.id) - Number(b.id))
  t.strictSame(
    messages.map(({ id, chat_id: chat, parent_id: parent }) => [chat, parent, id]),
    [
      [1, null, 1],
      [2, null, 2],
      [5, null, 3],
      [4, null, 4],
      [1, 1, 5],
      [5, 3, 6],
      [4, 4, 7],
      [2, 2, 8],
      [5, 6, 9],
      [1, 5, 10],
      [1, 10, 11],
    ],
  )
  t.strictSame(
    messages.flatMap(({ id, parts }) => (parts === null ? [] : [[id, parts]])),
    [[3, [{ type: 'reasoning', text: 'Hm.' }]]],
    'reasoning is where the answer is',
  )
  t.ok(messages.every(({ edited_at: edited, more_files: more }) => edited === null && more === false))
  const chats = await rowsOf('chats')
  t.strictSame(
    new Map(chats.map(({ id, leaf_id: leaf }) => [id, leaf])),
    new Map(chats.map(({ id }) => [id, { 1: 11, 2: 8, 4: 7, 5: 9 }[Number(id)] ?? null])),
  )
  t.ok(chats.every(({ system, model, settings }) => system === null && model === null && same(settings, {})))

  const byRun = (rows: Row[], ...names: string[]) =>
    rows
      .sort((a, b) => Number(a.run_id) - Number(b.run_id))
      .map((row) => [row.run_id, ...names.map((name) => row[name])])
  t.strictSame(byRun(await rowsOf('run_inputs'), 'prompt_id', 'attachments'), [
    [1, 1, [{ name: 'a' }]],
    [2, 5, null],
    [3, null, null],
    [4, 6, [{ name: 'b' }]],
    [5, null, [{ name: 'c' }]],
    [6, 2, null],
  ])
  t.strictSame(
    byRun(await rowsOf('run_results'), 'reasoning'),
    [1, 2, 3, 5, 6].map((id) => [id, id === 5 ? 'Well.' : null]),
    'reasoning of a run in a chat is in the message only',
  )

  for (const [what, change, constraint] of [
    ['a parent in another chat', 'parent_id = 4 where id = 5', 'messages_parent'],
    ["another user's parent", 'parent_id = 2 where id = 5', 'messages_parent'],
    ['a message as its own parent', 'parent_id = id where id = 5', 'messages_order'],
    ['a child as the parent', 'parent_id = 10 where id = 5', 'messages_order'],
    ['another chat than that of the children', 'chat_id = 3 where id = 5', 'messages_parent'],
  ] as const) {
    const refused = await db.query(`update messages set ${change}`).catch((error) => error)
    t.equal(refused.constraint, constraint, what)
  }
  for (const [what, insert, constraint] of [
    ["another user's file", 'message_files values (1, 1, 0, 2)', 'message_files_file'],
    ["a file of another user's message", 'message_files values (1, 2, 0, 1)', 'message_files_message'],
  ] as const) {
    const refused = await db.query(`insert into ${insert}`).catch((error) => error)
    t.equal(refused.constraint, constraint, what)
  }
})

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
