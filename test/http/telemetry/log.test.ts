import { sql } from 'kysely'
import { pino } from 'pino'
import t from 'tap'
import { logOptions } from '../../../src/http/telemetry/log.ts'
import {
  type ContractOperation,
  type Owner,
  operations,
  ownBody,
  ownPath,
  settle,
} from '../../support/operations.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { signUp, type TestServer, testServer } from '../../support/server.ts'

t.test("an internal error is logged without the values in PostgreSQL's error", async (t) => {
  const server = await testServer(t)
  const { access } = await signUp(server)
  await sql`alter table chats add constraint unforeseen check (title <> 'a private title')`.execute(server.db)
  // Without the test client, because a 500 is not in the contract.
  const answer = await fetch(`${server.url}/api/chat/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'a private title' }),
  })
  t.match(await answer.json(), { status: 500, code: 'internal_error' })
  const logged = server.log.filter((line) => JSON.parse(line).level >= 50)
  t.equal(logged.length, 1)
  t.match(logged[0], 'unforeseen')
  t.notMatch(logged[0], 'a private title')
})

/** Private members of request bodies, with a recognisable value each. */
const marked = {
  password: 'MARK-password',
  new_password: 'MARK-new-password',
  title: 'MARK-title',
  content: 'MARK-content',
  prompt: 'MARK-prompt',
  system: 'MARK-system',
}

/** Calls an operation with marked values in body, headers and cookie. Resolves to the status. */
async function callMarked(server: TestServer, operation: ContractOperation, owner: Owner, query = '') {
  const { json, body } = ownBody(operation, owner)
  const marks = Object.entries(marked).filter(([name]) => name in ((json ?? {}) as object))
  const type = json === undefined ? {} : { 'content-type': 'application/json' }
  // Without the test client, because the effects of a broken database are not in the contract.
  const answer = await fetch(server.url + ownPath(operation, owner) + query, {
    method: operation.method,
    headers: {
      ...type,
      authorization: `Bearer ${owner.access}`,
      cookie: 'session=MARK-cookie',
      'x-api-key': 'MARK-api-key',
      'idempotency-key': 'MARK-idempotency-key',
    },
    body: body ?? (json === undefined ? null : JSON.stringify({ ...json, ...Object.fromEntries(marks) })),
  })
  await answer.arrayBuffer()
  return answer.status
}

t.test('no operation logs a secret, whether it succeeds, is refused or breaks', async (t) => {
  const quoting = await scriptedProvider(t, ({ headers }, response, body) =>
    response.writeHead(500).end(`${headers.authorization} ${body}`),
  )
  const llm = { baseUrl: quoting.baseUrl, apiKey: 'MARK-llm-key' }
  const server = await testServer(t)
  const failing = await testServer(t, { replicaOf: server, llm })
  const owners: Owner[] = []
  const statuses = new Set<number>()
  const owner = async () => {
    const settled = await settle(await signUp(server))
    owners.push(settled)
    return settled
  }

  for (const operation of operations) {
    for (const one of [failing, server]) {
      const own = await owner()
      const { search } = new URL(own.file_url)
      for (const query of ['?MARK=MARK', operation.operationId === 'downloadFile' ? search : ''])
        statuses.add(await callMarked(one, operation, own, query))
    }
  }
  t.same(
    [200, 201, 204, 400].filter((status) => !statuses.has(status)),
    [],
  )
  const last = await owner()
  for (const table of ['messages', 'files', 'chats', 'runs', 'sessions'])
    await sql`alter table ${sql.table(table)} rename to ${sql.id(`no_${table}`)}`.execute(server.db)
  for (const operation of operations) statuses.add(await callMarked(server, operation, last))
  t.ok(statuses.has(500), 'an operation broke')

  const log = [...server.log, ...failing.log].join('')
  t.match(log, '"operation":"askModel"')
  t.notMatch(log, 'MARK')
  for (const { password, access, refresh, file_url } of owners) {
    const signature = new URL(file_url).searchParams.get('signature') ?? ''
    for (const secret of [password, access, refresh, signature]) t.notOk(log.includes(secret))
  }
})

t.test('secrets passed to the logger are removed', async (t) => {
  const lines: string[] = []
  const log = pino(logOptions('trace'), { write: (line: string) => void lines.push(line) })
  const headers = { authorization: 'Bearer MARK', cookie: 'a=MARK' }
  const libraryError = Object.assign(
    new Error('It failed', { cause: Object.assign(new Error('Why'), { headers }) }),
    {
      headers,
      config: { apiKey: 'MARK' },
      detail: 'Key (title)=(MARK)',
      code: 'E_FAILED',
    },
  )
  log.error({ err: libraryError }, 'an error of a library')
  log.error({ err: new AggregateError([libraryError]) }, 'several')
  for (const name of [
    'authorization',
    'cookie',
    'password',
    'token',
    'access',
    'refresh',
    'apiKey',
    'secret',
  ])
    log.info({ [name]: 'MARK' }, 'by name')
  for (const name of ['headers', 'body', 'query', 'req', 'request', 'config'])
    log.info({ [name]: { anything: 'MARK' } }, 'as a whole')
  for (const name of ['prompt', 'content', 'system', 'title', 'url', 'signature'])
    log.child({ [name]: 'MARK' }).info('of a child')
  t.equal(lines.length, 22)
  t.notMatch(lines.join(''), 'MARK')
  t.match(JSON.parse(lines[0] ?? ''), {
    err: { message: 'It failed', code: 'E_FAILED', stack: /log\.test/, cause: { message: 'Why' } },
  })
})
