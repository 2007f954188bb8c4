import type { Kysely, Transaction } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { violatedConstraint } from '../database/failures.ts'
import { inputError } from '../http/problems/input-errors.ts'
import { problem } from '../http/problems/problem.ts'
import { addressOf } from '../limits/rate-limits.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { LoginThrottle } from './login-throttle.ts'
import type { Passwords } from './passwords.ts'
import { forgetAddresses } from './queries/login-addresses.ts'
import { endSessionsOf, listLiveSessions, revokeSessions } from './queries/sessions.ts'
import {
  changePassword,
  createUser,
  deleteUser,
  findPasswordHash,
  findUser,
  lockUser,
} from './queries/users.ts'
import type { Revocations } from './revocations.ts'
import { tooManyFailures } from './too-many-failures.ts'
import { displayName, usernameKey } from './username.ts'

interface Dependencies {
  /** Lifetime of access tokens, in seconds. */
  readonly accessLifetime: number
  readonly db: Kysely<DB>
  readonly loginThrottle: LoginThrottle
  readonly known: KnownAddresses
  readonly passwords: Passwords
  readonly revocations: Revocations
  /** Requests the cancellation of all active runs of a user. */
  readonly cancelRunsOf: (db: Kysely<DB>, user: { user: number }) => Promise<unknown>
}

export const accountRoutes = routesOf('user', (dependencies: Dependencies) => {
  const { accessLifetime, db, loginThrottle, known, passwords, revocations, cancelRunsOf } = dependencies
  return {
    registerUser: async ({ body }) => {
      const username = displayName(body.username)
      const passwordHash = await passwords.hash(body.password)
      try {
        const created = await createUser(db, { username, key: usernameKey(username), passwordHash })
        return { status: 201, headers: { Location: '/api/user/me' }, body: created }
      } catch (error) {
        if (violatedConstraint(error) !== 'users_username_taken') throw error
        return problem('username_taken', { errors: [inputError('/body/username', 'taken')] })
      }
    },

    getCurrentUser: async (call) => {
      const found = await findUser(db, call.user)
      return found ? { status: 200, body: found } : problem('token_not_valid')
    },

    changePassword: async ({ body, request, user }) => {
      const account = await findPasswordHash(db, user)
      if (!account) return problem('token_not_valid')
      const address = addressOf(request)
      // A stolen access token must not allow unlimited guesses at the password. Hashing is slow, so it
      // happens outside the transaction.
      const matches = await loginThrottle.check({
        // The NUL separates this key from those of logins, because no username contains one.
        account: `\0${user.id}`,
        address,
        isKnown: () => known.has(user.id, address),
        isRight: () => passwords.matches(account.password_hash, body.current_password),
      })
      if (typeof matches !== 'boolean') return tooManyFailures(matches)
      if (!matches) return passwordIncorrect()
      const newHash = await passwords.hash(body.new_password)
      const ended = await db.transaction().execute(async (transaction) => {
        const passwordHash = account.password_hash
        const changed = await changePassword(transaction, { id: user.id, passwordHash, newHash })
        if (!changed) return undefined
        // A thief may have logged in from some of them.
        await forgetAddresses(transaction, { user: user.id })
        return endSessionsOf(transaction, { user: user.id, lifetime: accessLifetime })
      })
      // The password was changed after its hash was read.
      if (!ended) return passwordIncorrect()
      revocations.add(ended.map(({ id }) => id))
      return { status: 204 }
    },

    deleteCurrentUser: async ({ user }) => {
      const deleteAll = async (transaction: Transaction<DB>) => {
        await lockUser(transaction, user)
        await deleteUser(transaction, user)
        await cancelRunsOf(transaction, { user: user.id })
        const live = await listLiveSessions(transaction, { user: user.id, lifetime: accessLifetime })
        const ids = [user.session, ...live.map(({ id }) => id)]
        await revokeSessions(transaction, { ids, lifetime: accessLifetime })
        return ids
      }
      revocations.add(await unlessDeadlocked(() => db.transaction().execute(deleteAll)))
      return { status: 204 }
    },
  }
})

function passwordIncorrect() {
  return problem('password_incorrect', { errors: [inputError('/body/current_password', 'wrongPassword')] })
}
