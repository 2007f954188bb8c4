/** Time from a fresh clone to the first response, with all packages from the registry, and their size. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/server.ts'
import type { Bench } from './bench.ts'
import { spread, write, writeHead, writeRow } from './table.ts'

const ROUNDS = 3
/** Figures of the time when `make start` installed the development tools too. */
const MAX_SECONDS = 34
const MAX_MEGABYTES = 518
const POLL_MS = 50

interface Start {
  readonly seconds: number
  readonly megabytes: number
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Measures `make start` in clones of the commit that is checked out, each with an empty npm cache. */
export async function measureStart(bench: Bench): Promise<void> {
  // The Makefile puts its own Node in front of the machine's.
  const env = { PATH: process.env.MACHINE_PATH ?? process.env.PATH, HOME: process.env.HOME }
  const { status } = spawnSync(
    'npm',
    ['view', 'fastify', 'version', '--fetch-retries=0', '--prefer-online'],
    {
      env,
      stdio: 'ignore',
    },
  )
  if (status !== 0) {
    write('The start is left out: the package registry does not respond.\n')
    return
  }
  write(
    `From git clone and make start to the first response of /readyz, ${ROUNDS} times, with an empty npm ` +
      'cache.\n\n',
  )
  writeHead('Parley', 'target')
  const rounds: Start[] = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await startOnce(bench, env))
  const writeFigure = (name: string, figure: keyof Start, target: number) =>
    writeRow(name, spread(rounds.map((found) => found[figure])), `< ${target}`)
  writeFigure('from clone to first response, s', 'seconds', MAX_SECONDS)
  writeFigure('installed packages, MB', 'megabytes', MAX_MEGABYTES)
}

async function startOnce({ directory, teardown }: Bench, env: NodeJS.ProcessEnv): Promise<Start> {
  const path = await mkdtemp(join(directory, 'start-'))
  const clone = join(path, 'parley')
  const port = await freePort()
  const startedAt = performance.now()
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${root}`, clone], { env })
  const log = openSync(join(path, 'start.log'), 'a')
  const make = spawn('make', ['start'], {
    cwd: clone,
    env: { ...env, PORT: String(port), npm_config_cache: join(path, 'npm') },
    stdio: ['ignore', log, log],
    // A group of its own, to stop make and the server.
    detached: true,
  })
  closeSync(log)
  const closed = once(make, 'close')
  const stop = async () => {
    const isRunning = make.exitCode === null && make.signalCode === null
    if (isRunning && make.pid !== undefined) process.kill(-make.pid, 'SIGTERM')
    await closed
  }
  teardown(stop)
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  while (!(await isReady().catch(() => false))) {
    if (make.exitCode !== null)
      throw new Error(`make start ended:\n${await readFile(join(path, 'start.log'), 'utf8')}`)
    await sleep(POLL_MS)
  }
  const seconds = (performance.now() - startedAt) / 1000
  const size = execFileSync('du', ['-sm', join(clone, 'node_modules')], { encoding: 'utf8' })
  await stop()
  await rm(path, { recursive: true, force: true })
  return { seconds, megabytes: Number.parseInt(size, 10) }
}
