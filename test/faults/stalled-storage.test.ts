/** A storage that stalls in the middle of a file: an S3 store, or a network file system. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { diskStorage } from '../../src/files/storage/disk.ts'
import { StorageUnavailable } from '../../src/files/storage/storage.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { scriptedS3 } from '../support/network/scripted-s3.ts'
import { playedProvider } from '../support/providers/played.ts'
import { signUp, type TestServerOptions, temporaryDirectory, testServer } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 2

type Schemas = components['schemas']

/** Longest time for a stalled call, in ms, on a busy machine. Without a timeout it would never end. */
const MAX_WAIT_MS = 15_000
const content = Buffer.alloc(200_000, 'steam ')

/** Server with a stored file, and a chat that contains it. */
async function withFile(t: Test, options: TestServerOptions) {
  const { llm, calls } = await playedProvider(t, (call) => call.say())
  const server = await testServer(t, { ...options, llm, config: { LLM_CONTEXT_LIMIT: 1_000_000 } })
  const ada = await signUp(server)
  const sent = form({ name: 'file', filename: 'a.txt', type: 'text/plain', content })
  const { id, url } = (await ada.client.post('/api/file/', sent)).json<Schemas['FileRecord']>()
  const chat = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Schemas['Chat']>()
    .id
  await ada.client.post('/api/message/', { json: { chat, role: 'user', content: 'Look.', file: id } })
  const ask = (question: object) => ada.client.post('/api/llm/', { json: { prompt: 'Who?', ...question } })
  return { server, ada, id, url, chat, ask, calls }
}

async function inTime<T>(t: Test, what: string, work: Promise<T>): Promise<T> {
  const began = Date.now()
  const result = await work
  t.ok(Date.now() - began < MAX_WAIT_MS, `${what}: ${Date.now() - began} ms`)
  return result
}

/** Checks the timeouts of any storage, once `stall` is called. */
async function expectBounded(
  t: Test,
  found: Awaited<ReturnType<typeof withFile>>,
  stall: () => Promise<void>,
) {
  const { server, ada, id, url, chat, ask } = found
  await stall()
  const answer = await inTime(t, 'a question about the file', ask({ file: id }))
  t.match(answer.json(), { status: 503, code: 'storage_unavailable' })
  const later = await inTime(t, 'a question in its chat', ask({ chat }))
  t.match(later.json(), { status: 'completed', context: { included: 1, files: 0, dropped_files: 1 } })

  const download = await inTime(
    t,
    'a download',
    new Promise<string>((resolve) => {
      get(url, (answer) => {
        answer.on('error', () => resolve('cut')).on('end', () => resolve('whole'))
        answer.resume()
        if (answer.statusCode !== 200) resolve(String(answer.statusCode))
      })
    }),
  )
  t.match(download, /^(?:cut|503)$/, 'the download is not complete')
  t.equal((await ada.client.head(`/api/file/${id}/content`)).status, 200, 'HEAD does not read the file')
  t.equal((await server.client.get('/healthz')).status, 200)
}

