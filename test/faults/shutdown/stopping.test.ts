/** Graceful shutdown with open uploads and streams. */
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { check } from '../../support/client.ts'
import { testDatabase } from '../../support/database.ts'
import { stream } from '../../support/events.ts'
import { filesIn, until } from '../../support/files.ts'
import { form } from '../../support/form.ts'
import { startReplica } from '../../support/processes/replica.ts'
import { faultyModel, prompt } from '../../support/providers/faulty-model.ts'
import { signUp, temporaryDirectory } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

/** Longest time to exit, in ms: ten seconds, and five for a busy machine. */
const MAX_SHUTDOWN_MS = 15_000

const upload = form({ name: 'file', filename: 'x', content: Buffer.alloc(500_000, 'x') })
const half = upload.body.length / 2

/** Server with half an upload, an active stream, and a stream that is not read. */
async function busyServer(t: Test) {
  const model = await faultyModel(t)
  const { connection } = await testDatabase(t)
  const files = await temporaryDirectory(t)
  const server = await startReplica(t, connection, {
    STORAGE_URL: `file:${files}`,
    LLM_BASE_URL: model.baseUrl,
    LLM_MODEL: 'test-model',
  })
  const ada = await signUp(server)
  const caller = { url: server.url, access: ada.access }
  const sent = request(`${server.url}/api/file/`, {
    method: 'POST',
    headers: {
      ...upload.headers,
      authorization: `Bearer ${ada.access}`,
      'content-length': upload.body.length,
    },
  })
  sent.on('error', () => {})
  sent.write(upload.body.subarray(0, half))
  await until('half of the upload is stored', async () => (await filesIn(files)).length === 1)
  const followed = await stream(caller, { prompt: prompt('hang') })
  await stream(caller, { prompt: prompt('pour', '10000') })
  return { server, ada, sent, followed, model }
}

async function answerTo(sent: ClientRequest): Promise<number> {
  const [answer] = await once(sent, 'response')
  check('POST', '/api/file/', answer.statusCode, new Headers(answer.headers), Buffer.from(await text(answer)))
  return answer.statusCode
}

t.test('a graceful shutdown completes requests, ends streams with an event and exits in time', async (t) => {
  const { server, ada, sent, followed } = await busyServer(t)
  const began = performance.now()
  const ended = server.exited.then((how) => ({ how, took: performance.now() - began }))
  const events = followed.all()
  server.child.kill('SIGTERM')
  await until('the server is not ready', async () => {
    const answer = await server.client.get('/readyz')
    return answer.status === 503 && answer.json<Problem>().code === 'shutting_down'
  })
  const refused = await ada.client.post('/api/llm/', { json: { prompt: prompt('say', 'Hi') } })
  t.match(refused.json<Problem>(), { status: 503, code: 'overloaded' }, 'no new run starts')
  await sleep(500)
  sent.end(upload.body.subarray(half))
  t.equal(await answerTo(sent), 201, 'the upload in progress is accepted')
  t.equal((await events).at(-1)?.type, 'incomplete', 'the stream ends with the status of its run')
  const { how, took } = await ended
  t.equal(how, 0)
  t.ok(took < MAX_SHUTDOWN_MS, `the exit took ${took.toFixed()} ms, with one unread stream`)
  await t.rejects(fetch(`${server.url}/healthz`), 'no connection is accepted')
})

t.test('a second signal ends the process at once', async (t) => {
  const { server, sent } = await busyServer(t)
  server.child.kill('SIGTERM')
  await until('the shutdown has begun', async () => (await server.client.get('/readyz')).status === 503)
  const began = performance.now()
  server.child.kill('SIGTERM')
  t.equal(await server.exited, 1)
  t.ok(performance.now() - began < MAX_SHUTDOWN_MS / 2, 'sooner than a shutdown with an upload in progress')
  sent.destroy()
})
