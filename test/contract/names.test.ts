/** Operation ids and schema names, which generated clients use. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import { contractDocument } from '../support/contract/document.ts'
import { operations } from '../support/operations.ts'

const require = createRequire(import.meta.url)

/** Verbs of operation ids with their methods, and nouns with one name for each object. */
const verbs: Record<string, string> = {
  list: 'GET',
  get: 'GET',
  download: 'GET',
  follow: 'GET',
  create: 'POST',
  upload: 'POST',
  ask: 'POST',
  cancel: 'POST',
  register: 'POST',
  log: 'POST',
  refresh: 'POST',
  verify: 'POST',
  replace: 'PUT',
  change: 'PUT',
  delete: 'DELETE',
}
const nouns = new Set([
  ...['User', 'CurrentUser', 'Password', 'Token', 'Tokens', 'In', 'Out'],
  ...['Chat', 'Chats', 'Message', 'Messages', 'File', 'Files', 'Run', 'Runs', 'RunInput', 'Model', 'Models'],
  ...[
    'Usage',
    'Health',
    'Readiness',
    'ContractYaml',
    'ContractJson',
    'ContractOpenApi30',
    'ContractOpenApi32',
    'ProblemType',
  ],
])

t.test('every operation id is a verb and a noun of the vocabulary in camel case', async (t) => {
  for (const { operationId, method } of operations) {
    const [, verb = '', noun = ''] = /^([a-z]+)([A-Z][A-Za-z0-9]+)$/.exec(operationId) ?? []
    t.equal(verbs[verb], method, `${operationId}: ${verb} is a verb for ${method}`)
    t.ok(nouns.has(noun), `${operationId}: ${noun} is a noun`)
  }
})

t.test('operations and schemas have names that differ in more than case', async (t) => {
  const { schemas } = contractDocument.components as { schemas: object }
  const names = [...operations.map(({ operationId }) => operationId), ...Object.keys(schemas)]
  const lowerCase = names.map((name) => name.toLowerCase())
  t.same([...new Set(lowerCase)], lowerCase)
})

t.test('no schema has the name of an operation, since kubb would write them to one file', async (t) => {
  const ids = new Set(operations.map(({ operationId }) => operationId.toLowerCase()))
  const { schemas } = contractDocument.components as { schemas: object }
  t.same(
    Object.keys(schemas).filter((name) => ids.has(name.toLowerCase())),
    [],
  )
})

t.test('every list operation is the plural of its get operation', async (t) => {
  const ids = new Set(operations.map(({ operationId }) => operationId))
  const lists = [...ids].filter((id) => id.startsWith('list') && id !== 'listModels')
  t.ok(lists.length > 3)
  for (const list of lists) t.ok(ids.has(list.replace(/^list(.+)s$/, 'get$1')), list)
})

t.test('no schema has the name of a global type of browsers or JavaScript', async (t) => {
  const libraries = ['lib.dom.d.ts', 'lib.es5.d.ts', 'lib.es2015.collection.d.ts', 'lib.es2015.promise.d.ts']
  const texts = libraries.map((file) => readFileSync(require.resolve(`typescript/lib/${file}`), 'utf8'))
  const globals = new Set(
    [...texts.join('\n').matchAll(/^(?:interface|type|declare (?:var|function|class)) (\w+)/gm)].map(
      ([, name]) => name,
    ),
  )
  t.ok(['Event', 'File', 'Request', 'Response', 'TextEvent', 'Map'].every((name) => globals.has(name)))
  const { schemas } = contractDocument.components as { schemas: object }
  const taken = Object.keys(schemas).filter((name) => globals.has(name))
  t.same(taken, [])
})
