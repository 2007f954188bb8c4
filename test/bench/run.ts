/**
 * `make bench`: Parley beside the barest Fastify and pg server that does the same three things, on the same database, in
 * turn. Takes the seconds of one measurement as its argument.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon, { type Request } from 'autocannon'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/database/embedded/start.ts'
import { type Server, startServer } from './server.ts'

const SECONDS = Number(process.argv[2] ?? 2)
const ROUNDS = 5
const CONNECTIONS = 32
const POOL_SIZE = 10
const CHATS = 64
const MESSAGES = 10_000
const CONTENT = 'The quick brown fox jumps over the lazy dog. '.repeat(5)
const AIM = 0.9

const credentials = { username: 'bench', password: randomBytes(16).toString('hex') }

type Operation = 'read' | 'list 50' | 'create'

interface Measurement {
  /** A second. */
  readonly requests: number
  /** In ms. */
  readonly p99: number
  /** CPU of the server's process a request, in µs. */
  readonly cpu: number
}

interface Round {
  readonly parley: Measurement
  readonly bare: Measurement
}

if (!(SECONDS > 0)) throw new Error('The argument is the seconds of one measurement.')

/** What has been started, to be stopped in the reverse order. */
const stops: (() => Promise<unknown>)[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop().then(() => process.exit(1)))
}
try {
  await run()
} finally {
  await stop()
}

async function stop(): Promise<void> {
  for (const stopOne of stops.splice(0).reverse()) await stopOne()
}

async function run(): Promise<void> {
  // The embedded PostgreSQL runs as another user where this is root, and has to get to its own directory inside.
  const directory = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  stops.push(() => rm(directory, { recursive: true, force: true }))
  await chmod(directory, 0o711)
  const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres') })
  stops.push(() => postgres.stop())
  const { connection } = postgres

  const parley = await startServer('parley', 'src/main.ts', directory, {
    DATABASE_URL: `postgres://${connection.user}@localhost/${connection.database}?host=${encodeURIComponent(connection.host)}`,
    DATABASE_POOL_SIZE: String(POOL_SIZE),
    DATA_DIRECTORY: directory,
    JWT_SECRET: randomBytes(32).toString('hex'),
    // More than can be sent, but counted.
    USER_RATE: '1000000000',
    // Nothing here asks the model.
    LLM_BASE_URL: 'http://127.0.0.1:9',
    LLM_MODEL: 'none',
  })
  stops.push(() => parley.stop())
  const user = await register(parley)
  const operations = await seed(connection, user)
  const bare = await startServer('bare', 'test/bench/bare.ts', directory, {
    CONNECTION: JSON.stringify(connection),
    POOL_SIZE: String(POOL_SIZE),
    USER_ID: String(user),
  })
  stops.push(() => bare.stop())

  write(
    `Parley beside a bare Fastify and pg server: ${ROUNDS} rounds of ${SECONDS} s each, in turn, ` +
      `over ${CONNECTIONS} connections.\nPostgreSQL, the server and the client share ` +
      `${availableParallelism()} cores. Figures are the medians of the rounds; a ratio is Parley's figure by the bare ` +
      `one's\nin the same round. The aim is ${AIM} of the bare one's requests or more.\n\n`,
  )
  write(row('', 'requests/s', 'p99, ms', 'CPU µs/request'))
  write(row('', ...Array(3).fill(cells('Parley', 'bare', 'ratio'))))
  for (const [operation, requests] of Object.entries(operations)) {
    await expectSameAnswer(parley, bare, requests, await logIn(parley))
    const rounds: Round[] = []
    // The first is for the compiler and the caches to warm up.
    for (let round = 0; round <= ROUNDS; round++) {
      const found = await measureBoth(parley, bare, requests, round % 2 === 0)
      if (round > 0) rounds.push(found)
    }
    write(row(operation, ...columns(rounds)))
  }
}

async function register(parley: Server): Promise<number> {
  const answer = await fetch(`${parley.url}/api/register/`, json(credentials))
  const { id } = (await answer.json()) as { id: number }
  return id
}

/** A token that is good for as long as one round takes. */
async function logIn(parley: Server): Promise<string> {
  const answer = await fetch(`${parley.url}/api/token/`, json(credentials))
  const { access } = (await answer.json()) as { access: string }
  return access
}

