/**
 * Runner of `make test`: runs every check, the generators of clients, and every test file, with one
 * PostgreSQL that it starts and stops. With test files as arguments, it runs only those.
 *
 * The last line is `N passed, N failed`, with the number of skipped tests if there are any. Checks and
 * assertions are counted. Exits with 1 if anything failed.
 *
 * With --database=URL it runs only test files, in the PostgreSQL at that URL, where it creates databases and
 * drops them again. Files with the tag @embedded are left out unless they are named.
 *
 * Files with the tag @long, which take longest, start first.
 */
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pLimit from 'p-limit'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/postgres/start.ts'
import { unseen } from './contract/seen.ts'
import { createTemplate, dropTemplate, type Server, serverAt } from './database.ts'
import { fileReport, type Totals } from './report.ts'

type Command = readonly [program: string, ...args: string[]]

/** Most test files wait more than they compute. */
const FILES_AT_ONCE = 8
/** Maximum duration of a test file; a hundred times what most need, since the machine may have other work. */
const FILE_TIMEOUT_S = 600

const views = ['generated/openapi-3.0.json', 'generated/openapi-3.2.json']
const checks: { name: string; command: Command }[] = [
  { name: 'generated files are fresh', command: ['node', 'src/generate/generate.ts', '--check'] },
  { name: 'types', command: ['tsc'] },
  { name: 'code is linted and formatted', command: ['biome', 'ci', '--colors=off', '.'] },
  {
    name: 'contract and its derived forms pass redocly',
    command: ['redocly', 'lint', 'openapi.yaml', ...views],
  },
  { name: 'contract passes spectral', command: ['spectral', 'lint', 'openapi.yaml', '--fail-severity=hint'] },
  {
    name: 'the derived forms of the contract pass spectral',
    command: ['spectral', 'lint', ...views, '--ruleset=.spectral-views.yaml', '--fail-severity=hint'],
  },
]

/**
 * Settings without durability, because the data of a test run need not survive a crash. Each test file opens
 * several connections.
 */
const postgresSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '500',
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values: given, positionals } = parseArgs({
  options: { database: { type: 'string' } },
  allowPositionals: true,
})
const files = positionals.map((file) => relative(root, resolve(file)))
if (given.database !== undefined && files.length === 0) {
  files.push(...allFiles().filter((file) => !hasTag(file, 'embedded')))
}
const totals: Totals = { passed: 0, failed: 0, skipped: 0 }
/** Failures of test files, repeated at the end of an output of thousands of lines. */
const failures: string[] = []
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  // Runs the project's own tools with the current Node.
  PATH: [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  NO_COLOR: '1',
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
}

/** Ends running commands and prevents new ones; its reason is the signal. */
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.abort(signal))
}

// Under root, the embedded PostgreSQL runs as another user, which needs access to its directory in here.
const directory = await mkdtemp(join(tmpdir(), 'parley-test-'))
await chmod(directory, 0o711)
try {
  // Many test files mostly wait, which leaves CPU to the checks.
  await Promise.all(files.length === 0 ? [checkInTurn(), testSdks(), test()] : [test()])
} finally {
  await rm(directory, { recursive: true, force: true })
}

const signal: keyof typeof constants.signals | undefined = interruption.signal.reason
if (failures.length > 0) write(`\nAll failed tests:\n${failures.join('')}`)
if (signal) write(`Stopped by ${signal}\n`)
if (signal) process.exitCode = 128 + constants.signals[signal]
else if (totals.failed > 0) process.exitCode = 1
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
write(`${totals.passed} passed, ${totals.failed} failed${skipped}\n`)

/** Returns every test file, those with the tag @long first, so that no run ends with one of them alone. */
function allFiles(): string[] {
  const names = globSync('test/**/*.test.ts', { cwd: root, exclude: ['test/sdks'] })
  const { long = [], rest = [] } = Object.groupBy(names, (name) => (hasTag(name, 'long') ? 'long' : 'rest'))
  return [...long, ...rest]
}

/** Returns true if a line of a file's first comment is a tag, such as @embedded. */
function hasTag(file: string, tag: string): boolean {
  return new RegExp(`^ \\* @${tag}\\b`, 'm').test(readFileSync(join(root, file), 'utf8'))
}

/** Runs the checks one by one: most of them use one CPU. */
async function checkInTurn() {
  for (const { name, command } of checks) await check(name, () => succeed(command))
}

/** Runs `make test-sdks`, which first installs the generators, and adds its counts. */
async function testSdks() {
  if (interruption.signal.aborted) return
  const { stdout, ended } = start(['make', '--no-print-directory', 'test-sdks'], {}, write)
  let counts: RegExpExecArray | null = null
  for await (const line of createInterface({ input: stdout })) {
    counts = /^(\d+) passed, (\d+) failed$/.exec(line)
    if (!counts) write(`${line}\n`)
  }
  const how = await ended
  if (interruption.signal.aborted) return
  totals.passed += Number(counts?.[1] ?? 0)
  totals.failed += Number(counts?.[2] ?? 0)
  if (counts) return
  totals.failed++
  write(`✗ make test-sdks ${how ?? 'ended without its counts'}\n`)
}

