/**
 * Cost of many replicas for their database, and delay of events on another replica. The statements of 1,000
 * replicas are sent at their rates over a few connections, and streams are followed on two replicas.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { NOTHING_SEEN, revocationsSince } from '../../src/auth/queries/revocations.ts'
import { connect, disconnect } from '../../src/database/connections/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { pingDatabase } from '../../src/health/queries.ts'
import { takeJob } from '../../src/jobs/queries.ts'
import { renewLease, takeLease } from '../../src/runs/queries/workers.ts'
import { redis, redisMissing } from '../support/network/redis.ts'
import type { Bench } from './bench.ts'
import { json, type Parley, startParley } from './parley.ts'
import { median, quantile, spread, write, writeHead, writeRow } from './table.ts'

const REPLICAS = 1_000
const CONNECTIONS = 8
/** Rounds of each measurement, their duration in ms, and that of the load before them. */
const ROUNDS = 4
const MEASURED_MS = 5_000
const WARM_UP_MS = 5_000
const TICK_MS = 5
/** Clock ticks per second in /proc. */
const TICKS_PER_SECOND = 100

const STREAMS = 4
const PROMPT = 'tokens=100 rate=20'

/** Interval of each statement of a replica, in ms. */
interface Rates {
  readonly renewal: number
  readonly jobs: number
  readonly revocations: number
  readonly readiness: number
}

const idle: Rates = { renewal: 5_500, jobs: 5_000, revocations: 30_000, readiness: 2_000 }
const loads: Record<string, Rates> = {
  idle,
  'checking requests, with Redis': { ...idle, revocations: 700 },
  'checking requests': { ...idle, revocations: 250 },
}

export async function measureReplicas(bench: Bench): Promise<void> {
  await measureStatements(bench)
  await measureFollowers(bench)
}

async function measureStatements({ connection, teardown }: Bench): Promise<void> {
  const db = connect({
    connection,
    poolSize: CONNECTIONS + 3,
    namedStatements: true,
    onConnectionError: fail,
  })
  teardown(() => disconnect(db))
  await migrate(db)
  const workers = Array.from({ length: REPLICAS }, () => randomUUID())
  for (const worker of workers) await takeLease(db, { worker, seconds: 30 })
  const postmaster = await postmasterOf(db)

  write(
    `Statements of ${REPLICAS} replicas over ${CONNECTIONS} connections, for ${ROUNDS} rounds of ${MEASURED_MS / 1000} s each. ` +
      'CPU is that of PostgreSQL.\n\n',
  )
  writeHead('statements/s', 'sent, of these', 'CPU, cores', 'CPU per statement, µs', 'target')
  for (const [name, rates] of Object.entries(loads)) {
    const simulated = simulate(db, workers, rates)
    await sleep(WARM_UP_MS)
    const rounds = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = { cpu: await cpuOf(postmaster), sent: simulated.sent, at: performance.now() }
      await sleep(MEASURED_MS)
      const seconds = (performance.now() - before.at) / 1000
      const cpu = (await cpuOf(postmaster)) - before.cpu
      rounds.push({ seconds, cpu, sent: simulated.sent - before.sent })
    }
    await simulated.stop()
    const wanted = REPLICAS * Object.values(rates).reduce((sum, interval) => sum + 1000 / interval, 0)
    writeRow(
      name,
      wanted.toLocaleString('en', { maximumFractionDigits: 0 }),
      spread(
        rounds.map(({ sent, seconds }) => sent / seconds / wanted),
        2,
      ),
      spread(
        rounds.map(({ cpu, seconds }) => cpu / seconds),
        2,
      ),
      spread(rounds.map(({ cpu, sent }) => (cpu * 1e6) / sent)),
      rates === idle ? `≤ ${REPLICAS.toLocaleString('en')} statements/s` : '',
    )
  }
}

