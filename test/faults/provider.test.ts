/**
 * A provider that hangs, sends single bytes, floods or violates the protocol under load affects its own runs
 * only.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { testDatabase } from '../support/database.ts'
import { stream } from '../support/events.ts'
import { until } from '../support/files.ts'
import { many } from '../support/load/crowd.ts'
import { memory, processesAreOpaque } from '../support/processes/process-state.ts'
import { startReplica } from '../support/processes/replica.ts'
import { faultyModel, misbehaviours, prompt, type Way } from '../support/providers/faulty-model.ts'
import { signUp } from '../support/server.ts'

type Run = components['schemas']['Run']

const RUNS = 56
/** Deadline of all attempts of a run, in s. */
const LLM_TIMEOUT = 8
/** Longest time between two tokens, in seconds, in which a busy machine sends all bytes that are accepted. */
const TOKEN_TIMEOUT = 4

/** Expected run for each misbehaviour of the provider. */
const endings: Record<(typeof misbehaviours)[number], Partial<Run>> = {
  hang: { status: 'failed', error: 'provider_timeout' },
  silence: { status: 'failed', error: 'provider_timeout' },
  drip: { status: 'failed', error: 'provider_timeout' },
  flood: { status: 'failed', error: 'provider_failed' },
  lie: { status: 'failed', error: 'provider_failed' },
  cut: { status: 'failed', content: 'Well' },
  refuse: { status: 'failed', error: 'provider_unavailable' },
}

t.test(
  'a misbehaving provider is bounded in time and memory, and other requests are served',
  { skip: processesAreOpaque },
  async (t) => {
    const model = await faultyModel(t)
    const { connection } = await testDatabase(t)
    const server = await startReplica(t, connection, {
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'test-model',
      LLM_TIMEOUT: String(LLM_TIMEOUT),
      LLM_FIRST_TOKEN_TIMEOUT: String(TOKEN_TIMEOUT),
      LLM_TOKEN_TIMEOUT: String(TOKEN_TIMEOUT),
    })
    const ada = await signUp(server)
    const caller = { url: server.url, access: ada.access }
    const wayOf = (number: number) =>
      misbehaviours[number % misbehaviours.length] as (typeof misbehaviours)[number]
    const round = async () => {
      const began = performance.now()
      const streams = await many(RUNS, (number) =>
        stream(caller, { prompt: prompt(wayOf(number) satisfies Way) }),
      )
      const ended = Promise.all(streams.map((each) => each.all()))
      for (let count = 0; count < 20; count++) {
        t.equal((await ada.client.get('/api/chat/')).status, 200, 'other requests are served')
        await sleep(50)
      }
      const good = await ada.client.post('/api/llm/', { json: { prompt: prompt('say', 'All is well') } })
      t.match(good.json<Run>(), { status: 'completed', content: 'All is well' }, 'other runs are completed')
      const events = await ended
      t.ok(performance.now() - began < LLM_TIMEOUT * 1000 + 5_000, 'all runs have ended in time')
      for (const [index, { run }] of streams.entries()) {
        const way = wayOf(index)
        const found = (await ada.client.get(`/api/run/${run}`)).json<Run>()
        t.match(found, endings[way], way)
        t.equal(events[index]?.at(-1)?.type, found.status)
      }
      await until('no connection to the provider is left', () => model.activeCalls() === 0)
    }
    await round()
    const before = await memory(server.child)
    await round()
    const grown = (await memory(server.child)) - before
    t.ok(grown < 60, `memory grew by ${grown.toFixed()} MiB`)
  },
)
