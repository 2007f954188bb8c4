/**
 * Parley compared with a minimal Fastify and pg server for the same three operations on the same database.
 */
import assert from 'node:assert/strict'
import autocannon, { type Request } from 'autocannon'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { branches, leaves } from './conversations.ts'
import { type Account, json, POOL_SIZE, startParley } from './parley.ts'
import type { Server } from './server.ts'
import { median, write } from './table.ts'

/** Duration of one measurement, in s. */
const SECONDS = 2
const ROUNDS = 5
const CONNECTIONS = 32
/** Half as many connections if there is only one request, such as to one chat. */
const connectionsFor = (requests: Request[]) => (requests.length === 1 ? CONNECTIONS / 2 : CONNECTIONS)
/** Number of users, because one user may not take all connections to the database. */
const USERS = 16
const CHATS = 64
const MESSAGES = 10_000
const CONTENT = 'The quick brown fox jumps over the lazy dog. '.repeat(5)
const AIM = 0.9

type Operation = 'read' | 'list 50' | 'create' | 'create in one chat'

interface Measurement {
  /** Requests per second. */
  readonly requests: number
  /** 99th percentile of the latency, in ms. */
  readonly p99: number
  /** CPU time of the server's process per request, in µs. */
  readonly cpu: number
}

interface Round {
  readonly parley: Measurement
  readonly bare: Measurement
}

/** Compares reading a message, listing 50 and creating one, and prints the result. */
export async function compareRequests(bench: Bench): Promise<void> {
  // No request here uses the model.
  const { server: parley, signUp } = await startParley(bench, 'http://127.0.0.1:9', { SIGN_IN_RATE: '0' })
  const accounts = await Promise.all(Array.from({ length: USERS }, signUp))
  const bare = await bench.start('bare', 'test/bench/bare.ts', {
    CONNECTION: JSON.stringify(bench.connection),
    POOL_SIZE: String(POOL_SIZE),
  })

  write(
    `Parley and a minimal Fastify and pg server: ${ROUNDS} rounds of ${SECONDS} s each, alternately, ` +
      `over ${CONNECTIONS} connections.\nThe aim is ${AIM} of the minimal server's requests or more.\n\n`,
  )
  write(row('', 'requests/s', 'p99, ms', 'CPU µs/request'))
  write(row('', ...Array(3).fill(cells('Parley', 'bare', 'ratio'))))
  const operations = await seed(bench.connection, accounts)
  for (const [operation, questions] of Object.entries(operations)) {
    const requests = await withTokens(questions, accounts)
    await expectSameAnswer(parley, bare, requests)
    const rounds: Round[] = []
    // The first round warms up the compiler and the caches.
    for (let round = 0; round <= ROUNDS; round++) {
      const found = await measureBoth(parley, bare, requests, round % 2 === 0)
      if (round > 0) rounds.push(found)
    }
    write(row(operation, ...columns(rounds)))
  }
}

/** Request of one of the accounts, by the index of the account. */
interface Question extends Omit<Request, 'headers'> {
  readonly account: number
  readonly headers?: Record<string, string>
}

