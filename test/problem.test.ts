import t from 'tap'
import { errorCodes, problem } from '../src/problem.ts'
import { contractDocument } from './support/operations.ts'

type Json = { [member: string]: unknown }

/** Every object in the contract that is an example of a problem. */
function examples(node: unknown): Json[] {
  if (typeof node !== 'object' || node === null) return []
  const { type } = node as Json
  const isProblem = typeof type === 'string' && type.startsWith('urn:parley:problem:')
  return isProblem ? [node as Json] : Object.values(node).flatMap(examples)
}

t.test('the contract and the table have the same codes', async (t) => {
  const { components } = contractDocument as { components: { schemas: { ErrorCode: { enum: string[] } } } }
  t.same(components.schemas.ErrorCode.enum, errorCodes.toSorted(), 'the contract has them by name')
})

t.test('the contract’s examples say what the table says', async (t) => {
  const found = examples(contractDocument)
  t.ok(found.length > 10)
  for (const example of found) {
    const code = errorCodes.find((code) => code === example.code)
    if (code === undefined) throw new Error(`No code ${example.code}`)
    const { type, title, status } = problem(code).document('an id')
    t.match(example, { type, title, status }, code)
  }
})

t.test('a problem is a document as RFC 9457 has it, with the headers that its status asks for', async (t) => {
  for (const code of errorCodes) {
    const { status, headers, message } = problem(code)
    const document = problem(code).document('an id')
    t.same(Object.keys(document), ['type', 'title', 'status', 'detail', 'code', 'request_id'], code)
    t.match(document, {
      type: `urn:parley:problem:${code}`,
      status,
      detail: message,
      code,
      request_id: 'an id',
    })
    t.equal(headers['WWW-Authenticate'], status === 401 ? 'Bearer realm="api"' : undefined, code)
    t.equal('Retry-After' in headers, status === 503 || status === 429, code)
  }
})

t.test('what is said beside the table goes with it', async (t) => {
  const errors = [{ pointer: '/body/title', code: 'required', message: 'is required' } as const]
  const said = problem('overloaded', { detail: 'Busy.', errors, retryAfter: 7, headers: { Via: 'x' } })
  t.match(said.document('an id'), { title: 'Overloaded', status: 503, detail: 'Busy.', errors })
  t.same(said.headers, { 'Retry-After': '7', Via: 'x' })
})