function json(body: unknown) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Fills the database with a user's chats and messages, and resolves to the requests of each operation. */
async function seed(connection: pg.ClientConfig, user: number): Promise<Record<Operation, Request[]>> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const chats = await client.query<{ id: string }>(
      `insert into chats (user_id, title) select $1, 'chat ' || n from generate_series(1, $2) n returning id`,
      [user, CHATS],
    )
    const chatIds = chats.rows.map(({ id }) => Number(id))
    const messages = await client.query<{ id: string }>(
      `insert into messages (user_id, chat_id, role, content)
        select $1, ($2::bigint[])[1 + n % $3], 'user', $4 from generate_series(1, $5) n returning id`,
      [user, chatIds, CHATS, CONTENT, MESSAGES],
    )
    await client.query('vacuum analyze')
    const headers = {}
    return {
      read: messages.rows
        .filter((_, index) => index % 100 === 0)
        .map(({ id }) => ({ method: 'GET', path: `/api/message/${id}`, headers })),
      'list 50': chatIds.map((chat) => ({ method: 'GET', path: `/api/message/?chat=${chat}`, headers })),
      create: chatIds.map((chat) => ({ path: '/api/message/', ...json({ content: CONTENT, chat }) })),
    }
  } finally {
    await client.end()
  }
}

/** Holds that both do the same thing: their answers are alike but for ids and times of what is new. */
async function expectSameAnswer(
  parley: Server,
  bare: Server,
  requests: Request[],
  token: string,
): Promise<void> {
  const [request] = withToken(requests, token)
  assert(request)
  const [ours, theirs] = await Promise.all(
    [parley, bare].map(async ({ url }) => {
      const answer = await fetch(url + request.path, request)
      const text = await answer.text()
      const isNew = request.method === 'POST'
      return { status: answer.status, text: isNew ? text.replaceAll(/("id":|_at":)[^,}]+/g, '$1') : text }
    }),
  )
  assert.deepEqual(ours, theirs)
  assert(ours && ours.status < 300)
}

async function measureBoth(
  parley: Server,
  bare: Server,
  requests: Request[],
  parleyFirst: boolean,
): Promise<Round> {
  const authorized = withToken(requests, await logIn(parley))
  if (parleyFirst) {
    const found = await measure(parley, authorized)
    return { parley: found, bare: await measure(bare, authorized) }
  }
  const found = await measure(bare, authorized)
  return { bare: found, parley: await measure(parley, authorized) }
}

function withToken(requests: Request[], token: string): Request[] {
  return requests.map((request) => ({
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token}` },
  }))
}

/**
 * Sends the requests over and over.
 *
 * @throws where any of them was not answered with success
 */
async function measure(server: Server, requests: Request[]): Promise<Measurement> {
  let clients = 0
  const before = await server.cpu()
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: SECONDS,
    sampleInt: 50,
    requests,
    // Each connection begins elsewhere, so that they do not all want the same row at the same time.
    setupClient(client) {
      const start = (clients++ * 7) % requests.length
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)])
    },
  })
  const cpu = (await server.cpu()) - before
  const { non2xx, errors, timeouts, '2xx': succeeded } = result
  assert.deepEqual({ non2xx, errors, timeouts }, { non2xx: 0, errors: 0, timeouts: 0 })
  return { requests: succeeded / result.duration, p99: result.latency.p99, cpu: cpu / succeeded }
}

function columns(rounds: Round[]): string[] {
  return (['requests', 'p99', 'cpu'] as const).map((figure) => {
    const ours = rounds.map(({ parley }) => parley[figure])
    const theirs = rounds.map(({ bare }) => bare[figure])
    const ratios = rounds.map(({ parley, bare }) => parley[figure] / bare[figure])
    return cells(median(ours).toFixed(0), median(theirs).toFixed(0), median(ratios).toFixed(2))
  })
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function row(operation: string, ...groups: string[]): string {
  return `${[operation.padEnd(8), ...groups.map((group) => group.padStart(20))].join('  ').trimEnd()}\n`
}

function cells(ours: string, theirs: string, ratio: string): string {
  return ours.padStart(7) + theirs.padStart(7) + ratio.padStart(7)
}

function write(text: string): void {
  process.stdout.write(text)
}
