/** Removal of bytes to which no file refers. */
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { createUser } from '../../src/auth/queries/users.ts'
import { createFile } from '../../src/files/change-queries.ts'
import { objectJobs } from '../../src/files/object-jobs.ts'
import { addObject, countAbandonedObjects, releaseObjects } from '../../src/files/object-queries.ts'
import { diskStorage } from '../../src/files/storage/disk.ts'
import { newKey, type Storage, StorageUnavailable } from '../../src/files/storage/storage.ts'
import type { Job } from '../../src/jobs/job.ts'
import { client } from '../support/client.ts'
import { connected, oneConnection, testDatabase } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { runJob } from '../support/jobs.ts'
import { scriptedS3 } from '../support/network/scripted-s3.ts'
import { age, objectStates } from '../support/postgres/rows.ts'
import { crashInUploads, settingsOf } from '../support/processes/crash.ts'
import { startParley } from '../support/processes/process.ts'
import { signUp, temporaryDirectory, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

/** Interval factor that leaves the jobs to the test after the start of the server. */
const idle = { jobPace: 1_000 }
const small = form({ name: 'file', filename: 'a.txt', content: 'content' })
const nowhere: Storage = {
  ...(await diskStorage(await temporaryDirectory(t))),
  remove: () => Promise.reject(new StorageUnavailable(new Error('no response'))),
  check: () => Promise.reject(new StorageUnavailable(new Error('no response'))),
}

/** Executes the jobs once; resolves to the numbers of abandoned uploads and removed objects. */
async function collect(db: Kysely<DB>, storage: Storage): Promise<number[]> {
  const done: number[] = []
  for (const job of objectJobs(storage)) done.push(await runJob(db, job))
  return done
}

/** Returns the two jobs separately. */
function jobsOf(storage: Storage): { abandoned: Job; deleted: Job } {
  const [abandoned, deleted] = objectJobs(storage)
  if (!abandoned || !deleted) throw new Error('A job is missing.')
  return { abandoned, deleted }
}

/** Stores bytes as an upload does. */
async function store(db: Kysely<DB>, storage: Storage, user = 1): Promise<string> {
  const key = newKey(user)
  await addObject(db, { user, key })
  await storage.write(key, Readable.from([Buffer.from('x')]))
  return key
}

/** Storage in a directory of its own, with a database. */
async function place(t: Test) {
  const directory = await temporaryDirectory(t)
  return { db: await oneConnection(t), storage: await diskStorage(directory), held: () => filesIn(directory) }
}

t.test('data left by a server killed during uploads is removed, and nothing else', async (t) => {
  const { connection } = await testDatabase(t)
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const files = join(DATA_DIRECTORY, 'files')
  const held = async () => (await filesIn(files)).length
  const { kept, parley } = await crashInUploads(t, connection, { DATA_DIRECTORY }, held)
  t.equal(await held(), 3, 'a complete file, half a file, and bytes without a file are left by the crash')

  const { db } = await testServer(t, { connection, ...idle })
  const storage = await diskStorage(files)
  const states = async () => (await objectStates(db)).toSorted()
  t.strictSame(await states(), ['live', 'pending', 'pending', 'pending'], 'one has no bytes yet')
  await age(db, 9)
  t.strictSame(await collect(db, storage), [0, 0], 'their process may only be paused')
  await age(db, 11)
  t.strictSame(await collect(db, storage), [3, 3])
  t.equal(await held(), 1)
  t.strictSame(await states(), ['live'])
  const { port: PORT } = new URL(parley.url)
  const next = await startParley(t, { ...settingsOf(connection), DATA_DIRECTORY, PORT })
  t.equal((await client(next.url).get(kept)).text, 'kept', 'the file is readable after a restart')
})

t.test('an upload in progress is never removed, however slow it is', async (t) => {
  const server = await testServer(t, idle)
  const { client } = await signUp(server)
  const storage = await diskStorage(server.files)
  const minute = globalThis.setInterval
  t.intercept(globalThis, 'setInterval', {
    value: (work: () => void, time: number) => minute(work, time === 60_000 ? 20 : time),
  })
  async function* body() {
    for (const [at, byte] of small.body.entries()) {
      yield Buffer.from([byte])
      if (at % 100 !== 0) continue
      await age(server.db, 11)
      const renewed = async () => (await runsOf('abandoned')) === 0
      await until('it is renewed', renewed)
      t.strictSame(await collect(server.db, storage), [0, 0])
    }
  }
  const runsOf = async (name: 'abandoned') => (await jobsOf(storage)[name].backlog?.(server.db))?.rows
  const sent = await client.post('/api/file/', { headers: small.headers, body: Readable.from(body()) })
  t.equal(sent.status, 201)
  await age(server.db, 11)
  t.strictSame(await collect(server.db, storage), [0, 0])
  const { id } = sent.json<FileRecord>()
  t.equal((await client.get(`/api/file/${id}/content`)).text, 'content')
})

for (const [what, parts, isEarly] of [
  [
    'in the middle of its bytes',
    [{ name: 'file', filename: 'a.bin', content: Buffer.alloc(1_000_000, 'x') }],
    true,
  ],
  [
    'between its bytes and its file',
    [
      { name: 'file', filename: 'a.txt', content: 'content' },
      { name: 'name', content: 'b.txt' },
    ],
    false,
  ],
] as const) {
  for (const isAway of [false, true]) {
    t.test(`an upload abandoned ${what} fails${isAway ? ' without a storage' : ''}`, async (t) => {
      const files = await temporaryDirectory(t)
      const storage = await diskStorage(files)
      const remove = isAway ? nowhere.remove : storage.remove
      const server = await testServer(t, { storage: { ...storage, remove }, ...idle })
      const { client } = await signUp(server)
      const sent = form(...parts)
      const half = isEarly ? 500_000 : sent.body.lastIndexOf('b.txt')
      const isStored = (name: string) => name.startsWith(isEarly ? 'incoming/' : 'users/')
      async function* body() {
        yield sent.body.subarray(0, half)
        await until('bytes are stored', async () => (await filesIn(files)).some(isStored))
        await age(server.db, 11)
        t.strictSame(await collect(server.db, storage), [1, 1], 'as if the process had been paused')
        t.strictSame(await filesIn(files), [])
        yield sent.body.subarray(half)
      }
      const answer = await client.post('/api/file/', { headers: sent.headers, body: Readable.from(body()) })
      t.match(answer.json<Problem>(), { status: 503, code: 'storage_unavailable' })
      t.strictSame((await client.get('/api/file/')).json(), [])
      t.strictSame(await objectStates(server.db), isAway ? ['deleting'] : [])
      await collect(server.db, storage)
      t.strictSame(await filesIn(files), [], 'no bytes remain')
      t.strictSame(await objectStates(server.db), [])
    })
  }
}

t.test('an unavailable storage leaves the rows for a later attempt', async (t) => {
  const { db, storage, held } = await place(t)
  const keys = [await store(db, storage), await store(db, storage), await store(db, storage)]
  await releaseObjects(db, { user: 1, keys })
  const { deleted } = jobsOf(nowhere)
  const { signal } = new AbortController()
  const batch = await deleted.batch(db, { size: 2, skip: 0, signal })
  t.match(batch, { done: 0, failed: 2, error: StorageUnavailable, more: false }, 'the job waits')
  t.match(await deleted.backlog?.(db), { rows: 3, oldest: /^2/ })

  const [first] = keys
  const remove = (key: string) => (key === first ? nowhere.remove(key) : storage.remove(key))
  t.equal(await runJob(db, jobsOf({ ...storage, remove }).deleted, 1), 2, 'one does not hold up the others')
  t.equal((await held()).length, 1)
  t.strictSame(await collect(db, storage), [0, 1])
  t.strictSame(await held(), [])
  t.match(await deleted.backlog?.(db), { rows: 0, oldest: null })
})

t.test('replicas can remove the same bytes at once', async (t) => {
  const server = await testServer(t, idle)
  const { client } = await signUp(server)
  const { id } = (await client.post('/api/file/', small)).json<FileRecord>()
  const storage = await diskStorage(server.files)
  const users = [11, 12, 13]
  for (let count = 0; count < 100; count++)
    await Promise.all(users.map((user) => store(server.db, storage, user)))
  await age(server.db, 11)
  const { abandoned, deleted } = jobsOf(storage)
  const atOnce = (job: Job) => Promise.all([runJob(server.db, job, 7), runJob(server.db, job)])
  await atOnce(abandoned)
  await atOnce(deleted)
  t.strictSame(await objectStates(server.db), ['live'])
  t.equal((await filesIn(server.files)).length, 1)
  t.equal((await client.get(`/api/file/${id}/content`)).text, 'content')
})

t.test('bytes whose file is being committed are kept', async (t) => {
  const { connection, db, files } = await testServer(t, idle)
  const { id: user } = await createUser(db, { username: 'ada', key: 'ada', passwordHash: 'none' })
  const storage = await diskStorage(files)
  const byHand = await connected(t, connection)
  await byHand.query(`
    create table closed_gate as select 1;
    create function wait_at_gate() returns trigger language plpgsql as $$
      begin while exists (select from closed_gate) loop perform pg_sleep(0.01); end loop; return null; end $$;
    create constraint trigger slowly after insert on files initially deferred
      for each row execute function wait_at_gate()`)
  await until('the server has executed its jobs once', async () => {
    const { rows } = await byHand.query(
      'select bool_and(held_until is null and due_at > now()) as done from jobs',
    )
    return rows[0].done === true
  })
  const key = await store(db, storage, user)
  await age(db, 11)
  const contentType = 'text/plain'
  const file = { user, name: 'a', contentType, charset: 'utf-8', key, size: 1, sha256: '0'.repeat(64) }
  const creating = createFile(db, file)
  await until('the commit waits', async () => {
    const waiting = "datname = current_database() and wait_event = 'PgSleep'"
    return (await byHand.query(`select from pg_stat_activity where ${waiting}`)).rowCount === 1
  })
  const { abandoned, deleted } = jobsOf(storage)
  t.equal(await runJob(db, abandoned, 1), 0, 'it is not given up')
  t.equal(await runJob(db, deleted), 0)
  await byHand.query('delete from closed_gate')
  t.ok(await creating)
  await age(db, 11)
  t.strictSame(await collect(db, storage), [0, 0])
  t.equal((await filesIn(files)).length, 1)
})

t.test('bytes without a file are found without listing the bucket', async (t) => {
  const store = await scriptedS3(t)
  const server = await testServer(t, { storage: store.storage })
  const [ada, charles] = [await signUp(server), await signUp(server)]
  const large = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(12_000_000, 'x') })
  for (const [sent, account] of [
    [small, ada],
    [large, ada],
    [small, charles],
    [large, charles],
  ] as const)
    t.equal((await account.client.post('/api/file/', sent)).status, 201)
  t.equal(store.objects.size, 4)

  async function* body() {
    yield large.body.subarray(0, 6_000_000)
    await until(
      'a part is stored',
      () => store.requests.filter((operation) => operation === 'part').length > 6,
    )
    await age(server.db, 11)
    await until('the parts are removed', () => store.unfinished().length === 0)
    yield large.body.subarray(6_000_000)
  }
  const given = await ada.client.post('/api/file/', { headers: large.headers, body: Readable.from(body()) })
  t.match(given.json<Problem>(), { status: 503, code: 'storage_unavailable' })
  await ada.client.delete('/api/user/me')
  await until('the bytes of the account are removed', () => store.objects.size === 2)
  for (const { id } of (await charles.client.get('/api/file/')).json<FileRecord[]>())
    t.equal((await charles.client.delete(`/api/file/${id}`)).status, 204)
  t.equal(store.objects.size, 0)
  t.strictSame(store.unfinished(), [])
  t.ok(store.requests.includes('uploads'), 'unfinished uploads are listed for one key')
  t.notOk(store.requests.includes('list'))
})

