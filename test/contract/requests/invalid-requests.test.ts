/**
 * Requests that violate the contract. Each operation gets every mutation of its parameters and members, and
 * random mutations of random input. The response must be a 400 that names the place and the rule.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Answer } from '../../support/client.ts'
import { type ContractOperation, operations, type Parameter, settle } from '../../support/operations.ts'
import { everyRow } from '../../support/postgres/rows.ts'
import { signUp, testServer } from '../../support/server.ts'
import { type Mutation, mutations } from './mutations.ts'
import { canStand, type Input, inputs, owned, ownInput, ownNames, pathWith, seed, send } from './requests.ts'

/** Random requests per operation. */
const RUNS = 15

const server = await testServer(t)
const owner = await settle(await signUp(server))
const before = await everyRow(server.db)

function clientOf({ needsToken }: ContractOperation) {
  return needsToken ? owner.client : server.client
}

/** Returns how a response differs from the expected refusal, or undefined. */
function difference(answer: Answer, { pointer, codes }: Omit<Mutation, 'value'>): string | undefined {
  if (answer.status !== 400) return `${answer.status}, not 400, for ${pointer}`
  const { errors = [] } = answer.json<{ errors?: { pointer: string; code: string }[] }>()
  const isNamed = errors.some((error) => error.pointer === pointer && codes.includes(error.code))
  return isNamed ? undefined : `not ${codes} at ${pointer}: ${answer.text}`
}

/** Returns every invalid request that differs from a valid one in one place. */
function invalid({ parameters, body }: ContractOperation, input: Input): [Input, Mutation][] {
  const ofParameters = parameters.flatMap((parameter) =>
    wrongTexts(parameter).map((mutation): [Input, Mutation] => [
      { ...input, parameters: { ...input.parameters, [parameter.name]: mutation.value } },
      mutation,
    ]),
  )
  if (body === undefined) return ofParameters
  const ofBody = mutations(body.schema, input.body, '/body').map((mutation): [Input, Mutation] => [
    { ...input, body: mutation.value },
    mutation,
  ])
  return [
    ...ofParameters,
    ...(body.mediaType === 'application/json' ? ofBody : ofBody.filter(([, mutation]) => isForm(mutation))),
  ]
}

/** Returns the mutations of a parameter that remain invalid as text. */
function wrongTexts(parameter: Parameter): Mutation[] {
  const { schema, name } = parameter
  const pointer = `/${parameter.in}/${parameter.in === 'header' ? name.toLowerCase() : name}`
  const numbers = [
    '',
    ' 5',
    '5 ',
    '+5',
    '05',
    '0x10',
    '1e1',
    '1.0',
    '-0',
    '５',
    'NaN',
    '1,2',
    '5\0',
    '%',
    '..',
    '5/6',
  ]
  const asText =
    schema.type === 'integer' ? numbers.map((value) => ({ value, pointer, codes: ['type'] })) : []
  return [...asText, ...mutations(schema, undefined, pointer)].filter(
    ({ value, codes }) =>
      canStand(parameter, value) &&
      // Text has no other types.
      !(codes.includes('type') && schema.type === 'string') &&
      !(typeof value === 'string' && !value.isWellFormed()) &&
      (typeof value !== 'number' || Number.isSafeInteger(value)),
  )
}

/** Returns true for mutations that form data can express: text members, and any file. */
function isForm({ value, codes, pointer }: Mutation): boolean {
  // The form parser handles names of Object.prototype and empty names itself.
  if (codes.includes('type') || /\/(|__proto__|constructor)$/.test(pointer)) return false
  const isText = (member: unknown) => typeof member === 'string' && member.isWellFormed()
  return Object.values(value as object).every((member) => isText(member) || Number.isSafeInteger(member))
}

