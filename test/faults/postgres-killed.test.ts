/**
 * PostgreSQL is killed with -9 under load and restarted after ten seconds.
 *
 * @embedded kills it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { stream } from '../support/events.ts'
import { until } from '../support/files.ts'
import { startWriters } from '../support/load/writers.ts'
import { ownPostgres } from '../support/postgres/own-postgres.ts'
import { startReplica } from '../support/processes/replica.ts'
import { faultyModel, prompt } from '../support/providers/faulty-model.ts'
import { signUp } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type Run = components['schemas']['Run']

/** Duration of the outage of the database, in ms. */
const OUTAGE_MS = 10_000
/** Longest response time during the outage, and longest time from its end to the first success, in ms. */
const MAX_RESPONSE_MS = 5_000

t.test(
  'after a crash of PostgreSQL no acknowledged write is lost and the server recovers automatically',
  async (t) => {
    const postgres = await ownPostgres(t)
    const model = await faultyModel(t)
    const server = await startReplica(t, postgres.connection, {
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'test-model',
      ACCESS_TOKEN_LIFETIME: '3600',
    })
    const ada = await signUp(server)
    const caller = { url: server.url, access: ada.access }
    const chat = (await ada.client.post('/api/chat/', { json: {} })).json<Chat>().id

    // The first run ends during the outage, the second one after it.
    const words = (count: number) => Array.from({ length: count }, (_, index) => `${index} `).join('')
    const texts = [words(100), words(200)]
    const streams = await Promise.all(texts.map((text) => stream(caller, { prompt: prompt('slowly', text) })))
    const followed = streams.map((each) => each.all())

    const { ledger, responses, stop } = startWriters(ada.client, chat)
    await until('some writes are acknowledged', () => ledger.size > 50)
    await postgres.kill()
    await sleep(OUTAGE_MS)
    t.equal((await server.client.get('/healthz')).status, 200)
    t.equal((await server.client.get('/readyz')).status, 503)
    await postgres.start()
    const back = performance.now()
    await sleep(MAX_RESPONSE_MS)
    await stop()

    t.equal(server.child.exitCode, null, 'the server has not crashed')
    const refused = responses.filter(({ status }) => status !== 201)
    t.ok(refused.length > 10, 'writes were refused')
    t.ok(
      refused.every(({ status, retryAfter }) => status === 503 && retryAfter === '1'),
      'with 503 and Retry-After only',
    )
    const slow = responses.map(({ at, sentAt }) => at - sentAt).filter((took) => took > MAX_RESPONSE_MS)
    t.strictSame(slow, [], 'no response took longer than five seconds')
    const firstGood = responses.find(({ status, sentAt }) => status === 201 && sentAt > back)
    t.ok(firstGood && firstGood.at - back < MAX_RESPONSE_MS, 'writes succeed again within five seconds')

    for (const [index, events] of (await Promise.all(followed)).entries()) {
      const run = (await ada.client.get(`/api/run/${streams[index]?.run}`)).json<Run>()
      t.equal(run.status, 'completed')
      t.equal(run.content, texts[index], 'the run is completed despite the outage')
      t.equal(events.at(-1)?.type, 'completed')
      t.equal(events.flatMap((event) => ('text' in event ? event.text : [])).join(''), run.content)
    }
    t.strictSame(
      await ledger.differences(ada.client),
      [],
      `all ${ledger.size} acknowledged writes are present`,
    )
  },
)
