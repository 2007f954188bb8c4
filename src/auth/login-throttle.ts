import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Buckets, leftIn, type Rate, waitFor } from '../limits/buckets.ts'

const FAILURE_WINDOW_MS = 15 * 60_000
/** Ratio of the limits of an address, and of an account, to the limit of an account at one address. */
const LOOSE_FACTOR = 10
/**
 * Delay of an attempt at an account under attack, in ms. Shorter than the usual timeouts of clients and
 * proxies.
 */
const DELAY_MS = 5_000
/** Number of attempts after which an address no longer counts as new to an account under attack. */
const newAddressRate = { quota: 5, window: 60 * 60_000 }
/**
 * Factor by which the wait of a new address grows with each attempt that gets no slot. The first wait is
 * DELAY_MS.
 */
const BACKOFF_FACTOR = 2
/** Slots for attempts at an account under attack: for addresses that are new to it, and for all others. */
const newAddressSlots = { quota: 10, window: DELAY_MS }
const otherSlots = { quota: 1, window: DELAY_MS }

/** Attempt whose password was not checked. `wait` is in seconds, rounded up. */
export interface ThrottledAttempt {
  readonly rate: Rate
  readonly wait: number
}

export interface Attempt {
  readonly account: string
  readonly address: string
  /** Resolves to true if the owner has logged in from the address before. */
  readonly isKnown: () => Promise<boolean>
  readonly isRight: () => Promise<boolean>
}

export interface LoginThrottle {
  /** Rejects if a function of the attempt rejects; the attempt is then not counted. */
  check(attempt: Attempt): Promise<boolean | ThrottledAttempt>
}

/**
 * Creates the throttle described in README.md.
 *
 * An attempt is counted before its password is checked, and the count is undone if the password is correct.
 * Counting afterwards would allow any number of concurrent attempts.
 *
 * @param failures maximum number of failures of an account from one address in 15 minutes; 0 disables
 *   throttling
 */
export function createLoginThrottle(buckets: Buckets, failures: number): LoginThrottle {
  if (failures === 0) return { check: ({ isRight }) => isRight() }
  const strict = { quota: failures, window: FAILURE_WINDOW_MS }
  const loose = { quota: failures * LOOSE_FACTOR, window: FAILURE_WINDOW_MS }

  return {
    async check({ account, address, isKnown, isRight }) {
      const accountHash = hash(account)
      const pairHash = hash(`${address} ${account}`)
      const taken: (readonly [key: string, rate: Rate])[] = []
      const take = async (key: string, rate: Rate): Promise<ThrottledAttempt | undefined> => {
        const { granted, full } = await buckets.take(key, rate, 1)
        if (granted < 1) return { rate, wait: Math.max(1, Math.ceil(waitFor(rate, full) / 1000)) }
        taken.push([key, rate])
        return undefined
      }
      const uncount = () => Promise.all(taken.map(([key, rate]) => buckets.take(key, rate, -1)))

      const takeSlot = async (): Promise<ThrottledAttempt | undefined> => {
        // Not put back if there is no slot, so that attackers use up the advantage of a new address.
        const { granted, full } = await buckets.take(`login:new:${pairHash}`, newAddressRate, 1)
        const isNew = granted === 1
        const throttled = isNew
          ? await take(`login:slot:new:${accountHash}`, newAddressSlots)
          : await take(`login:slot:${accountHash}`, otherSlots)
        if (throttled !== undefined) {
          const tries = newAddressRate.quota - leftIn(newAddressRate, full)
          const wait =
            tries < newAddressRate.quota
              ? DELAY_MS * BACKOFF_FACTOR ** (tries - 1)
              : waitFor(newAddressRate, full)
          return { ...throttled, wait: Math.ceil(wait / 1000) }
        }
        await sleep(DELAY_MS)
        return undefined
      }

      try {
        const throttled =
          (await take(`login:pair:${pairHash}`, strict)) ??
          (await take(`login:address:${address}`, loose)) ??
          ((await take(`login:account:${accountHash}`, loose)) && !(await isKnown())
            ? await takeSlot()
            : undefined)
        if (throttled !== undefined) {
          await uncount()
          return throttled
        }
        const right = await isRight()
        if (right) await uncount()
        return right
      } catch (error) {
        await uncount()
        throw error
      }
    },
  }
}

/**
 * Hashes a given username, because people type passwords into that field, and to bound the length of a key.
 */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
