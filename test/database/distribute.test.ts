/** Distribution of the tables if users live on several servers. */
import t from 'tap'
import { functions, placements } from '../../src/database/distribute.ts'
import { connected, testDatabase } from '../support/database.ts'

const { replicated, distributed, local } = placements
const ordered: readonly string[] = [...replicated, ...distributed]

t.test('each table is distributed once, after the tables that it references', async (t) => {
  const db = await connected(t, (await testDatabase(t)).connection)
  const { rows: tables } = await db.query(`
    select tablename as name,
      exists (select from information_schema.columns where table_name = tablename and column_name = 'user_id') as is_keyed
    from pg_tables where schemaname = 'public' and tablename !~ '^kysely' order by name`)
  const placed: string[] = [...ordered, ...local].sort()
  t.same(
    placed,
    tables.map(({ name }) => name),
  )
  t.same(
    [...distributed].sort(),
    tables.filter(({ is_keyed: isKeyed }) => isKeyed).map(({ name }) => name),
    'a table with a user is distributed',
  )
  const { rows: keys } = await db.query(`
    select distinct conrelid::regclass::text as from, confrelid::regclass::text as to
    from pg_constraint where contype = 'f'`)
  for (const { from, to } of keys.filter(({ from, to }) => from !== to)) {
    t.ok(ordered.indexOf(to) >= 0 && ordered.indexOf(to) < ordered.indexOf(from), `${from} follows ${to}`)
  }
})

t.test('each function is on every server', async (t) => {
  const db = await connected(t, (await testDatabase(t)).connection)
  const { rows } = await db.query(
    `select oid::regprocedure::text as name from pg_proc where pronamespace = 'public'::regnamespace order by name`,
  )
  const known = await db.query('select unnest($1::regprocedure[])::text as name order by name', [functions])
  t.same(rows, known.rows)
})
