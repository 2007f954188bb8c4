import { type Kysely, sql } from 'kysely'

/**
 * Placement of each table in a database with the Citus extension, in the order of the foreign keys.
 *
 * - `replicated`: on every node, because distributed tables refer to it or are joined with it.
 * - `distributed`: each row on the node of its user.
 * - `local`: on the coordinator. Statements on such a table use no table of the other kinds.
 */
export const placements = {
  replicated: ['users', 'workers'],
  distributed: [
    'user_totals',
    'sessions',
    'login_addresses',
    'usage',
    'chats',
    'stored_objects',
    'files',
    'runs',
    'run_inputs',
    'run_results',
    'run_events',
    'messages',
    'message_files',
    'idempotency_keys',
  ],
  local: ['jobs', 'rate_buckets', 'revocations'],
} as const

/** Functions that statements on distributed tables call. */
export const functions = ['milliseconds_of(timestamptz)', 'next_update(timestamptz, timestamptz)'] as const

/** Returns true if a database has the Citus extension. */
export async function hasCitus<T>(db: Kysely<T>): Promise<boolean> {
  const { rows } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  return rows.length > 0
}

/**
 * Prepares a transaction that creates and distributes tables. Otherwise Citus would by itself place a new
 * table that refers to a replicated one, and could no longer distribute it.
 */
export async function beforeDistribution<T>(db: Kysely<T>): Promise<void> {
  await sql`set local citus.enable_local_reference_table_foreign_keys = off`.execute(db)
  // Changes to replicated tables and to those that refer to them then use the same connections.
  await sql`set local citus.multi_shard_modify_mode = sequential`.execute(db)
}

/**
 * Distributes the tables and functions that are not yet distributed, with their rows. Requires the migration
 * lock.
 */
export async function distribute<T>(db: Kysely<T>): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(db)
  await sql`set local lock_timeout = 0`.execute(db)
  const { rows } = await sql<{ name: string }>`select table_name::text as name from citus_tables`.execute(db)
  const done = new Set(rows.map(({ name }) => name))
  const isNew = (name: string) => !done.has(name)
  for (const name of functions) await sql`select create_distributed_function(${name})`.execute(db)
  for (const name of placements.replicated.filter(isNew))
    await sql`select create_reference_table(${name})`.execute(db)
  for (const name of placements.distributed.filter(isNew))
    await sql`select create_distributed_table(${name}, 'user_id')`.execute(db)
  // Removes the local rows, which have been copied.
  for (const name of [...placements.replicated, ...placements.distributed].filter(isNew))
    await sql`select truncate_local_data_after_distributing_table(${name})`.execute(db)
}
