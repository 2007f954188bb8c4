/** Bodies with the wrong type, size or shape, for every operation. */
import { Readable } from 'node:stream'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { type Answer, check, type Options } from '../../support/client.ts'
import { sendRaw } from '../../support/network/raw.ts'
import {
  type ContractOperation,
  jsonOperations,
  operations,
  ownBody,
  ownPath,
  type Schema,
  settle,
} from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

/** Largest JSON body, in bytes, as in the contract's example of a 413. */
const BODY_LIMIT = 4_194_304
/** Limit, in bytes, of the operation that replaces a message: a message sent back contains its text twice. */
const REPLACE_MESSAGE_LIMIT = 2 * BODY_LIMIT

const server = await testServer(t)
const owner = await settle(await signUp(server))
const json = { 'content-type': 'application/json' }
const bodiless = operations.filter(({ body }) => body === undefined)
const withBody = operations.filter(({ body }) => body !== undefined)

const call = (operation: ContractOperation, options: Options) =>
  owner.client.request(operation.method, ownPath(operation, owner), options)

function expectProblem(t: Test, answer: Answer, status: number, code: Problem['code'], what: string) {
  t.match(answer.json<Problem>(), { status, code }, what)
}

function expectPointers(t: Test, answer: Answer, pointers: string[], what: string) {
  expectProblem(t, answer, 400, 'invalid_request', what)
  t.same(
    answer.json<Problem>().errors?.map(({ pointer }) => pointer),
    pointers,
    what,
  )
}

t.test('an unsupported media type is refused before the body is read', async (t) => {
  const json = ['application/json', 'application/json; charset=utf-8']
  const form = ['multipart/form-data; boundary=x', 'multipart/form-data']
  const others = [
    ...[
      'text/plain',
      'text/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/jsonp',
    ],
    ...[
      'application/problem+json',
      'application/json, text/plain',
      'application',
      '/',
      ';',
      '*/*',
      'multipart/mixed',
    ],
  ]
  for (const operation of withBody) {
    const refused = [...others, ...(operation.body?.mediaType === 'application/json' ? form : json)]
    for (const type of refused) {
      for (const body of ['{"colour', JSON.stringify(operation.body?.example)]) {
        const answer = await call(operation, { headers: { 'content-type': type }, body })
        expectProblem(t, answer, 415, 'unsupported_media_type', `${operation.operationId}: ${type}`)
      }
    }
    expectProblem(
      t,
      await call(operation, { body: '{' }),
      415,
      'unsupported_media_type',
      'without a media type',
    )
  }
})

t.test('a media type may be in upper case and have parameters', async (t) => {
  for (const type of ['Application/JSON', 'application/json;charset=UTF-8', ' application/json ; a="b"']) {
    const answer = await owner.client.post('/api/chat/', { headers: { 'content-type': type }, body: '{}' })
    t.equal(answer.status, 201, type)
  }
})

t.test('a missing required body is refused by name, and so is a body without use', async (t) => {
  const nothings: Options[] = [
    {},
    { headers: json },
    { headers: json, body: '' },
    { headers: json, body: Readable.from([]) },
  ]
  for (const operation of jsonOperations.filter(({ body }) => body?.required)) {
    for (const nothing of nothings)
      expectPointers(t, await call(operation, nothing), ['/body'], operation.operationId)
  }
  for (const operation of bodiless) {
    for (const body of ['{"a":1}', Readable.from(['{"a":1}'])]) {
      expectPointers(t, await call(operation, { headers: json, body }), ['/body'], operation.operationId)
    }
  }
})

t.test('the media type of an absent body is ignored', async (t) => {
  for (const type of ['application/json', 'text/plain', ';']) {
    const headers = { 'content-type': type }
    const { chat } = await settle(owner)
    t.equal((await owner.client.delete(`/api/chat/${chat}`, { headers })).status, 204, type)
    t.equal((await owner.client.get('/api/chat/', { headers })).status, 200, type)
    t.equal((await owner.client.post('/api/token/verify/', { headers })).status, 200, type)
  }
})

t.test('a body that is not JSON in UTF-8 is malformed', async (t) => {
  const malformed: (string | Buffer)[] = [
    ...[
      '{',
      '}',
      '{"a":1,}',
      "{'a':1}",
      '{a:1}',
      'undefined',
      'NaN',
      '{} {}',
      '\ufeff\ufeff{}',
      '// {}',
      ' ',
      '"\n"',
      '"\0"',
    ],
    ...[Buffer.from([0x22, 0xff, 0x22]), Buffer.from('{}', 'utf16le'), Buffer.from('"\xe9"', 'latin1')],
  ]
  for (const operation of jsonOperations) {
    for (const body of malformed) {
      const answer = await call(operation, { headers: json, body })
      expectProblem(t, answer, 400, 'malformed_body', `${operation.operationId}: ${body}`)
    }
  }
})

