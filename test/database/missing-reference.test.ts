import { sql } from 'kysely'
import t from 'tap'
import { missingReference } from '../../src/database/missing-reference.ts'
import { testServer } from '../support/server.ts'

t.test('a violated foreign key is mapped to the table of the missing row', async (t) => {
  const { db } = await testServer(t)
  const failure = (statement: ReturnType<typeof sql>) =>
    statement.execute(db).then(
      () => undefined,
      (error) => error,
    )
  t.equal(missingReference(await failure(sql`insert into chats (user_id, title) values (999, '')`)), 'users')
  const user = sql`insert into users (username, username_key, password_hash) values ('a', 'a', '')`
  t.equal(await failure(user), undefined)
  t.equal(missingReference(await failure(user)), undefined, 'a unique constraint refers to no table')
  t.equal(missingReference(new Error('something else')), undefined)
  t.equal(missingReference(undefined), undefined)
})
