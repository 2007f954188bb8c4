import { argon2id, hash, verify } from 'argon2'
import pLimit from 'p-limit'
import { problem } from '../http/problems/problem.ts'

export interface Passwords {
  /** @throws the Problem `overloaded` if too many hashes are waiting */
  hash(password: string): Promise<string>
  /**
   * Compares a password with a hash. Without a hash, takes the same time and resolves to false.
   *
   * @throws the Problem `overloaded` if too many hashes are waiting
   */
  matches(hashed: string | undefined, password: string): Promise<boolean>
}

/** Cost of a hash: memory in KiB, and passes. */
export interface PasswordCost {
  readonly memoryCost: number
  readonly timeCost: number
}

/** OWASP's parameters for argon2id with one lane: 19 MiB and two passes; about 30 ms of one thread. */
const OWASP_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2 }

/**
 * Maximum number of concurrent hashes: fewer than the four threads of libuv's pool, which files and DNS need
 * too.
 */
const MAX_CONCURRENT = 2
/** Maximum number of waiting hashes: about two seconds of work. */
const MAX_WAITING = 100

/** Hashes passwords with argon2id (RFC 9106) in the thread pool, with bounded concurrency. */
export async function createPasswords(cost = OWASP_COST): Promise<Passwords> {
  const parameters = { ...cost, type: argon2id, parallelism: 1 } as const
  const limit = pLimit(MAX_CONCURRENT)
  const unknownHash = await hash('the password of nobody', parameters)

  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= MAX_WAITING) throw problem('overloaded')
    return limit(work)
  }

  return {
    hash: async (password) => queued(() => hash(password, parameters)),
    async matches(hashed, password) {
      const same = await queued(() => verify(hashed ?? unknownHash, password))
      return same && hashed !== undefined
    },
  }
}
