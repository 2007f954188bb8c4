import { sql } from 'kysely'
import { row, rows } from '../database/statement.ts'

/**
 * The revocations of every transaction from this one on, each row with the transaction from which to ask the next time:
 * the oldest that was still under way. At least one row comes, maybe with a session of null.
 *
 * Asking from the newest id or time that was seen would miss a transaction that began earlier and committed later.
 */
export const revocationsSince = rows((db, p: { transaction: string }) =>
  db
    .selectFrom(
      sql<{ next: string }>`(select pg_snapshot_xmin(pg_current_snapshot())::text as next)`.as('horizon'),
    )
    .leftJoin('revocations', (join) =>
      join
        .on('revocations.transaction_id', '>=', sql<string>`${p.transaction}::xid8`)
        .on('revocations.expires_at', '>', sql<string>`now()`),
    )
    .select(['horizon.next', 'revocations.session_id', 'revocations.expires_at']),
)

/** A session's revocation, where it has one. */
export const findRevocation = row((db, p: { session: string }) =>
  db.selectFrom('revocations').select('session_id').where('session_id', '=', p.session),
)

/** Clears what no access token can need any more. */
export const deleteExpiredRevocations = row((db, _: object) =>
  db.deleteFrom('revocations').where('expires_at', '<', sql<string>`now()`).returning('session_id'),
)
