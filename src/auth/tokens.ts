import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { FastifyJWTOptions, JWT } from '@fastify/jwt'
import type { components } from '../../generated/api.ts'
import { deriveKeys, type Secrets } from './key-rotation.ts'

type TokenPair = components['schemas']['TokenPair']

/** What every token says; times are in seconds since 1970. */
export interface Claims {
  readonly token_type: 'access' | 'refresh'
  readonly user_id: number
  /** The session, which is a family of refresh tokens with the access tokens that came with them. */
  readonly sid: string
  readonly jti: string
  readonly iat: number
  readonly exp: number
}

export interface Tokens {
  /** The claims of a token of ours that has not expired, or undefined for anything else. */
  read(token: string): Claims | undefined
  /** The pair of a session's refresh token `jti`, issued at `iat`. The refresh token is the same at each call. */
  pair(session: { user_id: number; sid: string; jti: string; iat: number }): TokenPair
  /** The id of a session's first refresh token. */
  firstId(): string
  /**
   * The id of the refresh token that another one is traded for. It follows from the other's id and the secret, so that a
   * repeated trade gets the same token although the database never holds one.
   */
  nextId(jti: string): string
  /** The same id once more, out of whichever secret it was made with; undefined where `hash` is not its hash. */
  nextIdOf(jti: string, hash: Buffer): string | undefined
  /** What the database keeps of a refresh token. */
  hash(jti: string): Buffer
}

/** Verified tokens that are kept, so that a request costs 2 µs instead of 5; expiry is still checked every time. */
const VERIFIED_TOKENS = 10_000

/**
 * Tokens are JSON Web Tokens (RFC 7519) with HMAC-SHA-256.
 *
 * @param jwt what @fastify/jwt decorates the application with, set to `jwtOptions`
 * @param options lifetimes in seconds
 */
export function tokensWith(
  jwt: JWT,
  options: { secrets: Secrets; accessLifetime: number; refreshLifetime: number },
): Tokens {
  const [, ...further] = options.secrets
  const keys = deriveKeys(options.secrets, 'parley refresh token ids')

  const nextId = (jti: string, key: Buffer) => createHmac('sha256', key).update(jti).digest('base64url')
  const hash = (jti: string) => createHash('sha256').update(jti).digest()

  /** What a token says that one of the secrets has signed. */
  const verify = (token: string): unknown => {
    const ways = [() => jwt.verify(token), ...further.map((key) => () => jwt.verify(token, { key }))]
    for (const way of ways) {
      try {
        return way()
      } catch {
        // A stranger's text can fail in many ways, not all of which the library calls a bad token.
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
    nextId: (jti) => nextId(jti, keys[0]),
    nextIdOf: (jti, known) => keys.map((key) => nextId(jti, key)).find((id) => hash(id).equals(known)),
    hash,
  }
}

/** For @fastify/jwt: HS256 and nothing else, and no token without an end (RFC 8725). */
export function jwtOptions([secret]: Secrets): FastifyJWTOptions {
  return {
    secret,
    sign: { algorithm: 'HS256' },
    verify: { algorithms: ['HS256'], requiredClaims: ['exp'], cache: VERIFIED_TOKENS },
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
