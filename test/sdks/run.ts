/**
 * Runner of `make test-sdks`: generates each client from openapi.yaml, compiles it with `strict`, and runs
 * the first conversation with a server of its own. With directories of tools as arguments, it runs only
 * those. The number of concurrent tools is the number of CPUs. The last line is `N passed, N failed`. Exits
 * with 1 if anything failed.
 */
import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism, constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import ts from 'typescript'
import { startParley } from '../support/processes/process.ts'
import { temporaryDirectory } from '../support/server.ts'
import { converse } from './conversation.ts'
import type { Variants } from './sdk.ts'
import { type Tool, tools } from './tools.ts'

const here = import.meta.dirname
const environment = {
  ...process.env,
  // The generators run with the current Node.
  PATH: [dirname(process.execPath), join(here, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  NO_COLOR: '1',
}
const wanted = process.argv.slice(2)
const totals = { passed: 0, failed: 0 }

const teardowns: (() => unknown)[] = []
const t = { teardown: (handler: () => unknown) => void teardowns.unshift(handler) }
async function tearDown() {
  for (const teardown of teardowns.splice(0)) await teardown()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void tearDown().finally(() => process.exit(128 + constants.signals[signal])))
}

const generated: Tool[] = []
await forEach(
  tools.filter(({ directory }) => wanted.length === 0 || wanted.includes(directory)),
  async (tool) => {
    if (await check(`${tool.directory}: generate`, () => generate(tool))) generated.push(tool)
  },
)
const problems = compile(generated)
for (const { directory } of generated) {
  await check(`${directory}: compile with strict`, async () => {
    const found = problems.filter(({ file }) => file.startsWith(`${directory}/`)).map(({ text }) => text)
    if (found.length > 0) throw new Error([...found.slice(0, 3), `${found.length} errors in all`].join('\n'))
  })
}
try {
  await converseWithAll(generated)
} finally {
  await tearDown()
}
if (totals.passed + totals.failed === 0) {
  totals.failed++
  process.stdout.write(`✗ there is no ${wanted.join(', ')}\n`)
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`)
if (totals.failed > 0) process.exitCode = 1

async function generate({ directory, program, args }: Tool) {
  const target = join(here, directory, 'generated')
  await rm(target, { recursive: true, force: true })
  await mkdir(target)
  try {
    await promisify(execFile)(program, args, { cwd: here, env: environment, timeout: 120_000 })
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    throw new Error(stripVTControlCharacters(`${message}\n${stdout}${stderr}`))
  }
}

/**
 * Compiles all clients in one program, because most of the time is spent on shared code. Returns the errors.
 */
function compile(tools: readonly Tool[]): { file: string; text: string }[] {
  const { config } = ts.readConfigFile(join(here, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, here)
  // Errors in an adapter follow from errors in its generated files, so these come first.
  const patterns = tools.flatMap(({ directory }) => [`${directory}/generated/**/*.ts`, `${directory}/*.ts`])
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: here }))
  const program = ts.createProgram({ rootNames: files.map((file) => join(here, file)), options })
  return files.flatMap((file) => {
    const source = program.getSourceFile(join(here, file))
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ start = 0, messageText }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
      return { file, text: `${file}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}` }
    })
  })
}

async function converseWithAll(tools: readonly Tool[]) {
  if (tools.length === 0) return
  let url = ''
  const isServing = await check('start Parley', async () => {
    const DATA_DIRECTORY = await temporaryDirectory(t)
    url = (await startParley(t, { DATA_DIRECTORY, LOG_LEVEL: 'warn' })).url
  })
  if (!isServing) return
  // Variants of one tool may share their client, so they run one after the other.
  await forEach(tools, async ({ directory }) => {
    const loaded: { variants: Variants } = { variants: {} }
    await check(`${directory}: load`, async () => {
      Object.assign(loaded, await import(`./${directory}/adapter.ts`))
    })
    for (const [variant, connect] of Object.entries(loaded.variants))
      await converse(url, connect, (step, work) => check(`${variant}: ${step}`, work))
  })
}

/** Runs work for every item, with as many at once as there are CPUs. */
async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values()
  const take = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, take))
}

/** Runs one check and reports it. Resolves to false if it failed. */
async function check(name: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    totals.passed++
    process.stdout.write(`✓ ${name}\n`)
    return true
  } catch (error) {
    totals.failed++
    process.stdout.write(`✗ ${name}\n${error instanceof Error ? error.message : JSON.stringify(error)}\n`)
    return false
  }
}
