import { sql } from 'kysely'
import { isKeptUser } from '../../database/deleted.ts'
import { row, rows } from '../../database/statement.ts'

/*
 * A session is ended by deleting it and adding a revocation in one statement; the sessions of a deleted
 * account are revoked at once and deleted by a job. A revocation is kept for the lifetime of an access token
 * (`lifetime`, in seconds) plus a minute, because clocks differ and a token may be in the process of being
 * issued.
 */

/** Starts a session if the user's password still has this hash. */
export const createSession = row(
  (db, p: { id: string; user: number; passwordHash: string; tokenHash: Buffer; lifetime: number }) =>
    db
      // Waits for a password change in progress, after which the hash does not match.
      .with('account', (db) =>
        db
          .selectFrom('users')
          .select('id')
          .where('id', '=', p.user)
          .where('password_hash', '=', p.passwordHash)
          .forShare(),
      )
      .with('created', (db) =>
        db
          .insertInto('sessions')
          .columns(['id', 'user_id', 'token_hash', 'expires_at'])
          .expression((eb) =>
            eb
              .selectFrom('account')
              .select([
                sql<string>`${p.id}::uuid`.as('id'),
                sql<number>`${p.user}::bigint`.as('user_id'),
                sql<Buffer>`${p.tokenHash}::bytea`.as('token_hash'),
                secondsFromNow(p.lifetime).as('expires_at'),
              ]),
          )
          .returning('id'),
      )
      .selectFrom('created')
      .select('id'),
)

/** Replaces a session's refresh token if it is the newest. Of concurrent calls, one succeeds. */
export const rotateSession = row(
  (db, p: { user: number; id: string; tokenHash: Buffer; nextHash: Buffer; lifetime: number }) =>
    db
      // Waits for a deletion of the account in progress, which would not revoke the new access token.
      .with('account', (db) =>
        db
          .selectFrom('users')
          .select('id')
          .where('id', '=', p.user)
          .where('deleted_at', 'is', null)
          .forKeyShare(),
      )
      .with('rotated', (db) =>
        db
          .updateTable('sessions')
          .from('account')
          .set({
            token_hash: p.nextHash,
            parent_hash: p.tokenHash,
            rotated_at: sql`now()`,
            expires_at: secondsFromNow(p.lifetime),
          })
          .where('sessions.user_id', '=', p.user)
          .where('sessions.id', '=', p.id)
          .where('sessions.token_hash', '=', p.tokenHash)
          .where('sessions.expires_at', '>', sql<string>`now()`)
          .returning(['token_hash', 'rotated_at']),
      )
      .selectFrom('rotated')
      .select(['token_hash', secondsOf('rotated_at').as('rotated')]),
)

/** Finds a session whose newest token replaced this one, at most `within` seconds ago. */
export const findRotatedSession = row(
  (db, p: { user: number; id: string; tokenHash: Buffer; within: number }) =>
    db
      .selectFrom('sessions')
      .select(['token_hash', secondsOf('rotated_at').as('rotated')])
      .where('user_id', '=', p.user)
      .where('id', '=', p.id)
      .where('parent_hash', '=', p.tokenHash)
      .where('rotated_at', '>', sql<string>`now() - make_interval(secs => ${p.within})`)
      .where('expires_at', '>', sql<string>`now()`)
      .where(isKeptUser(p.user)),
)

export const findSession = row((db, p: { user: number; id: string; tokenHash: Buffer }) =>
  db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', p.user)
    .where('id', '=', p.id)
    .where('token_hash', '=', p.tokenHash)
    .where('expires_at', '>', sql<string>`now()`)
    .where(isKeptUser(p.user)),
)

/** Ends a session. Resolves to its id, or to undefined if it had ended already. */
export const endSession = row((db, p: { user: number; id: string; lifetime: number }) =>
  db
    .with('ended', (db) =>
      db
        .deleteFrom('sessions')
        .where('user_id', '=', p.user)
        .where('id', '=', p.id)
        .where(isKeptUser(p.user))
        .returning('id'),
    )
    .with('revoked', (db) =>
      db
        .insertInto('revocations')
        .columns(['session_id', 'expires_at'])
        .expression((eb) =>
          eb.selectFrom('ended').select(['ended.id', withMargin(p.lifetime).as('expires_at')]),
        ),
    )
    .selectFrom('ended')
    .select('ended.id'),
)

/** Ends all sessions of a user. Resolves to those that may have a valid access token, which are revoked. */
export const endSessionsOf = rows((db, p: { user: number; lifetime: number }) =>
  db
    .with('ended', (db) =>
      db.deleteFrom('sessions').where('user_id', '=', p.user).returning(['id', 'rotated_at']),
    )
    .with('live', (db) =>
      db.selectFrom('ended').select('ended.id').where('ended.rotated_at', '>', withinMargin(p.lifetime)),
    )
    .with('revoked', (db) =>
      db
        .insertInto('revocations')
        .columns(['session_id', 'expires_at'])
        .expression((eb) =>
          eb.selectFrom('live').select(['live.id', withMargin(p.lifetime).as('expires_at')]),
        ),
    )
    .selectFrom('live')
    .select('live.id'),
)

/** Lists the sessions of a user that may have a valid access token. */
export const listLiveSessions = rows((db, p: { user: number; lifetime: number }) =>
  db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', p.user)
    .where('rotated_at', '>', withinMargin(p.lifetime)),
)

/** Revokes the access tokens of sessions, which are not deleted. */
export const revokeSessions = rows((db, p: { ids: readonly string[]; lifetime: number }) =>
  db
    .insertInto('revocations')
    .columns(['session_id', 'expires_at'])
    .expression((eb) =>
      eb
        .selectFrom(sql<{ id: string }>`unnest(${p.ids}::uuid[])`.as<'ended'>(sql`ended (id)`))
        .select(['ended.id', withMargin(p.lifetime).as('expires_at')]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('session_id'),
)

function secondsFromNow(lifetime: number) {
  return sql<string>`now() + make_interval(secs => ${lifetime})`
}

function withMargin(lifetime: number) {
  return sql<string>`${secondsFromNow(lifetime)} + interval '1 minute'`
}

/** Returns the earliest time at which an access token that is still valid can have been issued. */
function withinMargin(lifetime: number) {
  return sql<string>`now() - make_interval(secs => ${lifetime}) - interval '1 minute'`
}

function secondsOf(column: 'rotated_at') {
  return sql<number>`floor(extract(epoch from ${sql.ref(column)}))::bigint`
}
