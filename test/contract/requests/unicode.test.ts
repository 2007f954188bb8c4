/** Text in any script, emoji, and unpaired surrogates. */
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { contractDocument } from '../../support/contract/document.ts'
import { jsonOperations, operations, pathOf } from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const { client } = await signUp(server)

const texts = {
  'an emoji': 'hello 😀',
  'a ZWJ sequence': '👩‍👩‍👧‍👦',
  'text from right to left': '\u202bשלום عالم\u202c',
  'a letter outside the BMP': '𐐷',
  noncharacters: '\ufffe\uffff\u{10ffff}',
  'the replacement character': '\ufffd',
}

/** Returns every pattern of the contract. */
function patternsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'pattern' && typeof value === 'string' ? [value] : patternsIn(value),
  )
}

t.test('every pattern has the same meaning in every regular expression engine', async (t) => {
  const patterns = [...new Set(patternsIn(contractDocument))]
  t.ok(patterns.length > 5)
  for (const pattern of patterns) {
    // RE2 has no \u. Others have no \p, look-around or back-reference. \s, \d and \w differ. A line separator
    // in a pattern would break the line of the assertion's name.
    const name = encodeURI(pattern)
    t.notMatch(pattern, /\\[upPsSdDwWbB1-9k]|\(\?/, name)
    for (const value of [
      ...Object.values(texts),
      'a',
      'text/plain',
      '"a"',
      '',
      'a\0',
      '😀',
      'https://x.org/😀',
    ]) {
      t.equal(new RegExp(pattern).test(value), new RegExp(pattern, 'u').test(value), `${name}: ${value}`)
    }
  }
})

t.test('text in any script is stored unchanged', async (t) => {
  for (const [what, text] of Object.entries(texts)) {
    const chat = await client.post('/api/chat/', { json: { title: text } })
    t.match(chat.json(), { title: text }, `a title: ${what}`)
    const { id } = chat.json<{ id: number }>()
    const message = await client.post('/api/message/', { json: { content: text, chat: id } })
    t.match(message.json(), { content: text }, `a message: ${what}`)
    const run = await client.post('/api/llm/', { json: { prompt: text } })
    t.match(run.json(), { prompt: text }, `a prompt: ${what}`)
    if (text.includes('\ufffd')) continue
    const form = new FormData()
    form.set('file', new File(['a'], 'a.txt', { type: 'text/plain' }))
    form.set('name', text)
    t.match((await client.post('/api/file/', { body: form })).json(), { name: text }, `a file: ${what}`)
  }
})

const halves = ['\\ud800', '\\uDFFF', 'a\\udc00', '\\udc00\\ud800', '\\ud83dx', '\\uD83D\\u0041']

t.test('unpaired surrogates are refused in every body member, by name', async (t) => {
  for (const operation of jsonOperations) {
    for (const name of Object.keys(operation.body?.schema.properties ?? {})) {
      for (const half of halves) {
        const members = Object.entries({ ...operation.body?.example, [name]: null }).map(
          ([key, value]) => `"${key}":${key === name ? `"${half}"` : JSON.stringify(value)}`,
        )
        const answer = await client.request(operation.method, pathOf(operation, 1), {
          headers: { 'content-type': 'application/json' },
          body: `{${members.join()}}`,
        })
        const what = `${operation.operationId}: ${name}: ${half}`
        t.equal(answer.status, 400, what)
        const found = { pointer: `/body/${name}`, message: 'must not contain unpaired surrogates' }
        t.ok(
          answer.json<Problem>().errors?.some((error) => error.pointer === found.pointer),
          what,
        )
        t.match(JSON.stringify(answer.json<Problem>().errors), found.message, what)
      }
    }
  }
})

t.test('unpaired surrogates are refused in nested members and in names', async (t) => {
  const refused = async (text: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await client.request('POST', '/api/chat/', { headers, body: text })
    t.equal(answer.status, 400, text.slice(0, 50))
    return answer.json<Problem>().errors ?? []
  }
  const text = 'must not contain unpaired surrogates'
  const name = 'must not have a name with unpaired surrogates'
  for (const [body, pointer, message] of [
    ['{"a":{"b":["x","\\ud800"]}}', '/body/a/b/1', text],
    ['["\\ud800"]', '/body/0', text],
    ['"\\ud800"', '/body', text],
    ['{"\\ud800":1}', '/body/\ufffd', name],
    ['{"a":[{"b\\udfff":1}]}', '/body/a/0/b\ufffd', name],
    ['{"a~/":"\\ud800"}', '/body/a~0~1', text],
  ] as const) {
    t.ok(
      (await refused(body)).some((error) => error.pointer === pointer && error.message === message),
      `${body}: ${pointer}`,
    )
  }
  const many = await refused(`{"a":[${'"\\ud800",'.repeat(100)}0]}`)
  t.equal(many.length, 50, 'at most as many errors as the contract allows')
  const deep = await refused(`${'{"abcdefghij":'.repeat(10_000)}"\\ud800"${'}'.repeat(10_000)}`)
  for (const { pointer } of deep)
    t.ok(pointer.length <= 1_000, 'no pointer is longer than the contract allows')
  t.ok(deep.some(({ message }) => message === text))
})

t.test('unpaired surrogates are refused in queries, headers and forms', async (t) => {
  const encoded = Buffer.from('eda080', 'hex')
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const parameters = (contractDocument.paths as Record<string, Record<string, { parameters?: object[] }>>)[
      operation.path
    ]?.get?.parameters
    if (!JSON.stringify(parameters ?? []).includes('Limit')) continue
    for (const name of ['limit', 'order', 'cursor']) {
      const answer = await client.get(`${operation.path}?${name}=%ED%A0%80`)
      t.equal(answer.status, 400, `${operation.operationId}: ${name}`)
      t.match(answer.json<Problem>().errors, [{ pointer: `/query/${name}` }])
    }
  }
  const key = await client.post('/api/chat/', {
    json: {},
    headers: { 'idempotency-key': encoded.toString('latin1') },
  })
  t.match(key.json<Problem>(), { status: 400, errors: [{ pointer: '/header/idempotency-key' }] })

  const form = (name: string, value: Buffer) =>
    Buffer.concat([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\na\r\n'),
      Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      value,
      Buffer.from('\r\n--x--\r\n'),
    ])
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const upload = (name: string, value: Buffer) =>
    client.request('POST', '/api/file/', { headers, body: form(name, value) })
  for (const name of ['name', 'content_type', 'user']) {
    const answer = await upload(name, Buffer.concat([Buffer.from('a'), encoded]))
    t.match(answer.json<Problem>(), { status: 400, errors: [{ pointer: `/body/${name}` }] }, name)
  }
  t.equal((await upload('name', Buffer.from('😀.txt'))).status, 201)
})
