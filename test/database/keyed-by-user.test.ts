/**
 * Rows, keys and statements belong to one user each, so that users can live on several servers.
 *
 * @embedded explains statements as PostgreSQL 16 or newer does.
 */
import type pg from 'pg'
import t from 'tap'
import {
  countAbandonedObjects,
  countObjectsToRemove,
  findAbandonedObjects,
  findObjectsToRemove,
  forgetRemovedObjects,
  releaseAbandonedObjects,
} from '../../src/files/object-queries.ts'
import * as deletion from '../../src/jobs/deletion-queries.ts'
import * as expiry from '../../src/jobs/expiry-queries.ts'
import { countAbandonedRuns, findAbandonedRuns } from '../../src/runs/queries/run-ends.ts'
import {
  countExpiredEvents,
  eventsOfRunsAfter,
  findExpiredEvents,
  noteRemovedEvents,
  removeEvents,
  runsWithoutEvents,
  saveEvents,
  saveEventsOfUser,
} from '../../src/runs/queries/run-events.ts'
import { renewLease } from '../../src/runs/queries/workers.ts'
import { connected, testDatabase } from '../support/database.ts'
import { allStatements, type PlanNode, planOf } from '../support/postgres/statements.ts'

/** Statements for many users at once, with their purpose. No request sends them. */
const forManyUsers = new Map<string, string>(
  (
    [
      [saveEvents, 'saves the events of all runs of a replica together'],
      [saveEventsOfUser, 'the same for one user, whose id is also among the values'],
      [eventsOfRunsAfter, 'reads the events of all runs that a replica follows together'],
      [runsWithoutEvents, 'checks all runs that a replica follows together'],
      [renewLease, 'reads which of all runs of a replica must stop'],
      [findExpiredEvents, 'finds runs with expired events'],
      [countExpiredEvents, 'counts them'],
      [removeEvents, 'removes the events of many runs together'],
      [noteRemovedEvents, 'records their removal'],
      [findAbandonedRuns, 'finds the runs of dead replicas'],
      [countAbandonedRuns, 'counts them'],
      ...[expiry.expiredKeys, expiry.expiredSessions, expiry.expiredAddresses].flatMap((expired) =>
        Object.values(expired).map((statement) => [statement, 'deletes what has expired'] as const),
      ),
      [deletion.findDeletedChats, 'finds what its users have deleted'],
      [deletion.countDeletedChats, 'counts it'],
      [deletion.findUnusedChats, 'finds what has not been used for long'],
      [deletion.findOldRuns, 'finds what has not been used for long'],
      [findAbandonedObjects, 'finds the uploads of dead replicas'],
      [countAbandonedObjects, 'counts them'],
      [releaseAbandonedObjects, 'abandons those uploads together'],
      [findObjectsToRemove, 'finds bytes to remove'],
      [countObjectsToRemove, 'counts them'],
      [forgetRemovedObjects, 'deletes the rows of bytes that were removed together'],
    ] as const
  ).map(([{ text }, reason]) => [text, reason]),
)

/** Indexes that begin with another column, for the statements above. */
const indexesOfOperators: Readonly<Record<string, string>> = {
  idempotency_keys_by_age: 'expiredKeys',
  login_addresses_by_age: 'expiredAddresses',
  runs_active: 'findAbandonedRuns, renewLease',
  runs_with_events: 'findExpiredEvents',
  sessions_by_expiry: 'expiredSessions',
  stored_objects_to_remove: 'findAbandonedObjects, findObjectsToRemove, and their counts',
}

const { connection } = await testDatabase(t)
const db = await connected(t, connection)
const tables = await tablesOfUsers(db)
const statements = await allStatements()

async function tablesOfUsers(db: pg.Client): Promise<readonly string[]> {
  const { rows } = await db.query(`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' order by name`)
  return rows.map(({ name }) => name)
}

/** Returns the parameters to which a node's table is bound; undefined if it has no table of users. */
function boundTo(node: PlanNode): string[] | undefined {
  if (!tables.includes(node['Relation Name'] ?? '')) return undefined
  if (node.Operation === 'Insert') return [insertedUser(node)]
  // The rows that a statement changes are found by a scan below it.
  if (node.Operation !== undefined) return undefined
  const conditions = [node['Index Cond'], node['Recheck Cond'], node.Filter].join(' ')
  return [...conditions.matchAll(/\b(\w+)\.user_id = (\$\d+)\b/g)]
    .filter(([, alias]) => alias === node.Alias)
    .map(([, , parameter]) => parameter ?? '')
}

