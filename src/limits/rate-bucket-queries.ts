import { sql } from 'kysely'
import { oneRow, rows } from '../database/statement.ts'

/**
 * Takes from a token bucket as many as there are, up to `count`; a negative count puts back. The bucket is its row's alone, so
 * who comes at once waits, and finds what the other has left.
 *
 * @param p.interval how long one token takes to come, in s
 * @param p.window how long all of them take, in s
 * @returns how many were taken, and in how many ms the bucket is full again
 */
export const takeFromBucket = oneRow(
  (_, p: { key: string; count: number; interval: number; window: number }) => {
    const full = sql`greatest(bucket.full_at, now())`
    // What is thousandths of a token short is one: times have microseconds, and intervals may have more.
    const left = sql`floor((${p.window}::float8 - extract(epoch from ${full} - now())) / ${p.interval}::float8 + 0.001)`
    const granted = sql`least(${p.count}::float8, greatest(0, ${left}))`
    return sql<{ granted: number; full: number }>`
      insert into rate_buckets as bucket (key, full_at, granted)
      values (${p.key}, now() + make_interval(secs => ${p.count}::float8 * ${p.interval}::float8), ${p.count}::integer)
      on conflict (key) do update
        set full_at = ${full} + make_interval(secs => ${granted} * ${p.interval}::float8), granted = ${granted}
      returning granted, (extract(epoch from full_at - now()) * 1000)::float8 as full`
  },
)

/** How many buckets one statement forgets at the most. */
export const MAX_DELETED = 10_000

/** Forgets buckets that are full; resolves to them. */
export const deleteFullBuckets = rows(
  (_, __: object) => sql<{ key: string }>`
    delete from rate_buckets where key = any(array(
      select key from rate_buckets where full_at < now() limit ${sql.lit(MAX_DELETED)} for update skip locked
    )) returning key`,
)
