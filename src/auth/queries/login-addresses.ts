import { sql } from 'kysely'
import { row } from '../../database/statement.ts'
import { ADDRESS_RETENTION } from '../../jobs/expiry-queries.ts'

const retention = sql`${sql.lit(ADDRESS_RETENTION)}::interval`
/**
 * Maximum number of addresses that are kept besides the newest one; some users have a new address at each
 * login.
 */
const MAX_OTHERS = 99

/** Records a login from an address. Deletes the user's expired addresses, and the oldest beyond a hundred. */
export const rememberAddress = row((db, p: { user: number; addressHash: Buffer }) =>
  db
    .with('old', (db) =>
      db
        .deleteFrom('login_addresses')
        .where('user_id', '=', p.user)
        .where('address_hash', '!=', p.addressHash)
        .where((eb) =>
          eb.or([
            eb('used_at', '<', sql<string>`now() - ${retention}`),
            eb(
              'address_hash',
              'in',
              eb
                .selectFrom('login_addresses as other')
                .select('other.address_hash')
                .where('other.user_id', '=', p.user)
                .where('other.address_hash', '!=', p.addressHash)
                .orderBy('other.used_at', 'desc')
                .offset(sql.lit(MAX_OTHERS))
                // Concurrent logins must not wait for each other's address.
                .forUpdate()
                .skipLocked(),
            ),
          ]),
        ),
    )
    .insertInto('login_addresses')
    .values({ user_id: p.user, address_hash: p.addressHash, used_at: sql`now()` })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'address_hash'])
        .doUpdateSet((eb) => ({ used_at: eb.ref('excluded.used_at') })),
    )
    .returning('user_id'),
)

export const findAddress = row((db, p: { user: number; addressHashes: readonly Buffer[] }) =>
  db
    .selectFrom('login_addresses')
    .select('user_id')
    .where('user_id', '=', p.user)
    .where('address_hash', '=', sql<Buffer>`any(${p.addressHashes}::bytea[])`)
    .where('used_at', '>', sql<string>`now() - ${retention}`),
)

export const forgetAddresses = row((db, p: { user: number }) =>
  db.deleteFrom('login_addresses').where('user_id', '=', p.user).returning('user_id'),
)
