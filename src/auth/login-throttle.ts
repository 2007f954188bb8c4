import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Buckets, leftIn, type Rate, waitFor } from '../limits/buckets.ts'

/*
 * How passwords are kept from being guessed, without keeping their owners out.
 *
 * An address that fails too often with one name is refused, and so is one that fails with many names. Someone who has many addresses
 * gets around that, so failures count for the name alone, too. When these are used up, the name is under attack:
 *
 * - An address from which the owner has logged in before is exempt, and only has the limits of an address.
 * - Every other attempt needs a place, of which all replicas together have two a second and no more, for however many addresses;
 *   and waits for five seconds. What finds no place is refused, and its password not looked at.
 * - Nearly all places are for addresses that are new to the name: that have tried it less than five times in an hour. Each try uses
 *   that up, whether it finds a place or not, and after each that does not the wait is twice as long. So those who guess fast
 *   from a thousand addresses have soon used them up, and an owner at an unknown one, who comes again when told to, finds a place.
 *
 * All of it goes by the name that was given, so it does not show whether there is such an account.
 *
 * An attempt is counted before the password is looked at and taken back where it was right: counted afterwards, any number could
 * be tried at once.
 */

/** How long failures count, in ms. */
const WINDOW_MS = 15 * 60_000
/** An address may have so many times the failures that a name may have there, and a name so many in all before it is slowed. */
const LOOSE = 10
/** How long an attempt at a name under attack waits, in ms: nobody's patience, or proxy's, is to end before. */
const DELAY_MS = 5_000
/** How often an address may try a name under attack before it is not new to it any more. */
const newAddressRate = { quota: 5, window: 60 * 60_000 }
/** How many times as long an address that is new waits after each try that finds no place, the first time for DELAY. */
const BACKOFF = 2
/** The places for attempts at a name under attack: of addresses that are new to it, and of all others. */
const placesOfNew = { quota: 10, window: DELAY_MS }
const placesOfOthers = { quota: 1, window: DELAY_MS }

/** That the password was not looked at; in how many s, rounded up, it will be. */
export interface Refusal {
  readonly rate: Rate
  readonly wait: number
}

export interface Attempt {
  /** The account that is logged in to, as it was named. */
  readonly account: string
  /** The client's address, as `addressKey` has it. */
  readonly address: string
  /** Tells whether the owner has logged in from there before. Asked only of accounts under attack. */
  readonly isKnown: () => Promise<boolean>
  /** Looks at the password. */
  readonly isRight: () => Promise<boolean>
}

export interface LoginThrottle {
  /** Has a password looked at, unless too many were wrong. Rejects as the attempt's functions do, which then counts for nothing. */
  check(attempt: Attempt): Promise<boolean | Refusal>
}

/** @param failures how many an account may have from one address in 15 minutes; with 0 they are not counted */
export function createLoginThrottle(buckets: Buckets, failures: number): LoginThrottle {
  if (failures === 0) return { check: ({ isRight }) => isRight() }
  const strict = { quota: failures, window: WINDOW_MS }
  const loose = { quota: failures * LOOSE, window: WINDOW_MS }

  return {
    async check({ account, address, isKnown, isRight }) {
      const ofAccount = hash(account)
      const ofPair = hash(`${address} ${account}`)
      const taken: (readonly [key: string, rate: Rate])[] = []
      /** Takes one attempt of a bucket, or resolves to the refusal where there is none. */
      const take = async (key: string, rate: Rate): Promise<Refusal | undefined> => {
        const { granted, full } = await buckets.take(key, rate, 1)
        if (granted < 1) return { rate, wait: Math.max(1, Math.ceil(waitFor(rate, full) / 1000)) }
        taken.push([key, rate])
        return undefined
      }
      const putBack = () => Promise.all(taken.map(([key, rate]) => buckets.take(key, rate, -1)))

      /** Finds a place for an attempt at an account under attack. */
      const place = async (): Promise<Refusal | undefined> => {
        // It stays taken where there is no place.
        const { granted, full } = await buckets.take(`guess:new:${ofPair}`, newAddressRate, 1)
        const isNew = granted === 1
        const refusal = isNew
          ? await take(`guess:place:new:${ofAccount}`, placesOfNew)
          : await take(`guess:place:${ofAccount}`, placesOfOthers)
        if (refusal !== undefined) {
          const tries = newAddressRate.quota - leftIn(newAddressRate, full)
          const wait =
            tries < newAddressRate.quota ? DELAY_MS * BACKOFF ** (tries - 1) : waitFor(newAddressRate, full)
          return { ...refusal, wait: Math.ceil(wait / 1000) }
        }
        await sleep(DELAY_MS)
        return undefined
      }

      try {
        const refusal =
          (await take(`guess:pair:${ofPair}`, strict)) ??
          (await take(`guess:address:${address}`, loose)) ??
          ((await take(`guess:account:${ofAccount}`, loose)) && !(await isKnown())
            ? await place()
            : undefined)
        if (refusal !== undefined) {
          await putBack()
          return refusal
        }
        const right = await isRight()
        if (right) await putBack()
        return right
      } catch (error) {
        await putBack()
        throw error
      }
    },
  }
}

/** People type passwords where the name goes, so what was given is not kept; and it may be long. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
