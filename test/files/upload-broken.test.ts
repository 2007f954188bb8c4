/**
 * Failures during an upload.
 *
 * @embedded also starts one of its own.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { objectJobs } from '../../src/files/object-jobs.ts'
import { diskStorage } from '../../src/files/storage/disk.ts'
import type { Answer } from '../support/client.ts'
import { connected, testDatabase } from '../support/database.ts'
import { descriptorsAreKnown, filesIn, openIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { runJob } from '../support/jobs.ts'
import { gate } from '../support/network/gate.ts'
import { ownPostgres } from '../support/postgres/own-postgres.ts'
import { age, objectStates } from '../support/postgres/rows.ts'
import { startReplica } from '../support/processes/replica.ts'
import {
  type Account,
  signUp,
  type TestServer,
  type TestServerOptions,
  testServer,
} from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const upload = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(1_000_000, 'x') })
const half = upload.body.length / 2

/** Returns the logged errors. */
function errorsOf({ log }: TestServer): string[] {
  return log.filter((line) => JSON.parse(line).level >= 50)
}

function halfIsStored({ files }: TestServer): Promise<void> {
  return until('half of the file is stored', async () => (await filesIn(files)).length === 1)
}

function nothingIsStored({ files }: TestServer): Promise<void> {
  return until('nothing is stored', async () => (await filesIn(files)).length === 0)
}

/** Uploads a file, and calls `inTheMiddle` once half of it is stored. */
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

