import { sql } from 'kysely'
import { rows } from '../../database/statement.ts'

/** Position before all revocations. */
export const NOTHING_SEEN = ''

/**
 * Reads the revocations after a position, which consists of a snapshot (`pg_snapshot`) and the start time of
 * the server that it is from. Each row has the next position, to continue from. At least one row is returned;
 * its session may be null.
 *
 * A snapshot did not see transactions that began after it or were in progress, so each row is read once,
 * however long another transaction takes. Continuing from the newest id or time would miss a transaction that
 * began earlier and committed later. Transaction ids of another server may differ, for example after a
 * failover, so its revocations are read from the beginning.
 */
export const revocationsSince = rows(
  (_, p: { position: string }) =>
    sql<{ next: string; session_id: string | null; expires_at: string | null }>`
      with seen as (
        select case when split_part(${p.position}, ' ', 2) = server then split_part(${p.position}, ' ', 1)
          else '1:1:' end::pg_snapshot as snapshot, server
        from (select extract(epoch from pg_postmaster_start_time())::text as server) as this
      )
      select concat_ws(' ', pg_current_snapshot(), seen.server) as next, unseen.session_id, unseen.expires_at
      from seen left join (
        select session_id, expires_at from revocations
        where transaction_id >= (select pg_snapshot_xmax(snapshot) from seen)
        union all
        select session_id, expires_at from revocations
        where transaction_id = any(array(select pg_snapshot_xip(snapshot) from seen))
      ) as unseen on unseen.expires_at > now()`,
)
