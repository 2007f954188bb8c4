import { sql } from 'kysely'
import { oneRow } from '../database/statement.ts'

/**
 * Deletes the full ones of the `size` buckets that follow `after`, because a full one is as good as none, and
 * passes over those that are being taken from. An index on the time would make each taking dearer than this.
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
