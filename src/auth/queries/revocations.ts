import { sql } from 'kysely'
import { rows } from '../../database/statement.ts'

/** Snapshot that saw no transaction. */
export const NOTHING_SEEN = '1:1:'

/**
 * Reads the revocations that a snapshot (`pg_snapshot`) did not see. Each row has the snapshot of this read,
 * to continue from. At least one row is returned; its session may be null.
 *
 * A snapshot did not see transactions that began after it or were in progress, so each row is read once,
 * however long another transaction takes. Continuing from the newest id or time would miss a transaction that
 * began earlier and committed later.
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
