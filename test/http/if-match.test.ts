/** ETags of modifiable objects, and `If-Match` with PUT and DELETE. */
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { until } from '../support/files.ts'
import { settle, textFile } from '../support/operations.ts'
import { testModel } from '../support/providers/model.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']
type Kind = 'chat' | 'message' | 'file'
type Json = Record<string, unknown>

const server = await testServer(t)
const ada = await settle(await signUp(server))
const { client } = ada

const kinds: readonly Kind[] = ['chat', 'message', 'file']

/** Creates an object. Resolves to its path and the ETag in the response. */
async function create(kind: Kind): Promise<{ path: string; etag: string }> {
  const options = {
    chat: { json: { title: 'Steam' } },
    message: { json: { content: 'Steam', chat: ada.chat, file: ada.file } },
    file: { body: textFile('steam.txt') },
  }
  const created = await client.post(`/api/${kind}/`, options[kind])
  t.equal(created.status, 201)
  return { path: `/api/${kind}/${created.json<{ id: number }>().id}`, etag: etagOf(created) }
}

function etagOf({ headers }: { headers: Headers }): string {
  return headers.get('etag') ?? ''
}

/** Returns a valid change, a different one each time. */
let changes = 0
function change(kind: Kind): Json {
  changes += 1
  return {
    chat: { title: `Title ${changes}` },
    message: { content: `Text ${changes}`, chat: ada.chat },
    file: { name: `${changes}.txt`, content_type: 'text/plain', url: `https://example.org/${changes}` },
  }[kind]
}

const put = (path: string, json: Json, ifMatch?: string) =>
  client.put(path, { json, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } })
const remove = (path: string, ifMatch: string) => client.delete(path, { headers: { 'if-match': ifMatch } })
const read = async (path: string) => {
  const answer = await client.get(path)
  const { url, url_expires_at, ...stored } = answer.json<Json>()
  return { status: answer.status, etag: etagOf(answer), stored }
}

/** Returns the part of an ETag that changes only with the object. */
const versionIn = (etag: string) => etag.slice(0, etag.indexOf('-'))

