/** Query plans of queries that read several rows. */
import { sql } from 'kysely'
import t from 'tap'
import { NOTHING_SEEN, revocationsSince } from '../../src/auth/queries/revocations.ts'
import { listChats } from '../../src/chats/queries.ts'
import { listFiles } from '../../src/files/queries.ts'
import { listMessages, listMessagesOfChat } from '../../src/messages/queries.ts'
import { eventsAfter } from '../../src/runs/queries/run-events.ts'
import { listRuns, listRunsOfChat } from '../../src/runs/queries/runs.ts'
import { oneConnection } from '../support/database.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

const db = await oneConnection(t)

// Most users have few rows and one has many. One generic plan serves all, so it must suit that user too.
const somebody = 1
const [busiest, longest] = [1000, 1]
await sql`
  insert into users (username, username_key, password_hash)
  select n, n, '' from generate_series(1, ${sql.lit(busiest)}) as n`.execute(db)
await sql`
  insert into chats (user_id, title)
  select ${sql.lit(busiest)}, '' from generate_series(1, 10000)
  union all select n, '' from generate_series(1, ${sql.lit(busiest)}) as n, generate_series(1, 4)`.execute(db)
await sql`
  insert into files (user_id, name, content_type, url) select user_id, '', '', '' from chats`.execute(db)
await sql`
  insert into messages (user_id, chat_id, role, content)
  select user_id, id, 'user'::message_role, '' from chats, generate_series(1, 4)
  union all select user_id, id, 'user', '' from chats, generate_series(1, 10000) where id = ${sql.lit(longest)}
`.execute(db)
await sql`
  insert into runs (user_id, chat_id, status, model, prompt, ended_at)
  select user_id, id, 'completed'::run_status, '', '', now() from chats, generate_series(1, 2)
  union all select user_id, id, 'completed', '', '', now() from chats, generate_series(1, 10000)
  where id = ${sql.lit(longest)}`.execute(db)
await sql`
  insert into run_events (user_id, run_id, sequence, payload)
  select user_id, id, n, '{"type":"text"}'::json from runs, generate_series(1, 4) as n
  union all select user_id, id, n, '{"type":"text"}' from runs, generate_series(5, 10000) as n
  where id = ${sql.lit(longest)}`.execute(db)
await sql`analyze`.execute(db)

const most = Number.MAX_SAFE_INTEGER
const nothing = most
const start = { asc: 0, desc: most }
const chatOfSomebody = (await listChats.asc(db, { user: somebody, after: 0, atMost: 1 }))[0]?.id ?? 0

for (const { name, query, index, of } of [
  { name: 'chats', query: listChats, index: 'chats_pkey', of: [[somebody], [busiest]] },
  { name: 'files', query: listFiles, index: 'files_pkey', of: [[somebody], [busiest]] },
  { name: 'messages', query: listMessages, index: 'messages_pkey', of: [[somebody], [busiest]] },
  {
    name: 'messages of a chat',
    query: listMessagesOfChat,
    index: 'messages_by_chat',
    of: [
      [somebody, chatOfSomebody],
      [busiest, longest],
      [somebody, longest],
      [busiest, nothing],
    ],
  },
  { name: 'runs', query: listRuns, index: 'runs_pkey', of: [[somebody], [busiest]] },
  {
    name: 'runs of a chat',
    query: listRunsOfChat,
    index: 'runs_by_chat',
    of: [
      [somebody, chatOfSomebody],
      [busiest, longest],
      [somebody, longest],
      [busiest, nothing],
    ],
  },
]) {
  t.test(`a page of ${name} reads its rows only, at any position`, async (t) => {
    for (const order of ['asc', 'desc'] as const) {
      await query[order](db, { user: somebody, chat: chatOfSomebody, after: start[order], atMost: 51 })
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
    t.match(scans, [{ 'Node Type': 'Index Scan', 'Index Name': 'run_events_pkey' }])
    t.equal(scans[0]?.['Actual Rows'], Math.min(atMost, 10_000 - after))
  }
})

t.test('reading revocations reads new ones only, however many there are', async (t) => {
  const add = sql`
    insert into revocations (session_id, expires_at)
    select gen_random_uuid(), now() + interval '1 hour' from generate_series(1, 5000)`
  await add.execute(db)
  await sql`analyze revocations`.execute(db)
  const [first] = await revocationsSince(db, { snapshot: NOTHING_SEEN })
  for (const { snapshot, rows } of [
    { snapshot: NOTHING_SEEN, rows: 5000 },
    { snapshot: first?.next ?? '', rows: 0 },
  ]) {
    await revocationsSince(db, { snapshot })
    const { scans, others } = await planOfNewest([`'${snapshot}'`])
    const read = scans.map((scan) => scan['Actual Rows']).reduce((sum, count) => sum + count, 0)
    t.equal(read, rows, 'rows read')
    t.notOk(
      others.some((type) => type.includes('Seq Scan')),
      others.join(),
    )
    for (const scan of scans) t.equal(scan['Index Name'], 'revocations_by_transaction')
  }
})

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
    scans: nodes.filter((node) => node['Node Type'].startsWith('Index')),
    others: nodes.map((node) => node['Node Type']).filter((type) => !/^(Limit|Index)/.test(type)),
  }
}

function withChildren(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(withChildren)]
}
