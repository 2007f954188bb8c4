/** What comes between the beginning of an upload and its end. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import type { Answer } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { descriptorsAreKnown, filesIn, openIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { gate } from '../support/gate.ts'
import { type Account, signUp, type TestServer, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const upload = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(1_000_000, 'x') })
const half = upload.body.length / 2

/** What the server has logged as an error, or worse. */
function errorsOf({ log }: TestServer): string[] {
  return log.filter((line) => JSON.parse(line).level >= 50)
}

function halfIsStored({ files }: TestServer): Promise<void> {
  return until('half of the file is stored', async () => (await filesIn(files)).length === 1)
}

function nothingIsStored({ files }: TestServer): Promise<void> {
  return until('nothing is stored', async () => (await filesIn(files)).length === 0)
}

/** Uploads a file, and does something when half of it has been sent and stored. */
function uploadWith(
  server: TestServer,
  { client }: Account,
  inTheMiddle: () => Promise<void>,
): Promise<Answer> {
  async function* body() {
    yield upload.body.subarray(0, half)
    await halfIsStored(server)
    await inTheMiddle()
    yield upload.body.subarray(half)
  }
  return client.post('/api/file/', { headers: upload.headers, body: Readable.from(body()) })
}

t.test('a client that leaves in the middle of an upload leaves nothing, and disturbs nobody', async (t) => {
  const server = await testServer(t)
  const { access, client } = await signUp(server)
  const sized = { 'content-length': String(upload.body.length) }
  const chunked = { 'transfer-encoding': 'chunked' }
  const hangUp = (sent: ClientRequest) => sent.destroy()
  const reset = (sent: ClientRequest) => sent.socket?.resetAndDestroy()
  for (const [what, headers, leave] of [
    ['of a known length', sized, hangUp],
    ['of a known length, by a reset', sized, reset],
    ['in chunks', chunked, hangUp],
    ['in chunks, by a reset', chunked, reset],
  ] as const) {
    const sent = request(`${server.url}/api/file/`, {
      method: 'POST',
      headers: { ...upload.headers, ...headers, authorization: `Bearer ${access}` },
    })
    sent.on('error', () => {})
    sent.write(upload.body.subarray(0, half))
    await halfIsStored(server)
    leave(sent)
    await t.resolves(nothingIsStored(server), what)
    if (descriptorsAreKnown) t.equal(await openIn(server.files), 0, `${what}: no file stays open`)
  }
  t.strictSame((await client.get('/api/file/')).json(), [], 'no row either')
  t.equal((await client.post('/api/file/', upload)).status, 201, 'and the server serves on')
  t.strictSame(errorsOf(server), [], 'none of which is an error')
})

t.test('a client that leaves after it was refused is no error either', async (t) => {
  const server = await testServer(t, { config: { UPLOAD_LIMIT: 1000 } })
  const { access, client } = await signUp(server)
  const sent = request(`${server.url}/api/file/`, {
    method: 'POST',
    headers: { ...upload.headers, 'transfer-encoding': 'chunked', authorization: `Bearer ${access}` },
  })
  sent.on('error', () => {})
  sent.write(upload.body.subarray(0, half))
  const status = await new Promise((resolve) =>
    sent.on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode))),
  )
  t.equal(status, 413, 'the refusal comes before all has been sent')
  sent.destroy()
  t.equal((await client.get('/api/file/')).status, 200)
  t.strictSame(errorsOf(server), [])
})

t.test(
  'a form that goes on for too long after its file is refused, since nobody may need its bytes then',
  async (t) => {
    const server = await testServer(t)
    const { client } = await signUp(server)
    const sent = form({ name: 'file', filename: 'a.txt', content: 'x' }, { name: 'name', content: 'a.txt' })
    const isWhole = async () => (await filesIn(server.files)).some((path) => !path.startsWith('incoming/'))
    const begun = performance.now()
    async function* body() {
      const name = sent.body.lastIndexOf('a.txt')
      yield sent.body.subarray(0, name)
      await until('the file is stored', isWhole)
      // Eleven minutes pass.
      t.intercept(performance, 'now', { value: () => begun + 11 * 60_000 })
      yield sent.body.subarray(name)
    }
    const answer = await client.post('/api/file/', { headers: sent.headers, body: Readable.from(body()) })
    t.match(answer.json<Problem>(), { status: 400, code: 'malformed_body' })
    t.strictSame(await filesIn(server.files), [])
  },
)

t.test('while the database is away an upload is answered 503, and its bytes are gone', async (t) => {
  const database = await gate(t, (await testDatabase(t)).connection)
  await database.open()
  const server = await testServer(t, { connection: database.connection })
  const account = await signUp(server)
  const answer = await uploadWith(server, account, () => database.shut())
  t.match(answer.json<Problem>(), { status: 503, code: 'database_unavailable' })
  t.strictSame(await filesIn(server.files), [])
  await database.open()
  t.strictSame((await account.client.get('/api/file/')).json(), [])
})

t.test('while the storage is away an upload is answered 503, and the next one is taken', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  const incoming = join(server.files, 'incoming')
  await rm(incoming, { recursive: true })
  await writeFile(incoming, '')
  const answer = await client.post('/api/file/', upload)
  t.match(answer.json<Problem>(), { status: 503, code: 'storage_unavailable' })
  t.equal(answer.headers.get('retry-after'), '5')
  t.strictSame((await client.get('/api/file/')).json(), [])

  await rm(incoming)
  await mkdir(incoming)
  t.equal((await client.post('/api/file/', upload)).status, 201, 'and is there again with it')
})

t.test('an owner who is deleted meanwhile is nobody any more, and the bytes are gone', async (t) => {
  const server = await testServer(t)
  const account = await signUp(server)
  const answer = await uploadWith(server, account, async () => {
    await account.client.delete('/api/user/me')
  })
  t.match(answer.json<Problem>(), { status: 401, code: 'token_not_valid' })
  t.strictSame(await filesIn(server.files), [])
})

t.test("a user that is not the caller's own id is refused, and the bytes are gone", async (t) => {
  const server = await testServer(t)
  const [ada, charles] = [await signUp(server), await signUp(server)]
  const file = { name: 'file', filename: 'a.bin', content: 'x' }
  const user = { name: 'user', content: String(charles.id) }
  for (const parts of [
    [user, file],
    [file, user],
  ]) {
    const answer = await ada.client.post('/api/file/', form(...parts))
    t.match(answer.json<Problem>(), {
      status: 403,
      code: 'user_mismatch',
      errors: [{ pointer: '/body/user' }],
    })
  }
  t.strictSame(await filesIn(server.files), [])
  for (const { client } of [ada, charles]) t.strictSame((await client.get('/api/file/')).json(), [])
})
