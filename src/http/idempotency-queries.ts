import { sql } from 'kysely'
import { row, rows } from '../database/statement.ts'

/** How long a key is kept. */
const lifetime = sql`interval '24 hours'`

/**
 * What was created under a key that is still good, and whether the key may begin another run in the place of that one. An
 * older one is forgotten here, so that it can be used again.
 */
export const findKey = row(
  (_, p: { user: number; key: string }) => sql<{
    fingerprint: Buffer
    run: number | null
    created: unknown
    reusable: boolean
  }>`
    with old as (
      delete from idempotency_keys
      where user_id = ${p.user} and key = ${p.key} and created_at <= now() - ${lifetime}
    )
    select fingerprint, run_id as run, created, reusable from idempotency_keys
    where user_id = ${p.user} and key = ${p.key} and created_at > now() - ${lifetime}`,
)

/**
 * Claims a key for the transaction that goes on to create something. Where another one is about to, it waits for that;
 * resolves to nothing where that, or an earlier one, has the key.
 */
export const claimKey = row((db, p: { user: number; key: string; fingerprint: Buffer }) =>
  db
    .insertInto('idempotency_keys')
    .values({ user_id: p.user, key: p.key, fingerprint: p.fingerprint })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .returning('key'),
)

/** Keeps what was created under a key. */
export const keepCreated = row((db, p: { user: number; key: string; created: string }) =>
  db
    .updateTable('idempotency_keys')
    .set({ created: p.created })
    .where('user_id', '=', p.user)
    .where('key', '=', p.key)
    .returning('key'),
)

/** Forgets keys that are no longer kept. */
export const deleteExpiredKeys = rows((db, _: object) =>
  db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', sql<string>`now() - ${lifetime}`)
    .returning('key'),
)
