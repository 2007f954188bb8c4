import { argon2id, hash, verify } from 'argon2'
import pLimit from 'p-limit'
import { problem } from '../http/problems/problem.ts'

export interface Passwords {
  /** @throws the Problem `overloaded` if too many hashes are waiting */
  hash(password: string): Promise<string>
  /**
   * Compares a password with a hash. Takes as long without a hash, and then resolves to false.
   *
   * @throws the Problem `overloaded` if too many hashes are waiting
   */
  matches(hashed: string | undefined, password: string): Promise<boolean>
}

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane; about 30 ms of one thread. */
const parameters = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Fewer than the four threads of libuv's pool, which files and DNS need too. */
const MAX_CONCURRENT = 2
/** About two seconds of work. */
const MAX_WAITING = 100

export async function createPasswords(): Promise<Passwords> {
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
