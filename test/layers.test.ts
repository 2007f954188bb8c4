/**
 * Import rules of src/: imports point downwards, features are independent, and only main.ts uses the
 * environment.
 */
import { globSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import t from 'tap'
import ts from 'typescript'

/**
 * Layers from top to bottom. A folder imports lower layers, and none of its own layer except its
 * `neighbours`.
 */
const ranks = [
  ['main.ts'],
  ['app.ts', 'generate'],
  ['app'],
  ['auth', 'chats', 'messages', 'files', 'runs', 'usage', 'health'],
  ['models'],
  ['attachments'],
  ['limits'],
  ['jobs'],
  ['contract'],
  ['http'],
  ['replicas'],
  ['database'],
  ['postgres'],
  ['config.ts'],
  ['settings.ts'],
  [
    'setting-readers.ts',
    'error-code.ts',
    'first-value.ts',
    'is-object.ts',
    'sync-directory.ts',
    'with-timeout.ts',
  ],
]

/** A run combines a chat, its messages and their files. The reverse is not allowed. */
const neighbours: Readonly<Record<string, readonly string[]>> = { runs: ['chats', 'messages', 'files'] }

/**
 * The imports between the folders and files at the top of src/. Each is a reason why a change in one place
 * needs another one, so think twice before adding one.
 */
const dependencies: Readonly<Record<string, string>> = {
  'main.ts': 'app.ts auth config.ts database files http models postgres with-timeout.ts',
  'app.ts': 'app auth config.ts contract http messages',
  app: 'attachments auth chats config.ts contract database files health http jobs limits messages models replicas runs usage',
  'config.ts': 'settings.ts',
  'settings.ts': 'setting-readers.ts',
  generate: 'database is-object.ts postgres',
  auth: 'contract database error-code.ts http jobs limits replicas sync-directory.ts with-timeout.ts',
  chats: 'contract database http',
  messages: 'contract database http',
  files: 'attachments contract database error-code.ts http jobs limits sync-directory.ts',
  runs: 'attachments chats contract database files http is-object.ts jobs limits messages models replicas with-timeout.ts',
  usage: 'contract database limits',
  health: 'contract database http',
  attachments: 'first-value.ts',
  models: 'attachments first-value.ts is-object.ts',
  limits: 'contract database http replicas with-timeout.ts',
  jobs: 'database http with-timeout.ts',
  contract: 'database http is-object.ts',
  http: 'database is-object.ts with-timeout.ts',
  postgres: 'error-code.ts',
}

/** Layers of src/runs/ from top to bottom. Its files and folders import only lower layers. */
const runRanks = [
  ['llm-routes.ts', 'run-routes.ts'],
  ['answers-in-progress.ts', 'expired-events.ts', 'late-stream.ts', 'requests', 'run-input.ts'],
  ['event-stream.ts'],
  ['runs.ts'],
  ['context'],
  ['execution'],
  ['events'],
  ['run-representation.ts', 'stored-request.ts'],
  ['not-started.ts', 'prepared-prompt.ts', 'run-request.ts', 'run-result.ts'],
  ['stored-parts.ts', 'stored-results.ts'],
  ['schemas'],
  ['queries'],
]

/** Folders that must work without a server and a database. */
const independent = ['models', 'attachments']

const source = new URL('../src/', import.meta.url)
const modules = globSync('**/*.ts', { cwd: source }).map((name) => ({
  name,
  text: readFileSync(new URL(name, source), 'utf8'),
}))

const layerOf = (name: string) => name.split('/')[0] ?? name
const rankOf = (name: string) => ranks.findIndex((layers) => layers.includes(layerOf(name)))

/**
 * Returns the reason why a module must not import another module or package, or undefined. Paths are relative
 * to src/.
 */
function offence(from: string, specifier: string): string | undefined {
  const isPackage = !specifier.startsWith('.')
  const to = isPackage ? specifier : normalize(join(from, '..', specifier))
  const described = `${from} imports ${to}`
  if (independent.includes(layerOf(from)) && /^(@?fastify|kysely|pg$|database\/)/.test(to)) return described
  if (isPackage || to.startsWith('../generated/')) return undefined
  if (rankOf(from) === -1 || rankOf(to) === -1) return `${described}, and one of them has no rank`
  if (layerOf(from) === layerOf(to) || rankOf(from) < rankOf(to)) return undefined
  return neighbours[layerOf(from)]?.includes(layerOf(to)) ? undefined : described
}

/** Returns the reason why a module of src/runs/ must not import another one, or undefined. */
function offenceInRuns(from: string, specifier: string): string | undefined {
  const to = normalize(join(from, '..', specifier))
  if (layerOf(from) !== 'runs' || !specifier.startsWith('.') || layerOf(to) !== 'runs') return undefined
  const [source, target] = [from, to].map((name) => name.split('/')[1] ?? name)
  const rank = (part: string | undefined) =>
    runRanks.findIndex((parts) => parts.some((name) => name === part))
  const isRanked = rank(source) !== -1 && rank(target) !== -1
  return isRanked && (source === target || rank(source) < rank(target)) ? undefined : `${from} imports ${to}`
}

function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** Returns the uses of the process that are reserved to main.ts. */
function usesOfProcess(text: string): string[] {
  const uses = new Set<string>()
  const visit = (node: ts.Node) => {
    const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    const accessed = isAccess
      ? node
          .getText()
          .replaceAll(/[\s'"?]/g, '')
          .replace('[', '.')
          .replace(']', '')
      : ''
    if (/^(globalThis\.)?process\.(env|exit)$/.test(accessed)) uses.add(accessed)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true))
  for (const specifier of importsOf(text)) if (/^(node:)?process$/.test(specifier)) uses.add(specifier)
  return [...uses]
}

t.test('imports in src point downwards', async (t) => {
  const offences = modules.flatMap(({ name, text }) =>
    importsOf(text).flatMap((specifier) => offence(name, specifier) ?? []),
  )
  t.same(offences, [])
})

t.test('imports in src/runs point downwards', async (t) => {
  const offences = modules.flatMap(({ name, text }) =>
    importsOf(text).flatMap((specifier) => offenceInRuns(name, specifier) ?? []),
  )
  t.same(offences, [])
})

t.test('folders depend on each other only as listed', async (t) => {
  const found: Record<string, string> = {}
  for (const folder of ranks.flat()) {
    const imported = modules
      .filter(({ name }) => layerOf(name) === folder)
      .flatMap(({ name, text }) => importsOf(text).map((specifier) => normalize(join(name, '..', specifier))))
      .map(layerOf)
    const others = [...new Set(imported)].filter((layer) => layer !== folder && ranks.flat().includes(layer))
    if (others.length > 0) found[folder] = others.sort().join(' ')
  }
  t.same(found, dependencies)
})

t.test('only main.ts reads the environment and exits the process', async (t) => {
  const users = modules.filter(({ text }) => usesOfProcess(text).length > 0).map(({ name }) => name)
  t.same(users, ['main.ts'])
})

t.test('the checks find wrong imports and uses', async (t) => {
  const wrong: [from: string, specifier: string][] = [
    ['contract/route-registration.ts', '../auth/guards.ts'],
    ['contract/problems.ts', '../files/storage/storage.ts'],
    ['chats/queries.ts', '../messages/queries.ts'],
    ['chats/routes.ts', '../runs/runs.ts'],
    ['messages/routes.ts', '../runs/answers-in-progress.ts'],
    ['messages/routes.ts', '../chats/queries.ts'],
    ['files/routes.ts', '../auth/guards.ts'],
    ['limits/rate-limits.ts', '../auth/tokens.ts'],
    ['attachments/attachment.ts', '../models/provider.ts'],
    ['models/provider.ts', '../files/storage/storage.ts'],
    ['http/json-body.ts', '../contract/validation.ts'],
    ['database/connections/connect.ts', '../../http/problems/problem.ts'],
    ['postgres/start.ts', '../database/connections/connect.ts'],
    ['error-code.ts', './config.ts'],
    ['app.ts', './main.ts'],
    ['http/paging.ts', '../app.ts'],
    ['http/paging.ts', '../new.ts'],
    ['http/paging.ts', '../../test/support/server.ts'],
    ['models/protocols/openai.ts', '../../database/connections/connect.ts'],
    ['models/protocols/openai.ts', 'fastify'],
    ['models/protocols/openai.ts', '@fastify/jwt'],
    ['attachments/pdf.ts', 'pg'],
  ]
  for (const [from, specifier] of wrong) t.ok(offence(from, specifier), `${from} → ${specifier}`)
  for (const [from, specifier] of [
    ['runs/events/subscriptions.ts', '../execution/lease.ts'],
    ['runs/execution/executor.ts', '../context/answer-prompt.ts'],
    ['runs/context/answer-prompt.ts', '../requests/run-starter.ts'],
    ['runs/queries/runs.ts', '../new.ts'],
  ] as const)
    t.ok(offenceInRuns(from, specifier), `${from} → ${specifier}`)
  const right: [from: string, specifier: string][] = [
    ['main.ts', './app.ts'],
    ['app.ts', './chats/routes.ts'],
    ['chats/routes.ts', './queries.ts'],
    ['chats/routes.ts', '../contract/route-registration.ts'],
    ['runs/runs.ts', '../messages/queries.ts'],
    ['runs/runs.ts', '../models/provider.ts'],
    ['models/provider.ts', '../attachments/attachment.ts'],
    ['contract/route-registration.ts', '../../generated/routes.ts'],
    ['contract/route-registration.ts', 'fastify'],
    ['http/idempotency.ts', '../database/deadlock.ts'],
  ]
  for (const [from, specifier] of right)
    t.equal(offence(from, specifier), undefined, `${from} → ${specifier}`)

  const ways = [
    "import 'a'",
    "import type { b } from 'b'",
    "export * from 'c'",
    "await import('d')",
    "import e, { type E } from 'e'",
  ]
  t.same(importsOf(ways.join('\n')), ['a', 'b', 'c', 'd', 'e'])
  for (const text of [
    'process.env.HOME',
    'process.exit(1)',
    "process['env']",
    'globalThis.process.exit()',
    "import { env } from 'node:process'",
  ])
    t.equal(usesOfProcess(text).length, 1, text)
  for (const text of ['process.exitCode = 1', '// process.exit', "'process.env'", 'process.argv'])
    t.equal(usesOfProcess(text).length, 0, text)
})
