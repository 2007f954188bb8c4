/** Slow maintenance, which must cost the runs in progress nothing. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import { ask, at } from '../support/events.ts'
import { testModel } from '../support/providers/model.ts'
import { signUp, testServer } from '../support/server.ts'

t.test('maintenance whose every statement times out delays no renewal of a lease', async (t) => {
  const model = await testModel(t)
  const llm = { baseUrl: model.baseUrl, timeout: 120_000 }
  const server = await testServer(t, { llm, config: { DATABASE_POOL_SIZE: 5 } })
  const ada = await signUp(server)
  const stream = await ask(at(server, ada), { prompt: 'Who built the first one?' })
  const call = await model.next()
  call.say('New')
  await stream.until('text')

  // An abandoned run that takes longer to end than a statement may.
  await sql`
    create function linger() returns trigger language plpgsql as $$
    begin perform pg_sleep(11); return new; end $$`.execute(server.db)
  await sql`
    create trigger lingers before update on runs for each row when (new.model = 'slow')
    execute function linger()`.execute(server.db)
  const { rows } = await sql<{ id: number }>`
    insert into runs (user_id, status, model, worker_id)
    values (${ada.id}, 'running', 'slow', ${randomUUID()}) returning id`.execute(server.db)
  await sql`
    insert into run_events (user_id, run_id, sequence, payload)
    select ${ada.id}, ${rows[0]?.id}, 1, '{"type":"started","sequence":1}'
  `.execute(server.db)

  // A lease is renewed twice a second for 30 seconds, and a statement is cancelled after ten.
  const left: number[] = []
  for (let second = 0; second < 20; second++) {
    await sleep(1_000)
    const { rows } = await sql<{ left: number }>`
      select extract(epoch from max(expires_at) - now())::float8 as left from workers`.execute(server.db)
    left.push(rows[0]?.left ?? 0)
  }
  t.ok(Math.min(...left) > 24, `the lease was always valid for at least ${Math.min(...left)} s`)
  call.say('comen')
  call.end()
  const events = await stream.all()
  t.equal(events.at(-1)?.type, 'completed')
})
