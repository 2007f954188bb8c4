import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { workFor } from '../database/connections/turns.ts'
import { problem } from '../http/problems/problem.ts'
import { addressOf } from '../limits/rate-limits.ts'
import { bearerToken } from './guards.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { LoginThrottle } from './login-throttle.ts'
import type { Passwords } from './passwords.ts'
import {
  createSession,
  endSession,
  findRotatedSession,
  findSession,
  rotateSession,
} from './queries/sessions.ts'
import { findUserByName } from './queries/users.ts'
import type { Revocations } from './revocations.ts'
import type { Claims, Tokens } from './tokens.ts'
import { tooManyFailures } from './too-many-failures.ts'
import { usernameKey } from './username.ts'

/** Period in which a used refresh token returns the same successor again; see README.md. */
const RETRY_WINDOW_SECONDS = 24 * 3600

const noStore = { 'Cache-Control': 'no-store' } as const

interface Dependencies {
  /** Lifetimes of access and refresh tokens, in seconds. */
  readonly accessLifetime: number
  readonly refreshLifetime: number
  readonly db: Kysely<DB>
  readonly loginThrottle: LoginThrottle
  readonly known: KnownAddresses
  readonly passwords: Passwords
  readonly revocations: Revocations
  readonly tokens: Tokens
}

export const tokenRoutes = routesOf('token', (dependencies: Dependencies) => {
  const { accessLifetime, db, loginThrottle, known, passwords, revocations, tokens } = dependencies
  const lifetime = dependencies.refreshLifetime

  const readRefresh = (token: string): Claims | undefined => {
    const claims = tokens.read(token)
    return claims?.token_type === 'refresh' ? claims : undefined
  }

  const end = async ({ user_id: user, sid: id }: Claims): Promise<boolean> => {
    const ended = await workFor(user, () => endSession(db, { user, id, lifetime: accessLifetime }))
    if (ended) revocations.add([ended.id])
    return ended !== undefined
  }

  return {
    logIn: async ({ body, request }) => {
      const key = usernameKey(body.username)
      const account = await findUserByName(db, { key })
      const address = addressOf(request)
      const matches = await loginThrottle.check({
        account: key,
        address,
        // Called for unknown accounts too, so that the response time does not reveal them.
        isKnown: () => known.has(account?.id ?? 0, address),
        isRight: () => passwords.matches(account?.password_hash, body.password),
      })
      if (typeof matches !== 'boolean') return tooManyFailures(matches)
      if (!account || !matches) return problem('no_active_account')
      const first = { user_id: account.id, sid: randomUUID(), jti: tokens.firstId(), iat: now() }
      const session = {
        id: first.sid,
        user: account.id,
        passwordHash: account.password_hash,
        tokenHash: tokens.hash(first.jti),
        lifetime,
      }
      const created = await workFor(account.id, () => createSession(db, session))
      if (!created) return problem('no_active_account')
      await known.add(account.id, address)
      return { status: 200, headers: noStore, body: tokens.pair(first) }
    },

    refreshTokens: async ({ body }) => {
      const claims = readRefresh(body.refresh)
      if (!claims) return problem('token_not_valid')
      const tokenHash = tokens.hash(claims.jti)
      const nextHash = tokens.hash(tokens.nextId(claims.jti))
      const session = { user: claims.user_id, id: claims.sid, tokenHash }
      const rotated = await workFor(
        claims.user_id,
        async () =>
          (await rotateSession(db, { ...session, nextHash, lifetime })) ??
          (await findRotatedSession(db, { ...session, within: RETRY_WINDOW_SECONDS })),
      )
      const next = rotated && tokens.nextIdOf(claims.jti, rotated.token_hash)
      if (!rotated || !next) {
        await end(claims)
        return problem('token_not_valid')
      }
      const pair = tokens.pair({ user_id: claims.user_id, sid: claims.sid, jti: next, iat: rotated.rotated })
      return { status: 200, headers: noStore, body: pair }
    },

    verifyToken: async ({ body, request }) => {
      const claims = tokens.read(body?.token ?? bearerToken(request) ?? '')
      if (!claims) return problem('token_not_valid')
      const good =
        claims.token_type === 'access'
          ? !(await revocations.isRevoked(claims.sid))
          : await findSession(db, {
              user: claims.user_id,
              id: claims.sid,
              tokenHash: tokens.hash(claims.jti),
            })
      return good ? { status: 200, body: {} } : problem('token_not_valid')
    },

    logOut: async ({ body }) => {
      const claims = readRefresh(body.refresh)
      return claims && (await end(claims)) ? { status: 200, body: {} } : problem('token_not_valid')
    },
  }
})

function now(): number {
  return Math.floor(Date.now() / 1000)
}