/** Inserts chats and messages for all users. Resolves to the requests of each operation. */
async function seed(
  connection: pg.ClientConfig,
  accounts: readonly Account[],
): Promise<Record<Operation, Question[]>> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const users = accounts.map(({ user }) => user)
    const chats = await client.query<{ id: string; account: number }>(
      `insert into chats (user_id, title) select ($1::bigint[])[1 + n % $2], 'chat ' || n
        from generate_series(0, $3 - 1) n
        returning id, array_position($1::bigint[], user_id) - 1 as account`,
      [users, USERS, CHATS],
    )
    const owned = chats.rows.map(({ id, account }) => ({ chat: Number(id), account }))
    const messages = await client.query<{ id: string; account: number }>(
      `insert into messages (user_id, chat_id, role, content)
        select ($1::bigint[])[1 + n % $4 % $2], ($3::bigint[])[1 + n % $4], 'user', $5
        from generate_series(0, $6 - 1) n
        returning id, array_position($1::bigint[], user_id) - 1 as account`,
      [users, USERS, owned.map(({ chat }) => chat), CHATS, CONTENT, MESSAGES],
    )
    for (const statement of [branches, leaves, 'vacuum analyze']) await client.query(statement)
    const create = owned.map(({ chat, account }) => ({
      account,
      path: '/api/message/',
      ...json({ content: CONTENT, chat }),
    }))
    return {
      read: messages.rows
        .filter((_, index) => index % 99 === 0)
        .map(({ id, account }) => ({ account, method: 'GET', path: `/api/message/${id}` })),
      'list 50': owned.map(({ chat, account }) => ({
        account,
        method: 'GET',
        path: `/api/message/?chat=${chat}`,
      })),
      create,
      'create in one chat': create.slice(0, 1),
    }
  } finally {
    await client.end()
  }
}

/** Checks that both servers respond alike except for ids and times of new objects. */
async function expectSameAnswer(parley: Server, bare: Server, requests: Request[]): Promise<void> {
  const [request] = requests
  assert(request)
  const [ours, theirs] = await Promise.all(
    [parley, bare].map(async ({ url }) => {
      const answer = await fetch(url + request.path, request)
      const text = await answer.text()
      const isNew = request.method === 'POST'
      return {
        status: answer.status,
        text: isNew ? text.replaceAll(/("id":|"parent":|_at":)[^,}]+/g, '$1') : text,
      }
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
  if (parleyFirst) {
    const found = await measure(parley, requests)
    return { parley: found, bare: await measure(bare, requests) }
  }
  const found = await measure(bare, requests)
  return { bare: found, parley: await measure(parley, requests) }
}

/** Adds the user to each request: an access token for Parley, an id for the bare server. */
async function withTokens(questions: Question[], accounts: readonly Account[]): Promise<Request[]> {
  const users = await Promise.all(
    accounts.map(async ({ user, logIn }) => ({
      authorization: `Bearer ${await logIn()}`,
      'x-user': String(user),
    })),
  )
  return questions.map(({ account, ...request }) => ({
    ...request,
    headers: { ...request.headers, ...users[account] },
  }))
}

/**
 * Sends the requests repeatedly.
 *
 * @throws if any response is not a success
 */
async function measure(server: Server, requests: Request[]): Promise<Measurement> {
  let clients = 0
  const before = await server.usage()
  const result = await autocannon({
    url: server.url,
    connections: connectionsFor(requests),
    duration: SECONDS,
    sampleInt: 50,
    requests,
    // Each connection starts with a different request, so that they do not all need the same row at once.
    setupClient(client) {
      const start = (clients++ * 7) % requests.length
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)])
    },
  })
  const after = await server.usage()
  const { non2xx, errors, timeouts, '2xx': succeeded } = result
  assert.deepEqual({ non2xx, errors, timeouts }, { non2xx: 0, errors: 0, timeouts: 0 })
  return {
    requests: succeeded / result.duration,
    p99: result.latency.p99,
    cpu: (after.cpu - before.cpu) / succeeded,
  }
}

function columns(rounds: Round[]): string[] {
  return (['requests', 'p99', 'cpu'] as const).map((figure) => {
    const ours = rounds.map(({ parley }) => parley[figure])
    const theirs = rounds.map(({ bare }) => bare[figure])
    const ratios = rounds.map(({ parley, bare }) => parley[figure] / bare[figure])
    return cells(median(ours).toFixed(0), median(theirs).toFixed(0), median(ratios).toFixed(2))
  })
}

function row(operation: string, ...groups: string[]): string {
  return `${[operation.padEnd(18), ...groups.map((group) => group.padStart(20))].join('  ').trimEnd()}\n`
}

function cells(ours: string, theirs: string, ratio: string): string {
  return ours.padStart(7) + theirs.padStart(7) + ratio.padStart(7)
}
