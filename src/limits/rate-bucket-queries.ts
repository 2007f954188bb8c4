import { sql } from 'kysely'
import { oneRow } from '../database/statement.ts'

/**
 * Takes up to `count` tokens from a bucket; a negative count puts tokens back. Concurrent calls wait for each
 * other on the row of the bucket.
 *
 * @param p.interval time in which one token is added, in seconds
 * @param p.window time in which all tokens are added, in seconds
 * @returns number of tokens taken, and time until the bucket is full, in ms
 */
export const takeFromBucket = oneRow(
  (_, p: { key: string; count: number; interval: number; window: number }) => {
    const full = sql`greatest(bucket.full_at, now())`
    // Rounds up a thousandth of a token: times have microseconds, and intervals may be more precise.
    const left = sql`floor(
      (${p.window}::float8 - extract(epoch from ${full} - now())) / ${p.interval}::float8 + 0.001)`
    const granted = sql`least(${p.count}::float8, greatest(0, ${left}))`
    return sql<{ granted: number; full: number }>`
      insert into rate_buckets as bucket (key, full_at, granted)
      values (${p.key}, now() + make_interval(secs => ${p.count}::float8 * ${p.interval}::float8),
        ${p.count}::integer)
      on conflict (key) do update
        set full_at = ${full} + make_interval(secs => ${granted} * ${p.interval}::float8),
          granted = ${granted}
      returning granted, (extract(epoch from full_at - now()) * 1000)::float8 as full`
  },
)
