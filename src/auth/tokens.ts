import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { FastifyJWTOptions, JWT } from '@fastify/jwt'
import type { components } from '../../generated/api.ts'
import { deriveKeys, type Secrets } from './key-rotation.ts'

type TokenPair = components['schemas']['TokenPair']

/** Claims of every token. Times are in seconds since 1970. */
export interface Claims {
  readonly token_type: 'access' | 'refresh'
  readonly user_id: number
  /** Session id. A session is a family of refresh tokens and the access tokens issued with them. */
  readonly sid: string
  readonly jti: string
  readonly iat: number
  readonly exp: number
}

export interface Tokens {
  /** Returns the claims of a valid, unexpired token of this server, or undefined. */
  read(token: string): Claims | undefined
  /**
   * Issues the tokens for a session whose refresh token `jti` was issued at `iat`. Repeated calls return the
   * same refresh token.
   */
  pair(session: { user_id: number; sid: string; jti: string; iat: number }): TokenPair
  firstId(): string
  /** Derives the id of the successor of a refresh token, which the database does not store. */
  nextId(jti: string): string
  /**
   * Returns the successor's id under the secret with which `hash` was made, or undefined if there is none.
   */
  nextIdOf(jti: string, hash: Buffer): string | undefined
  hash(jti: string): Buffer
}

/** Size of the cache of verified tokens. A hit costs 2 µs instead of 5; expiry is checked every time. */
const MAX_VERIFIED_TOKENS = 10_000

/** Signs and reads JSON Web Tokens (RFC 7519) with HMAC-SHA-256. Lifetimes are in seconds. */
export function createTokens(
  jwt: JWT,
  options: { secrets: Secrets; accessLifetime: number; refreshLifetime: number },
): Tokens {
  const [, ...further] = options.secrets
  const idKeys = deriveKeys(options.secrets, 'parley refresh token ids')

  const nextId = (jti: string, key: Buffer) => createHmac('sha256', key).update(jti).digest('base64url')
  const hash = (jti: string) => createHash('sha256').update(jti).digest()

  const verify = (token: string): unknown => {
    const ways = [() => jwt.verify(token), ...further.map((key) => () => jwt.verify(token, { key }))]
    for (const way of ways) {
      try {
        return way()
      } catch {
        // The library throws errors of many kinds for malformed tokens.
      }
    }
    return undefined
  }

  return {
    read(token) {
      const claims = verify(token)
      return isClaims(claims) ? claims : undefined
    },

    pair({ user_id, sid, jti, iat }) {
      const now = Math.floor(Date.now() / 1000)
      const access = {
        token_type: 'access',
        user_id,
        sid,
        jti: randomUUID(),
        iat: now,
        exp: now + options.accessLifetime,
      }
      const refresh = { token_type: 'refresh', user_id, sid, jti, iat, exp: iat + options.refreshLifetime }
      return {
        access: jwt.sign(access),
        refresh: jwt.sign(refresh),
        expires_in: options.accessLifetime,
        refresh_expires_in: Math.max(0, refresh.exp - now),
      }
    },

    firstId: () => randomBytes(32).toString('base64url'),
    nextId: (jti) => nextId(jti, idKeys[0]),
    nextIdOf: (jti, known) => idKeys.map((key) => nextId(jti, key)).find((id) => hash(id).equals(known)),
    hash,
  }
}

/** Returns options for @fastify/jwt: HS256 only, and no token without an expiry (RFC 8725). */
export function jwtOptions([secret]: Secrets): FastifyJWTOptions {
  return {
    secret,
    sign: { algorithm: 'HS256' },
    verify: { algorithms: ['HS256'], requiredClaims: ['exp'], cache: MAX_VERIFIED_TOKENS },
  }
}

function isClaims(claims: unknown): claims is Claims {
  if (typeof claims !== 'object' || claims === null) return false
  const { token_type, user_id, sid, jti, iat, exp } = claims as Record<string, unknown>
  return (
    (token_type === 'access' || token_type === 'refresh') &&
    Number.isSafeInteger(user_id) &&
    typeof sid === 'string' &&
    typeof jti === 'string' &&
    Number.isSafeInteger(iat) &&
    Number.isSafeInteger(exp)
  )
}
