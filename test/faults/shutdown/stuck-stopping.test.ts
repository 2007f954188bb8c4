/**
 * Shutdown while a dependency hangs.
 *
 * @long waits for servers that stop slowly.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { testDatabase } from '../../support/database.ts'
import { stream } from '../../support/events.ts'
import { filesIn, until } from '../../support/files.ts'
import { form } from '../../support/form.ts'
import { gate } from '../../support/network/gate.ts'
import { type Replica, startReplica } from '../../support/processes/replica.ts'
import { faultyModel, prompt } from '../../support/providers/faulty-model.ts'
import { freePort, signUp, temporaryDirectory } from '../../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 2

/** Longest time to exit, in ms: ten seconds, and five for a busy machine. */
const MAX_SHUTDOWN_MS = 15_000

/** Starts a server that accepts connections and never responds. */
async function silentServer(t: Test): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function stopped(
  t: Test,
  { child, exited }: Replica,
  promised = MAX_SHUTDOWN_MS,
): Promise<number | NodeJS.Signals> {
  const began = performance.now()
  child.kill('SIGTERM')
  const how = await Promise.race([exited, sleep(30_000, 'it hangs' as const, { ref: false })])
  const took = performance.now() - began
  if (how === 'it hangs') child.kill('SIGKILL')
  t.ok(took < promised, `the exit took ${took.toFixed()} ms`)
  return how === 'it hangs' ? 'SIGKILL' : how
}

/** Server with a provider that hangs, a client that does not read, and a collector that does not respond. */
async function start(t: Test) {
  const model = await faultyModel(t)
  const database = await gate(t, (await testDatabase(t)).connection)
  await database.open()
  const server = await startReplica(t, database.connection, {
    LLM_BASE_URL: model.baseUrl,
    LLM_MODEL: 'test-model',
    OTEL_EXPORTER_OTLP_ENDPOINT: await silentServer(t),
    OTEL_BSP_SCHEDULE_DELAY: '100',
    METRICS_PORT: String(await freePort()),
  })
  const ada = await signUp(server)
  const caller = { url: server.url, access: ada.access }
  for (const what of [prompt('hang'), prompt('pour', '6000')]) await stream(caller, { prompt: what })
  return { server, ada, database }
}

t.test('the process exits while the provider, the collector and a client hang', async (t) => {
  const { server } = await start(t)
  t.type(await stopped(t, server), 'number')
})

t.test('the process exits while the database hangs too, and reports the failure', async (t) => {
  const { server, ada, database } = await start(t)
  database.silence()
  const left = [1, 2, 3].map(() => ada.client.get('/api/chat/').catch(() => undefined))
  await sleep(200)
  t.equal(await stopped(t, server), 1, 'the exit code reports the failure')
  t.match(
    server.output(),
    /"part":"database connections".*"A part of the server could not be stopped and was abandoned\."/,
  )
  await Promise.all(left)
})

t.test('an idle process exits soon while the database hangs', async (t) => {
  const database = await gate(t, (await testDatabase(t)).connection)
  await database.open()
  const server = await startReplica(t, database.connection)
  database.silence()
  t.equal(await stopped(t, server, 6_000), 1, 'exit code')
})

t.test('the process exits while a file system call hangs', async (t) => {
  const files = await temporaryDirectory(t)
  const server = await startReplica(t, (await testDatabase(t)).connection, { STORAGE_URL: `file:${files}` })
  const ada = await signUp(server)
  const before = await filesIn(files)
  const content = Buffer.from('steam')
  const uploaded = await ada.client.post('/api/file/', form({ name: 'file', filename: 'x', content }))
  const [name] = (await filesIn(files)).filter((file) => !before.includes(file))
  const path = join(files, name ?? '')
  await rm(path)
  // Opening the pipe waits for a writer, as a file on a lost network drive would.
  execFileSync('mkfifo', [path])
  const { url } = uploaded.json<{ url: string }>()
  const download = fetch(url).catch(() => undefined)
  await sleep(500)
  try {
    t.type(await stopped(t, server), 'number')
  } finally {
    closeSync(openSync(path, constants.O_RDWR | constants.O_NONBLOCK))
  }
  await download
})

t.test('a second signal ends the process at once, whatever hangs', async (t) => {
  const { server, database } = await start(t)
  database.silence()
  server.child.kill('SIGTERM')
  await until('the shutdown has begun', () => server.output().includes('"signal":"SIGTERM"'))
  const began = performance.now()
  server.child.kill('SIGTERM')
  t.equal(await server.exited, 1)
  t.ok(performance.now() - began < 5_000, 'less than half the time of a shutdown that hangs')
})