t.test('an upload that its client aborts leaves nothing and affects no other request', async (t) => {
  const server = await testServer(t)
  const { access, client } = await signUp(server)
  const sized = { 'content-length': String(upload.body.length) }
  const chunked = { 'transfer-encoding': 'chunked' }
  const hangUp = (sent: ClientRequest) => sent.destroy()
  const reset = (sent: ClientRequest) => sent.socket?.resetAndDestroy()
  for (const [what, headers, leave] of [
    ['with a known length', sized, hangUp],
    ['with a known length, by a reset', sized, reset],
    ['chunked', chunked, hangUp],
    ['chunked, by a reset', chunked, reset],
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
  t.strictSame((await client.get('/api/file/')).json(), [], 'no row is left')
  t.equal((await client.post('/api/file/', upload)).status, 201, 'the server still accepts uploads')
  t.strictSame(errorsOf(server), [], 'no error is logged')
})

t.test('a client that disconnects after a refusal causes no error', async (t) => {
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
  t.equal(status, 413, 'the refusal is sent before the upload ends')
  sent.destroy()
  t.equal((await client.get('/api/file/')).status, 200)
  t.strictSame(errorsOf(server), [])
})

/** Executes the jobs that remove bytes, as if ten minutes had passed. */
async function collect({ db, files }: TestServer): Promise<void> {
  await age(db, 11)
  for (const job of objectJobs(await diskStorage(files))) await runJob(db, job)
}

/** Server behind a gate to its database, with an account. */
async function behindGate(t: Test, config: TestServerOptions['config'] = {}) {
  const { connection } = await testDatabase(t)
  const way = await gate(t, connection)
  await way.open()
  const server = await testServer(t, { connection: way.connection, config })
  return { way, server, account: await signUp(server), byHand: await connected(t, connection) }
}

const unavailable = { status: 503, code: 'database_unavailable' }

t.test(
  'an upload during a database outage is a 503 and keeps its bytes, since its row may exist',
  async (t) => {
    const { way, server, account } = await behindGate(t)
    const answer = await uploadWith(server, account, () => way.shut())
    t.match(answer.json<Problem>(), unavailable)
    t.equal((await filesIn(server.files)).length, 1, 'the outcome of the insert is unknown')
    await way.open()
    t.strictSame((await account.client.get('/api/file/')).json(), [])
    await collect(server)
    t.strictSame(await filesIn(server.files), [], 'a job finds that no file has them')
    t.strictSame(await objectStates(server.db), [])
  },
)

for (const [what, text, key, config] of [
  ['to the statement', 'insert into "files"', undefined, {}],
  ['to the commit', 'commit', 'once', {}],
  ['to the commit, with quotas', 'commit', undefined, { QUOTA_FILES: 5 }],
] as const) {
  t.test(`a committed upload keeps its bytes if the response ${what} is lost`, async (t) => {
    const { way, server, account } = await behindGate(t, config)
    const headers = { ...upload.headers, ...(key && { 'idempotency-key': `"${key}"` }) }
    const lost = way.loseReplyTo(text)
    const answer = await account.client.post('/api/file/', { ...upload, headers })
    await lost
    t.match(answer.json<Problem>(), unavailable)
    const rows = (await account.client.get('/api/file/')).json<FileRecord[]>()
    t.equal(rows.length, 1, 'the row exists')
    if (key !== undefined) {
      const again = await account.client.post('/api/file/', { ...upload, headers })
      t.equal(again.status, 201)
      t.equal(again.headers.get('idempotency-replayed'), 'true')
      t.equal(again.json<FileRecord>().id, rows[0]?.id, 'the key returns the same file')
    }
    const content = await account.client.get(`/api/file/${rows[0]?.id}/content`)
    t.equal(content.status, 200)
    t.ok(content.bytes.equals(Buffer.alloc(1_000_000, 'x')), 'the bytes are complete')
    await collect(server)
    t.equal((await filesIn(server.files)).length, 1, 'they are kept, and nothing else is stored')
    t.strictSame(await objectStates(server.db), ['live'])
  })
}

t.test('an abandoned upload leaves no bytes if the response to the statement is lost', async (t) => {
  const { way, server, account, byHand } = await behindGate(t)
  let lost: Promise<void> | undefined
  const answer = await uploadWith(server, account, async () => {
    // As if its process had been paused before the first byte.
    await byHand.query('delete from stored_objects')
    lost = way.loseReplyTo('insert into "files"')
  })
  await lost
  t.match(answer.json<Problem>(), unavailable)
  await t.resolves(nothingIsStored(server))
  await until('no row is left', async () => (await objectStates(server.db)).length === 0)
})

t.test('an upload whose commit waits for a standby keeps its bytes', async (t) => {
  const postgres = await ownPostgres(t)
  const replica = await startReplica(t, postgres.connection)
  const account = await signUp(replica)
  const byHand = await connected(t, postgres.connection)
  const waitFor = async (standby: string) => {
    await byHand.query(`alter system set synchronous_standby_names = '${standby}'`)
    await byHand.query('select pg_reload_conf()')
  }
  async function* body() {
    yield upload.body.subarray(0, half)
    await until('it is pending', async () => {
      const { rowCount } = await byHand.query("select from stored_objects where state = 'pending'")
      return rowCount === 1
    })
    await waitFor('nobody')
    yield upload.body.subarray(half)
  }
  const sent = { headers: upload.headers, body: Readable.from(body()) }
  t.match((await account.client.post('/api/file/', sent)).json<Problem>(), unavailable)
  await waitFor('')
  const list = async () => (await account.client.get('/api/file/')).json<FileRecord[]>()
  await until('the row is visible', async () => (await list()).length === 1)
  const [file] = await list()
  t.equal((await account.client.get(`/api/file/${file?.id}/content`)).bytes.length, 1_000_000)
})

for (const [what, sabotage, expected] of [
  [
    'a check constraint',
    'alter table files add check (size < 1000)',
    { status: 500, code: 'internal_error' },
  ],
  [
    'a deferred trigger',
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create constraint trigger refuse after insert on files initially deferred for each row execute function refuse()`,
    { status: 500, code: 'internal_error' },
  ],
  [
    'the statement timeout',
    `create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
    create trigger slowly before insert on files for each row execute function slowly()`,
    unavailable,
  ],
  ['a lock', 'begin; lock table files', unavailable],
  ['read-only mode', 'alter database %I set default_transaction_read_only = on', unavailable],
] as const) {
  t.test(`an upload refused by the database because of ${what} leaves no bytes`, async (t) => {
    const { way, server, account, byHand } = await behindGate(t)
    await byHand.query(sabotage.replace('%I', server.connection.database))
    // A new connection uses the current settings.
    await way.shut()
    await way.open()
    await until('the server has one', async () => (await account.client.get('/api/chat/')).status === 200)
    // Without the test client, because these responses are not in the contract.
    const answer = await fetch(`${server.url}/api/file/`, {
      method: 'POST',
      headers: { ...upload.headers, authorization: `Bearer ${account.access}` },
      body: new Uint8Array(upload.body),
    })
    t.match(await answer.json(), expected)
    // On a busy machine the removal takes longer than a request waits for it.
    await t.resolves(nothingIsStored(server))
    await byHand.query('rollback')
    t.strictSame((await account.client.get('/api/file/')).json(), [])
  })
}

t.test('an upload during a storage outage is a 503, and the next one succeeds', async (t) => {
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
  t.equal((await client.post('/api/file/', upload)).status, 201, 'the storage is available again')
})

t.test('an upload whose owner is deleted during it is a 401 and leaves no bytes', async (t) => {
  const server = await testServer(t)
  const account = await signUp(server)
  const answer = await uploadWith(server, account, async () => {
    await account.client.delete('/api/user/me')
  })
  t.match(answer.json<Problem>(), { status: 401, code: 'token_not_valid' })
  t.strictSame(await filesIn(server.files), [])
})
