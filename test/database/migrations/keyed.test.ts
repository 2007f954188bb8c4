/** Conversion of rows of every kind to keys that begin with the user. */
import t from 'tap'
import { beforeMigration, type Row } from '../../support/postgres/before-migration.ts'

const migration = '0012_keyed_by_user.sql'
/** Storage key of the time before keys had a user. */
const key = `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`

t.test('rows of every kind are kept, and texts are stored once', async (t) => {
  const { db, migrate, rowsOf, everyRow } = await beforeMigration(t, migration)

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
      (1, 'a', 'text/plain', '${key}', 1, 'x', now(), null),
      (2, 'b', 'text/plain', null, null, null, null, 'https://example.org/b');
    insert into runs (user_id, chat_id, purpose, status, model, prompt, content, worker_id, started_at, ended_at, prompt_tokens,
      reasoning, system, temperature, max_tokens, overflow, attachment, context, attempts) values
      (1, 1, 'answer', 'completed', 'm-1', 'Who?', 'Newcomen', null, now(), now(), 3, 'Hm.', 'Be brief.', 0.5, 9, 'drop',
        '{"name":"a"}', '{"messages":1}', '[{"model":"m-1"}]'),
      (1, 1, 'title', 'failed', 'm-1', 'Name it', '', null, null, now() - interval '1 hour', null, '', null, null, null, null,
        null, null, '[]'),
      (1, 2, 'answer', 'running', 'm-1', 'Who?', '', (select id from workers), now(), null, null, '', null, null, null, null,
        null, null, '[]'),
      (2, 3, 'answer', 'completed', 'm-1', 'Who?', 'Jacquard', null, now(), now() - interval '1 hour', 3, 'Hm.', null, null,
        null, null, null, null, '[]'),
      (2, null, 'answer', 'queued', 'm-1', 'Who will?', '', gen_random_uuid(), null, null, null, '', null, null, null, null,
        null, null, '[]'),
      (2, null, 'answer', 'completed', 'm-1', 'Who?', 'Jacquard', null, now(), now() - interval '1 hour', 3, 'Hm.', null, null,
        null, null, null, null, '[]');
    -- Two of the messages are edited, moved to another chat, and have lost their run.
    insert into messages (user_id, chat_id, file_id, role, content, status, run_id, run_part) values
      (1, 1, 1, 'user', 'Who?', 'completed', 1, 'prompt'), (1, 2, null, 'assistant', 'Newcomen', 'completed', 1, 'answer'),
      (1, 2, null, 'user', 'Who?', 'completed', 3, 'prompt'), (1, 2, null, 'assistant', '', 'running', 3, 'answer'),
      (1, 1, null, 'assistant', 'edited', 'completed', null, null), (2, 3, 2, 'system', 'Be brief.', 'completed', null, null);
    insert into run_events (run_id, sequence, payload) select id, n, '{"type":"text","text":"a"}'
      from runs, generate_series(1, 3) as n order by n desc, id desc;
    insert into idempotency_keys (user_id, key, fingerprint, run_id, created) values
      (1, 'a', 'x', 1, null), (2, 'a', 'x', 4, null), (1, 'b', 'x', null, '{"id":1}'), (1, 'c', 'x', null, null)`)

  const before = await everyRow()
  const { rows: events } = await db.query(`
    select runs.user_id::int, run_id::int, sequence, payload from run_events join runs on runs.id = run_id
    where ended_at is null or ended_at > now() - interval '1 minute' order by 1, 2, 3`)
  await migrate()
  const converted = ['run_events', 'runs', 'idempotency_keys', 'sweeps']
  for (const [name, rows] of before) {
    t.ok(rows.length > 0, `there are ${name}`)
    // With columns that did not exist before.
    if (!converted.includes(name)) t.hasStrict(await rowsOf(name), rows, name)
  }
  t.hasStrict(
    await rowsOf('chats'),
    [2, 3, 1].map((messages, i) => ({ id: i + 1, message_count: messages })),
  )
  t.strictSame(await rowsOf('user_totals'), [
    { user_id: 1, files: 1, stored_bytes: 1 },
    { user_id: 2, files: 1, stored_bytes: 0 },
  ])
  t.match(await rowsOf('stored_objects'), [{ user_id: 1, storage_key: key, state: 'live' }])
  t.equal((await rowsOf('stored_objects')).length, 1, 'links have no bytes')
  const { rows: keptEvents } = await db.query(`
    select user_id::int, run_id::int, sequence, payload from run_events order by 1, 2, 3`)
  t.strictSame(keptEvents, events, 'events stay as long as their run can be resumed')
  t.equal(keptEvents.length, 9)

  const texts = ['content', 'reasoning', 'context', 'attempts']
  const inputs = ['prompt', 'system', 'temperature', 'max_tokens', 'overflow', 'attachment']
  const runs = await rowsOf('runs')
  for (const run of before.get('runs') as Row[]) {
    const { id, ended_at: endedAt } = run
    const expected = Object.entries(run).filter(([name]) => ![...texts, ...inputs].includes(name))
    t.hasStrict(
      runs.find((found) => found.id === id),
      { ...Object.fromEntries(expected), ...(endedAt === null && { prompt_tokens: id === 5 ? 3 : 1 }) },
      `run ${id}`,
    )
  }
  t.strictSame(
    runs.filter(({ events_until: until }) => until !== null).map(({ id }) => id),
    [1],
    'the events of the run that has just ended will be removed',
  )
  const [inputsFound, results] = [await rowsOf('run_inputs'), await rowsOf('run_results')]
  const byRun = (rows: Row[]) => new Map(rows.map(({ user_id: _, run_id: id, ...row }) => [id, row]))
  const noInputs = Object.fromEntries(inputs.map((name) => [name, null]))
  const { prompt: _, ...given } = Object.fromEntries(
    inputs.map((name) => [name, (before.get('runs') ?? []).find(({ id }) => id === 1)?.[name]]),
  )
  t.strictSame(
    byRun(inputsFound),
    new Map<unknown, unknown>([
      [1, { ...given, prompt: null }],
      [2, noInputs],
      [3, noInputs],
      [4, noInputs],
      [5, { ...noInputs, prompt: 'Who will?' }],
      [6, { ...noInputs, prompt: 'Who?' }],
    ]),
    'a prompt stays with a run without a chat',
  )
  const nothing = { last_sequence: 3, content: null, reasoning: '', context: null, attempts: [] }
  t.strictSame(
    byRun(results),
    new Map<unknown, unknown>([
      [1, { ...nothing, reasoning: 'Hm.', context: { messages: 1 }, attempts: [{ model: 'm-1' }] }],
      [2, nothing],
      [4, nothing],
      [6, { ...nothing, content: 'Jacquard', reasoning: 'Hm.' }],
    ]),
    'an answer stays with a run without a chat, and nothing of one whose message was deleted',
  )
  t.strictSame(
    (await rowsOf('idempotency_keys')).map(({ key, user_id: user, run_id: run, created_id: created }) => [
      user,
      key,
      run,
      created,
    ]),
    [
      [1, 'a', 1, null],
      [2, 'a', 4, null],
      [1, 'b', null, 1],
      [1, 'c', null, null],
    ],
  )

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
      "runs (user_id, chat_id, status, model, ended_at) values (1, 3, 'failed', '', now())",
      'runs_chat',
    ],
    ["inputs of another user's run", 'run_inputs (user_id, run_id) values (1, 4)', 'run_inputs_run'],
    [
      "a result of another user's run",
      "run_results values (1, 6, 1, null, '', null, '[]')",
      'run_results_run',
    ],
    [
      'a file without stored bytes',
      "files (user_id, name, content_type, storage_key, size, sha256, stored_at) values (1, '', '', '1/x', 1, '', now())",
      'files_object',
    ],
    ["an event of another user's run", "run_events values (1, 4, 9, '{}')", 'run_events_run'],
    [
      "a key of another user's run",
      "idempotency_keys (user_id, key, fingerprint, run_id) values (1, 'd', '', 4)",
      'idempotency_keys_run',
    ],
    [
      'a second active run in a chat',
      "runs (user_id, chat_id, status, model, worker_id) values (1, 2, 'queued', '', gen_random_uuid())",
      'runs_one_active_in_a_chat',
    ],
    [
      'a session without a user',
      "sessions (id, user_id, token_hash, expires_at) values (gen_random_uuid(), 9, '', now())",
      'sessions_user',
    ],
  ] as const) {
    const refused = await db.query(`insert into ${insert}`).catch((error) => error)
    t.equal(refused.constraint, constraint, what)
  }
  await db.query(`
    insert into chats (user_id, title) values (2, '');
    insert into runs (user_id, status, model, ended_at) values (1, 'failed', '', now())`)
  const { rows: newest } = await db.query(
    'select max(chats.id)::int as chat, max(runs.id)::int as run from chats, runs',
  )
  t.match(newest, [{ chat: 4, run: 9 }], 'ids continue; refused runs have taken two')
})