t.test('an S3 store that stalls within an object fails its requests in time', async (t) => {
  const store = await scriptedS3(t)
  const found = await withFile(t, { storage: store.storage })
  await expectBounded(t, found, async () => {
    store.stallAfter = 100_000
  })

  await t.test('a run that waits for the file can be cancelled at once', async (t) => {
    const patient = await scriptedS3(t, 600_000)
    const { ada, chat, ask } = await withFile(t, { storage: patient.storage })
    patient.stallAfter = 100_000
    const pending = ask({ chat })
    const run = await activeRun(ada, chat)
    await until('the file is being read', () => patient.requests.includes('get'))
    await inTime(t, 'to cancel', ada.client.post(`/api/run/${run}/cancel`))
    t.match((await pending).json(), { status: 'cancelled' })
    patient.stallAfter = Number.POSITIVE_INFINITY
    t.match((await ask({ chat })).json(), { status: 'completed' }, 'the chat is free')
  })

  await t.test('the server can still shut down', async (t) => {
    const patient = await scriptedS3(t, 600_000)
    const { server, ada, chat, ask } = await withFile(t, { storage: patient.storage })
    patient.stallAfter = 100_000
    const pending = ask({ chat }).catch(() => undefined)
    const run = await activeRun(ada, chat)
    await until('the file is being read', () => patient.requests.includes('get'))
    await inTime(t, 'to close', server.app.close())
    await pending
    const row = server.db.selectFrom('runs').select(['status']).where('id', '=', run)
    t.strictSame(await row.execute(), [{ status: 'incomplete' }])
  })

  await t.test('a client that disconnects closes the connection to the store', async (t) => {
    const patient = await scriptedS3(t, 600_000)
    const { url } = await withFile(t, { storage: patient.storage })
    patient.stallAfter = 100_000
    const request = get(url)
    const [answer] = await once(request, 'response')
    answer.on('error', () => {}).once('data', () => request.destroy())
    await t.resolves(until('the read has ended', () => patient.reading() === 0))
  })

  await t.test('a client that pauses is not a stall', async (t) => {
    const store = await scriptedS3(t, 1_500)
    const large = Buffer.alloc(30_000_000, 'x')
    store.objects.set('large', large)
    const stream = await store.storage.read('large')
    if (!stream) throw new Error('It is not there')
    stream.once('data', () => stream.pause())
    let size = 0
    stream.on('data', (chunk) => {
      size += chunk.length
    })
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    t.ok(size < large.length)
    stream.resume()
    await once(stream, 'end')
    t.equal(size, large.length)
  })

  await t.test('a store that does not respond makes the server not ready, without delay', async (t) => {
    const store = await scriptedS3(t)
    const { server } = await withFile(t, { storage: store.storage })
    store.before = () => new Promise(() => {})
    const answer = await inTime(t, 'readiness', server.client.get('/readyz'))
    t.match(answer.json(), { status: 503, code: 'storage_unavailable' })
    const signal = AbortSignal.abort(new Error('left'))
    await t.rejects(store.storage.read('x', undefined, signal), { message: 'left' })
  })
})

async function activeRun(ada: { client: { get(path: string): Promise<{ json<T>(): T }> } }, chat: number) {
  let run: Schemas['RunSummary'] | undefined
  await until('a run is active', async () => {
    run = (await ada.client.get(`/api/run/?chat=${chat}`)).json<Schemas['RunSummary'][]>().at(-1)
    return run !== undefined && run.ended_at === null
  })
  return run?.id ?? 0
}

t.test(
  'a file system that stalls fails its requests in time',
  { skip: process.platform === 'win32' && 'needs mkfifo' },
  async (t) => {
    const directory = await temporaryDirectory(t)
    const idleTimeout = 500
    const storage = await diskStorage(directory, { idleTimeout })
    const found = await withFile(t, { storage })
    const writers: FileHandle[] = []
    t.teardown(() => Promise.all(writers.map((writer) => writer.close())))
    const stored = (await filesIn(directory)).find((path) => !path.startsWith('incoming'))
    const path = join(directory, stored ?? '')
    /** Replaces the file with a pipe that has a few bytes and no end. */
    const stall = async () => {
      await rm(path, { force: true })
      await promisify(execFile)('mkfifo', [path])
      // Opening for writing alone would wait for a reader.
      const writer = await open(path, 'r+')
      writers.push(writer)
      await writer.write(content.subarray(0, 10_000))
    }
    await stall()
    const key = (stored ?? '').replace(/^users\//, '')
    const stream = await storage.read(key)
    const read = async () => {
      for await (const _ of stream ?? []);
    }
    await t.rejects(inTime(t, 'a read', read()), StorageUnavailable)
    // A pending read returns when bytes arrive.
    const release = async () => {
      for (const writer of writers) await writer.write(content.subarray(0, 60_000)).catch(() => {})
    }
    await release()
    await expectBounded(t, found, stall)
    await release()
  },
)
