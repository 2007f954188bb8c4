import { type RawBuilder, sql } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { oneRow, rows } from '../database/statement.ts'
import { KEY_LIFETIME } from '../http/idempotency-queries.ts'
import { removeFullBuckets } from '../limits/rate-bucket-queries.ts'
import { type Job, MAX_COUNTED, rowJob } from './job.ts'

/** Time for which an address from which a user has logged in is remembered. */
export const ADDRESS_RETENTION = '90 days'

/** Deletes what has expired, a job for each kind of row. */
export const expiryJobs: readonly Job[] = [
  expiryJob({
    name: 'expired_idempotency_keys',
    interval: 300,
    table: 'idempotency_keys',
    key: { user_id: 'bigint', key: 'text' },
    since: 'created_at',
    lifetime: KEY_LIFETIME,
  }),
  expiryJob({
    name: 'expired_revocations',
    interval: 60,
    table: 'revocations',
    key: { session_id: 'uuid' },
    since: 'expires_at',
  }),
  fullRateBuckets(),
  expiryJob({
    name: 'expired_sessions',
    interval: 600,
    table: 'sessions',
    key: { user_id: 'bigint', id: 'uuid' },
    since: 'expires_at',
  }),
  expiryJob({
    name: 'expired_login_addresses',
    interval: 3_600,
    table: 'login_addresses',
    key: { user_id: 'bigint', address_hash: 'bytea' },
    since: 'used_at',
    lifetime: ADDRESS_RETENTION,
  }),
  // Its runs have ended long before.
  expiryJob({
    name: 'expired_workers',
    interval: 600,
    table: 'workers',
    key: { id: 'uuid' },
    since: 'expires_at',
    lifetime: '1 hour',
  }),
]

/** Walks through all buckets, of which there are as many as were used in the last minutes. */
function fullRateBuckets(): Job {
  let after = ''
  return {
    name: 'full_rate_buckets',
    interval: 60,
    async batch(db, { size }) {
      const { seen, last, removed } = await removeFullBuckets(db, { after, size })
      const more = seen === size
      after = more ? (last ?? '') : ''
      return { done: removed, more }
    },
  }
}

/**
 * Creates a job that deletes the rows of a table some time after the time in one of its columns.
 *
 * @param options.key columns and types of the primary key
 * @param options.lifetime time after the one in `since`, as an interval of PostgreSQL
 */
function expiryJob(options: {
  readonly name: string
  readonly interval: number
  readonly table: keyof DB
  readonly key: Readonly<Record<string, string>>
  readonly since: string
  readonly lifetime?: string
}): Job {
  const { name, interval, lifetime = '0' } = options
  const table = sql.table(options.table)
  const since = sql.ref(options.since)
  const columns = Object.keys(options.key)
  const key = sql.join(columns.map((column) => sql.ref(column)))
  const hasExpired = sql<boolean>`${since} < now() - ${sql.lit(lifetime)}::interval`

  const find = rows(
    (_, p: { size: number; skip: number }) => sql<Record<string, unknown>>`
      select ${key} from ${table} where ${hasExpired} order by ${since} limit ${p.size} offset ${p.skip}`,
  )
  const remove = rows((_, p: Record<string, readonly unknown[]>) => {
    const values = Object.entries(options.key).map(
      ([column, type]): RawBuilder<unknown> => sql`${p[column]}::${sql.raw(type)}[]`,
    )
    const isFound = columns.map((column) => sql`${table}.${sql.ref(column)} = found.${sql.ref(column)}`)
    // It may have been renewed since it was found.
    return sql<{ one: number }>`
      delete from ${table} using unnest(${sql.join(values)}) as found (${key})
      where ${sql.join(isFound, sql` and `)} and ${hasExpired}`
  })
  const count = oneRow(
    (_, __: object) => sql<{ rows: number; oldest: string | null }>`
      select count(*) as rows, min(since) + ${sql.lit(lifetime)}::interval as oldest
      from (
        select ${since} as since from ${table} where ${hasExpired} order by ${since} limit ${sql.lit(MAX_COUNTED)}
      ) as due`,
  )
  return rowJob({
    name,
    interval,
    find,
    process: (db, found) =>
      remove(db, Object.fromEntries(columns.map((column) => [column, found.map((row) => row[column])]))),
    backlog: (db) => count(db, {}),
  })
}
