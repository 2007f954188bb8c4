import { sql } from 'kysely'
import { row, rows } from '../../database/statement.ts'

/** The snapshot before which nothing was visible. */
export const NOTHING_SEEN = '1:1:'

/**
 * The revocations that a snapshot (`pg_snapshot`) did not see, each row with the snapshot of this read, from which to go on. At
 * least one row comes, maybe with a session of null.
 *
 * A snapshot did not see the transactions that began after it, and those that were under way. So each row is read once, however
 * long another transaction goes on. Asking from the newest id or time that was seen would miss a transaction that began earlier
 * and committed later.
 */
export const revocationsSince = rows(
  (_, p: { snapshot: string }) =>
    sql<{ next: string; session_id: string | null; expires_at: string | null }>`
      select pg_current_snapshot()::text as next, unseen.session_id, unseen.expires_at
      from (select) as one left join (
        select session_id, expires_at from revocations
        where transaction_id >= pg_snapshot_xmax(${p.snapshot}::pg_snapshot)
        union all
        select session_id, expires_at from revocations
        where transaction_id = any(array(select pg_snapshot_xip(${p.snapshot}::pg_snapshot)))
      ) as unseen on unseen.expires_at > now()`,
)

/** Clears what no access token can need any more. */
export const deleteExpiredRevocations = row((db, _: object) =>
  db.deleteFrom('revocations').where('expires_at', '<', sql<string>`now()`).returning('session_id'),
)
