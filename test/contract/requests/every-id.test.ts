/** Invalid ids, unknown ids and ids of other users, in paths, queries and bodies. */
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import type { Answer } from '../../support/client.ts'
import { itemOperations, kindOf, ownBody, pathOf, settle } from '../../support/operations.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const owner = await settle(await signUp(server))
const other = await settle(await signUp(server))

const missingId = Number.MAX_SAFE_INTEGER

/** Returns what a client sees of a response, except what varies between requests. */
function seen({ status, headers, text }: Answer) {
  // The remaining requests depend on the time.
  const varying = new Set(['date', 'x-request-id', 'ratelimit'])
  const fields = [...headers].filter(([name]) => !varying.has(name))
  return { status, fields, text: text.replace(/"request_id":"[^"]+"/, '"request_id":""') }
}

t.test('an id in any form but a plain positive integer is refused by name', async (t) => {
  const spellings = [
    ...[
      '0',
      '-1',
      '-0',
      '1.5',
      '1.0',
      '1e3',
      '0x10',
      '0b1',
      '%205',
      '5%20',
      '+5',
      '%2B5',
      '05',
      '1_0',
      '1,2',
      '5;a',
    ],
    ...['9007199254740992', '9007199254740993', '99999999999999999999', '1'.repeat(1_000), '1'.repeat(5_000)],
    ...[
      'abc',
      'null',
      'NaN',
      'Infinity',
      '__proto__',
      '%00',
      '1%00',
      '1%2F2',
      '%2e%2e',
      '%F0%9F%8D%B5',
      '%D9%A1',
      '%zz',
    ],
  ]
  for (const operation of itemOperations) {
    for (const id of spellings) {
      const path = pathOf(operation, id)
      const answer = await owner.client.request(operation.method, path, ownBody(operation, owner))
      const pointer = answer.json<Problem>().errors?.[0]?.pointer
      // The router does not report which part of the path is unreadable or too long.
      const expected = id === '%zz' || id.length > 1_000 ? '/path' : '/path/id'
      t.same([answer.status, pointer], [400, expected], `${operation.method} ${path.slice(0, 60)}`)
    }
  }
})

t.test('an empty id is the path of the collection', async (t) => {
  t.equal((await owner.client.delete('/api/chat/')).headers.get('allow'), 'GET, HEAD, POST')
  t.equal((await owner.client.put('/api/message//', { json: {} })).status, 405)
  const content = await owner.client.get('/api/file//content')
  t.match(
    content.json<Problem>(),
    { status: 400, errors: [{ pointer: '/path/id' }] },
    'a file with the id `content`',
  )
})

t.test("every operation on another user's object responds as for a missing object", async (t) => {
  for (const operation of itemOperations) {
    const ask = async (id: number) => {
      const path = pathOf(operation, id)
      return seen(await other.client.request(operation.method, path, ownBody(operation, other)))
    }
    const missing = await ask(missingId)
    t.equal(missing.status, 404, operation.operationId)
    t.same(await ask(owner[kindOf(operation)]), missing, operation.operationId)
  }
  const paths = itemOperations.filter(({ method }) => method === 'GET')
  for (const operation of paths) {
    const head = async (id: number) => seen(await other.client.head(pathOf(operation, id)))
    t.same(await head(owner[kindOf(operation)]), await head(missingId), `HEAD ${operation.path}`)
  }
})

type Call = [method: string, path: string, json?: object]

const messages = '/api/message/'
const text = { name: 'x', content_type: 'text/plain' }

/** References to objects outside the path. */
const references: Record<'chat' | 'file', Record<string, (id: number) => Call>> = {
  chat: {
    'the chat of a new message': (chat) => ['POST', messages, { content: '', chat }],
    'the chat of a message': (chat) => ['PUT', messages + other.message, { content: '', chat }],
    'the chat to list': (chat) => ['GET', `${messages}?chat=${chat}`],
  },
  file: {
    'the file of a new message': (file) => ['POST', messages, { content: '', chat: other.chat, file }],
    'the file of a message': (file) => [
      'PUT',
      messages + other.message,
      { content: '', chat: other.chat, file },
    ],
    'the file of a prompt': (file) => ['POST', '/api/llm/', { prompt: 'What?', file_url: linkTo(file) }],
    'a record by its own link': (file) => ['PUT', `/api/file/${file}`, { ...text, url: linkTo(file) }],
    'the link of another record': (file) => [
      'PUT',
      `/api/file/${other.file}`,
      { ...text, url: linkTo(file) },
    ],
  },
}

/** Returns the owner's signed URL for any file, which grants reading and no ownership. */
function linkTo(file: number): string {
  return owner.file_url.replace(`/file/${owner.file}/`, `/file/${file}/`)
}

t.test("every reference to another user's object responds as for a missing object", async (t) => {
  for (const kind of ['chat', 'file'] as const) {
    for (const [what, call] of Object.entries(references[kind])) {
      const ask = async (id: number) => {
        const [method, path, json] = call(id)
        return seen(await other.client.request(method, path, json && { json }))
      }
      const missing = await ask(missingId)
      // The URL of a record with content is read-only, so another value is a conflict whatever it refers to.
      t.equal(missing.status, what === 'the link of another record' ? 409 : 404, what)
      t.same(await ask(owner[kind]), missing, what)
      t.ok((await ask(other[kind])).status < 300, `${what}, owned by the caller`)
    }
  }
})

t.test('an invalid id in a query is refused by name', async (t) => {
  for (const chat of ['0', '-1', '1.5', '1e1', '0x1', '%201', '', 'abc', '9007199254740992', '1&chat=2']) {
    const answer = await owner.client.get(`/api/message/?chat=${chat}`)
    t.match(answer.json<Problem>(), { status: 400, errors: [{ pointer: '/query/chat' }] }, chat)
  }
})

t.test("the owner's objects are unchanged and unlisted, and `user` must be the caller", async (t) => {
  for (const kind of ['chat', 'message', 'file', 'run'] as const) {
    t.equal((await owner.client.get(`/api/${kind}/${owner[kind]}`)).status, 200, kind)
    const listed = (await other.client.get(`/api/${kind}/`)).json<{ id: number; user: number }[]>()
    t.ok(
      listed.every(({ id, user }) => id !== owner[kind] && user === other.id),
      kind,
    )
  }
  const foreign: [string, string, Record<string, unknown>][] = [
    ['POST', '/api/chat/', { title: '' }],
    ['PUT', `/api/chat/${other.chat}`, { title: '' }],
    ['POST', '/api/message/', { content: '', chat: other.chat }],
    ['PUT', `/api/message/${other.message}`, { content: '', chat: other.chat }],
    ['PUT', `/api/file/${other.file}`, { ...text, url: other.file_url }],
    ['POST', '/api/llm/', { prompt: 'Who built the first one?' }],
  ]
  for (const [method, path, members] of foreign) {
    for (const user of [owner.id, missingId]) {
      const answer = await other.client.request(method, path, { json: { ...members, user } })
      const expected = { status: 403, code: 'user_mismatch', errors: [{ pointer: '/body/user' }] }
      t.match(answer.json<Problem>(), expected, `${method} ${path}`)
    }
  }
})

t.test('deleting an account leaves the objects of others', async (t) => {
  const kinds = ['chat', 'message', 'file', 'run'] as const
  const read = async () => {
    const answers = kinds.map(async (kind) =>
      (await owner.client.get(`/api/${kind}/${owner[kind]}`)).json<object>(),
    )
    // The link to a file is signed anew each time it is read.
    return (await Promise.all(answers)).map((object) => ({
      ...object,
      url: undefined,
      url_expires_at: undefined,
    }))
  }
  const before = await read()
  t.equal((await other.client.delete('/api/user/me')).status, 204)
  t.same(await read(), before)
  t.equal((await owner.client.get(`/api/file/${owner.file}/content`)).text, 'Newcomen, 1712')
})
