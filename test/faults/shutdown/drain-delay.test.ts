/**
 * Drain delay: between SIGTERM and its shutdown the server is not ready but serves, for the load balancer to
 * notice.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { testDatabase } from '../../support/database.ts'
import { until } from '../../support/files.ts'
import { type Replica, startReplica } from '../../support/processes/replica.ts'
import { signUp } from '../../support/server.ts'

async function start(t: Test, DRAIN_DELAY: string): Promise<Replica> {
  return startReplica(t, (await testDatabase(t)).connection, { DRAIN_DELAY })
}

const isShuttingDown = async ({ client }: Replica) => {
  const answer = await client.get('/readyz')
  return answer.status === 503 && answer.json<{ code: string }>().code === 'shutting_down'
}

/** Sends a signal to the process. Resolves to its exit and the time it took, in ms. */
async function stop({ child, exited }: Replica, signal: NodeJS.Signals) {
  const began = performance.now()
  child.kill(signal)
  const how = await exited
  return { how, took: performance.now() - began }
}

t.test(
  'after SIGTERM the server is not ready at once, and serves new clients until the delay is over',
  async (t) => {
    const server = await start(t, '4')
    const ended = stop(server, 'SIGTERM')
    const began = performance.now()
    await until('the server is not ready', () => isShuttingDown(server))
    const ada = await signUp(server)
    const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Hello?' } })
    t.equal(answer.status, 200, 'runs can start')
    t.equal(answer.headers.get('connection'), 'keep-alive', 'connections are kept open')
    let lastServed = 0
    while (server.child.exitCode === null) {
      // Each request uses a new connection.
      const served = await fetch(`${server.url}/healthz`, { headers: { connection: 'close' } }).catch(
        () => undefined,
      )
      if (served?.ok) lastServed = performance.now() - began
      await sleep(50)
    }
    t.ok(lastServed > 3_000, `new connections were accepted for ${lastServed.toFixed()} ms`)
    const { how, took } = await ended
    t.equal(how, 0)
    t.ok(took > 4_000, `the process ended after ${took.toFixed()} ms`)
  },
)

t.test('Ctrl-C and closing the terminal skip the delay', async (t) => {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    const { how, took } = await stop(await start(t, '60'), signal)
    t.equal(how, 0, signal)
    t.ok(took < 15_000)
  }
})

t.test('two SIGHUPs of a closing terminal count as one signal', async (t) => {
  const server = await start(t, '60')
  server.child.kill('SIGHUP')
  await until('the signal is logged', () => server.output().includes('"signal":"SIGHUP"'))
  t.equal((await stop(server, 'SIGHUP')).how, 0)
})

t.test('SIGTERM has no delay by default', async (t) => {
  const server = await startReplica(t, (await testDatabase(t)).connection)
  const { how, took } = await stop(server, 'SIGTERM')
  t.equal(how, 0)
  t.ok(took < 4_000)
})

t.test('a second signal ends the delay and the process at once', async (t) => {
  const server = await start(t, '60')
  const ended = stop(server, 'SIGTERM')
  await until('the server is not ready', () => isShuttingDown(server))
  server.child.kill('SIGTERM')
  const { how, took } = await ended
  t.equal(how, 1)
  t.ok(took < 15_000)
})
