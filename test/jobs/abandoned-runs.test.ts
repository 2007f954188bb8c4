/** The end of abandoned runs if many of them cannot be ended. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { until } from '../support/files.ts'
import { signUp, testServer } from '../support/server.ts'

t.test('more runs that cannot be ended than fit into a batch delay no other run', async (t) => {
  const server = await testServer(t)
  const ada = await signUp(server)
  await sql`
    create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'refused'; end $$`.execute(server.db)
  await sql`
    create trigger refuses before update on runs for each row when (new.model = 'stuck')
    execute function refuse()`.execute(server.db)
  const insert = async (model: string, count: number) => {
    await sql`
      with run as (
        insert into runs (user_id, status, model, worker_id)
        select ${ada.id}::bigint, 'queued'::run_status, ${model}::text, ${randomUUID()}::uuid
        from generate_series(1, ${count}::int) returning user_id, id
      )
      insert into run_events (user_id, run_id, sequence, payload)
      select user_id, id, 1, '{"type":"started","sequence":1}' from run`.execute(server.db)
  }
  await insert('stuck', 250)
  await insert('other', 3)
  const active = async (model: string) => {
    const { rows } = await sql`select from runs where model = ${model} and ended_at is null`.execute(
      server.db,
    )
    return rows.length
  }
  await until('the others have ended', async () => (await active('other')) === 0)
  t.equal(await active('stuck'), 250)
  await sql`drop trigger refuses on runs`.execute(server.db)
  await until('all have ended', async () => (await active('stuck')) === 0)
  const warnings = server.log.filter((line) => line.includes('A background job failed'))
  t.equal(warnings.length, 1, 'reported once')
})
