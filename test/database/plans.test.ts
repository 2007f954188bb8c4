/**
 * Query plans, in a database where most users have few rows and one has many.
 *
 * @embedded expects the plans of this version.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { NOTHING_SEEN, revocationsSince } from '../../src/auth/queries/revocations.ts'
import { listChats } from '../../src/chats/queries.ts'
import { connect } from '../../src/database/connections/connect.ts'
import { listFiles } from '../../src/files/queries.ts'
import { listMessages, listMessagesOfChat, listPath } from '../../src/messages/queries.ts'
import { eventsAfter, saveEvents } from '../../src/runs/queries/run-events.ts'
import { listRuns, listRunsOfChat } from '../../src/runs/queries/runs.ts'
import { takeLease } from '../../src/runs/queries/workers.ts'
import { connected, testDatabase } from '../support/database.ts'
import {
  branched,
  branches,
  busiest,
  depth,
  fillWithBusyUser,
  longest,
  smallUser,
} from '../support/postgres/busy-user.ts'
import { allStatements, planOf } from '../support/postgres/statements.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'CTE Name'?: string
  readonly 'Subplan Name'?: string
  readonly Plans?: readonly Plan[]
}

const { connection } = await testDatabase(t)
const db = connect({ connection, poolSize: 1, namedStatements: true, onConnectionError: () => {} })
t.teardown(() => db.destroy())

await sql`set statement_timeout = 0`.execute(db)

// One generic plan serves all users, so it must also suit the one with many rows.
const { root } = await fillWithBusyUser(db)

const most = Number.MAX_SAFE_INTEGER
const nothing = most
const start = { asc: 0, desc: most }
const chatOfSmallUser = (await listChats.asc(db, { user: smallUser, after: 0, atMost: 1 }))[0]?.id ?? 0

for (const { name, query, index, of } of [
  { name: 'chats', query: listChats, index: 'chats_pkey', of: [[smallUser], [busiest]] },
  { name: 'files', query: listFiles, index: 'files_pkey', of: [[smallUser], [busiest]] },
  { name: 'runs', query: listRuns, index: 'runs_pkey', of: [[smallUser], [busiest]] },
  {
    name: 'runs of a chat',
    query: listRunsOfChat,
    index: 'runs_by_chat',
    of: [
      [smallUser, chatOfSmallUser],
      [busiest, longest],
      [smallUser, longest],
      [busiest, nothing],
    ],
  },
]) {
  t.test(`a page of ${name} reads its rows only, at any position`, async (t) => {
    for (const order of ['asc', 'desc'] as const) {
      await query[order](db, { user: smallUser, chat: chatOfSmallUser, after: start[order], atMost: 51 })
      for (const owner of of) {
        for (const after of [start[order], 6000]) {
          const about = `${order} after ${after} of ${owner}`
          const { scans, others } = await planOfNewest([...owner, after, 51])
          t.same(others, [], `${about}: no sort`)
          t.match(scans.at(-1), { 'Node Type': 'Index Scan', 'Index Name': index }, about)
          for (const scan of scans) {
            t.ok(scan['Actual Rows'] <= 51, `${scan['Actual Rows']} rows read`)
            t.equal(scan['Rows Removed by Filter'] ?? 0, 0, 'no row is discarded')
          }
        }
      }
    }
  })
}

for (const [name, query, parameters] of [
  ['messages', listMessages, [busiest]],
  ['messages of a chat', listMessagesOfChat, [busiest, longest]],
  ['messages of a chat without any', listMessagesOfChat, [busiest, nothing]],
  ['messages of a chat of 1,000 branches', listMessagesOfChat, [busiest, branched]],
] as const) {
  t.test(`a page of ${name} reads its rows and their siblings only`, async (t) => {
    for (const order of ['asc', 'desc'] as const) {
      await query[order](db, { user: smallUser, chat: chatOfSmallUser, after: start[order], atMost: 51 })
      for (const after of [start[order], 6000]) await expectFew(t, [...parameters, after, 51], order)
    }
  })
}

/** Parameters of a path, in the order of their first use. */
const namesOfPath = ['user', 'leaf', 'chat', 'after', 'atMost'] as const

