/**
 * Parley compared with a minimal Fastify and pg server for the same operations on the same database.
 */
import assert from 'node:assert/strict'
import autocannon, { type Request } from 'autocannon'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { branches, leaves } from './conversations.ts'
import { type Account, json, POOL_SIZE, startParley } from './parley.ts'
import type { Server } from './server.ts'
import { write, writeCompared, writeHead } from './table.ts'

/** Duration of one measurement, in s. */
const SECONDS = 2
/**
 * Duration of the load before the first measurement of an operation, in s. V8 compiles for about ten seconds.
 */
const WARM_UP_SECONDS = 10
const ROUNDS = 5
const CONNECTIONS = 32
/** Half as many connections if there is only one request, such as to one chat. */
const connectionsFor = (requests: Request[]) => (requests.length === 1 ? CONNECTIONS / 2 : CONNECTIONS)
/** Number of users, because one user may not take all connections to the database. */
const USERS = 16
const CHATS = 100
const MESSAGES = 10_000
const CONTENT = 'The quick brown fox jumps over the lazy dog. '.repeat(5)
/** Minimum ratios of the requests per second. */
const targets = {
  'read a message': '≥ 1.0',
  'list 50': '≥ 0.95',
  'create in 100 chats': '≥ 1.0',
  'create, 16 at once in one chat': '',
}

type Operation = keyof typeof targets

interface Measurement {
  /** Requests per second. */
  readonly requests: number
  /** 99th percentile of the latency, in ms. */
  readonly p99: number
  /** CPU time of the server's process per request, in µs. */
  readonly cpu: number
}

/** Server with the requests that it is sent. */
interface Side {
  readonly server: Server
  readonly requests: Request[]
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
    `Requests to Parley and to a minimal Fastify and pg server that executes the same statements: ${ROUNDS} rounds of ` +
      `${SECONDS} s each,\nalternately, over ${CONNECTIONS} connections. Before the rounds of an operation, each ` +
      `server is warmed up by ${WARM_UP_SECONDS} s of it.\n\n`,
  )
  writeHead('Parley', 'minimal', 'ratio', 'target')
  const operations = await seed(bench.connection, accounts)
  for (const operation of Object.keys(operations) as Operation[]) {
    const requests = await withTokens(operations[operation], accounts)
    await expectSameAnswer(parley, bare, requests)
    const sides = [parley, bare].map((server) => ({ server, requests }))
    const [ours = [], theirs = []] = await measureInTurn(sides)
    const compare = (name: string, figure: keyof Measurement, target = '') =>
      writeCompared(name, {
        ours: ours.map((found) => found[figure]),
        theirs: theirs.map((found) => found[figure]),
        target,
      })
    compare(`${operation}, requests/s`, 'requests', targets[operation])
    compare('– p99, ms', 'p99')
    compare('– CPU per request, µs', 'cpu')
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
      'read a message': messages.rows
        .filter((_, index) => index % 99 === 0)
        .map(({ id, account }) => ({ account, method: 'GET', path: `/api/message/${id}` })),
      'list 50': owned.map(({ chat, account }) => ({
        account,
        method: 'GET',
        path: `/api/message/?chat=${chat}`,
      })),
      'create in 100 chats': create,
      'create, 16 at once in one chat': create.slice(0, 1),
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

/** Warms up all sides and measures them alternately. Resolves to the rounds of each. */
async function measureInTurn(sides: readonly Side[]): Promise<Measurement[][]> {
  const results = sides.map((side) => ({ side, rounds: [] as Measurement[] }))
  for (const side of sides) await measure(side, WARM_UP_SECONDS)
  for (let round = 0; round < ROUNDS; round++) {
    for (const { side, rounds } of round % 2 === 0 ? results : results.toReversed())
      rounds.push(await measure(side, SECONDS))
  }
  return results.map(({ rounds }) => rounds)
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
async function measure({ server, requests }: Side, duration: number): Promise<Measurement> {
  let clients = 0
  const before = await server.usage()
  const result = await autocannon({
    url: server.url,
    connections: connectionsFor(requests),
    duration,
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
