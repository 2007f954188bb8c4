import { LRUCache } from 'lru-cache'
import { type Buckets, leftIn, type Rate, waitFor } from './buckets.ts'

/*
 * How requests are counted over all replicas without asking for each of them.
 *
 * A replica takes tokens out of the shared bucket in portions, a twentieth of the quota each, and gives them out one by one: of 150
 * requests, as the defaults are, one asks PostgreSQL or Redis, and the others cost a look into a Map. A bucket that was found empty
 * is left alone for a second or more, so refusing costs no more than answering. The price: what one replica holds the others do not
 * have, and what was held can come on top of a full bucket; so over all replicas the limit is exact to a twentieth for each of
 * them. What is held is given up when the bucket would have been full again anyway.
 *
 * Operations that cost much (a password's hash, the model, an upload) have limits of their own with portions of one: each
 * request asks, which is nothing beside what it costs, and over all replicas it is exact.
 *
 * rate-limiter-flexible, which has both stores, counts in windows: all of a quota at once and then nothing until the window ends,
 * by the clock of each replica. A bucket gives back evenly, is one time stamp, and takes one statement.
 */

/** How long a bucket that was found empty is left alone at least, in ms: Retry-After knows no less. */
const MIN_PAUSE_MS = 1_000

/** What a request is told. */
export interface Verdict {
  readonly isAllowed: boolean
  /** How many are left; an estimate, as replicas do not ask each other. */
  readonly left: number
  /** In how many s, rounded up, there is one again, or, where there are some left, as many as there can be. */
  readonly seconds: number
}

export interface Limiter {
  readonly name: string
  readonly rate: Rate
  /** Takes one. A promise only where the shared bucket has to be asked. */
  take(key: string | number): Verdict | Promise<Verdict>
}

/** What this replica has of a key's tokens; times are in ms. */
interface Share {
  held: number
  heldUntil: number
  /** When the shared bucket is full, as far as is known. */
  fullAt: number
  emptyUntil: number
  asking: Promise<void> | undefined
}

/** Keys whose share is kept. */
const MAX_SHARES = 100_000

/**
 * Limits the requests of each key.
 *
 * @param name what the limit is called, to clients too
 * @param portion how many tokens are taken from the shared bucket at a time
 */
export function limiter(buckets: Buckets, name: string, rate: Rate, portion: number): Limiter {
  const shares = new LRUCache<string | number, Share>({ max: MAX_SHARES })

  const ask = async (key: string | number, share: Share) => {
    const { granted, full } = await buckets.take(`${name}:${key}`, rate, portion)
    const now = performance.now()
    share.asking = undefined
    share.held = granted
    share.heldUntil = now + rate.window
    share.fullAt = now + full
    if (granted === 0) share.emptyUntil = now + Math.max(MIN_PAUSE_MS, waitFor(rate, full))
  }

  const shareOf = (key: string | number): Share => {
    const known = shares.get(key)
    if (known !== undefined) return known
    const share = { held: 0, heldUntil: 0, fullAt: 0, emptyUntil: 0, asking: undefined }
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
    // Those who come meanwhile wait for the same portion, and ask for another where it was not enough.
    share.asking ??= ask(key, share)
    return share.asking.then(() => take(key))
  }

  return { name, rate, take }
}
