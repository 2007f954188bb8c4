/** Logins compared with the password hashes that the CPUs can compute, and their effect on other requests. */
import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import autocannon, { type Options } from 'autocannon'
import { createPasswords } from '../../src/auth/passwords.ts'
import type { Bench } from './bench.ts'
import { json, startParley } from './parley.ts'
import { median, write } from './table.ts'

const ROUNDS = 3
/** Duration of each measurement, in s. */
const SECONDS = 4
const LOGINS_AT_ONCE = 8
const READS_AT_ONCE = 4

/** Compares logins per second with bare hashes, and reads with and without logins at the same time. */
export async function measureLogins(bench: Bench): Promise<void> {
  const { server, credentials, logIn } = await startParley(bench, 'http://127.0.0.1:9', {
    SIGN_IN_RATE: '0',
    LOGIN_FAILURES: '0',
  })
  const passwords = await createPasswords()
  const hashed = await passwords.hash(credentials.password)

  const logins = () => load(`${server.url}/api/token/`, LOGINS_AT_ONCE, json(credentials))
  const reads = async () =>
    load(`${server.url}/api/user/me`, READS_AT_ONCE, {
      headers: { authorization: `Bearer ${await logIn()}` },
    })

  write(
    `${LOGINS_AT_ONCE} clients that log in, compared with bare argon2 on ${availableParallelism()} cores, and ${READS_AT_ONCE} that read: ` +
      `${ROUNDS} rounds of ${SECONDS} s.\nThe aim is 0.9 of the bare hashes, and a p99 of reads of at most twice the idle one.\n\n`,
  )
  const ratios: number[] = []
  const slower: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await hashesPerSecond(() => passwords.matches(hashed, credentials.password))
    const alone = await logins()
    const idle = await reads()
    const [, beside] = await Promise.all([logins(), reads()])
    ratios.push(alone.perSecond / bare)
    slower.push(beside.p99 / idle.p99)
    write(
      `logins/s ${alone.perSecond.toFixed(1)}, hashes/s ${bare.toFixed(1)}; ` +
        `p99 of reads ${idle.p99} ms idle, ${beside.p99} ms beside logins\n`,
    )
  }
  write(`ratios: ${median(ratios).toFixed(2)} of the hashes, ${median(slower).toFixed(1)} times the p99\n`)
}

async function hashesPerSecond(matches: () => Promise<boolean>): Promise<number> {
  const endsAt = performance.now() + SECONDS * 1000
  const startedAt = performance.now()
  let count = 0
  const lane = async () => {
    while (performance.now() < endsAt) {
      assert(await matches())
      count += 1
    }
  }
  await Promise.all(Array.from({ length: LOGINS_AT_ONCE }, lane))
  return (count * 1000) / (performance.now() - startedAt)
}

async function load(url: string, connections: number, request: Partial<Options>) {
  const result = await autocannon({ url, connections, duration: SECONDS, sampleInt: 50, ...request })
  const { non2xx, errors, timeouts } = result
  assert.deepEqual({ non2xx, errors, timeouts }, { non2xx: 0, errors: 0, timeouts: 0 })
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99 }
}