/** Runs the test files in their own PostgreSQL. If all were run, the coverage of the contract is a check. */
async function test() {
  const seen = join(directory, 'seen')
  await mkdir(seen)
  let postgres: EmbeddedPostgres | undefined
  let server: Server | undefined
  try {
    const ready = await check('database is migrated', async () => {
      if (given.database !== undefined) {
        server = await serverAt(given.database)
        return createTemplate(server)
      }
      postgres = await startEmbeddedPostgres({
        directory: join(directory, 'postgres'),
        settings: postgresSettings,
      })
      postgres.exited.then((how) => write(`✗ The tests' ${how}\n`))
      server = postgres.connection
      await createTemplate(server)
    })
    if (!ready) return
    await runFiles(files.length === 0 ? allFiles() : files, {
      PARLEY_TEST_POSTGRES: JSON.stringify(server),
      PARLEY_TEST_RUN: seen,
      // Every test file and every server loads the same modules, so Node compiles them once.
      NODE_COMPILE_CACHE: join(directory, 'compiled'),
      TAP_TIMEOUT: String(FILE_TIMEOUT_S),
      // No test connects to the internet, and reading the machine's certificates takes 0.1 s of each file.
      NODE_EXTRA_CA_CERTS: undefined,
    })
    if (files.length === 0) {
      await check('every operation and every declared status was seen', async () => {
        const missing = Object.entries(Object.groupBy(unseen(seen), ({ operationId }) => operationId))
        const lines = missing.map(
          ([id, pairs = []]) => `${id}: ${pairs.map(({ status }) => status).join(', ')}`,
        )
        if (lines.length > 0) throw new Error(`Never seen:\n${lines.join('\n')}`)
      })
    }
  } finally {
    if (given.database !== undefined && server) await dropTemplate(server)
    await postgres?.stop()
  }
}

/**
 * Runs test files, which are programs that write TAP. The `tap` command would load its hooks for coverage
 * into each test and each server that a test starts: 0.8 s of CPU for a small file.
 */
async function runFiles(names: readonly string[], variables: NodeJS.ProcessEnv) {
  const limit = pLimit(FILES_AT_ONCE)
  await Promise.all(names.map((name) => limit(() => runFile(name, variables))))
}

async function runFile(name: string, variables: NodeJS.ProcessEnv) {
  if (interruption.signal.aborted) return
  const startedAt = performance.now()
  const report = fileReport(name, write)
  const { stdout, ended } = start(['node', name], variables, write, FILE_TIMEOUT_S * 1000)
  for await (const line of createInterface({ input: stdout })) report.read(line)
  const how = await ended
  if (interruption.signal.aborted) return
  report.end(how, performance.now() - startedAt)
  totals.passed += report.totals.passed
  totals.failed += report.totals.failed
  totals.skipped += report.totals.skipped
  failures.push(...report.failures)
}

/** Runs one check and reports it. Resolves to false if it failed or the run was interrupted. */
async function check(name: string, work: () => Promise<void>): Promise<boolean> {
  if (interruption.signal.aborted) return false
  const began = performance.now()
  try {
    await work()
    totals.passed++
    write(`✓ ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`)
  } catch (error) {
    if (interruption.signal.aborted) return false
    totals.failed++
    write(`✗ ${name}\n${error instanceof Error ? error.message : error}\n`)
    return false
  }
  return !interruption.signal.aborted
}

/** Runs a command that must succeed; throws with its output if it fails. */
async function succeed(command: Command) {
  let output = ''
  const keep = (text: string) => {
    output += text
  }
  const { stdout, ended } = start(command, {}, keep)
  stdout.on('data', keep)
  const how = await ended
  if (how !== undefined) throw new Error(`${output.trimEnd()}\n${command.join(' ')} ${how}`)
}

/**
 * Starts a command in its own process group, which an interruption ends. `ended` resolves after the output
 * was read: to the reason of the failure, or to undefined.
 */
function start(
  [program, ...args]: Command,
  variables: NodeJS.ProcessEnv,
  onError: (text: string) => void,
  timeout?: number,
) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8').on('data', onError)
  const end = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // The whole group has ended already.
    }
  }
  const interrupt = () => {
    end('SIGTERM')
    setTimeout(end, 5000, 'SIGKILL').unref()
  }
  interruption.signal.addEventListener('abort', interrupt)
  const expire = () => {
    // tap then writes what it was waiting for.
    child.kill('SIGALRM')
    setTimeout(end, 5000, 'SIGKILL').unref()
  }
  const timer = timeout !== undefined ? setTimeout(expire, timeout) : undefined
  // Processes left behind in the group would keep the output open.
  child.once('exit', () => end('SIGKILL'))
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      interruption.signal.removeEventListener('abort', interrupt)
      resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`)
    })
  })
  return { stdout: child.stdout, ended }
}

function write(text: string) {
  process.stdout.write(text)
}
