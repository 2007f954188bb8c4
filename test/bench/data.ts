/**
 * Dependence of the cost of requests on the amount of data: the same requests alternate between a database of
 * ten thousand messages and a large one.
 */
import pg from 'pg'
import type { Bench } from './bench.ts'
import { branches, leaves } from './conversations.ts'
import { json, startParley } from './parley.ts'
import { median, quantile, split, write, writeCompared, writeHead } from './table.ts'

/** Messages of the large database; a tenth of them are in one chat. */
const MESSAGES = Number(process.env.MESSAGES ?? 10_000_000)
const FEW = 10_000
/** Messages of the small chat in both databases. */
const SMALL = 100
/** Messages of each user except the measured one. */
const OF_OTHERS = 1_000
const ROUNDS = 5
/** Number of requests to each database in a round. */
const REQUESTS = 60
const WARM_UP = 50
const TARGET = '≤ 1.2'

type Operation = 'page' | 'last page' | 'read' | 'create' | 'ask'

/** Measures both databases and prints the ratios of their medians. */
export async function measureData(bench: Bench): Promise<void> {
  const provider = await bench.start('provider', 'test/bench/provider.ts', {})
  const few = await start(bench, 'few', `${provider.url}/v1`, FEW, FEW - SMALL)
  const many = await start(bench, 'many', `${provider.url}/v1`, MESSAGES, MESSAGES / 10)
  write(
    `${FEW.toLocaleString('en')} messages and ${MESSAGES.toLocaleString('en')}: ${ROUNDS} rounds of ${REQUESTS} requests to each, ` +
      `alternately, after ${WARM_UP} to warm up. Median and p99 are in ms.\n\n`,
  )
  writeHead('many', 'few', 'ratio', 'target')
  for (const [what, one, other] of [
    [`in a chat of ${SMALL}`, few.small, many.small],
    [`in the largest chat`, few.large, many.large],
  ] as const) {
    for (const operation of Object.keys(one) as Operation[]) {
      const times = await inTurn(one[operation], other[operation])
      const [theirs, ours] = times.map((ofAll) => split(ofAll, ROUNDS))
      const compare = (name: string, figure: (times: number[]) => number, target = '') =>
        writeCompared(name, {
          ours: ours?.map(figure) ?? [],
          theirs: theirs?.map(figure) ?? [],
          digits: 2,
          target,
        })
      compare(`${operation} ${what}`, median, TARGET)
      compare('– p99', (ofRound) => quantile(ofRound, 0.99))
    }
  }
}

/** Starts a server on a database with this number of messages. The measured user has two chats. */
async function start(bench: Bench, name: string, baseUrl: string, messages: number, inLargest: number) {
  const connection = { ...bench.connection, database: `bench_${name}` }
  await execute(bench.connection, `create database bench_${name}`)
  bench.teardown(() => execute(bench.connection, `drop database bench_${name} with (force)`))
  const { server, user, logIn } = await startParley({ ...bench, connection }, baseUrl)
  const others = Math.max(0, Math.floor((messages - inLargest - SMALL) / OF_OTHERS))
  await seed(connection, user, inLargest, others)
  const [small, large] = await execute(connection, 'select id from chats where user_id = $1 order by id', [
    user,
  ])
  let token = await logIn()
  let loggedInAt = performance.now()
  const send = async (path: string, request: RequestInit = {}) => {
    if (performance.now() - loggedInAt > 60_000) {
      token = await logIn()
      loggedInAt = performance.now()
    }
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const response = await fetch(server.url + path, { ...request, headers })
    const body = await response.text()
    if (!response.ok) throw new Error(`${path} got ${response.status}: ${body}`)
    return response
  }
  const operationsOn = async (chat: number) => {
    const ids = await execute(
      connection,
      'select id from messages where user_id = $1 and chat_id = $2 order by id limit 1 offset 50',
      [user, chat],
    )
    return {
      page: () => send(`/api/message/?chat=${chat}&limit=50`),
      'last page': () => send(`/api/message/?chat=${chat}&limit=50&order=desc`),
      read: () => send(`/api/message/${ids[0]?.id}`),
      create: () => send('/api/message/', json({ chat, content: 'Who?' })),
      ask: () => send('/api/llm/', json({ chat, prompt: 'tokens=10' })),
    }
  }
  return { small: await operationsOn(Number(small?.id)), large: await operationsOn(Number(large?.id)) }
}

async function seed(connection: Bench['connection'], user: number, inLargest: number, others: number) {
  await execute(
    connection,
    `
    insert into users (username, username_key, password_hash)
    select n, n, '' from generate_series(1, ${others}) as n`,
  )
  await execute(
    connection,
    `
    insert into chats (user_id, title, message_count)
    select ${user}, 'small', ${SMALL} union all select ${user}, 'large', ${inLargest}`,
  )
  await execute(
    connection,
    `
    insert into chats (user_id, title, message_count) select id, 'one', ${OF_OTHERS} from users where id <> ${user}`,
  )
  const content = 'The quick brown fox jumps over the lazy dog.'
  await execute(
    connection,
    `
    insert into messages (user_id, chat_id, role, content)
    select user_id, id, 'user', '${content}' from chats, generate_series(1, ${OF_OTHERS}) where user_id <> ${user}`,
  )
  // Interleaves the messages of chats, as if they were used at the same time.
  await execute(
    connection,
    `
    insert into messages (user_id, chat_id, role, content)
    select ${user}, id, 'user', '${content}'
    from chats, generate_series(1, message_count) as n where user_id = ${user} order by n::float8 / message_count`,
  )
  // Giving all messages a parent leaves an index of those without one that is mostly empty pages, which
  // messages that are created with their parent do not.
  for (const statement of [branches, leaves, 'reindex table messages', 'vacuum analyze'])
    await execute(connection, statement)
}

/** Alternates between both. Resolves to the durations of each in ms. */
async function inTurn(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []]
  for (let request = -WARM_UP; request < ROUNDS * REQUESTS; request++) {
    for (const which of request % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const startedAt = performance.now()
      await (which === 0 ? one : other)()
      if (request >= 0) times[which].push(performance.now() - startedAt)
    }
  }
  return times
}

async function execute(connection: Bench['connection'], text: string, values: unknown[] = []) {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(text, values)
    return rows
  } finally {
    await client.end()
  }
}