/** Sends the statements of all replicas at their rates, with a different phase for each replica. */
function simulate(db: Kysely<DB>, workers: readonly string[], rates: Rates) {
  const positions = new Map<string, string>()
  const statements: Record<keyof Rates, (worker: string) => Promise<unknown>> = {
    renewal: (worker) => renewLease(db, { worker, seconds: 30 }),
    jobs: (worker) =>
      takeJob(db, {
        holder: worker,
        finished: null,
        delay: 0,
        backlog: null,
        oldest: null,
        names: [],
        hold: 30,
      }),
    revocations: async (worker) => {
      const [first] = await revocationsSince(db, { position: positions.get(worker) ?? NOTHING_SEEN })
      positions.set(worker, first?.next ?? NOTHING_SEEN)
    },
    readiness: () => pingDatabase(db, {}),
  }
  const due = Object.entries(rates).flatMap(([name, interval]) =>
    workers.map((worker, index) => ({
      send: () => statements[name as keyof Rates](worker),
      interval,
      at: performance.now() + (interval * index) / workers.length,
    })),
  )
  const inProgress = new Set<Promise<unknown>>()
  const state = { sent: 0 }
  const timer = setInterval(() => {
    const now = performance.now()
    for (const statement of due) {
      if (statement.at > now || inProgress.size > REPLICAS) continue
      // Statements that could not be sent in time are skipped, so the figures show them as missing.
      statement.at = Math.max(statement.at + statement.interval, now)
      const sending = statement.send().then(() => {
        state.sent += 1
        inProgress.delete(sending)
      })
      inProgress.add(sending)
    }
  }, TICK_MS)
  return {
    get sent() {
      return state.sent
    },
    async stop() {
      clearInterval(timer)
      await Promise.all(inProgress)
    },
  }
}

async function postmasterOf(db: Kysely<DB>): Promise<string> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return (await statOf(String(rows[0]?.pid))).parent
}

/** Returns the CPU time of a PostgreSQL until now, in s: the sum of all its current processes. */
async function cpuOf(postmaster: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(pids.map((pid) => statOf(pid).catch(() => undefined)))
  return stats.reduce((sum, stat) => sum + (stat?.parent === postmaster ? stat.cpu : 0), 0)
}

async function statOf(pid: string): Promise<{ parent: string; cpu: number }> {
  const stat = await readFile(join('/proc', pid, 'stat'), 'utf8')
  // The name in parentheses may contain spaces.
  const [, parent = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { parent, cpu: (Number(fields[9]) + Number(fields[10])) / TICKS_PER_SECOND }
}

/**
 * Follows streams on the replica that executes them and on another one, and compares the arrival of events.
 */
async function measureFollowers(bench: Bench): Promise<void> {
  const provider = await bench.start('provider', 'test/bench/provider.ts', {})
  write(
    '\nTime from an event on the replica that executes a run to the same event on another one, in ms, of ' +
      `${STREAMS} streams:\n\n`,
  )
  const ways: { name: string; settings: Record<string, string>; target: string }[] = [
    { name: 'polling', settings: {}, target: '' },
  ]
  if (redisMissing) write(`Redis is left out: ${redisMissing}.\n`)
  else {
    const { url } = await redis(bench)
    ways.push({ name: 'with Redis', settings: { REDIS_URL: url }, target: 'median ≤ 10' })
  }
  writeHead('median', 'p99', 'target')
  for (const { name, settings, target } of ways) {
    const shared = { JWT_SECRET: randomBytes(32).toString('hex'), ...settings }
    const here = await startParley(bench, `${provider.url}/v1`, shared)
    const there = await startParley(bench, `${provider.url}/v1`, shared)
    const streams = await Promise.all(Array.from({ length: STREAMS }, () => follow(here, there)))
    const late = streams.map((delays) => quantile(delays, 0.99))
    writeRow(name, spread(streams.map(median), 1), spread(late, 1), target)
  }
}

async function follow(here: Parley, there: Parley): Promise<number[]> {
  const headers = { authorization: `Bearer ${await here.logIn()}`, 'content-type': 'application/json' }
  const created = await fetch(`${here.server.url}/api/run/`, { ...json({ prompt: PROMPT }), headers })
  const { id } = (await created.json()) as { id: number }
  const [own, other] = await Promise.all(
    [here, there].map(({ server }) => arrivals(`${server.url}/api/run/${id}/events`, headers)),
  )
  return [...(other ?? [])].map(([event, at]) => at - (own?.get(event) ?? Number.NaN))
}

/** Reads a stream to its end. Resolves to the arrival time of each event, by its id. */
async function arrivals(url: string, headers: Record<string, string>): Promise<Map<string, number>> {
  const arrived = new Map<string, number>()
  const { body } = await fetch(url, { headers })
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? [])
    for (const [, id = ''] of text.matchAll(/^id: (\d+)$/gm)) arrived.set(id, performance.now())
  return arrived
}

function fail(error: Error): never {
  throw error
}
