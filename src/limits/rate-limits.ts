import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Hook, LimitedHooks, OperationId } from '../contract/handler-types.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import type { Buckets, Rate } from './buckets.ts'
import { addressKey } from './client-address.ts'
import { type Limiter, limiter, type Verdict } from './limiter.ts'

const WINDOW_MS = 60_000
/** Number of portions into which a quota is divided. A replica takes one at a time; see README.md. */
const PORTIONS = 20

const costlyOperations: Partial<Record<OperationId, 'sign-in' | 'ask' | 'upload'>> = {
  registerUser: 'sign-in',
  logIn: 'sign-in',
  changePassword: 'sign-in',
  askModel: 'ask',
  createRun: 'ask',
  uploadFile: 'upload',
}

/** Operations without a limit, because a rejected probe would make a healthy server look unhealthy. */
const unlimited: ReadonlySet<OperationId> = new Set(['getHealth', 'getReadiness'])

/** Requests that each limit allows; 0 turns a limit off. */
type RequestsPerMinute = Readonly<Record<'user' | 'address' | 'signIn' | 'ask' | 'upload', number>>

export interface Rates {
  /**
   * Creates hooks that apply rate limits to an operation with a guard. A request counts for its user, from
   * any address. It counts for its address if the guard rejects it or needs no token; a refresh counts for
   * its session.
   */
  limited(operationId: OperationId, guard: Hook): LimitedHooks
}

export function limitRates(
  buckets: Buckets,
  perMinute: RequestsPerMinute,
  sessionOf: (refreshToken: string) => string | undefined,
): Rates {
  const limit = (name: string, quota: number, portion: number) =>
    quota === 0 ? undefined : limiter(buckets, name, { quota, window: WINDOW_MS }, portion)
  const inPortions = (name: string, quota: number) =>
    limit(name, quota, Math.max(1, Math.floor(quota / PORTIONS)))
  const user = inPortions('user', perMinute.user)
  const address = inPortions('address', perMinute.address)
  const costlyLimits = {
    'sign-in': limit('sign-in', perMinute.signIn, 1),
    ask: inPortions('ask', perMinute.ask),
    upload: limit('upload', perMinute.upload, 1),
  }

  const countAddress = counter(address)
  const countSignIn = counter(costlyLimits['sign-in'])

  /**
   * Counts a refresh for the session of its token, because thousands of users may share an address. The token
   * is in the body, so a request that fails before the body is read counts for its address.
   */
  const limitedRefresh = (guard: Hook): LimitedHooks => {
    const counted = new WeakSet<FastifyRequest>()
    return {
      onRequest: guard,
      preHandler: (request, reply, done) => {
        counted.add(request)
        const { refresh } = request.body as { refresh: string }
        countSignIn(sessionOf(refresh) ?? addressKey(request.ip), reply, undefined, done)
      },
      errorHandler: (error, request, reply) =>
        new Promise((_, reject) => {
          // Failures of this server do not count.
          const isServerError = error instanceof Problem && error.status >= 500
          if (counted.has(request) || isServerError) reject(error)
          else countAddress(addressKey(request.ip), reply, error, (failure) => reject(failure ?? error))
        }),
    }
  }

  return {
    limited(operationId, guard) {
      if (unlimited.has(operationId)) return { onRequest: guard }
      if (operationId === 'refreshTokens') return limitedRefresh(guard)
      const own = costlyOperations[operationId]
      const countUser = counter(own === undefined ? user : costlyLimits[own])
      const countAnonymous = counter(own === undefined ? address : costlyLimits[own])
      const onRequest: Hook = (request, reply, done) =>
        guard(request, reply, (error) => {
          if (error !== undefined && !(error instanceof Problem)) done(error)
          else if (error !== undefined) countAddress(addressKey(request.ip), reply, error, done)
          else if (request.caller !== null) countUser(request.caller.id, reply, undefined, done)
          else countAnonymous(addressKey(request.ip), reply, undefined, done)
        })
      return { onRequest }
    },
  }
}

function counter(limit: Limiter | undefined) {
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

export function addressOf(request: FastifyRequest): string {
  return addressKey(request.ip)
}

/** Formats RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10, section 3). */
export function policyOf(name: string, { quota, window }: Rate): string {
  return `"${name}";q=${quota};w=${window / 1000}`
}