for (const kind of kinds) {
  t.test(`a ${kind} returned alone has a strong ETag, and a new one after each change`, async (t) => {
    const { path, etag } = await create(kind)
    t.match(etag, /^"[0-9.]+-[0-9a-f]{32}"$/)
    const first = await read(path)
    t.equal(versionIn(first.etag), versionIn(etag))
    const seen = new Set([versionIn(etag)])
    // Several within one tick of the clock behind `updated_at`.
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(path, change(kind))))
    for (const answer of answers) {
      t.equal(answer.status, 200)
      t.match(etagOf(answer), /^"[0-9.]+-[0-9a-f]{32}"$/)
      seen.add(versionIn(etagOf(answer)))
    }
    t.equal(seen.size, 21, 'every version has its own ETag')
    const last = await read(path)
    t.ok(seen.has(versionIn(last.etag)))
    t.equal((await put(path, change(kind), last.etag)).status, 200)
  })

  t.test(`a ${kind} can be changed and deleted with its current ETag only`, async (t) => {
    const { path, etag } = await create(kind)
    const other = (await create(kind)).etag
    const changed = await put(path, change(kind), etag)
    t.equal(changed.status, 200)
    const now = etagOf(changed)
    const before = await read(path)
    const chat = await read(`/api/chat/${ada.chat}`)
    const refused = {
      'the previous one': etag,
      'the previous one, twice': `${etag}, ${etag}`,
      'a weak one': `W/${now}`,
      'a list of weak ones': `W/${now}, W/${etag}`,
      'an empty one': '""',
      'a star in quotation marks': '"*"',
      'the version alone': `${versionIn(now)}"`,
      'with a character appended': now.replace(/"$/, 'a"'),
      'with a character prepended': now.replace(/^"/, '"1'),
      'with another content coding': now.replace(/"$/, '-deflate"'),
      'with a character removed': now.replace(/."$/, '"'),
      'one in capitals': now.replace(/-.*/, (digest) => digest.replaceAll(/[0-9]/g, 'a').toUpperCase()),
      'inside another tag': `"x${now.slice(1, -1)},", "a,b"`,
      'that of another object': other,
      'the longest possible list': Array(2_000).fill('"a"').join(','),
    }
    for (const [what, ifMatch] of Object.entries(refused)) {
      for (const answer of [await put(path, change(kind), ifMatch), await remove(path, ifMatch)]) {
        t.match(answer.json(), { status: 412, code: 'precondition_failed' }, what)
        t.match(answer.json(), { errors: [{ pointer: '/header/if-match', code: 'conflict' }] }, what)
      }
    }
    t.strictSame((await read(path)).stored, before.stored, 'nothing has changed')
    t.strictSame(await read(`/api/chat/${ada.chat}`), chat, 'the chat has not changed either')
    const accepted: Record<string, (etag: string) => string> = {
      'the current one': (etag) => etag,
      any: () => '*',
      'in a list': (etag) => `"a", ${etag} ,W/"b"`,
      'in a list with empty elements': (etag) => `, ,"a",,${etag},`,
      'with a content coding': (etag) => etag.replace(/"$/, '-gzip"'),
    }
    let current = now
    for (const [what, ifMatch] of Object.entries(accepted)) {
      const answer = await put(path, change(kind), ifMatch(current))
      t.equal(answer.status, 200, what)
      current = etagOf(answer)
    }
    t.equal((await remove(path, current)).status, 204)
    t.equal((await put(path, change(kind), current)).status, 404, 'the object is gone')
  })

  t.test(`of several changes to a ${kind} with the same ETag, one succeeds`, async (t) => {
    for (let round = 0; round < 5; round++) {
      const { path, etag } = await create(kind)
      const stored = (await read(path)).stored
      // Two of the requests send the object back as read, which takes another code path.
      const bodies = [
        change(kind),
        change(kind),
        { ...stored, ...change(kind) },
        { ...stored, ...change(kind) },
      ]
      const answers = await Promise.all(bodies.map((json) => put(path, json, etag)))
      t.same(answers.map(({ status }) => status).sort(), [200, 412, 412, 412])
      const won = answers.find(({ status }) => status === 200)
      t.equal(versionIn((await read(path)).etag), versionIn(etagOf(won ?? { headers: new Headers() })))
    }
  })

  t.test(`of a change and a deletion of a ${kind} with the same ETag, one succeeds`, async (t) => {
    for (let round = 0; round < 5; round++) {
      const { path, etag } = await create(kind)
      const [changed, deleted] = await Promise.all([put(path, change(kind), etag), remove(path, etag)])
      t.strictSame(
        [changed.status, deleted.status],
        changed.status === 200 ? [200, 412] : [404, 204],
        'the first one succeeds',
      )
    }
  })

  t.test(`a ${kind} of another user and a missing one are 404 with any If-Match`, async (t) => {
    const charles = await settle(await signUp(server))
    const theirs = `/api/${kind}/${charles[kind]}`
    const { etag } = await charles.client.get(theirs).then((answer) => ({ etag: etagOf(answer) }))
    for (const path of [theirs, `/api/${kind}/999999999`]) {
      for (const ifMatch of [etag, '*', '"a"', 'W/"a"']) {
        t.equal((await put(path, change(kind), ifMatch)).status, 404, `${path} ${ifMatch}`)
        t.equal((await remove(path, ifMatch)).status, 404, `${path} ${ifMatch}`)
      }
    }
    t.equal((await charles.client.get(theirs)).status, 200)
  })

  t.test(`a malformed If-Match for a ${kind} is refused by header name`, async (t) => {
    const { path, etag } = await create(kind)
    const malformed = [
      '',
      'a',
      '"',
      '"a',
      'a"',
      `*, ${etag}`,
      `${etag} ${etag}`,
      'w/"a"',
      'W/ "a"',
      "'a'",
      ',',
      '"a" b',
    ]
    for (const ifMatch of [...malformed, `"${'a'.repeat(8_000)}"`]) {
      for (const answer of [await put(path, change(kind), ifMatch), await remove(path, ifMatch)]) {
        t.match(
          answer.json(),
          { status: 400, errors: [{ pointer: '/header/if-match' }] },
          ifMatch.slice(0, 40),
        )
      }
    }
    t.equal((await read(path)).status, 200)
  })
}

t.test('a chat changes with its messages', async (t) => {
  const { path, etag } = await create('chat')
  const chat = Number(path.split('/').at(-1))
  const message = await client.post('/api/message/', { json: { content: 'a', chat } })
  const { id } = message.json<Schemas['Message']>()
  t.equal((await put(path, change('chat'), etag)).status, 412, 'a message was added')
  const steps = {
    'a message is replaced': () => client.put(`/api/message/${id}`, { json: { content: 'b', chat } }),
    'the model is called': () => client.post('/api/llm/', { json: { prompt: 'Hello?', chat } }),
    'a message is deleted': () => client.delete(`/api/message/${id}`),
  }
  for (const [what, step] of Object.entries(steps)) {
    const { etag } = await read(path)
    t.ok((await step()).status < 300)
    t.equal((await put(path, change('chat'), etag)).status, 412, what)
  }
})

t.test('an answer in progress has a weak ETag, so conditional changes to it fail', async (t) => {
  const model = await testModel(t)
  const { client } = await signUp(await testServer(t, { llm: model }))
  const { id: chat } = (await client.post('/api/chat/', { json: {} })).json<{ id: number }>()
  const json = { prompt: 'Hello?', chat }
  const { answer_message } = (await client.post('/api/run/', { json })).json<Schemas['Run']>()
  const path = `/api/message/${answer_message}`
  const call = await model.next()
  const running = await client.get(path)
  t.match(etagOf(running), /^W\/"[0-9.]+-[0-9a-f]{32}"$/)
  const unchanged = await client.get(path, { headers: { 'if-none-match': etagOf(running) } })
  t.equal(unchanged.status, 304)
  call.say('Steam ')
  await until('some text has arrived', async () => (await client.get(path)).text !== running.text)
  const grown = await client.get(path, { headers: { 'if-none-match': etagOf(running) } })
  t.equal(grown.status, 200)
  t.not(etagOf(grown), etagOf(running))
  const condition = { headers: { 'if-match': etagOf(grown) } }
  t.equal((await client.put(path, { ...condition, json: { content: 'Mine', chat } })).status, 412)
  t.equal((await client.delete(path, condition)).status, 412)
  call.end()
  const isEnded = async () => (await client.get(path)).json<Schemas['Message']>().status === 'completed'
  await until('the run has ended', isEnded)
  const ended = etagOf(await client.get(path))
  t.match(ended, /^"/)
  t.equal((await client.delete(path, { headers: { 'if-match': ended } })).status, 204)
})

t.test('a message changes when its file is deleted', async (t) => {
  const { id: file } = (await client.post('/api/file/', { body: textFile('a.txt') })).json<{ id: number }>()
  const json = { content: 'a', chat: ada.chat, file }
  const { id } = (await client.post('/api/message/', { json })).json<{ id: number }>()
  const path = `/api/message/${id}`
  const { etag } = await read(path)
  await client.delete(`/api/file/${file}`)
  const now = await read(path)
  t.match(now.stored, { file: null })
  t.equal((await put(path, change('message'), etag)).status, 412)
  t.equal((await put(path, change('message'), now.etag)).status, 200)
})

t.test('the new `updated_at` is later than the old one, even after the clock was set back', async (t) => {
  for (const kind of kinds) {
    const { path } = await create(kind)
    const later = '2100-01-01T00:00:00.000Z'
    await sql`update ${sql.table(`${kind}s`)} set updated_at = ${later} where id = ${path.split('/').at(-1)}`.execute(
      server.db,
    )
    const { etag } = await read(path)
    const changed = await put(path, change(kind), etag)
    t.match(changed.json(), { updated_at: '2100-01-01T00:00:00.001Z' }, kind)
    t.equal((await put(path, change(kind), etag)).status, 412)
  }
})

t.test('an invalid body is reported before If-Match, and If-Match before read-only members', async (t) => {
  const { path, etag } = await create('chat')
  const stale = (await read(path)).stored
  await put(path, change('chat'))
  t.equal((await put(path, { ...stale, title: 'a' }, etag)).status, 412, 'If-Match before read-only members')
  t.equal((await put(path, { title: 1 }, etag)).status, 400, 'the body before If-Match')
  t.equal((await put(path, { title: 'a', user: ada.id + 1 }, etag)).status, 403)
  const message = (await create('message')).path
  const toNoChat = { content: 'a', chat: 999_999_999 }
  t.equal((await put(message, toNoChat, '"a"')).status, 412)
  t.equal((await put(message, toNoChat, '*')).status, 404)
})

t.test('a file sent back with its own URL keeps its bytes, and If-Match applies', async (t) => {
  const { path, etag } = await create('file')
  const { url } = (await client.get(path)).json<{ url: string }>()
  const rename = { name: 'renamed.txt', content_type: 'text/plain', url }
  const renamed = await put(path, rename, etag)
  t.equal(renamed.status, 200)
  t.match((await put(path, rename, etag)).json(), { status: 412, code: 'precondition_failed' })
  t.match(
    (await put(`/api/file/${ada.file}`, rename, '"a"')).json(),
    { status: 409, code: 'read_only_mismatch' },
    'the URL of another file is refused',
  )
  t.equal((await client.get(`${path}/content`)).text, 'Newcomen, 1712')
})
