import { type RawBuilder, sql } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { oneRow, rows } from '../database/statement.ts'
import { KEY_LIFETIME } from '../http/idempotency-queries.ts'
import { MAX_COUNTED } from './job.ts'

/** Time for which addresses from which a user has logged in are stored. */
export const ADDRESS_RETENTION = '90 days'

export const expiredKeys = expiry({
  table: 'idempotency_keys',
  key: { user_id: 'bigint', key: 'text' },
  since: 'created_at',
  lifetime: KEY_LIFETIME,
})

export const expiredRevocations = expiry({
  table: 'revocations',
  key: { session_id: 'uuid' },
  since: 'expires_at',
})

/**
 * Deletes those of the `size` buckets after `after` that are full, because a missing bucket counts as full,
 * and skips locked ones. An index on the time would cost more, at each use of a bucket, than this walk.
 */
export const removeFullBuckets = oneRow(
  (_, p: { after: string; size: number }) => sql<{ seen: number; last: string | null; removed: number }>`
    with page as (
      select key from rate_buckets where key > ${p.after} order by key limit ${p.size}
    ), due as (
      select key from rate_buckets where key in (select key from page) and full_at < now()
      for update skip locked
    ), removed as (
      delete from rate_buckets where key in (select key from due) returning key
    )
    select count(*) as seen, max(key) as last, (select count(*) from removed) as removed from page`,
)

export const expiredSessions = expiry({
  table: 'sessions',
  key: { user_id: 'bigint', id: 'uuid' },
  since: 'expires_at',
})

export const expiredAddresses = expiry({
  table: 'login_addresses',
  key: { user_id: 'bigint', address_hash: 'bytea' },
  since: 'used_at',
  lifetime: ADDRESS_RETENTION,
})

/** Workers whose runs ended long ago. */
export const expiredWorkers = expiry({
  table: 'workers',
  key: { id: 'uuid' },
  since: 'expires_at',
  lifetime: '1 hour',
})

export type Expiry = ReturnType<typeof expiry>

/**
 * Returns the statements that find, delete and count the rows of a table that are older than a lifetime.
 *
 * @param options.key columns and types of the primary key
 * @param options.lifetime time from `since` until a row expires, as an interval of PostgreSQL
 */
function expiry(options: {
  readonly table: keyof DB
  readonly key: Readonly<Record<string, string>>
  readonly since: string
  readonly lifetime?: string
}) {
  const { lifetime = '0' } = options
  const table = sql.table(options.table)
  const since = sql.ref(options.since)
  const columns = Object.keys(options.key)
  const key = sql.join(columns.map((column) => sql.ref(column)))
  const hasExpired = sql<boolean>`${since} < now() - ${sql.lit(lifetime)}::interval`
  return {
    find: rows(
      (_, p: { size: number; skip: number }) => sql<Record<string, unknown>>`
        select ${key} from ${table} where ${hasExpired} order by ${since} limit ${p.size} offset ${p.skip}`,
    ),
    /** Takes the values of each column of the key. */
    remove: rows((_, p: Record<string, readonly unknown[]>) => {
      const values = Object.entries(options.key).map(
        ([column, type]): RawBuilder<unknown> => sql`${p[column]}::${sql.raw(type)}[]`,
      )
      const isFound = columns.map((column) => sql`${table}.${sql.ref(column)} = found.${sql.ref(column)}`)
      // The row may have been renewed since it was found.
      return sql<{ one: number }>`
        delete from ${table} using unnest(${sql.join(values)}) as found (${key})
        where ${sql.join(isFound, sql` and `)} and ${hasExpired}`
    }),
    count: oneRow(
      (_, __: object) => sql<{ rows: number; oldest: string | null }>`
        select count(*) as rows, min(since) + ${sql.lit(lifetime)}::interval as oldest
        from (
          select ${since} as since from ${table} where ${hasExpired}
          order by ${since} limit ${sql.lit(MAX_COUNTED)}
        ) as due`,
    ),
  }
}
