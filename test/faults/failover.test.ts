/**
 * Failover of the database to a standby, and a primary that becomes read-only.
 *
 * @embedded starts and stops two of them.
 * @long waits for outages.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { type Connection, connected } from '../support/database.ts'
import { stream } from '../support/events.ts'
import { until } from '../support/files.ts'
import { startWriters, type Writers } from '../support/load/writers.ts'
import { cluster } from '../support/postgres/cluster.ts'
import { ownPostgres } from '../support/postgres/own-postgres.ts'
import { startReplica } from '../support/processes/replica.ts'
import { faultyModel, prompt } from '../support/providers/faulty-model.ts'
import { signUp } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

type Chat = components['schemas']['Chat']
type Run = components['schemas']['Run']

/** Longest time from the promotion to the first successful request, in ms. */
const MAX_OUTAGE_MS = 5_000
/** Duration of the load after its first successful write, in ms. */
const CONTINUED_LOAD_MS = 2_000

t.setTimeout(240_000)

/** Starts a server under load, with a run in progress that is being followed. */
async function underLoad(t: Test, connection: Connection) {
  const model = await faultyModel(t)
  const settings = { LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'test-model', ACCESS_TOKEN_LIFETIME: '3600' }
  const server = await startReplica(t, connection, settings)
  const ada = await signUp(server)
  const chat = (await ada.client.post('/api/chat/', { json: {} })).json<Chat>().id
  const words = Array.from({ length: 150 }, (_, index) => `${index} `).join('')
  const run = await stream({ url: server.url, access: ada.access }, { prompt: prompt('slowly', words) })
  const followed = run.all()
  const writers = startWriters(ada.client, chat)
  const runGoesOn = async () => {
    const events = await followed
    t.equal(events.at(-1)?.type, 'completed', 'the run in progress is completed')
    t.equal(events.flatMap((event) => ('text' in event ? event.text : [])).join(''), words)
    t.strictSame(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1),
      'its events have no gap',
    )
    t.hasStrict((await ada.client.get(`/api/run/${run.run}`)).json<Run>(), {
      status: 'completed',
      content: words,
    })
  }
  return { server, ada, writers, runGoesOn }
}

/**
 * Waits for the first write that succeeds after the recovery, at most for the promised time, and lets the
 * writers go on for a moment.
 */
async function waitForWrites({ responses }: Writers, back: number) {
  const isBack = () => responses.some(({ status, sentAt }) => status === 201 && sentAt > back)
  while (!isBack() && performance.now() - back < MAX_OUTAGE_MS) await sleep(20)
  await sleep(CONTINUED_LOAD_MS)
}

/** Checks that every refusal was a 503, and that requests succeeded soon after the recovery. */
function recovered(t: Test, { responses, ledger }: Writers, back: number) {
  const refused = responses.filter(({ status }) => status !== 201)
  t.ok(refused.length > 0, 'writes were refused')
  t.strictSame(
    refused.filter(({ status, retryAfter }) => status !== 503 || retryAfter !== '1'),
    [],
    'with 503 and Retry-After only',
  )
  const firstGood = responses.find(({ status, sentAt }) => status === 201 && sentAt > back)
  t.ok(firstGood && firstGood.at - back < MAX_OUTAGE_MS, 'writes succeed again within five seconds')
  t.comment(`${ledger.size} writes; back after ${Math.round((firstGood?.at ?? 0) - back)} ms`)
}

t.test('no acknowledged write is lost when the primary is killed and the standby promoted', async (t) => {
  const { connection, primary, switchOver, promote } = await cluster(t)
  const { server, ada, writers, runGoesOn } = await underLoad(t, connection)
  await until('some writes are acknowledged', () => writers.ledger.size > 20)
  await primary.kill()
  await sleep(1_000)
  // For a while the address leads to a standby that is not promoted yet.
  await switchOver()
  await sleep(2_000)
  t.equal(
    (await server.client.get('/readyz')).status,
    503,
    'a standby accepts no writes, so the server is not ready',
  )
  t.equal(
    (await ada.client.get('/api/chat/')).status,
    503,
    'reads are refused too, because they may be stale',
  )
  await promote()
  const back = performance.now()
  await waitForWrites(writers, back)
  await writers.stop()
  t.equal(server.child.exitCode, null)
  recovered(t, writers, back)
  await runGoesOn()
  t.strictSame(await writers.ledger.differences(ada.client), [], 'no acknowledged write is lost')
})

for (const [what, setReadOnly, setWritable] of [
  [
    'for all connections',
    ['alter system set default_transaction_read_only = on', 'select pg_reload_conf()'],
    ['alter system reset default_transaction_read_only', 'select pg_reload_conf()'],
  ],
  [
    // Its connections stay read-only as long as they are open.
    'for new connections',
    [
      'alter database parley set default_transaction_read_only = on',
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley'`,
    ],
    ['set default_transaction_read_only = off', 'alter database parley reset default_transaction_read_only'],
  ],
] as const) {
  t.test(`a primary that is read-only ${what} refuses writes with 503, and recovers`, async (t) => {
    const { connection } = await ownPostgres(t)
    const { server, ada, writers, runGoesOn } = await underLoad(t, connection)
    const byHand = await connected(t, connection)
    await sleep(1_000)
    for (const statement of setReadOnly) await byHand.query(statement)
    const isRefused = async () => (await ada.client.post('/api/chat/', { json: {} })).status === 503
    await until('writes are refused', isRefused)
    await sleep(3_000)
    t.equal((await ada.client.get('/api/chat/')).status, 200, 'reads succeed')
    for (const statement of setWritable) await byHand.query(statement)
    const back = performance.now()
    await waitForWrites(writers, back)
    await writers.stop()
    recovered(t, writers, back)
    const late = writers.responses.filter(({ status, sentAt }) => status !== 201 && sentAt > back + 1_000)
    t.strictSame(late, [], 'no read-only connection is left')
    await runGoesOn()
    t.strictSame(await writers.ledger.differences(ada.client), [])
    t.notMatch(server.output(), /rejects its events|A run failed|Internal error/)
  })
}
