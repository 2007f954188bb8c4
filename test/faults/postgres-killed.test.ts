/** PostgreSQL is killed with -9 under load, is away for ten seconds, and comes back. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { stream } from '../support/events.ts'
import { faultyModel, prompt } from '../support/faulty-model.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { startReplica } from '../support/replica.ts'
import { signUp } from '../support/server.ts'
import { startWriters } from '../support/writers.ts'

type Chat = components['schemas']['Chat']
type Run = components['schemas']['Run']

const AWAY = 10_000
/** How long an answer may take while it is away, and how soon after its return there are good ones, in ms. */
const PROMISED = 5_000

t.test(
  'nothing that was acknowledged is lost, nothing hangs, and the server is back by itself',
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

    // Of these, one ends while the database is away, and one when it is back.
    const words = (count: number) => Array.from({ length: count }, (_, index) => `${index} `).join('')
    const asked = [words(50), words(200)]
    const streams = await Promise.all(asked.map((text) => stream(caller, { prompt: prompt('slowly', text) })))
    const followed = streams.map((each) => each.all())

    const { ledger, told, stop } = startWriters(ada.client, chat)
    await sleep(1_500)
    t.ok(ledger.size > 50, 'there is something to lose')
    await postgres.kill()
    await sleep(AWAY)
    t.equal((await server.client.get('/healthz')).status, 200)
    t.equal((await server.client.get('/readyz')).status, 503)
    await postgres.start()
    const back = performance.now()
    await sleep(PROMISED)
    await stop()

    t.equal(server.child.exitCode, null, 'it has not crashed')
    const refused = told.filter(({ status }) => status !== 201)
    t.ok(refused.length > 10, 'it was away')
    t.ok(
      refused.every(({ status, retryAfter }) => status === 503 && retryAfter === '1'),
      'which is all that was told',
    )
    const slow = told.map(({ at, sentAt }) => at - sentAt).filter((took) => took > PROMISED)
    t.strictSame(slow, [], 'within five seconds')
    const firstGood = told.find(({ status, sentAt }) => status === 201 && sentAt > back)
    t.ok(firstGood && firstGood.at - back < PROMISED, 'it serves again within five seconds')

    for (const [index, events] of (await Promise.all(followed)).entries()) {
      const run = (await ada.client.get(`/api/run/${streams[index]?.run}`)).json<Run>()
      t.equal(run.status, 'completed')
      t.equal(run.content, asked[index], 'a run goes on where the database was away')
      t.equal(events.at(-1)?.type, 'completed')
      t.equal(events.flatMap((event) => ('text' in event ? event.text : [])).join(''), run.content)
    }
    t.strictSame(await ledger.differences(ada.client), [], `${ledger.size} acknowledged writes are there`)
  },
)
