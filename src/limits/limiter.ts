import { type Buckets, leftIn, type Rate, waitFor } from './buckets.ts'
import { recentKeys } from './recent-keys.ts'

/**
 * Minimum time for which an empty bucket is not asked again, in ms. Retry-After has a resolution of one
 * second.
 */
const MIN_PAUSE_MS = 1_000

export interface Verdict {
  readonly isAllowed: boolean
  /** Number of tokens left. An estimate, because replicas do not share it. */
  readonly left: number
  /** Time until there are tokens again or, if some are left, until there are all; in seconds, rounded up. */
  readonly seconds: number
}

export interface Limiter {
  readonly name: string
  readonly rate: Rate
  /** Takes one token. Returns a promise only if the shared bucket must be asked. */
  take(key: string | number): Verdict | Promise<Verdict>
}

/**
 * Tokens of a key that this replica holds, at most until the shared bucket would be full again. Times are in
 * ms of this process's clock.
 */
interface Share {
  held: number
  heldUntil: number
  fullAt: number
  emptyUntil: number
  refill: Promise<void> | undefined
}

const MAX_SHARES = 100_000

/** Limits the requests of each key across all replicas, in portions; see README.md. */
export function limiter(buckets: Buckets, name: string, rate: Rate, portion: number): Limiter {
  const shares = recentKeys<string | number, Share>(MAX_SHARES)

  const refillShare = async (key: string | number, share: Share) => {
    const { granted, full } = await buckets.take(`${name}:${key}`, rate, portion)
    const now = performance.now()
    share.refill = undefined
    share.held = granted
    share.heldUntil = now + rate.window
    share.fullAt = now + full
    if (granted === 0) share.emptyUntil = now + Math.max(MIN_PAUSE_MS, waitFor(rate, full))
  }

  const shareOf = (key: string | number): Share => {
    const known = shares.get(key)
    if (known !== undefined) return known
    const share = { held: 0, heldUntil: 0, fullAt: 0, emptyUntil: 0, refill: undefined }
    shares.set(key, share)
    return share
  }

  const take = (key: string | number): Verdict | Promise<Verdict> => {
    const share = shareOf(key)
    const now = performance.now()
    if (share.held > 0 && now < share.heldUntil) {
      share.held--
      const full = share.fullAt - now - share.held * (rate.window / rate.quota)
      const left = leftIn(rate, full)
      return {
        isAllowed: true,
        left,
        seconds: Math.ceil(Math.max(0, left > 0 ? full : waitFor(rate, full)) / 1000),
      }
    }
    if (now < share.emptyUntil) {
      return { isAllowed: false, left: 0, seconds: Math.ceil((share.emptyUntil - now) / 1000) }
    }
    // Concurrent requests wait for the same portion, and ask for another one if it was too small.
    share.refill ??= refillShare(key, share)
    return share.refill.then(() => take(key))
  }

  return { name, rate, take }
}
