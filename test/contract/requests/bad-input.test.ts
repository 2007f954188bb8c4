/** Hostile input, and its effects. */
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import type { Answer } from '../../support/client.ts'
import { filesIn } from '../../support/files.ts'
import { sendRaw } from '../../support/network/raw.ts'
import {
  type ContractOperation,
  jsonOperations,
  pathOf,
  type Schema,
  textFile,
} from '../../support/operations.ts'
import { everyRow } from '../../support/postgres/rows.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const { access, client } = await signUp(server)
const rows = await everyRow(server.db)

/** Largest allowed response to bad input, in bytes, however large the input. */
const LARGEST_ANSWER = 32_768

const send = (operation: ContractOperation, body: string | Buffer) =>
  client.request(operation.method, pathOf(operation, 1), {
    headers: { 'content-type': 'application/json' },
    body,
  })

/** Returns the body of an operation with raw JSON as the value of one member. */
function bodyWith({ body }: ContractOperation, name: string, text: string): string {
  const members = Object.entries({ ...body?.example, [name]: null })
  return `{${members.map(([key, value]) => `"${key}":${key === name ? text : JSON.stringify(value)}`).join()}}`
}

/** Returns every body member of the given type, in all operations. */
function members(
  type: 'string' | 'integer',
): { operation: ContractOperation; name: string; schema: Schema }[] {
  return jsonOperations.flatMap((operation) =>
    Object.entries(operation.body?.schema.properties ?? {})
      .filter(([, schema]) => [schema.type].flat().includes(type))
      .map(([name, schema]) => ({ operation, name, schema })),
  )
}

function expectRefused(t: Test, answer: Answer, pointer: string, what: string) {
  const { status, errors } = answer.json<Problem>()
  t.equal(status, 400, what)
  t.ok(
    errors?.some((error) => error.pointer === pointer),
    `${what} names ${pointer}`,
  )
  t.ok(answer.bytes.length < LARGEST_ANSWER, `${what} has a response of ${answer.bytes.length} bytes`)
}

t.test('text that cannot be stored is refused by member name', async (t) => {
  const escaped = ['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00a"', '"\\udc00\\ud800"', '"\\ud83dx"']
  const raw = [Buffer.from('"\0"'), Buffer.from('22eda08022', 'hex'), Buffer.from('22c08022', 'hex')]
  for (const { operation, name } of members('string')) {
    const what = `${operation.operationId}: ${name}`
    for (const text of escaped) {
      const answer = await send(operation, bodyWith(operation, name, text))
      // Tokens with U+0000 are not stored, and are refused as invalid tokens.
      if ((name === 'refresh' || name === 'token') && text.includes('u0000'))
        t.equal(answer.status, 401, what)
      else expectRefused(t, answer, `/body/${name}`, what)
    }
    for (const bytes of raw) {
      const [before = '', after = ''] = bodyWith(operation, name, '\u{10ffff}').split('\u{10ffff}')
      const answer = await send(operation, Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]))
      t.match(answer.json<Problem>(), { status: 400, code: 'malformed_body' }, what)
    }
  }
})

t.test('unsafe text in queries and forms is refused by name', async (t) => {
  for (const text of [
    '%00',
    'a%00',
    '%ED%A0%80',
    '%ff',
    '%zz',
    '%',
    '%u0000',
    '%F0%9F%8D%B5',
    "'--",
    '../x',
  ]) {
    for (const name of ['limit', 'order', 'cursor']) {
      expectRefused(t, await client.get(`/api/chat/?${name}=${text}`), `/query/${name}`, `${name}=${text}`)
    }
  }
  for (const [name, text] of Object.entries({ name: 'a\0b', content_type: 'text/html\0', user: '1\0' })) {
    const form = textFile('a.txt')
    form.set(name, text)
    expectRefused(t, await client.post('/api/file/', { body: form }), `/body/${name}`, `form: ${name}`)
  }
})

t.test('text that is too long is refused by member name', async (t) => {
  for (const { operation, name, schema } of members('string')) {
    const { maxLength = 0 } = schema as { maxLength?: number }
    if (maxLength === 0) continue
    const text = JSON.stringify('x'.repeat(maxLength + 1))
    expectRefused(
      t,
      await send(operation, bodyWith(operation, name, text)),
      `/body/${name}`,
      operation.operationId,
    )
  }
})

t.test('invalid ids are refused by member name', async (t) => {
  const numbers = [
    '0',
    '-1',
    '-0',
    '1.5',
    '1e300',
    '-1e300',
    '1e400',
    '1e-400',
    '9007199254740992',
    `1${'0'.repeat(5_000)}`,
  ]
  for (const { operation, name, schema } of members('integer')) {
    // A size may be 0.
    if ((schema as { minimum?: number }).minimum === 0) continue
    for (const number of numbers) {
      const answer = await send(operation, bodyWith(operation, name, number))
      expectRefused(t, answer, `/body/${name}`, `${operation.operationId}: ${name} = ${number.slice(0, 30)}`)
    }
  }
})

