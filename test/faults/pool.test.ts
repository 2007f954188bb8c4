/** Streams hold no database connection, so a small pool serves many streams and other requests. */
import t from 'tap'
import { connectionsOf } from '../../src/database/connections/connect.ts'
import { stream } from '../support/events.ts'
import { many } from '../support/load/crowd.ts'
import { faultyModel, prompt } from '../support/providers/faulty-model.ts'
import { signUp, testServer } from '../support/server.ts'

const STREAMS = 100
const REQUESTS = 200
/** Fewest requests whose durations are compared. */
const MIN_REQUESTS = 20

t.test('a pool of five connections serves a hundred streams and fast requests', async (t) => {
  const model = await faultyModel(t)
  const server = await testServer(t, {
    config: { DATABASE_POOL_SIZE: 5 },
    llm: { ...model, timeout: 60_000 },
  })
  const ada = await signUp(server)
  /** Returns the median duration of requests, of which the last are left out if something is over. */
  const median = async (isOver = () => false) => {
    const times: number[] = []
    while (times.length < REQUESTS && !isOver()) {
      const began = performance.now()
      t.equal((await ada.client.get('/api/chat/')).status, 200)
      times.push(performance.now() - began)
    }
    t.ok(times.length >= MIN_REQUESTS, `${times.length} requests`)
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
  }
  await median()
  const alone = await median()

  const words = 'word '.repeat(100)
  const caller = { url: server.url, access: ada.access }
  const streams = await many(STREAMS, () => stream(caller, { prompt: prompt('slowly', words) }))
  const ended = Promise.all(streams.map((each) => each.all()))
  const among = await median(() => model.activeCalls() <= STREAMS / 2)
  t.ok(connectionsOf(server.db).total <= 5)
  t.comment(`${alone.toFixed(1)} ms alone, ${among.toFixed(1)} ms with streams`)
  t.ok(among < 20 * alone + 100, `${among.toFixed(1)} ms with streams, ${alone.toFixed(1)} ms without`)
  for (const events of await ended) t.equal(events.at(-1)?.type, 'completed')
})
