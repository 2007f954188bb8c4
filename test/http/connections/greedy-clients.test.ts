/** How much memory clients take who do not read, or only hold on. `make soak` has it in full size. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { idleConnections, readStreams, unreadStreams } from '../../support/crowd.ts'
import { testDatabase } from '../../support/database.ts'
import { faultyModel } from '../../support/faulty-model.ts'
import { collecting, descriptors, heap, memory, processesAreOpaque } from '../../support/process-state.ts'
import { startReplica } from '../../support/replica.ts'
import { freePort, signUp } from '../../support/server.ts'

// All the answers are written down.
t.setTimeout(300_000)

/** How many clients follow a run, as the metrics say. */
async function openStreams(port: string): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^parley_event_streams_open (\d+)$/m.exec(metrics)?.[1])
}

t.test('memory stays where it is', { skip: processesAreOpaque }, async (t) => {
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

  await t.test('with streams of which some never read', async (t) => {
    await readStreams(caller, 150)
    const before = await heap(server.child, METRICS_PORT)
    const unread = await unreadStreams(caller, 10)
    await readStreams(caller, 150)
    const grown = (await heap(server.child, METRICS_PORT)) - before
    t.comment(`${before.toFixed()} MiB before, ${grown.toFixed(1)} MiB more`)
    t.equal(await openStreams(METRICS_PORT), unread.length, 'they are still being answered')
    t.ok(grown < 15, `with 40 MB or more unread it grew by ${grown.toFixed(1)} MiB`)
    const late = await unread[0]?.all()
    t.equal(late?.at(-1)?.type, 'completed', 'who reads late gets all of it')
    t.equal(late?.flatMap((event) => ('text' in event ? event.text : [])).join('').length, 8_000_000)
  })

  await t.test('with connections that are kept and not used', async (t) => {
    for (const socket of await idleConnections(t, server.url, 1_000)) socket.destroy()
    await sleep(1_000)
    const [before, open] = [await memory(server.child), await descriptors(server.child)]
    await idleConnections(t, server.url, 1_000)
    const grown = (await memory(server.child)) - before
    t.comment(`${before.toFixed()} MiB before, ${grown.toFixed(1)} MiB more`)
    t.ok((await descriptors(server.child)) - open > 900)
    t.ok(grown < 20, `it grew by ${grown.toFixed(1)} MiB`)
  })
})
