/** Detection of chats without branches among those that exist before the migration. */
import t from 'tap'
import { beforeMigration } from '../../support/postgres/before-migration.ts'

t.test('only a chat whose one branch ends in its leaf is linear', async (t) => {
  const { db, migrate, rowsOf } = await beforeMigration(t, '0014_linear_chats.sql')
  await db.query(`
    insert into users (username, username_key, password_hash) values ('ada', 'ada', ''), ('charles', 'charles', '');
    insert into chats (user_id, title, leaf_id) values
      (1, 'one branch', 3), (2, 'one branch', 5), (1, 'empty', null),
      (1, 'two children', 8), (1, 'two roots', 10), (1, 'leaf above', 11), (1, 'without a leaf', null);
    insert into messages (user_id, chat_id, parent_id, role, content) values
      (1, 1, null, 'user', ''), (1, 1, 1, 'user', ''), (1, 1, 2, 'user', ''),
      (2, 2, null, 'user', ''), (2, 2, 4, 'user', ''),
      (1, 4, null, 'user', ''), (1, 4, 6, 'user', ''), (1, 4, 6, 'user', ''),
      (1, 5, null, 'user', ''), (1, 5, null, 'user', ''),
      (1, 6, null, 'user', ''), (1, 6, 11, 'user', ''),
      (1, 7, null, 'user', '')`)
  await migrate()
  const chats = await rowsOf('chats')
  const linear = chats.filter(({ is_linear: is }) => is).map(({ title }) => title)
  t.strictSame(linear.sort(), ['empty', 'one branch', 'one branch'])
  t.equal(chats.length, 7)
})
