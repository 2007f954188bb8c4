/** Size of an answer in the database at rest, with everything that belongs to its run. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { expiredEvents } from '../../src/runs/expired-events.ts'
import { connected } from '../support/database.ts'
import { runJob } from '../support/jobs.ts'
import { playedProvider } from '../support/providers/played.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

/** With fewer runs, a single page of 8 KiB more would decide. */
const RUNS = 400
const AT_ONCE = 10
const CHUNKS = 100
/** Bytes of an answer of 1,000 tokens, not compressible, and of a prompt. */
const ANSWER_BYTES = 6_000
const PROMPT_BYTES = 200

const randomText = (bytes: number) => randomBytes(bytes).toString('base64').slice(0, bytes)
const provider = await playedProvider(t, (call) => {
  const text = randomText(ANSWER_BYTES)
  const size = ANSWER_BYTES / CHUNKS
  call.say({
    texts: Array.from({ length: CHUNKS }, (_, index) => text.slice(index * size, (index + 1) * size)),
  })
})
const server = await testServer(t, { llm: provider.llm })
const db = await connected(t, server.connection)
const tables = ['runs', 'run_inputs', 'run_results', 'run_events', 'messages', 'idempotency_keys']

/** Returns the size of the tables with their indexes in bytes, without the space of deleted rows. */
async function bytesAtRest(): Promise<number> {
  for (const table of tables) await db.query(`vacuum full ${table}`)
  const { rows } = await db.query(
    'select sum(pg_total_relation_size(name))::int as bytes from unnest($1::text[]) as name',
    [tables],
  )
  return rows[0].bytes
}

t.test('a run takes at most 1.5 times its text and 1 KiB', async (t) => {
  const ada = await signUp(server)
  const before = await bytesAtRest()
  const chats = await Promise.all(
    Array.from({ length: AT_ONCE }, async () =>
      (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Schemas['Chat']>(),
    ),
  )
  await Promise.all(
    chats.map(async ({ id }) => {
      for (let count = 0; count < RUNS / AT_ONCE; count++) {
        const json = { prompt: randomText(PROMPT_BYTES), chat: id }
        const headers = { 'idempotency-key': `${id}-${count}` }
        t.equal((await ada.client.post('/api/llm/', { json, headers })).status, 200)
      }
    }),
  )
  const withEvents = Math.round(((await bytesAtRest()) - before) / RUNS)
  await sql`update runs set events_until = now() - interval '1 second'`.execute(server.db)
  t.equal(await runJob(server.db, expiredEvents), RUNS)
  const most = 1.5 * (ANSWER_BYTES + PROMPT_BYTES) + 1024
  let atRest = Number.POSITIVE_INFINITY
  // A deleted row remains while another session, such as a job's, has an older snapshot.
  for (let attempt = 0; attempt < 20 && atRest > most; attempt++)
    atRest = Math.round(((await bytesAtRest()) - before) / RUNS)
  t.comment(`${atRest} bytes at rest, ${withEvents} with events, of ${ANSWER_BYTES + PROMPT_BYTES} of text`)
  t.ok(atRest <= most, `${atRest} bytes for a text of ${ANSWER_BYTES + PROMPT_BYTES}`)
  t.ok(withEvents > atRest + ANSWER_BYTES, 'the events are gone')
})