t.test('nested input of any depth is refused', async (t) => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  for (const operation of jsonOperations) {
    const name = Object.keys(operation.body?.schema.properties ?? {})[0] ?? ''
    for (const [text, pointer] of [
      [deep(50_000), '/body'],
      [bodyWith(operation, name, deep(50_000)), `/body/${name}`],
      [bodyWith(operation, 'a', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`), '/body/a'],
    ] as const) {
      expectRefused(t, await send(operation, text), pointer, operation.operationId)
    }
    const open = await send(operation, '['.repeat(50_000))
    t.match(open.json<Problem>(), { status: 400, code: 'malformed_body' })
  }
  const [operation] = jsonOperations
  if (operation) expectRefused(t, await send(operation, deep(2_000_000)), '/body', 'as deep as fits')
})

t.test('thousands of members, and very long names, get a short response', async (t) => {
  const unknown = (count: number) => Array.from({ length: count }, (_, index) => `"${index.toString(36)}":0`)
  for (const operation of jsonOperations) {
    const { operationId } = operation
    const some = await send(operation, `{${unknown(900)}}`)
    t.equal(some.json<Problem>().errors?.length, 50, 'at most as many errors as the contract allows')
    t.ok(some.bytes.length < LARGEST_ANSWER)
    expectRefused(t, await send(operation, `{${unknown(10_000)}}`), '/body', operationId)
    expectRefused(
      t,
      await send(operation, `{"${'~/'.repeat(50_000)}":0,"\\ud800":0}`),
      '/body/\ufffd',
      operationId,
    )
  }
  const [operation] = jsonOperations
  if (operation === undefined) return
  expectRefused(t, await send(operation, `{${unknown(400_000)}}`), '/body', 'as many members as fit')
  expectRefused(t, await send(operation, `[${'0,'.repeat(2_000_000)}0]`), '/body', 'as many elements as fit')
})

t.test('invalid usernames are refused', async (t) => {
  const names = [
    ...[
      '',
      ' ',
      'a b',
      'a\tb',
      'a\n',
      '\u00a0',
      'a/b',
      'a\\b',
      '<b>',
      'a"b',
      "a'b",
      'a%00',
      'a;b',
      '#',
      'a\u007f',
    ],
    // Invisible characters, direction marks, and characters that change when normalised.
    ...[
      '\u200b',
      'ad\u200ba',
      '\u202eada',
      '\ufeffada',
      'ada\u2028',
      'ada\u0085',
      'a\u00adda',
      'a\u034fda',
      '\u3164',
      'ada\ufffd',
      '½',
      '㎏',
      'ﷺ',
    ],
    // Punctuation and symbols of Unicode.
    ...['a–b', '«ada»', '€', '→', '☕', 'ａ／ｂ', '（ada）', '、', '﹫'],
    ...['x'.repeat(151), 'ß'.repeat(151), '🍵'.repeat(151)],
  ]
  for (const username of names) {
    const answer = await client.post('/api/register/', { json: { username, password: 'correct horse' } })
    expectRefused(t, answer, '/body/username', encodeURIComponent(username).slice(0, 30))
  }
})

t.test('a password of more than 1,024 characters is refused', async (t) => {
  const password = 'é'.repeat(1_025)
  const registered = await client.post('/api/register/', { json: { username: 'ada', password } })
  expectRefused(t, registered, '/body/password', 'registerUser')
  const json = { current_password: 'x', new_password: password }
  expectRefused(
    t,
    await client.put('/api/user/me/password', { json }),
    '/body/new_password',
    'changePassword',
  )
})

t.test('a query that is too long is refused', async (t) => {
  const long = await client.get(`/api/chat/?cursor=${'a'.repeat(14_000)}`)
  expectRefused(t, long, '/query/cursor', 'a long value')
  const many = Array.from({ length: 1_500 }, (_, index) => `${index.toString(36)}=1`).join('&')
  expectRefused(t, await client.get(`/api/chat/?${many}`), '/query', 'many parameters')
  const same = await client.get(`/api/chat/?${'limit=1&'.repeat(1_500)}`)
  expectRefused(t, same, '/query/limit', 'one parameter many times')
  expectRefused(t, await client.get('/api/chat/?__proto__=1'), '/query/__proto__', '__proto__')
  const tag = { headers: { 'if-none-match': `"${'a'.repeat(8_000)}"` } }
  expectRefused(t, await client.get('/api/file/1/content', tag), '/header/if-none-match', 'a long header')
})

t.test('input that is not HTTP gets a problem, and the connection is closed', async (t) => {
  const line = 'POST /api/chat/ HTTP/1.1\r\n'
  const head = `${line}Host: parley\r\nConnection: close\r\nAuthorization: Bearer ${access}\r\n`
  const requests: (string | Buffer)[] = [
    ...[
      'garbage\r\n\r\n',
      '\0\0\0\0',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'BREW /api/chat/ HTTP/1.1\r\n\r\n',
    ],
    Buffer.from('160301007501000071030361', 'hex'),
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    `${line}Connection: close\r\n\r\n`,
    `${head}X: a\0b\r\n\r\n`,
    `${head}No colon\r\n\r\n`,
    `${head}Content-Length: 1e3\r\n\r\n{}`,
    `${head}Content-Length: -1\r\n\r\n{}`,
    `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`,
  ]
  for (const request of requests) {
    const { status, headers, body } = await sendRaw(server.url, request)
    const what = JSON.stringify(request.toString('latin1')).slice(0, 40)
    t.equal(status, 400, what)
    t.equal(headers.get('content-type')?.split(';')[0], 'application/problem+json')
    t.match(JSON.parse(body.toString()), { status: 400, code: 'invalid_request', request_id: /./ }, what)
  }
})

t.test('hostile input leaves no rows or files and causes no server error', async (t) => {
  t.same(await everyRow(server.db), rows, 'only the account created before')
  t.same(await filesIn(server.files), [])
  t.same(
    server.log.filter((line) => JSON.parse(line).level >= 50),
    [],
  )
  t.equal((await client.get('/api/user/me')).status, 200)
})
