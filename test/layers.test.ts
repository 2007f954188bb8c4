/** The house has an order: imports in src/ go one way, and only the process knows its environment. */
import { globSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import t from 'tap'
import ts from 'typescript'

/** From the top to the bottom; what stands in one line is equal, and knows nothing of each other. */
const ranks = [
  ['main.ts'],
  ['app.ts', 'generate.ts'],
  ['generate-tables.ts'],
  ['resources'],
  ['http'],
  ['runs'],
  ['metrics.ts', 'tracing.ts', 'shutdown.ts'],
  ['limits'],
  ['queries', 'llm', 'storage'],
  ['database'],
  ['problem.ts', 'failure.ts', 'config.ts', 'open-values.ts', 'views'],
  ['problem-codes.ts', 'setting-readers.ts'],
]

/** Where the modules of one folder are strangers. */
const withoutNeighbours = ['queries', 'resources']

const source = new URL('../src/', import.meta.url)
const modules = globSync('**/*.ts', { cwd: source }).map((name) => ({
  name,
  text: readFileSync(new URL(name, source), 'utf8'),
}))

const layerOf = (name: string) => name.split('/')[0] ?? name
const rankOf = (name: string) => ranks.findIndex((layers) => layers.includes(layerOf(name)))

/** Why a module may not import another, or a package; undefined where it may. Modules are named from src/ on. */
function offence(from: string, specifier: string): string | undefined {
  const isPackage = !specifier.startsWith('.')
  const to = isPackage ? specifier : normalize(join(from, '..', specifier))
  const told = `${from} imports ${to}`
  if (layerOf(from) === 'llm' && /^(@?fastify|kysely|pg$|database\/)/.test(to)) return told
  if (isPackage || to.startsWith('../generated/')) return undefined
  if (rankOf(from) === -1 || rankOf(to) === -1) return `${told}, and one of them has no rank`
  if (layerOf(from) !== layerOf(to)) return rankOf(from) < rankOf(to) ? undefined : told
  return withoutNeighbours.includes(layerOf(from)) ? told : undefined
}

function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** The uses of what only the process itself may touch. */
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

t.test('imports go one way', async (t) => {
  const offences = modules.flatMap(({ name, text }) =>
    importsOf(text).flatMap((specifier) => offence(name, specifier) ?? []),
  )
  t.same(offences, [])
})

t.test('only main.ts reads the environment and ends the process', async (t) => {
  const users = modules.filter(({ text }) => usesOfProcess(text).length > 0).map(({ name }) => name)
  t.same(users, ['main.ts'])
})

t.test('what would be wrong is seen', async (t) => {
  const wrong: [from: string, specifier: string][] = [
    ['http/bind.ts', '../resources/chat.ts'],
    ['resources/message.ts', './chat.ts'],
    ['queries/chats.ts', '../http/links.ts'],
    ['queries/chats.ts', './users.ts'],
    ['queries/files.ts', '../storage/storage.ts'],
    ['resources/chat.ts', './file.ts'],
    ['storage/disk.ts', '../llm/text.ts'],
    ['database/connect.ts', '../queries/users.ts'],
    ['problem.ts', './config.ts'],
    ['problem.ts', './http/problems.ts'],
    ['app.ts', './main.ts'],
    ['http/bind.ts', '../app.ts'],
    ['http/bind.ts', '../new.ts'],
    ['http/bind.ts', '../../test/support/server.ts'],
    ['llm/openai.ts', '../database/connect.ts'],
    ['llm/openai.ts', '../http/links.ts'],
    ['llm/openai.ts', 'fastify'],
    ['llm/openai.ts', '@fastify/jwt'],
    ['llm/openai.ts', 'pg'],
  ]
  for (const [from, specifier] of wrong) t.ok(offence(from, specifier), `${from} → ${specifier}`)
  const right: [from: string, specifier: string][] = [
    ['main.ts', './app.ts'],
    ['app.ts', './resources/chat.ts'],
    ['resources/message.ts', '../failure.ts'],
    ['resources/chat.ts', '../problem.ts'],
    ['http/bind.ts', './links.ts'],
    ['http/bind.ts', '../../generated/routes.ts'],
    ['http/bind.ts', 'fastify'],
    ['database/embedded/start.ts', '../connect.ts'],
    ['runs/run.ts', '../llm/provider.ts'],
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
