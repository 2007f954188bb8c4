/** Storage in S3, alone and below the whole server. */
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ListMultipartUploadsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { objectJobs } from '../../../src/files/object-jobs.ts'
import type { S3Location } from '../../../src/files/storage/s3.ts'
import { s3Storage } from '../../../src/files/storage/s3.ts'
import { newKey, StorageUnavailable } from '../../../src/files/storage/storage.ts'
import { testDatabase } from '../../support/database.ts'
import { until } from '../../support/files.ts'
import { form } from '../../support/form.ts'
import { runJob } from '../../support/jobs.ts'
import { gateTo } from '../../support/network/gate.ts'
import { s3IsMissing, startS3Server } from '../../support/network/s3-server.ts'
import { age } from '../../support/postgres/rows.ts'
import { crashInUploads } from '../../support/processes/crash.ts'
import { closedPort, scriptedSocket } from '../../support/providers/scripted.ts'
import { freePort, signUp, temporaryDirectory, testServer } from '../../support/server.ts'
import { chunks, halfway, much, testPromises } from './promises.ts'

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const maxObjectBytes = 100_000_000
/** Five seconds plus a margin for a loaded machine, in ms. */
const MAX_WAIT_MS = 7_000
const upload = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(12_000_000, 'x') })
const half = Math.floor(upload.body.length / 2)
const small = form({ name: 'file', filename: 'a.txt', content: 'x' })

/** Expects operations of a storage to fail because it is unavailable. */
async function allUnavailable(t: Test, pending: readonly Promise<unknown>[], what = 'it is unavailable') {
  await Promise.all(pending.map((operation) => t.rejects(operation, StorageUnavailable, what)))
}

