import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { createUser } from '../../src/auth/queries/users.ts'
import { connect, disconnect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { createFile, findStorageKeys } from '../../src/files/queries.ts'
import { diskStorage } from '../../src/files/storage/disk.ts'
import { newKey, type Storage } from '../../src/files/storage/storage.ts'
import { createSweeper, sweep } from '../../src/files/storage-sweeper.ts'
import { claimSweep } from '../../src/files/sweep-queries.ts'
import { client } from '../support/client.ts'
import { connected, oneConnection, testDatabase } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { runJob } from '../support/jobs.ts'
import { ownPostgres } from '../support/postgres/own-postgres.ts'
import { crashInUploads, settingsOf } from '../support/processes/crash.ts'
import { startParley } from '../support/processes/process.ts'
import { signUp, temporaryDirectory, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']

const atOnce = async () => {}
const small = form({ name: 'file', filename: 'a.txt', content: 'content' })

async function store(storage: Storage, text = 'x'): Promise<string> {
  return (await storage.write(newKey(1), Readable.from([Buffer.from(text)]))).key
}

/** Collects the levels and messages a sweeper logs. */
function logged() {
  const lines: string[] = []
  const at = (level: string) => (_: object, message: string) => void lines.push(`${level} ${message}`)
  return { lines, log: { info: at('info'), warn: at('warn'), error: at('error') } }
}

/** Creates a sweeper whose job has been executed. */
async function begunSweeper(options: Parameters<typeof createSweeper>[0]) {
  const sweeper = createSweeper(options)
  await runJob(options.db, sweeper.job)
  return sweeper
}

t.test('a sweep removes what a server killed during an upload has left', async (t) => {
  const { connection } = await testDatabase(t)
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const files = join(DATA_DIRECTORY, 'files')
  const held = async () => (await filesIn(files)).filter((name) => name !== 'owner').length
  const { kept, parley } = await crashInUploads(t, connection, { DATA_DIRECTORY }, held)
  t.equal(await held(), 3, 'a complete file, half a file, and bytes without a row are left by the crash')

  const { db } = await testServer(t, { connection })
  const storage = await diskStorage(files)
  t.equal(await sweep({ db, storage, before: new Date(), wait: atOnce }), 2)
  t.equal(await held(), 1)
  t.equal(await sweep({ db, storage, before: new Date(), wait: atOnce }), 0)
  const { port: PORT } = new URL(parley.url)
  const next = await startParley(t, { ...settingsOf(connection), DATA_DIRECTORY, PORT })
  t.equal((await client(next.url).get(kept)).text, 'kept', 'a file with a row is readable after a restart')
})

t.test('servers sweep one at a time, and never the storage of another database', async (t) => {
  const { connection } = await testDatabase(t)
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const files = join(DATA_DIRECTORY, 'files')
  await startParley(t, { ...settingsOf(connection), DATA_DIRECTORY })
  await until('the storage has an owner', async () => (await filesIn(files)).includes('owner'))
  const { db, storage } = { ...(await testServer(t, { connection })), storage: await diskStorage(files) }
  const claims = () => Promise.all(Array.from({ length: 5 }, () => claimSweep(db, { interval: 1200 })))
  t.strictSame((await claims()).filter(Boolean), [], 'none is due just after a sweep')
  await sql`update sweeps set begun_at = now() - interval '21 minutes'`.execute(db)
  const [claim, ...others] = (await claims()).filter((claim) => claim !== undefined)
  t.same(others, [], 'one server may sweep when due')
  t.equal(await storage.belongsTo(claim?.owner ?? ''), true)

  const key = await store(storage)
  const stranger = await oneConnection(t)
  await sql`update sweeps set storage_owner = gen_random_uuid()`.execute(stranger)
  const { lines, log } = logged()
  const sweeper = await begunSweeper({ db: stranger, storage, log })
  await until('an error is logged', () => lines.length > 0)
  await sweeper.close()
  t.match(lines.join(), /^error The storage belongs to another database/)
  t.ok(await storage.read(key).then((stream) => stream?.destroy()))
})

t.test('closing a waiting sweeper takes effect at once and removes nothing', async (t) => {
  const db = await oneConnection(t)
  const directory = await temporaryDirectory(t)
  const storage = await diskStorage(directory)
  await store(storage)
  const { lines, log } = logged()
  const sweeper = await begunSweeper({ db, storage, log })
  await until('the sweep has begun', async () => (await filesIn(directory)).includes('owner'))
  await sweeper.close()
  t.equal((await filesIn(directory)).length, 2)
  t.strictSame(lines, [])
})

t.test('an unavailable database is logged and nothing is removed', async (t) => {
  const { lines, log } = logged()
  const db = await oneConnection(t)
  const storage = await diskStorage(await temporaryDirectory(t))
  await disconnect(db)
  const sweeper = await begunSweeper({ db, storage, log })
  await until('the warning is logged', () => lines.length > 0)
  await sweeper.close()
  t.strictSame(lines, ['warn The storage could not be swept; the next sweep retries.'])
})

t.test('bytes whose row is committed late are kept', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  const storage = await diskStorage(server.files)
  const other = await connected(t, server.connection)
  await other.query('begin; lock table files in share mode')
  const uploading = client.post('/api/file/', small)
  await until('the bytes are stored', async () => /^[^i]/.test((await filesIn(server.files))[0] ?? 'i'))
  const wait = async () => {
    await other.query('commit')
    t.equal((await uploading).status, 201)
  }
  t.equal(await sweep({ db: server.db, storage, before: new Date(0), wait }), 0)
  const { id } = (await uploading).json<FileRecord>()
  t.equal((await client.get(`/api/file/${id}/content`)).text, 'content')
})

t.test('an upload in progress is not swept and completes', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  const storage = await diskStorage(server.files)
  const large = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(1_000_000) })
  async function* body() {
    yield large.body.subarray(0, 500_000)
    await until('half of the upload is stored', async () => (await filesIn(server.files)).length === 1)
    t.equal(await sweep({ db: server.db, storage, before: new Date(Date.now() - 60_000), wait: atOnce }), 0)
    yield large.body.subarray(500_000)
  }
  const answer = await client.post('/api/file/', { headers: large.headers, body: Readable.from(body()) })
  t.equal(answer.status, 201)
})