for (const operation of operations) {
  t.test(`${operation.operationId} refuses every mutation and names its place`, async (t) => {
    const wrong: string[] = []
    for (const [input, mutation] of invalid(operation, ownInput(operation, owner))) {
      const found = difference(await send(clientOf(operation), operation, input), mutation)
      if (found !== undefined) wrong.push(`${JSON.stringify(mutation.value)?.slice(0, 80)} is ${found}`)
    }
    t.same(wrong, [])
  })

  t.test(`${operation.operationId} refuses random mutations (SEED=${seed})`, async (t) => {
    const property = fc.asyncProperty(inputs(operation), fc.nat(), async (random, index) => {
      const valid = { body: ownInput(operation, owner).body, ...owned(random, operation, owner, ownNames) }
      const all = invalid(operation, valid)
      const [input, mutation] = all[index % all.length] ?? []
      if (input === undefined || mutation === undefined) return
      assert.equal(difference(await send(clientOf(operation), operation, input), mutation), undefined)
    })
    await fc.assert(property, { seed, numRuns: RUNS })
    t.pass()
  })

  t.test(`${operation.operationId} refuses unknown, repeated and bracketed query parameters`, async (t) => {
    const { method, parameters } = operation
    const input = ownInput(operation, owner)
    const path = pathWith(operation, input)
    const call = (query: string) =>
      clientOf(operation).request(method, `${path}?${query}`, bodyOf(operation, input))
    for (const name of ['unknown', '__proto__', 'limit[]', 'a[b]', '%00', '%F0%9F%98%80']) {
      const pointer = `/query/${decodeURIComponent(name)}`
      t.equal(difference(await call(`${name}=1`), { pointer, codes: ['not_allowed'] }), undefined, name)
    }
    for (const { name, example } of parameters.filter((parameter) => parameter.in === 'query')) {
      const pair = `${name}=${example}`
      const pointer = `/query/${name}`
      t.equal(difference(await call(`${pair}&${pair}`), { pointer, codes: ['duplicate'] }), undefined, name)
    }
  })
}

/** Returns the body of a request as options of the test client. */
function bodyOf({ body }: ContractOperation, input: Input): { json?: unknown; body?: FormData } {
  if (body === undefined) return {}
  if (body.mediaType === 'application/json') return { json: input.body }
  const form = new FormData()
  form.set('file', new File(['Newcomen, 1712'], 'notes.txt'))
  return { body: form }
}

for (const operation of operations) {
  const { body, method } = operation
  t.test(`${operation.operationId} refuses bodies in other formats`, async (t) => {
    const client = clientOf(operation)
    const path = pathWith(operation, ownInput(operation, owner))
    const json = { 'content-type': 'application/json' }
    const call = (headers: Record<string, string>, sent: string | Buffer) =>
      client.request(method, path, { headers, body: sent })
    const wrongType = body === undefined ? 400 : 415
    t.equal((await call({ 'content-type': 'text/plain' }, '{}')).status, wrongType, 'text')
    t.equal(
      (await call({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=1')).status,
      wrongType,
      'a form',
    )
    t.equal((await call({ 'content-type': 'nonsense' }, '{}')).status, wrongType, 'a malformed media type')
    t.equal((await call({}, '{}')).status, wrongType, 'no media type')
    t.equal((await call({ ...json, 'content-encoding': 'gzip' }, '{}')).status, 415, 'a content coding')
    const status = body?.mediaType === 'multipart/form-data' ? 415 : 400
    for (const text of [
      'null',
      'true',
      '[]',
      '0',
      '""',
      '{',
      '{"a":1,}',
      '\0',
      '[{}]',
      `${'['.repeat(50_000)}`,
    ])
      t.equal((await call(json, text)).status, status, text.slice(0, 20))
    for (const bytes of ['ff', '7b2261223a22ff227d', 'efbbbf', 'fffe7b007d00'])
      t.equal((await call(json, Buffer.from(bytes, 'hex'))).status, status, bytes)
    if (body?.required) t.equal((await client.request(method, path)).status, 400, 'no body')
  })
}

t.test('refused requests have changed nothing', async (t) => {
  t.same(await everyRow(server.db), before)
})