t.test('with a real store', { skip: s3IsMissing }, async (t) => {
  const server = await startS3Server(t)
  const { accessKeyId, secretAccessKey } = server.credentials
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })

  /** Returns the names of all objects and unfinished uploads in a bucket. */
  async function held({ bucket: Bucket }: S3Location): Promise<string[]> {
    const { Contents = [] } = await server.client.send(new ListObjectsV2Command({ Bucket }))
    const { Uploads = [] } = await server.client.send(new ListMultipartUploadsCommand({ Bucket }))
    return [...Contents, ...Uploads].map(({ Key = '' }) => Key)
  }

  /** Starts Parley with a new bucket as its storage. */
  async function parleyOn(t: Test, options: Partial<S3Location> = {}) {
    const location = { ...(await server.bucket()), ...options }
    const parley = await testServer(t, { storage: await s3Storage(location, { maxObjectBytes }) })
    return { ...parley, location, holds: () => held(location) }
  }

  testPromises(t, async () => {
    const location = await server.bucket()
    const open = () => s3Storage(location, { maxObjectBytes })
    return { storage: await open(), again: open, held: () => held(location) }
  })

  t.test('two storages with different prefixes in one bucket are independent', async (t) => {
    const location = await server.bucket()
    const [one, other] = [
      await s3Storage({ ...location, prefix: 'one/' }, { maxObjectBytes }),
      await s3Storage({ ...location, prefix: 'other/' }, { maxObjectBytes }),
    ]
    const { key } = await one.write(newKey(1), chunks('x'))
    await server.client.send(new PutObjectCommand({ Bucket: location.bucket, Key: 'one/notes', Body: 'x' }))
    t.strictSame((await held(location)).sort(), [`one/${key}`, 'one/notes'])
    t.equal(await other.read(key), undefined)
    await other.remove(key)
    t.equal((await held(location)).length, 2)

    const { source, fail } = halfway(much, '')
    const written = newKey(1)
    const writing = one.write(written, source)
    await until('some bytes are stored', async () => (await held(location)).length === 3)
    await other.remove(written)
    t.equal((await held(location)).length, 3)
    fail(new Error('the client left'))
    await t.rejects(writing)
  })

  t.test('a file can be uploaded, read, read in ranges, used in a prompt and deleted', async (t) => {
    const { client, ...parley } = await parleyOn(t)
    const ada = await signUp({ client })
    const content = `${'0123456789'.repeat(1_000_000)}end`
    const sent = form({ name: 'file', filename: 'digits.txt', content })
    const { id, url, size } = (await ada.client.post('/api/file/', sent)).json<FileRecord>()
    t.equal(size, content.length)
    const path = url.slice(new URL(url).origin.length)
    const whole = await client.get(path)
    t.ok(whole.text === content, 'the whole file')
    t.equal(whole.headers.get('x-content-type-options'), 'nosniff')
    for (const [range, expected] of [
      ['bytes=0-0', '0'],
      ['bytes=5242879-5242881', '901'],
      ['bytes=-4', '9end'],
    ] as const) {
      const part = await client.get(path, { headers: { range } })
      t.match({ status: part.status, text: part.text }, { status: 206, text: expected }, range)
    }
    t.equal((await client.head(path)).headers.get('content-length'), String(content.length))

    const note = form({ name: 'file', filename: 'note.txt', content: 'a note' })
    const { id: file } = (await ada.client.post('/api/file/', note)).json<FileRecord>()
    const answer = await ada.client.post('/api/llm/', {
      json: { prompt: 'x', file_url: `/api/file/${file}` },
    })
    t.equal(answer.status, 200, answer.text)

    t.equal((await parley.holds()).length, 2)
    await ada.client.delete(`/api/file/${id}`)
    t.equal((await parley.holds()).length, 1)
    const link = { name: 'x', content_type: 'text/plain', url: 'https://example.org/' }
    await ada.client.put(`/api/file/${file}`, { json: link })
    t.strictSame(await parley.holds(), [], 'the bytes of a file that becomes a link are removed')
  })

  t.test('deleting an account removes the bytes of its files and no others', async (t) => {
    const parley = await parleyOn(t)
    const [ada, charles] = [await signUp(parley), await signUp(parley)]
    for (let count = 0; count < 25; count++) await ada.client.post('/api/file/', small)
    await charles.client.post('/api/file/', small)
    await ada.client.delete('/api/user/me')
    await until('only the other one is held', async () => (await parley.holds()).length <= 1)
    t.equal((await parley.holds()).length, 1)
  })

  t.test('an upload that its client aborts leaves nothing', async (t) => {
    const parley = await parleyOn(t)
    const { access, client } = await signUp(parley)
    for (const [how, leave] of [
      ['closes the connection', (sent: ClientRequest) => sent.destroy()],
      ['resets the connection', (sent: ClientRequest) => sent.socket?.resetAndDestroy()],
    ] as const) {
      const headers = { ...upload.headers, authorization: `Bearer ${access}` }
      const sent = request(`${parley.url}/api/file/`, { method: 'POST', headers })
      sent.on('error', () => {})
      sent.write(upload.body.subarray(0, half))
      await until('a part is stored', async () => (await parley.holds()).length === 1)
      leave(sent)
      await t.resolves(
        until('nothing is stored', async () => (await parley.holds()).length === 0),
        `a client that ${how}`,
      )
    }
    t.strictSame((await client.get('/api/file/')).json(), [])
  })

  t.test('an upload over the size limit leaves nothing', async (t) => {
    const location = await server.bucket()
    const storage = await s3Storage(location, { maxObjectBytes })
    const parley = await testServer(t, { storage, config: { UPLOAD_LIMIT: half } })
    const { client } = await signUp(parley)
    t.match((await client.post('/api/file/', upload)).json<Problem>(), { code: 'file_too_large' })
    t.strictSame(await held(location), [])
  })

  t.test('an outage of the store fails the requests during it and no others', async (t) => {
    const port = await freePort()
    const gate = gateTo(t, { port: server.port, host: '127.0.0.1' }, { port, host: '127.0.0.1' })
    await gate.open()
    const { client, location, log } = await parleyOn(t, { endpoint: `http://127.0.0.1:${port}` })
    const ada = await signUp({ client })
    const { id } = (await ada.client.post('/api/file/', small)).json<FileRecord>()

    const isAway = async (what: string) => {
      const began = Date.now()
      for (const answer of await Promise.all([
        ada.client.post('/api/file/', small),
        ada.client.post('/api/file/', upload),
        ada.client.get(`/api/file/${id}/content`),
        ada.client.post('/api/llm/', { json: { prompt: 'x', file_url: `/api/file/${id}` } }),
      ])) {
        t.match(answer.json<Problem>(), { status: 503, code: 'storage_unavailable' }, what)
      }
      t.ok(Date.now() - began < MAX_WAIT_MS, `${what}: the requests fail within five seconds`)
    }
    await gate.shut()
    await isAway('no listener')
    await gate.open()
    t.equal((await ada.client.get(`/api/file/${id}/content`)).text, 'x', 'the next request succeeds')
    gate.silence()
    await isAway('no response')
    await gate.shut()
    await gate.open()

    async function* body() {
      yield upload.body.subarray(0, half)
      await until('a part is stored', async () => (await held(location)).length === 2)
      await gate.shut()
      yield upload.body.subarray(half)
    }
    const cut = await ada.client.post('/api/file/', { headers: upload.headers, body: Readable.from(body()) })
    t.match(cut.json<Problem>(), { status: 503, code: 'storage_unavailable' }, 'during an upload')

    const deleted = await ada.client.delete(`/api/file/${id}`)
    t.equal(deleted.status, 204, 'the file is deleted for its user')
    t.ok(
      log.some((line) => line.includes('a job will retry')),
      'the remaining bytes are logged',
    )
    await gate.open()
    t.equal((await ada.client.post('/api/file/', upload)).status, 201)
    t.equal((await ada.client.get('/api/file/')).json<FileRecord[]>().length, 1)
  })

  t.test('wrong credentials and a missing bucket are an unavailable storage', async (t) => {
    const location = await server.bucket()
    const good = await s3Storage(location, { maxObjectBytes })
    const { key } = await good.write(newKey(1), chunks('x'))
    const { AWS_SECRET_ACCESS_KEY } = process.env
    process.env.AWS_SECRET_ACCESS_KEY = 'not the secret'
    // Credentials are read at the first request and cached.
    const refused = await testServer(t, { storage: await s3Storage(location, { maxObjectBytes }) })
    const { client } = await signUp(refused)
    t.match((await client.post('/api/file/', small)).json<Problem>(), { code: 'storage_unavailable' })
    const stranger = await s3Storage(location, { maxObjectBytes })
    await t.rejects(stranger.read(key), StorageUnavailable)
    await t.rejects(stranger.write(newKey(1), chunks(much, much)), StorageUnavailable)
    process.env.AWS_SECRET_ACCESS_KEY = AWS_SECRET_ACCESS_KEY
    for (const line of refused.log) t.notMatch(line, /not the secret/)

    const nowhere = await s3Storage({ ...location, bucket: 'no-such-bucket' }, { maxObjectBytes })
    await allUnavailable(t, [nowhere.read(key), nowhere.write(newKey(1), chunks('x')), nowhere.remove(key)])
    t.equal(await good.read(key).then((stream) => stream && text(stream)), 'x')
  })

  t.test('jobs remove the data left by a server killed during an upload', async (t) => {
    const { connection } = await testDatabase(t)
    const location = await server.bucket()
    const settings = {
      STORAGE_URL: `s3://${location.bucket}?endpoint=${server.endpoint}`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      DATA_DIRECTORY: await temporaryDirectory(t),
    }
    const { kept } = await crashInUploads(t, connection, settings, async () => (await held(location)).length)
    t.equal((await held(location)).length, 3)
    const storage = await s3Storage(location, { maxObjectBytes })
    const parley = await testServer(t, { connection, storage, jobPace: 1_000 })
    await age(parley.db, 11)
    for (const job of objectJobs(storage)) t.equal(await runJob(parley.db, job), 3, job.name)
    t.equal((await held(location)).length, 1)
    t.equal((await parley.client.get(kept)).text, 'kept')
  })

  t.test('a hundred paused downloads delay no other request and can continue', async (t) => {
    const { client, ...parley } = await parleyOn(t)
    const ada = await signUp({ client })
    const { url } = (await ada.client.post('/api/file/', upload)).json<FileRecord>()
    const paused = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const pending = request(url).end()
        const [answer] = await once(pending, 'response')
        answer.on('error', () => {})
        return answer.pause() as Readable
      }),
    )
    t.equal((await client.get(url.slice(parley.url.length))).bytes.length, 12_000_000)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const [first, ...others] = paused
    for (const answer of others) answer.destroy()
    t.equal(first && (await text(first)).length, 12_000_000, 'a paused download continues')
  })
})

t.test('without a responding store every operation fails within five seconds', async (t) => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' })
  for (const [what, url] of [
    ['connection refused', `http://127.0.0.1:${await closedPort()}`],
    ['no response', await scriptedSocket(t, () => {})],
  ] as const) {
    const location = { bucket: 'bucket', prefix: '', endpoint: new URL(url).origin, region: 'us-east-1' }
    const storage = await s3Storage(location, { maxObjectBytes })
    const began = Date.now()
    const pending = [
      storage.read('x'),
      storage.write(newKey(1), chunks('x')),
      storage.write(newKey(1), chunks(much, much)),
      storage.remove('x'),
    ]
    await allUnavailable(t, pending, what)
    t.ok(Date.now() - began < MAX_WAIT_MS, what)
  }
})
