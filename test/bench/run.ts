/**
 * `make bench`: Parley compared with minimal servers for the same work, alternately, in one run. The
 * arguments are the parts to run; by default, all that need no network.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/postgres/start.ts'
import type { Bench } from './bench.ts'
import { measureData } from './data.ts'
import { measureLogins } from './logins.ts'
import { comparePeers } from './peers/compare.ts'
import { measureReplicas } from './replicas.ts'
import { compareRequests } from './requests.ts'
import { startServer } from './server.ts'
import { measureStart } from './start.ts'
import { compareStreams } from './streams.ts'
import { write } from './table.ts'
import { compareUploads } from './uploads.ts'

type Part = (bench: Bench) => Promise<void>

const offline: Record<string, Part> = {
  requests: compareRequests,
  streams: compareStreams,
  uploads: compareUploads,
  logins: measureLogins,
  replicas: measureReplicas,
  data: measureData,
}
/** All parts, including those that install packages from the registry. */
const parts: Record<string, Part> = { ...offline, start: measureStart, peers: comparePeers }
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(offline)
const chosen = names.map((name) => {
  const part = parts[name]
  if (part === undefined)
    throw new Error(`There is no part ${name}. The parts are ${Object.keys(parts).join(', ')}.`)
  return part
})

/** Functions that stop what was started, called in reverse order. */
const stops: (() => unknown)[] = []
const t = { teardown: (stop: () => unknown) => void stops.push(stop) }
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopDownTo(0).then(() => process.exit(1)))
}
try {
  await run()
} finally {
  await stopDownTo(0)
}

async function stopDownTo(length: number): Promise<void> {
  for (const stopOne of stops.splice(length).reverse()) await stopOne()
}

async function run(): Promise<void> {
  // Under root, the embedded PostgreSQL runs as another user, which needs access to its directory in here.
  const directory = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  stops.push(() => rm(directory, { recursive: true, force: true }))
  await chmod(directory, 0o711)
  const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres') })
  stops.push(() => postgres.stop())
  const bench: Bench = {
    connection: postgres.connection,
    directory,
    teardown: t.teardown,
    start: (name, program, settings) => startServer(t, name, program, directory, settings),
  }
  write(
    `PostgreSQL, the server and the client share ${availableParallelism()} cores. Figures are medians of the ` +
      'rounds (and their minima and maxima);\na ratio is that of two figures of the same round.\n',
  )
  for (const part of chosen) {
    const before = stops.length
    write('\n')
    await part(bench)
    await stopDownTo(before)
  }
}
