/** The names of the contract, which generated clients take over: operation ids. */
import t from 'tap'
import { operations } from './support/operations.ts'

/** The verbs of operation ids with the method of each, and the one name for every object. */
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
  ...['Chat', 'Chats', 'Message', 'Messages', 'File', 'Files', 'Run', 'Runs', 'Model', 'Models'],
  ...['Usage', 'Health', 'Readiness', 'ContractYaml', 'ContractJson', 'ProblemType'],
])

t.test('every operation id is a verb of the vocabulary and a noun, in camel case', async (t) => {
  for (const { operationId, method } of operations) {
    const [, verb = '', noun = ''] = /^([a-z]+)([A-Z][A-Za-z]+)$/.exec(operationId) ?? []
    t.equal(verbs[verb], method, `${operationId}: ${verb} is a verb for ${method}`)
    t.ok(nouns.has(noun), `${operationId}: ${noun} is a noun`)
  }
})

t.test('no two operations have the same id, whatever case a generator puts it into', async (t) => {
  const ids = operations.map(({ operationId }) => operationId.toLowerCase())
  t.same([...new Set(ids)], ids)
})

t.test('a list is the plural of what its items are got, created or replaced by', async (t) => {
  const ids = new Set(operations.map(({ operationId }) => operationId))
  const lists = [...ids].filter((id) => id.startsWith('list') && id !== 'listModels')
  t.ok(lists.length > 3)
  for (const list of lists) t.ok(ids.has(list.replace(/^list(.+)s$/, 'get$1')), list)
})
