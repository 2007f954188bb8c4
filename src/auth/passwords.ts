import { argon2id, hash, verify } from 'argon2'
import pLimit from 'p-limit'
import { problem } from '../http/problems/problem.ts'

export interface Passwords {
  /** @throws the Problem `overloaded` where too many are waiting */
  hash(password: string): Promise<string>
  /**
   * Whether a password is the one that was hashed. Without a hash the answer is no, and takes as long.
   *
   * @throws the Problem `overloaded` where too many are waiting
   */
  matches(hashed: string | undefined, password: string): Promise<boolean>
}

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. About 30 ms of one thread. */
const parameters = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Below the four threads of libuv's pool, or files and DNS would wait behind the passwords. */
const AT_ONCE = 2
/** About two seconds of work; who comes later is told to come again. */
const WAITING = 100

/** Hashes passwords off the event loop, some at a time (argon2id, RFC 9106). */
export async function createPasswords(): Promise<Passwords> {
  const limit = pLimit(AT_ONCE)
  const nobody = await hash('the password of nobody', parameters)

  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= WAITING) throw problem('overloaded')
    return limit(work)
  }

  return {
    hash: async (password) => queued(() => hash(password, parameters)),
    async matches(hashed, password) {
      const same = await queued(() => verify(hashed ?? nobody, password))
      return same && hashed !== undefined
    },
  }
}
