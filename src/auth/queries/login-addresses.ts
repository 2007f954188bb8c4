import { sql } from 'kysely'
import { row } from '../../database/statement.ts'

/** How long an address is remembered after the last log-in from it. */
const REMEMBERED = sql.lit('90 days')
/** How many addresses of a user are remembered beside the newest: a user may come from ever other ones. */
const MAX_OTHERS = 99

/** Remembers that a user has logged in from an address; forgets the user's old ones, and those beyond a hundred. */
export const rememberAddress = row((db, p: { user: number; addressHash: Buffer }) =>
  db
    .with('old', (db) =>
      db
        .deleteFrom('login_addresses')
        .where('user_id', '=', p.user)
        .where('address_hash', '!=', p.addressHash)
        .where((eb) =>
          eb.or([
            eb('used_at', '<', sql<string>`now() - ${REMEMBERED}::interval`),
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
                // Two log-ins at once must not wait for each other's address.
                .forUpdate()
                .skipLocked(),
            ),
          ]),
        ),
    )
    .insertInto('login_addresses')
    .values({ user_id: p.user, address_hash: p.addressHash })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'address_hash']).doUpdateSet({ used_at: sql`now()` }),
    )
    .returning('user_id'),
)

/** One of these addresses, if the user has logged in from it. */
export const findAddress = row((db, p: { user: number; addressHashes: readonly Buffer[] }) =>
  db
    .selectFrom('login_addresses')
    .select('user_id')
    .where('user_id', '=', p.user)
    .where('address_hash', '=', sql<Buffer>`any(${p.addressHashes}::bytea[])`)
    .where('used_at', '>', sql<string>`now() - ${REMEMBERED}::interval`),
)

/** Forgets from where a user has logged in. */
export const forgetAddresses = row((db, p: { user: number }) =>
  db.deleteFrom('login_addresses').where('user_id', '=', p.user).returning('user_id'),
)