t.test('a body over the size limit is refused before it is sent', async (t) => {
  for (const operation of jsonOperations) {
    const { method } = operation
    const path = ownPath(operation, owner)
    const limit = operation.operationId === 'replaceMessage' ? REPLACE_MESSAGE_LIMIT : BODY_LIMIT
    // The body is announced and not sent, because the server does not wait for it.
    const { status, headers, body } = await sendRaw(
      server.url,
      `${method} ${path} HTTP/1.1\r\nHost: parley\r\nConnection: close\r\nAuthorization: Bearer ${owner.access}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${limit + 1}\r\n\r\n{`,
    )
    check(method, path, status, headers, body)
    t.match(JSON.parse(body.toString()), { status: 413, code: 'body_too_large' }, operation.operationId)
  }
  const chunk = Buffer.alloc(BODY_LIMIT / 4, ' ')
  const chunked = await owner.client.post('/api/chat/', {
    headers: json,
    body: Readable.from([chunk, chunk, chunk, chunk, '{}']),
  })
  expectProblem(t, chunked, 413, 'body_too_large', 'in chunks')
  const whole = await owner.client.post('/api/chat/', {
    headers: json,
    body: `${' '.repeat(BODY_LIMIT - 2)}{}`,
  })
  t.equal(whole.status, 201, 'a body of exactly the maximum size is accepted')
})

t.test('the longest text fits into a body with every character escaped', async (t) => {
  const content = '\\ud83d\\ude82'.repeat(262_144)
  const body = `{"content":"${content}","chat":${owner.chat}}`
  t.equal((await owner.client.post('/api/message/', { headers: json, body })).status, 201)
})

t.test('a body that is not an object is refused as a whole', async (t) => {
  for (const operation of jsonOperations) {
    for (const value of [null, true, 5, 'text', [], [{}]]) {
      expectPointers(
        t,
        await call(operation, { json: value }),
        ['/body'],
        `${operation.operationId}: ${JSON.stringify(value)}`,
      )
    }
  }
})

/** Returns a value of each type that a member does not accept, including lookalikes. */
function wrongValues({ type, anyOf = [] }: Schema): unknown[] {
  const types = [type, ...anyOf.map((one) => one.type)].flat()
  const values: Record<string, unknown[]> = {
    null: [null],
    boolean: [true],
    string: ['5', ''],
    integer: [5],
    number: [1.5],
    array: [[], ['5'], [5]],
    object: [{}],
  }
  return Object.entries(values).flatMap(([name, those]) => (types.includes(name) ? [] : those))
}

t.test('a value of the wrong type is refused by member name and never coerced', async (t) => {
  for (const operation of jsonOperations) {
    const { json } = ownBody(operation, owner)
    for (const [name, schema] of Object.entries(operation.body?.schema.properties ?? {})) {
      for (const value of wrongValues(schema)) {
        const answer = await call(operation, { json: { ...(json as object), [name]: value } })
        const what = `${operation.operationId}: ${name} = ${JSON.stringify(value)}`
        expectProblem(t, answer, 400, 'invalid_request', what)
        t.ok(
          answer.json<Problem>().errors?.every(({ pointer }) => pointer === `/body/${name}`),
          what,
        )
      }
    }
  }
})

t.test('missing and unknown members are refused by name', async (t) => {
  for (const operation of jsonOperations) {
    const members = ownBody(operation, owner).json as Record<string, unknown>
    for (const name of operation.body?.schema.required ?? []) {
      const { [name]: _, ...rest } = members
      expectPointers(
        t,
        await call(operation, { json: rest }),
        [`/body/${name}`],
        `${operation.operationId} without ${name}`,
      )
    }
    for (const name of ['colour', '__proto__', 'constructor', 'toString', 'id', 'a/b', '']) {
      const body = JSON.stringify(members).replace('{', `{${JSON.stringify(name)}:{"title":"x"},`)
      const pointer = `/body/${name.replace('/', '~1')}`
      expectPointers(
        t,
        await call(operation, { headers: json, body }),
        [pointer],
        `${operation.operationId} with ${name}`,
      )
    }
  }
})

t.test('inherited members do not count as members of the body', async (t) => {
  const body = '{"__proto__":{"title":"inherited"}}'
  const answer = await owner.client.put(`/api/chat/${owner.chat}`, { headers: json, body })
  expectPointers(t, answer, ['/body/title', '/body/__proto__'], 'a title that only the prototype has')
  t.equal(Object.hasOwn(Object.prototype, 'title'), false)
})
