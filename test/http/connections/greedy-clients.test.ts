/** Memory used by clients that do not read or only stay connected. `make soak` is the full-size version. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { testDatabase } from '../../support/database.ts'
import { idleConnections, readStreams, unreadStreams } from '../../support/load/crowd.ts'
import {
  collecting,
  descriptors,
  heap,
  memory,
  processesAreOpaque,
} from '../../support/processes/process-state.ts'
import { startReplica } from '../../support/processes/replica.ts'
import { faultyModel } from '../../support/providers/faulty-model.ts'
import { freePort, signUp } from '../../support/server.ts'

/** Returns the number of open event streams, from the metrics. */
async function openStreams(port: string): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^parley_event_streams_open (\d+)$/m.exec(metrics)?.[1])
}

t.test('memory stays bounded', { skip: processesAreOpaque }, async (t) => {
  const model = await faultyModel(t)
  const { connection } = await testDatabase(t)
  const METRICS_PORT = String(await freePort())
  const server = await startReplica(t, connection, {
    LLM_BASE_URL: model.baseUrl,
    LLM_MODEL: 'test-model',
    NODE_OPTIONS: collecting,
    METRICS_PORT,
  })
  const ada = await signUp(server)
  const caller = { url: server.url, access: ada.access }

  await t.test('with unread event streams', async (t) => {
    await readStreams(caller, 150)
    const before = await heap(server.child, METRICS_PORT)
    const unread = await unreadStreams(caller, 10)
    await readStreams(caller, 150)
    const grown = (await heap(server.child, METRICS_PORT)) - before
    t.comment(`${before.toFixed()} MiB before, ${grown.toFixed(1)} MiB more`)
    t.equal(await openStreams(METRICS_PORT), unread.length, 'the unread streams are still open')
    t.ok(grown < 15, `memory grew by ${grown.toFixed(1)} MiB with 40 MB or more unread`)
    const late = await unread[0]?.all()
    t.equal(late?.at(-1)?.type, 'completed', 'a late reader receives every event')
    t.equal(late?.flatMap((event) => ('text' in event ? event.text : [])).join('').length, 8_000_000)
  })

  await t.test('with idle connections', async (t) => {
    for (const socket of await idleConnections(t, server.url, 1_000)) socket.destroy()
    await sleep(1_000)
    const [before, open] = [await memory(server.child), await descriptors(server.child)]
    await idleConnections(t, server.url, 1_000)
    const grown = (await memory(server.child)) - before
    t.comment(`${before.toFixed()} MiB before, ${grown.toFixed(1)} MiB more`)
    t.ok((await descriptors(server.child)) - open > 900)
    t.ok(grown < 20, `memory grew by ${grown.toFixed(1)} MiB`)
  })
})
