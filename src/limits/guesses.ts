import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Buckets, type Rate, waitFor } from './buckets.ts'

/*
 * How passwords are kept from being guessed, without keeping their owners out.
 *
 * Who fails too often with one name from one address is refused, and so is an address that fails with ever other names. The owner,
 * who is elsewhere, is not: a name that many addresses fail with costs each further attempt some seconds and no more, or anybody
 * could lock anybody out. All of it goes by the name that was given, so it tells nothing of whether there is such an account.
 *
 * An attempt is counted before the password is looked at and taken back where it was right: counted afterwards, any number could
 * be tried at once.
 */

/** How long failures count, in ms. */
const WINDOW = 15 * 60_000
/** An address may have so many times the failures that a name may have there, and a name so many in all before it is slowed. */
const LOOSE = 10
/** How long an attempt is made to wait at most, in ms: nobody's patience, or proxy's, is to end before. */
const MOST_DELAY = 5_000

/** That the password was not looked at; in how many s, rounded up, it will be. */
export interface Refusal {
  readonly rate: Rate
  readonly wait: number
}

export interface Guesses {
  /**
   * Has a password looked at, unless too many were wrong. Rejects as `isRight` does, which then counts for nothing.
   *
   * @param account what tells it from others, as it was given
   * @param address the client's, as `addressKey` has it
   */
  check(account: string, address: string, isRight: () => Promise<boolean>): Promise<boolean | Refusal>
}

/** @param failures how many an account may have from one address in 15 minutes; with 0 they are not counted */
export function limitGuesses(buckets: Buckets, failures: number): Guesses {
  if (failures === 0) return { check: (_account, _address, isRight) => isRight() }
  const strict = { quota: failures, window: WINDOW }
  const loose = { quota: failures * LOOSE, window: WINDOW }

  return {
    async check(account, address, isRight) {
      const taken: (readonly [key: string, rate: Rate])[] = []
      /** In how many ms there is an attempt left; 0 where one was taken. */
      const take = async (key: string, rate: Rate) => {
        const { granted, full } = await buckets.take(key, rate, 1)
        if (granted < 1) return Math.max(1, waitFor(rate, full))
        taken.push([key, rate])
        return 0
      }
      const putBack = () => Promise.all(taken.map(([key, rate]) => buckets.take(key, rate, -1)))

      for (const [key, rate] of [
        [`guess:pair:${hash(`${address} ${account}`)}`, strict],
        [`guess:address:${address}`, loose],
      ] as const) {
        const wait = await take(key, rate)
        if (wait === 0) continue
        await putBack()
        return { rate, wait: Math.ceil(wait / 1000) }
      }
      const delay = await take(`guess:account:${hash(account)}`, loose)
      if (delay > 0) await sleep(Math.min(delay, MOST_DELAY))
      try {
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
