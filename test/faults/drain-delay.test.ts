/** Between SIGTERM and the end the server is not ready but serves, so that a load balancer has time to notice. */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { type Replica, startReplica } from '../support/replica.ts'
import { signUp } from '../support/server.ts'

async function start(t: Test, DRAIN_DELAY: string): Promise<Replica> {
  return startReplica(t, (await testDatabase(t)).connection, { DRAIN_DELAY })
}

const isShuttingDown = async ({ client }: Replica) => {
  const answer = await client.get('/readyz')
  return answer.status === 503 && answer.json<{ code: string }>().code === 'shutting_down'
}

/** Tells the process to stop; resolves to how it ended, and after how many ms. */
async function stop({ child, exited }: Replica, signal: NodeJS.Signals) {
  const began = performance.now()
  child.kill(signal)
  const how = await exited
  return { how, took: performance.now() - began }
}

t.test('after SIGTERM it is not ready at once, and serves new clients until the delay is over', async (t) => {
  const server = await start(t, '4')
  const ended = stop(server, 'SIGTERM')
  const began = performance.now()
  await until('it is not ready', () => isShuttingDown(server))
  const ada = await signUp(server)
  const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Hello?' } })
  t.equal(answer.status, 200, 'runs begin as ever')
  t.equal(answer.headers.get('connection'), 'keep-alive', 'and connections are kept')
  let lastServed = 0
  while (server.child.exitCode === null) {
    // The connection of each is new.
    const served = await fetch(`${server.url}/healthz`, { headers: { connection: 'close' } }).catch(
      () => undefined,
    )
    if (served?.ok) lastServed = performance.now() - began
    await sleep(50)
  }
  t.ok(lastServed > 3_000, `new connections were taken for ${lastServed.toFixed()} ms`)
  const { how, took } = await ended
  t.equal(how, 0)
  t.ok(took > 4_000, `it ended after ${took.toFixed()} ms`)
})

t.test('Ctrl-C and a terminal that is closed do not wait', async (t) => {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    const { how, took } = await stop(await start(t, '60'), signal)
    t.equal(how, 0, signal)
    t.ok(took < 10_000)
  }
})

t.test('two signals of a terminal that is closed are one', async (t) => {
  const server = await start(t, '60')
  server.child.kill('SIGHUP')
  await until('it is not ready', () => server.output().includes('"signal":"SIGHUP"'))
  t.equal((await stop(server, 'SIGHUP')).how, 0)
})

t.test('SIGTERM does not wait by default', async (t) => {
  const server = await startReplica(t, (await testDatabase(t)).connection)
  const { how, took } = await stop(server, 'SIGTERM')
  t.equal(how, 0)
  t.ok(took < 4_000)
})

t.test('a second signal ends the delay, and the process, at once', async (t) => {
  const server = await start(t, '60')
  const ended = stop(server, 'SIGTERM')
  await until('it is not ready', () => isShuttingDown(server))
  server.child.kill('SIGTERM')
  const { how, took } = await ended
  t.equal(how, 1)
  t.ok(took < 10_000)
})
