/** Migration 0007 on existing runs, messages and chats. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { connected, testDatabase } from '../../support/database.ts'

const directory = new URL('../../../migrations/', import.meta.url)
const migration = '0007_run_integrity.sql'

t.test('the migration links runs to messages and models, and chats to their title attempts', async (t) => {
  const { connection } = await testDatabase(t)
  const db = await connected(t, connection)
  const apply = (file: string) => db.query(readFileSync(new URL(file, directory), 'utf8'))
  await db.query('drop schema public cascade; create schema public')
  for (const file of readdirSync(directory).sort()) if (file < migration) await apply(file)

  const started = (run: number, prompt: number, answer: number) =>
    `(${run}, 1, '{"type":"started","sequence":1,"run":${run},"chat":1,"prompt_message":${prompt},"answer_message":${answer}}')`
  await db.query(`
    insert into users (username, username_key, password_hash) values ('ada', 'ada', '');
    insert into chats (user_id, title, awaits_title) values (1, '', true), (1, 'Engines', false);
    insert into runs (user_id, chat_id, purpose, status, model, attempts, prompt, worker_id, started_at, ended_at) values
      (1, 1, 'answer', 'completed', 'm-2', '[{"model":"m-1"},{"model":"spare"}]', '', null, now(), now()),
      (1, 1, 'title', 'failed', 'm-1', '[{"model":"m-1"}]', '', null, null, now()),
      (1, 2, 'title', 'completed', 'm-2', '[]', '', null, now(), now()),
      (1, 2, 'answer', 'running', 'm-1', '[]', '', gen_random_uuid(), now(), null);
    -- Of the first run a client has changed both roles; the last message is of no run.
    insert into messages (user_id, chat_id, role, content, run_id) values
      (1, 1, 'assistant', '', 1), (1, 1, 'user', '', 1), (1, 2, 'user', '', 4), (1, 2, 'assistant', '', 4),
      (1, 2, 'user', '', null);
    insert into run_events values ${started(1, 1, 2)}, ${started(4, 3, 4)}`)
  await apply(migration)

  const rows = async (query: string) => (await db.query({ text: query, rowMode: 'array' })).rows
  t.strictSame(await rows('select id::int, run_part from messages order by id'), [
    [1, 'prompt'],
    [2, 'answer'],
    [3, 'prompt'],
    [4, 'answer'],
    [5, null],
  ])
  t.strictSame(await rows('select model, reported_model from runs order by id'), [
    ['spare', 'm-2'],
    ['m-1', null],
    ['m-2', 'm-2'],
    ['m-1', null],
  ])
  t.strictSame(await rows('select title_attempts from chats order by id'), [[1], [0]])
})
