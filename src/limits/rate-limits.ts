import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Hook, LimitedHooks, OperationId } from '../contract/handler-types.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import type { Buckets, Rate } from './buckets.ts'
import { addressKey } from './client-address.ts'
import { type Limiter, limiter, type Verdict } from './limiter.ts'

/** Rates are so many a minute, in ms. */
const WINDOW_MS = 60_000
/** Which part of a quota a replica takes at a time; see `limits/limiter.ts`. */
const SHARE = 20

/** The operations that cost much, and their limits; all others go by user, or else by address. */
const costly: Partial<Record<OperationId, 'sign-in' | 'ask' | 'upload'>> = {
  registerUser: 'sign-in',
  logIn: 'sign-in',
  changePassword: 'sign-in',
  askModel: 'ask',
  createRun: 'ask',
  uploadFile: 'upload',
}

/** What asks whether the server is well is answered however often; else too many questions would make it ill. */
const unlimited: ReadonlySet<OperationId> = new Set(['getHealth', 'getReadiness'])

type Settings = Pick<Config, 'USER_RATE' | 'ADDRESS_RATE' | 'SIGN_IN_RATE' | 'ASK_RATE' | 'UPLOAD_RATE'>

export interface Rates {
  /**
   * Makes hooks out of an operation's guard that let through as many requests as the limits allow. A user's count for the user,
   * wherever they come from; those that the guard refuses, or that need no token, for their address; a refresh for its session.
   */
  limited(operationId: OperationId, guard: Hook): LimitedHooks
}

/**
 * Limits how many requests may come, by the settings; a limit of 0 is none.
 *
 * @param sessionOf returns the session of a refresh token, or undefined where it is not valid
 */
export function limitRates(
  buckets: Buckets,
  settings: Settings,
  sessionOf: (refreshToken: string) => string | undefined,
): Rates {
  const limit = (name: string, quota: number, portion: number) =>
    quota === 0 ? undefined : limiter(buckets, name, { quota, window: WINDOW_MS }, portion)
  const inPortions = (name: string, quota: number) =>
    limit(name, quota, Math.max(1, Math.floor(quota / SHARE)))
  const user = inPortions('user', settings.USER_RATE)
  const address = inPortions('address', settings.ADDRESS_RATE)
  const ofCostly = {
    'sign-in': limit('sign-in', settings.SIGN_IN_RATE, 1),
    ask: limit('ask', settings.ASK_RATE, 1),
    upload: limit('upload', settings.UPLOAD_RATE, 1),
  }

  const ofStrangers = taking(address)
  const signIn = taking(ofCostly['sign-in'])

  /**
   * Counts a refresh for the session of its token, or thousands of users behind one address would share a limit. The token is in the
   * body, so what fails before that is read counts for the address.
   */
  const limitedRefresh = (guard: Hook): LimitedHooks => {
    const counted = new WeakSet<FastifyRequest>()
    return {
      onRequest: guard,
      preHandler: (request, reply, done) => {
        counted.add(request)
        const { refresh } = request.body as { refresh: string }
        signIn(sessionOf(refresh) ?? addressKey(request.ip), reply, undefined, done)
      },
      errorHandler: (error, request, reply) =>
        new Promise((_, reject) => {
          // What failed here is not the client's doing.
          const isOurs = error instanceof Problem && error.status >= 500
          if (counted.has(request) || isOurs) reject(error)
          else ofStrangers(addressKey(request.ip), reply, error, (failure) => reject(failure ?? error))
        }),
    }
  }

  return {
    limited(operationId, guard) {
      if (unlimited.has(operationId)) return { onRequest: guard }
      if (operationId === 'refreshTokens') return limitedRefresh(guard)
      const own = costly[operationId]
      const ofUser = taking(own === undefined ? user : ofCostly[own])
      const ofAddress = taking(own === undefined ? address : ofCostly[own])
      const onRequest: Hook = (request, reply, done) =>
        guard(request, reply, (error) => {
          // What failed here is not the client's doing.
          if (error !== undefined && !(error instanceof Problem)) done(error)
          else if (error !== undefined) ofStrangers(addressKey(request.ip), reply, error, done)
          else if (request.caller !== null) ofUser(request.caller.id, reply, undefined, done)
          else ofAddress(addressKey(request.ip), reply, undefined, done)
        })
      return { onRequest }
    },
  }
}

/** Makes what takes from a limit before it goes on, to an error where there is one. */
function taking(limit: Limiter | undefined) {
  type Done = (error?: Error) => void
  if (limit === undefined) {
    return (_key: string | number, _reply: FastifyReply, error: Error | undefined, done: Done) => done(error)
  }
  const { name, rate, take } = limit
  const policy = policyOf(name, rate)
  return (key: string | number, reply: FastifyReply, error: Error | undefined, done: Done) => {
    const finish = ({ isAllowed, left, seconds }: Verdict) => {
      reply.header('ratelimit-policy', policy).header('ratelimit', `"${name}";r=${left};t=${seconds}`)
      done(isAllowed ? error : problem('rate_limited', { retryAfter: Math.max(1, seconds) }))
    }
    const verdict = take(key)
    if (verdict instanceof Promise) verdict.then(finish, done)
    else finish(verdict)
  }
}

/** The address that a request came from, as the limits know it. */
export function addressOf(request: FastifyRequest): string {
  return addressKey(request.ip)
}

/** The RateLimit-Policy of a limit (draft-ietf-httpapi-ratelimit-headers-10, section 3). */
export function policyOf(name: string, { quota, window }: Rate): string {
  return `"${name}";q=${quota};w=${window / 1000}`
}
