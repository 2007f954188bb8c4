/** Contents of a database, independent of its tables. */
import { type Kysely, sql } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { until } from '../files.ts'

/** Returns the number of rows that refer to a user, by table. */
export async function rowsOfUser(db: Kysely<DB>, user: number): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' order by table_name`.execute(db)
  const counted: [string, number][] = []
  for (const { name } of rows) {
    const found = await sql<{ count: number }>`
      select count(*) from ${sql.table(name)} where user_id = ${user}`.execute(db)
    counted.push([name, found.rows[0]?.count ?? 0])
  }
  return Object.fromEntries(counted)
}

/**
 * Returns every row of every table as text. Excludes leases of workers and times of jobs, which change by
 * themselves, and the counts of requests.
 */
export async function everyRow(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = 'public' and tablename not in ('workers', 'jobs', 'rate_buckets')`.execute(db)
  const texts: string[] = []
  for (const { name } of rows) {
    const found = await sql<{ text: string }>`
      select whole::text as text from ${sql.table(name)} as whole`.execute(db)
    texts.push(...found.rows.map(({ text }) => text))
  }
  return texts
}

/** Returns the number of rows that contain a text, in all those tables. */
export async function rowsWith(db: Kysely<DB>, text: string): Promise<number> {
  return (await everyRow(db)).filter((row) => row.includes(text)).length
}

/** Waits until this number of sessions of the database waits for a lock. Throws after 10 seconds. */
export function untilWaiting(db: Kysely<DB>, sessions: number): Promise<void> {
  return until(`${sessions} wait for a lock`, async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows[0]?.count === sessions
  })
}

/** Ages all pending uploads as if their process had not renewed them for this number of minutes. */
export async function age(db: Kysely<DB>, minutes: number): Promise<void> {
  await sql`
    update stored_objects set touched_at = now() - make_interval(mins => ${minutes}::int)
    where state = 'pending'`.execute(db)
}

/** Returns the states of all stored objects, in the order of their keys. */
export async function objectStates(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`
    select state from stored_objects order by user_id, storage_key`.execute(db)
  return rows.map(({ state }) => state)
}
