import { sql } from 'kysely'
import t from 'tap'
import { signUp, testServer } from '../support/server.ts'

t.test('a failure of ours is logged, without the values that PostgreSQL names in its errors', async (t) => {
  const server = await testServer(t)
  const { access } = await signUp(server)
  await sql`alter table chats add constraint unforeseen check (title <> 'a private title')`.execute(server.db)
  // Not through the test client: no contract declares a defect.
  const answer = await fetch(`${server.url}/api/chat/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'a private title' }),
  })
  t.match(await answer.json(), { status: 500, code: 'internal_error' })
  const logged = server.log.filter((line) => JSON.parse(line).level >= 50)
  t.equal(logged.length, 1)
  t.match(logged[0], 'unforeseen')
  t.notMatch(logged[0], 'a private title')
})