t.test('any number of bytes without a row is removed, and those with a row are kept', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  const { id } = (await client.post('/api/file/', small)).json<FileRecord>()
  const keys = Array.from({ length: 12_000 }, () => randomUUID())
  for (const prefix of new Set(keys.map((key) => key.slice(0, 2)))) {
    await mkdir(join(server.files, prefix), { recursive: true })
  }
  for (const key of keys) await writeFile(join(server.files, key.slice(0, 2), key), '')
  await writeFile(join(server.files, keys[0]?.slice(0, 2) ?? '', 'notes'), 'of the operator')
  let waits = 0
  const wait = async () => void waits++
  const storage = await diskStorage(server.files)
  t.equal(await sweep({ db: server.db, storage, before: new Date(0), wait }), keys.length)
  t.equal(waits, 2, 'at most ten thousand keys are in memory at once')
  t.equal((await filesIn(server.files)).length, 2, 'other files are kept')
  t.equal((await client.get(`/api/file/${id}/content`)).text, 'content')
})

t.test('bytes whose row waits for a standby to confirm are kept', async (t) => {
  const { connection } = await ownPostgres(t)
  const db = connect({ connection, poolSize: 4, namedStatements: true, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  await migrate(db)
  const { id: user } = await createUser(db, { username: 'ada', key: 'ada', passwordHash: 'none' })
  const storage = await diskStorage(await temporaryDirectory(t))
  const key = await store(storage)
  const byHand = await connected(t, connection)
  const waitFor = async (standby: string) => {
    await byHand.query(`alter system set synchronous_standby_names = '${standby}'`)
    await byHand.query('select pg_reload_conf()')
  }
  const contentType = 'text/plain'
  const file = { user, name: 'a', contentType, charset: 'utf-8', key, size: 1, sha256: '0'.repeat(64) }
  const wait = async () => {
    await waitFor('nobody')
    createFile(db, file).catch(() => {})
    await until('the commit waits', async () => {
      const { rowCount } = await byHand.query(`select from pg_stat_activity where wait_event = 'SyncRep'`)
      return rowCount === 1
    })
  }
  await t.rejects(sweep({ db, storage, before: new Date(0), wait }), 'the sweep refuses to run')
  t.ok(await storage.read(key), 'the bytes are kept')
  await waitFor('')
  await until('the row is visible', async () => (await findStorageKeys(db, { keys: [key] })).length === 1)
  t.equal(await sweep({ db, storage, before: new Date(0), wait: atOnce }), 0)
})
