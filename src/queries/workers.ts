import { sql } from 'kysely'
import { row, rows } from '../database/statement.ts'

/** Renews a worker's lease, and resolves to the runs that it is still to work on: not deleted, not to be cancelled. */
export const renewLease = rows(
  (_, p: { worker: string; seconds: number }) => sql<{ run: number | null }>`
    with renewed as (
      insert into workers (id, expires_at) values (${p.worker}, now() + make_interval(secs => ${p.seconds}))
      on conflict (id) do update set expires_at = excluded.expires_at
      returning id
    )
    select runs.id as run from renewed
    left join runs on runs.worker_id = renewed.id and runs.ended_at is null and runs.cancel_requested_at is null`,
)

/** Ends a worker's lease at once. */
export const endLease = row((db, p: { worker: string }) =>
  db.deleteFrom('workers').where('id', '=', p.worker).returning('id'),
)

/** Forgets workers whose lease has long ended. */
export const deleteExpiredWorkers = rows((db, _: object) =>
  db.deleteFrom('workers').where('expires_at', '<', sql<string>`now() - interval '1 hour'`).returning('id'),
)
