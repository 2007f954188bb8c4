import { sql } from 'kysely'
import { row, rows } from '../database/statement.ts'

/** Adds rows for the jobs that have none yet; they are due at once. */
export const addJobs = rows(
  (_, p: { names: readonly string[] }) => sql<{ name: string }>`
    insert into jobs (name) select unnest(${p.names}::text[]) on conflict do nothing returning name`,
)

/**
 * Returns a finished job, and takes the job that has been due for longest among those that no replica holds.
 * Resolves to undefined if there is none. Does not take the returned job itself.
 *
 * @param p.finished name of the job to return; null for none
 * @param p.delay time until the returned job is due again, in s
 * @param p.backlog, p.oldest backlog of the returned job; null if it was not counted
 * @param p.names jobs that may be taken
 * @param p.hold time, in s, after which another replica may take it
 */
export const takeJob = row(
  (
    _,
    p: {
      holder: string
      finished: string | null
      delay: number
      backlog: number | null
      oldest: string | null
      names: readonly string[]
      hold: number
    },
  ) => sql<{ name: string }>`
    with finished as (
      update jobs set held_by = null, held_until = null,
        due_at = now() + make_interval(secs => ${p.delay}::float8),
        backlog = coalesce(${p.backlog}, backlog),
        oldest_due_at = case when ${p.backlog}::bigint is null then oldest_due_at else ${p.oldest} end
      where name = ${p.finished} and held_by = ${p.holder}
    ), next as (
      select name from jobs
      where name = any(${p.names}::text[]) and name is distinct from ${p.finished}
        and due_at <= now() and (held_until is null or held_until <= now())
      order by due_at limit 1 for update skip locked
    )
    update jobs set held_by = ${p.holder}, held_until = now() + make_interval(secs => ${p.hold}::float8)
    from next where jobs.name = next.name
    returning jobs.name`,
)

/** Reads the backlog of each job, with the age of the oldest row in s. */
export const readBacklogs = rows(
  (_, __: object) => sql<{ name: string; backlog: number; age: number }>`
    select name, backlog, coalesce(greatest(0, extract(epoch from now() - oldest_due_at)), 0)::float8 as age
    from jobs`,
)