/** Returns the value of `user_id` in an insertion, as EXPLAIN writes it. */
function insertedUser(node: PlanNode): string {
  const column = userColumn.get(node['Relation Name'] ?? '') ?? 0
  let from = node.Plans?.find((plan) => plan['Parent Relationship'] === 'Outer')
  while (from?.['Node Type'] === 'Subquery Scan' && from.Output?.[column]?.startsWith('"*SELECT*"'))
    from = from.Plans?.[0]
  return from?.Output?.[column] ?? ''
}

const userColumn = new Map<string, number>()
for (const name of tables) {
  const { rows } = await db.query('select * from information_schema.columns where table_name = $1', [name])
  const { ordinal_position: position } = rows.find(({ column_name: column }) => column === 'user_id')
  userColumn.set(name, position - 1)
}

t.test(
  'each statement binds every table of users to one parameter, except those for many users',
  async (t) => {
    t.ok(statements.size > 60, `${statements.size} statements`)
    for (const [name, text] of statements) {
      const bindings = (await planOf(db, text)).map(boundTo).filter((bound) => bound !== undefined)
      if (forManyUsers.has(text)) {
        const isBound = bindings.every((bound) => bound.some((parameter) => parameter.startsWith('$')))
        t.notOk(isBound, `${name} concerns many users`)
        continue
      }
      for (const bound of bindings) t.match(bound[0], /^\$\d+$/, `${name} names no table without its user`)
      t.ok(new Set(bindings.flat()).size <= 1, `${name} binds all of them to the same parameter`)
    }
  },
)

t.test('a statement without a user is found', async (t) => {
  for (const [what, text] of [
    ['a table', 'select from chats where id = $1'],
    [
      'one of two tables',
      'select from chats, messages where chats.user_id = $1 and chats.id = messages.chat_id',
    ],
    ['a subquery', 'select from chats where user_id = $1 and exists (select from runs where runs.id = $2)'],
    ['an update', 'update files set name = $1 where id = $2'],
    ['a deletion', 'delete from sessions where id = $1'],
    [
      'a modifying subquery',
      'with run as (delete from runs where user_id = $1 returning id) delete from messages using run where run_id = run.id',
    ],
    [
      'an insertion',
      'insert into chats (user_id, title) select user_id, title from chats where user_id = $1',
    ],
    ['a list of users', 'select from chats where user_id = any($1::bigint[])'],
  ] as const) {
    const bindings = (await planOf(db, text)).map(boundTo).filter((bound) => bound !== undefined)
    t.ok(
      bindings.some(([first]) => !/^\$\d+$/.test(first ?? '')),
      what,
    )
  }
})

t.test('each key, foreign key and index of a table of users begins with the user', async (t) => {
  t.strictSame(tables, [
    'chats',
    'files',
    'idempotency_keys',
    'login_addresses',
    'message_files',
    'messages',
    'run_events',
    'run_inputs',
    'run_results',
    'runs',
    'sessions',
    'stored_objects',
    'usage',
    'user_totals',
  ])
  const { rows: indexes } = await db.query(
    `
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid, 1, false) as first, indisunique as is_unique
    from pg_index where indrelid = any($1::regclass[]) order by name`,
    [tables],
  )
  const others = indexes.filter(({ first }) => first !== 'user_id')
  t.strictSame(
    others.map(({ name }) => name),
    Object.keys(indexesOfOperators),
  )
  t.notOk(
    others.some(({ is_unique: isUnique }) => isUnique),
    'none of the others is unique',
  )

  const { rows: keys } = await db.query(
    `
    select conname as name, confdeltype as on_delete, confrelid::regclass::text as table,
      array(select attname::text from unnest(conkey) with ordinality as key (number, place)
        join pg_attribute on attrelid = conrelid and attnum = number order by place) as columns,
      array(select attname::text from unnest(confkey) with ordinality as key (number, place)
        join pg_attribute on attrelid = confrelid and attnum = number order by place) as referred
    from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) order by name`,
    [tables],
  )
  for (const { name, columns, referred, table, on_delete: onDelete } of keys) {
    t.equal(columns[0], 'user_id', name)
    t.equal(referred[0], table === 'users' ? 'id' : 'user_id', name)
    t.match(onDelete, /^[ac]$/, `${name} cascades or does nothing: it cannot clear a part of the key`)
  }

  const { rows: chats } = await db.query(
    "select indexrelid::regclass::text as name from pg_index where indrelid = 'messages'::regclass order by 1",
  )
  t.same(
    chats.map(({ name }) => name),
    [
      'messages_by_chat',
      'messages_by_file',
      'messages_by_parent',
      'messages_by_run',
      'messages_pkey',
      'messages_without_parent',
    ],
    'each index of the largest table is paid for by each message',
  )
})
