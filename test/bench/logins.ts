/** Logins compared with the password hashes that the CPUs can compute, and their effect on other requests. */
import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { verify } from 'argon2'
import autocannon, { type Options } from 'autocannon'
import { createPasswords } from '../../src/auth/passwords.ts'
import type { Bench } from './bench.ts'
import { json, startParley } from './parley.ts'
import { write, writeCompared, writeHead } from './table.ts'

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
  const { password } = credentials
  const hashed = await (await createPasswords()).hash(password)

  const logins = () => load(`${server.url}/api/token/`, LOGINS_AT_ONCE, json(credentials))
  const reads = async () =>
    load(`${server.url}/api/user/me`, READS_AT_ONCE, {
      headers: { authorization: `Bearer ${await logIn()}` },
    })

  write(
    `${LOGINS_AT_ONCE} clients that log in to Parley, compared with argon2 alone on ${availableParallelism()} cores, and ` +
      `${READS_AT_ONCE} clients that read, beside the logins and without:\n${ROUNDS} rounds of ${SECONDS} s, after one ` +
      'to warm up.\n\n',
  )
  writeHead('Parley', 'argon2; idle', 'ratio', 'target')
  const rounds = []
  for (let round = -1; round < ROUNDS; round += 1) {
    const hashes = await hashesPerSecond(() => verify(hashed, password))
    const alone = await logins()
    const idle = await reads()
    const [, beside] = await Promise.all([logins(), reads()])
    if (round >= 0) rounds.push({ hashes, logins: alone.perSecond, idle: idle.p99, beside: beside.p99 })
  }
  writeCompared('logins/s, and hashes/s', {
    ours: rounds.map((found) => found.logins),
    theirs: rounds.map(({ hashes }) => hashes),
    digits: 1,
    target: '≥ 0.9',
  })
  writeCompared('reads beside logins, p99, ms', {
    ours: rounds.map(({ beside }) => beside),
    theirs: rounds.map(({ idle }) => idle),
    target: '≤ 2',
  })
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
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  return (count * 1000) / (performance.now() - startedAt)
}

async function load(url: string, connections: number, request: Partial<Options>) {
  const result = await autocannon({ url, connections, duration: SECONDS, sampleInt: 50, ...request })
  const { non2xx, errors, timeouts } = result
  assert.deepEqual({ non2xx, errors, timeouts }, { non2xx: 0, errors: 0, timeouts: 0 })
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99 }
}