t.test(
  'a path of 50 in a chat of 100,000 messages and 1,000 branches reads no more than a page',
  async (t) => {
    for (const order of ['asc', 'desc'] as const) {
      const leaf = root + 500 * depth
      const p = { user: busiest, chat: branched, leaf, after: start[order], atMost: 51 }
      const rows = await listPath[order](db, p)
      t.equal(rows.length, 51)
      t.match(rows.find(({ parent }) => parent === root)?.sibling_count ?? branches, branches)
      const parameters = namesOfPath.map((name) => p[name])
      const { scans } = await planOfNewest(parameters)
      await expectFew(t, parameters, order)
      const read = scans.reduce((sum, scan) => sum + rowsRead(scan), 0)
      // In ascending order the path is read from its leaf, and the root has a child in each branch.
      t.ok(read < (order === 'asc' ? depth + branches : 0) + 4 * 51, `${order}: ${read} rows`)
    }
  },
)

t.test('a page of events reads its rows only, however many events there are', async (t) => {
  const [atMost, bytes] = [51, 1_000_000]
  const { rows } = await sql<{
    user: number
  }>`select user_id as user from runs where id = ${longest}`.execute(db)
  const user = rows[0]?.user ?? 0
  await eventsAfter(db, { user, run: longest, after: 0, atMost, bytes })
  for (const after of [0, 6000, 10_000]) {
    const { scans, others } = await planOfNewest([user, longest, after, atMost, bytes])
    t.notOk(
      others.some((type) => type.includes('Sort')),
      'no sort',
    )
    const [page, ...more] = scans.filter((scan) => scan['Index Name'] === 'run_events_pkey')
    t.match([page, more], [{ 'Node Type': 'Index Scan' }, []])
    t.equal(page?.['Actual Rows'], Math.min(atMost, 10_000 - after))
    // The others find the run's answer and its chat.
    for (const scan of scans.filter((scan) => scan !== page))
      t.ok(rowsRead(scan) <= 2, `${rowsRead(scan)} rows of ${scan['Index Name']}`)
  }
})

t.test('reading revocations reads new ones only, however many there are', async (t) => {
  const add = sql`
    insert into revocations (session_id, expires_at)
    select gen_random_uuid(), now() + interval '1 hour' from generate_series(1, 5000)`
  await add.execute(db)
  await sql`analyze revocations`.execute(db)
  const [first] = await revocationsSince(db, { position: NOTHING_SEEN })
  for (const { position, rows } of [
    { position: NOTHING_SEEN, rows: 5000 },
    { position: first?.next ?? '', rows: 0 },
  ]) {
    await revocationsSince(db, { position })
    const { scans, others } = await planOfNewest([`'${position}'`])
    const read = scans.map((scan) => scan['Actual Rows']).reduce((sum, count) => sum + count, 0)
    t.equal(read, rows, 'rows read')
    t.notOk(
      others.some((type) => type.includes('Seq Scan')),
      others.join(),
    )
    for (const scan of scans) t.equal(scan['Index Name'], 'revocations_by_transaction')
  }
})

t.test('saving events is planned once, and reads each run and event a fixed number of times', async (t) => {
  const worker = randomUUID()
  await takeLease(db, { worker, seconds: 600 })
  const { rows } = await sql<{ user_id: number; id: number }>`
    update runs set worker_id = ${worker} where status = 'running' returning user_id, id`.execute(db)
  const eventsOf = (count: number, sequence: number) => {
    const taken = rows.slice(0, count)
    return {
      users: taken.map(({ user_id }) => user_id),
      runs: taken.map(({ id }) => id),
      sequences: taken.map(() => sequence),
      payloads: taken.map(() => '{"type":"text"}'),
      worker,
      begun: [],
    }
  }
  await sql`reset plan_cache_mode`.execute(db)
  for (let count = 1; count <= 10; count += 1) await saveEvents(db, eventsOf(count, count))
  const { rows: plans } = await sql<{ custom: number; generic: number }>`
    select custom_plans as custom, generic_plans as generic from pg_prepared_statements
    order by prepare_time desc limit 1`.execute(db)
  // PostgreSQL plans the first five executions for their parameters.
  t.match(plans, [{ custom: 5, generic: 5 }])

  const many = 1000
  const literals = Object.values(eventsOf(many, 11)).map((value) =>
    Array.isArray(value) ? pgArray(value) : `'${value}'`,
  )
  const { all } = await planOfNewest(literals)
  t.equal(all.find((node) => node['Subplan Name'] === 'CTE event')?.['Actual Rows'], many)
  for (const node of all)
    t.ok(rowsRead(node) <= many, `${node['Node Type']} of ${node['CTE Name'] ?? ''}: ${rowsRead(node)} rows`)
})

