import { sql } from 'kysely'
import { row } from '../database/statement.ts'

export const KEY_LIFETIME = '24 hours'

const keyLifetime = sql`${sql.lit(KEY_LIFETIME)}::interval`

function isOfDeletedChat(user: number) {
  return sql<boolean>`exists (
    select from runs join chats on chats.user_id = ${user} and chats.id = runs.chat_id
    where runs.user_id = ${user} and runs.id = idempotency_keys.run_id and chats.deleted_at is not null)`
}

/**
 * Finds what was created under a valid key. `reusable` is true if the key may start another run in place of
 * that one. Deletes the key if it has expired, or the chat of its run is deleted, so that it can be used
 * again.
 */
export const findKey = row(
  (_, p: { user: number; key: string }) => sql<{
    fingerprint: Buffer
    run: number | null
    created: number | null
    reusable: boolean
  }>`
    with old as (
      delete from idempotency_keys
      -- Reads only the row of the key: with least(), PostgreSQL cannot use the index by age, which may
      -- have millions of expired keys.
      where user_id = ${p.user} and key = ${p.key}
        and (least(created_at) <= now() - ${keyLifetime} or ${isOfDeletedChat(p.user)})
    )
    select fingerprint, run_id as run, created_id as created, reusable from idempotency_keys
    where user_id = ${p.user} and key = ${p.key} and created_at > now() - ${keyLifetime}
      and not ${isOfDeletedChat(p.user)}`,
)

/**
 * Claims a key for a transaction that creates something. Waits for a concurrent transaction with the same
 * key. Resolves to undefined if the key is taken.
 */
export const claimKey = row((db, p: { user: number; key: string; fingerprint: Buffer }) =>
  db
    .insertInto('idempotency_keys')
    .values({ user_id: p.user, key: p.key, fingerprint: p.fingerprint })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .returning('key'),
)

export const storeCreated = row((db, p: { user: number; key: string; created: number }) =>
  db
    .updateTable('idempotency_keys')
    .set({ created_id: p.created })
    .where('user_id', '=', p.user)
    .where('key', '=', p.key)
    .returning('key'),
)
