import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { problem } from '../../../src/http/problems/problem.ts'
import { errorCodes, problemType, retries } from '../../../src/http/problems/problem-codes.ts'
import { contractDocument } from '../../support/contract/document.ts'
import { testServer } from '../../support/server.ts'

type Json = { [member: string]: unknown }

/** Returns every example of a problem in the contract. */
function examples(node: unknown): Json[] {
  if (typeof node !== 'object' || node === null) return []
  const { type } = node as Json
  const isProblem = typeof type === 'string' && type.startsWith('/problems/')
  return isProblem ? [node as Json] : Object.values(node).flatMap(examples)
}

t.test('the contract and the table of problem types have the same codes', async (t) => {
  const { components } = contractDocument as {
    components: { schemas: { KnownErrorCode: { enum: string[] } } }
  }
  t.same(components.schemas.KnownErrorCode.enum, errorCodes.toSorted(), 'in alphabetical order')
})

t.test('the examples in the contract match the table', async (t) => {
  const found = examples(contractDocument)
  t.ok(found.length > 10)
  for (const example of found) {
    const code = errorCodes.find((code) => code === example.code)
    if (code === undefined) throw new Error(`No code ${example.code}`)
    const { type, title, status } = problem(code).document('an id', '')
    t.match(example, { type, title, status }, code)
  }
})

t.test('an example shows a detail that the server sends', async (t) => {
  // Numbers and media types stand in the source as expressions.
  const withoutValues = (text: string) => text.replaceAll(/\$\{[^}]*\}|\d+|application\/json/g, '#')
  const source = withoutValues(
    readdirSync(new URL('../../../src', import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(`../../../src/${name}`, import.meta.url), 'utf8'))
      .join('\n'),
  )
  for (const { code, detail } of examples(contractDocument))
    t.ok(source.includes(withoutValues(String(detail))), `${code}: ${detail}`)
})

t.test('the contract describes each code and each kind of retry with the text of the table', async (t) => {
  const { schemas } = (
    contractDocument as {
      components: {
        schemas: {
          KnownErrorCode: { description: string }
          KnownRetry: { description: string; enum: string[] }
        }
      }
    }
  ).components
  const codes = errorCodes.toSorted().map((code) => {
    const type = problemType(code)
    return `- \`${code}\` (${type?.status}, \`${type?.retry}\`): ${type?.meaning}`
  })
  t.same(listed(schemas.KnownErrorCode.description), codes)
  const retry = schemas.KnownRetry
  t.same(
    listed(retry.description),
    Object.entries(retries).map(([name, advice]) => `- \`${name}\`: ${advice}`),
  )
  t.same(retry.enum, Object.keys(retries))
})

/** Returns the list items in a description, each on one line. */
function listed(description: string): string[] {
  return description
    .replaceAll('\n  ', ' ')
    .split('\n')
    .filter((line) => line.startsWith('- '))
}

t.test('the description of a response with several codes names each of them', async (t) => {
  const { responses } = (
    contractDocument as { components: { responses: Record<string, { description: string }> } }
  ).components
  let several = 0
  for (const [name, response] of Object.entries(responses)) {
    const codes = new Set(examples(response).map(({ code }) => String(code)))
    if (codes.size < 2) continue
    several += 1
    for (const code of codes) t.match(response.description, `\`${code}\``, `${name}: ${code}`)
  }
  t.ok(several >= 5, `${several} responses`)
})

t.test('the type of a problem is the URL of its description, as JSON and HTML', async (t) => {
  const { client } = await testServer(t)
  for (const code of errorCodes) {
    const { type } = problem(code).document('an id', '')
    const page = await client.get(type)
    t.equal(page.status, 200, code)
    t.same(page.json(), problemType(code))
  }
  const { type } = (await client.get('/nothing')).json<{ type: string }>()
  t.equal(type, '/problems/unknown_path')
  for (const [accept, expected] of [
    [undefined, /^application\/json/],
    ['*/*', /^application\/json/],
    ['application/json', /^application\/json/],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', /^text\/html; charset=utf-8$/],
    ['text/html;q=0.5, application/json', /^application\/json/],
    ['image/png', /^application\/json/],
  ] as const) {
    const answer = await client.get(type, { headers: accept === undefined ? {} : { accept } })
    t.match(answer.headers.get('content-type'), expected, String(accept))
    t.match(answer.headers.get('vary'), /accept/i)
    t.match(answer.text, 'This server has no such path')
  }
  const page = await client.get('/problems/run_active', { headers: { accept: 'text/html' } })
  t.match(page.text, 'the run named by <code>run</code> to end')
  for (const code of ['nothing', 'toString', '__proto__', '%00', 'x'.repeat(100), 'NOT_FOUND']) {
    const answer = await client.get(`/problems/${code}`)
    t.match(answer.json(), { status: 404, code: 'not_found' }, code)
  }
})

t.test('a problem is an RFC 9457 document, with the headers its status requires', async (t) => {
  for (const code of errorCodes) {
    const { status, headers, message } = problem(code)
    const document = problem(code).document('an id', '')
    t.same(Object.keys(document), ['type', 'title', 'status', 'detail', 'code', 'request_id'], code)
    t.match(document, {
      type: `/problems/${code}`,
      status,
      detail: message,
      code,
      request_id: 'an id',
    })
    t.equal(headers['WWW-Authenticate'], status === 401 ? 'Bearer realm="api"' : undefined, code)
    t.equal('Retry-After' in headers, status === 503 || status === 429, code)
  }
})

t.test('detail, errors and headers given for a problem replace or extend those of the table', async (t) => {
  const errors = [{ pointer: '/body/title', code: 'required', message: 'is required' } as const]
  const built = problem('overloaded', { detail: 'Busy.', errors, retryAfter: 7, headers: { Via: 'x' } })
  t.match(built.document('an id', ''), { title: 'Overloaded', status: 503, detail: 'Busy.', errors })
  t.same(built.headers, { 'Retry-After': '7', Via: 'x' })
})