/** Statements that need all rows of a user in a table. */
const ofWholeUsers = [
  'createSession',
  'endSessionsOf',
  'listLiveSessions',
  'findEmptyUser',
  'forgetAddresses',
  'rememberAddress',
  'storageUsage',
  'removeMessagesOfUser',
  'removeFilesOfUser',
  'removeRunsOfUser',
  'removeSessionsOfUser',
  'removeChatsOfUser',
  'removeKeysOfUser',
]
const indexesOfSiblings = ['messages_by_parent', 'messages_without_parent']
const indexesOfFewRows = ['runs_one_active_in_a_chat', 'chats_deleted']

t.test('each statement reads only what it needs of a table that has many rows', async (t) => {
  const byHand = await connected(t, connection)
  const { rows: tables } = await byHand.query(`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 1000`)
  const large = new Set(tables.map(({ name }) => name))
  for (const [name, text] of await allStatements()) {
    const plan = await planOf(byHand, text)
    const scans = plan.filter((node) => large.has(node['Relation Name']) && node.Operation === undefined)
    for (const scan of scans) {
      const { 'Node Type': type, 'Relation Name': table, 'Index Name': index = '' } = scan
      t.match(type, /^(Index|Bitmap Heap|Index Only) Scan$/, `${name} scans no ${table}`)
      const condition = scan['Index Cond'] ?? scan['Recheck Cond'] ?? ''
      const isWholeUser = /^\(\w+\.user_id = \$\d+\)$/.test(condition) || condition === ''
      if (ofWholeUsers.includes(name) || indexesOfFewRows.includes(index)) continue
      t.notOk(isWholeUser, `${name} reads less than all of a user's ${table}`)
    }
    const sorts = plan.filter((node) => node['Node Type'].includes('Sort'))
    // Lists of messages sort a page after reading its siblings, and also the siblings, which are few.
    const isOfTree = /^list(Messages|MessagesOfChat|Path|Children|Roots)\./.test(name)
    const sorted = sorts.filter(({ Plans = [] }) =>
      Plans.some(
        (node) =>
          node['Relation Name'] === 'messages' && !indexesOfSiblings.includes(node['Index Name'] ?? ''),
      ),
    )
    if (/\.(asc|desc)$/.test(name)) t.same(isOfTree ? sorted : sorts, [], `${name} sorts nothing`)
  }
})

/** Returns an array as a literal of SQL. */
function pgArray(values: readonly unknown[]): string {
  return `'{${values.map((value) => JSON.stringify(value)).join()}}'`
}

/** Rows that a scan has read in all its loops. */
function rowsRead(scan: Plan): number {
  return (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)) * scan['Actual Loops']
}

async function expectFew(t: Test, parameters: (number | string)[], about: string) {
  const { scans, all } = await planOfNewest(parameters)
  const ofTree = all.filter((node) => node['Relation Name'] === 'messages')
  for (const scan of ofTree) {
    const { 'Node Type': type, 'Index Name': index = '' } = scan
    t.match(type, /^Index (Only )?Scan$/, about)
    // Only siblings are read beyond the page, and only from the index that has them.
    const most = index === 'messages_by_parent' ? 51 + branches : 2 * 51
    t.ok(rowsRead(scan) <= most, `${about}: ${rowsRead(scan)} rows of ${index}`)
  }
  t.ok(scans.length > 0)
}

/** Returns the generic plan of the most recently prepared statement, as nodes. */
async function planOfNewest(parameters: (number | string)[]) {
  const { rows } = await sql<{ name: string }>`
    select name from pg_prepared_statements order by prepare_time desc limit 1`.execute(db)
  await sql`set plan_cache_mode = force_generic_plan`.execute(db)
  const explained = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`
    explain (analyze, timing off, format json)
    execute ${sql.id(rows[0]?.name ?? '')} (${sql.raw(parameters.join(', '))})`.execute(db)
  const nodes = (explained.rows[0]?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => withChildren(Plan))
  return {
    all: nodes,
    scans: nodes.filter((node) => node['Node Type'].startsWith('Index')),
    others: nodes.map((node) => node['Node Type']).filter((type) => !/^(Limit|Index)/.test(type)),
  }
}

function withChildren(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(withChildren)]
}
