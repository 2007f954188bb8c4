import { sql } from 'kysely'
import { row, rows } from '../../database/statement.ts'

/** Grants a lease to a new worker. */
export const takeLease = row(
  (_, p: { worker: string; seconds: number }) => sql<{ id: string }>`
    insert into workers (id, expires_at) values (${p.worker}, now() + make_interval(secs => ${p.seconds}))
    returning id`,
)

/**
 * Renews a worker's lease unless it has expired, and resolves to the worker's active runs, or to one row of
 * null if there are none. Resolves to no rows if the lease has expired: others may have ended its runs since.
 *
 * `cancelled` is true for a run that is to be cancelled, and `old` for one whose creation cannot be in
 * progress any more.
 */
export const renewLease = rows(
  (_, p: { worker: string; seconds: number }) => sql<{
    user: number
    run: number | null
    cancelled: boolean
    old: boolean
  }>`
    with renewed as (
      update workers set expires_at = now() + make_interval(secs => ${p.seconds})
      where id = ${p.worker} and expires_at > now()
      returning id
    )
    select runs.user_id as user, runs.id as run, runs.cancel_requested_at is not null as cancelled,
      runs.created_at < now() - interval '30 seconds' as old
    from renewed left join runs on runs.worker_id = renewed.id and runs.ended_at is null`,
)

export const endLease = row((db, p: { worker: string }) =>
  db.deleteFrom('workers').where('id', '=', p.worker).returning('id'),
)