t.test('a file is deleted at once although the storage does not answer', async (t) => {
  const files = await temporaryDirectory(t)
  const storage = await diskStorage(files)
  const remove = () => new Promise<void>(() => {})
  const server = await testServer(t, { storage: { ...storage, remove }, ...idle })
  const { client } = await signUp(server)
  const [deleted, linked] = [
    (await client.post('/api/file/', small)).json<FileRecord>(),
    (await client.post('/api/file/', small)).json<FileRecord>(),
  ]
  const begun = performance.now()
  t.equal((await client.delete(`/api/file/${deleted.id}`)).status, 204)
  const link = { name: 'x', content_type: 'text/plain', url: 'https://example.org/' }
  t.equal((await client.put(`/api/file/${linked.id}`, { json: link })).status, 200)
  t.ok(performance.now() - begun < 4_500, 'it waits for a second each')
  t.strictSame(await objectStates(server.db), ['deleting', 'deleting'])
  t.strictSame(await collect(server.db, storage), [0, 2])
  t.strictSame(await filesIn(files), [])
})

t.test('an abandoned upload is removed ten minutes after its last renewal', async (t) => {
  const db = await oneConnection(t)
  await addObject(db, { user: 1, key: '1/x' })
  await age(db, 11)
  const { rows, oldest } = await countAbandonedObjects(db, {})
  t.equal(rows, 1)
  const seconds = (Date.now() - Date.parse(oldest ?? '')) / 1_000
  t.ok(seconds > 55 && seconds < 300, `due for ${seconds} s`)
})
