/** ETags of objects that can be changed, and the condition `If-Match` on changing and deleting them. */
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { until } from '../support/files.ts'
import { testModel } from '../support/model.ts'
import { settle, textFile } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']
type Kind = 'chat' | 'message' | 'file'
type Json = Record<string, unknown>

const server = await testServer(t)
const ada = await settle(await signUp(server))
const { client } = ada

const kinds: readonly Kind[] = ['chat', 'message', 'file']

/** Creates an object; resolves to its path and its ETag in the answer. */
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

/** A change that is accepted, a new one each time. */
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

/** The part of an ETag that stays the same for as long as the object does. */
const versionIn = (etag: string) => etag.slice(0, etag.indexOf('-'))

for (const kind of kinds) {
  t.test(
    `a ${kind} has a strong ETag wherever it is answered alone, and another after each change`,
    async (t) => {
      const { path, etag } = await create(kind)
      t.match(etag, /^"[0-9.]+-[0-9a-f]{32}"$/)
      const first = await read(path)
      t.equal(versionIn(first.etag), versionIn(etag))
      const seen = new Set([versionIn(etag)])
      // Faster than the clock ticks, of which the time of a change is made.
      const answers = await Promise.all(Array.from({ length: 20 }, () => put(path, change(kind))))
      for (const answer of answers) {
        t.equal(answer.status, 200)
        t.match(etagOf(answer), /^"[0-9.]+-[0-9a-f]{32}"$/)
        seen.add(versionIn(etagOf(answer)))
      }
      t.equal(seen.size, 21, 'no two states have the same')
      const last = await read(path)
      t.ok(seen.has(versionIn(last.etag)))
      t.equal((await put(path, change(kind), last.etag)).status, 200)
    },
  )

  t.test(`a ${kind} is changed and deleted under the ETag that it has, and under no other`, async (t) => {
    const { path, etag } = await create(kind)
    const other = (await create(kind)).etag
    const changed = await put(path, change(kind), etag)
    t.equal(changed.status, 200)
    const now = etagOf(changed)
    const before = await read(path)
    const chat = await read(`/api/chat/${ada.chat}`)
    const refused = {
      'the one before': etag,
      'the one before, twice': `${etag}, ${etag}`,
      'a weak one': `W/${now}`,
      'a list of weak ones': `W/${now}, W/${etag}`,
      'an empty one': '""',
      'a star in quotation marks': '"*"',
      'its version alone': `${versionIn(now)}"`,
      'one with more at its end': now.replace(/"$/, 'a"'),
      'one with more at its start': now.replace(/^"/, '"1'),
      'one with another coding': now.replace(/"$/, '-deflate"'),
      'one with less at its end': now.replace(/."$/, '"'),
      'one in capitals': now.replace(/-.*/, (digest) => digest.replaceAll(/[0-9]/g, 'a').toUpperCase()),
      'one within another': `"x${now.slice(1, -1)},", "a,b"`,
      'one of another object': other,
      'the longest list': Array(2_000).fill('"a"').join(','),
    }
    for (const [what, ifMatch] of Object.entries(refused)) {
      for (const answer of [await put(path, change(kind), ifMatch), await remove(path, ifMatch)]) {
        t.match(answer.json(), { status: 412, code: 'precondition_failed' }, what)
        t.match(answer.json(), { errors: [{ pointer: '/header/if-match', code: 'conflict' }] }, what)
      }
    }
    t.strictSame((await read(path)).stored, before.stored, 'nothing has changed')
    t.strictSame(await read(`/api/chat/${ada.chat}`), chat, 'nor has the chat')
    const accepted: Record<string, (etag: string) => string> = {
      'the one that it has': (etag) => etag,
      any: () => '*',
      'one of a list': (etag) => `"a", ${etag} ,W/"b"`,
      'one of a list with empty elements': (etag) => `, ,"a",,${etag},`,
      'that of another content coding': (etag) => etag.replace(/"$/, '-gzip"'),
    }
    let current = now
    for (const [what, ifMatch] of Object.entries(accepted)) {
      const answer = await put(path, change(kind), ifMatch(current))
      t.equal(answer.status, 200, what)
      current = etagOf(answer)
    }
    t.equal((await remove(path, current)).status, 204)
    t.equal((await put(path, change(kind), current)).status, 404, 'which is gone then')
  })

  t.test(`of several changes of a ${kind} under the same ETag one is made`, async (t) => {
    for (let round = 0; round < 5; round++) {
      const { path, etag } = await create(kind)
      const stored = (await read(path)).stored
      // The longer way too: what GET returned, sent back.
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

  t.test(`of a change and a deletion of a ${kind} under the same ETag one is made`, async (t) => {
    for (let round = 0; round < 5; round++) {
      const { path, etag } = await create(kind)
      const [changed, deleted] = await Promise.all([put(path, change(kind), etag), remove(path, etag)])
      t.strictSame(
        [changed.status, deleted.status],
        changed.status === 200 ? [200, 412] : [404, 204],
        'whichever comes first',
      )
    }
  })

  t.test(`a missing ${kind}, or one of somebody else, is not found whatever the condition`, async (t) => {
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

  t.test(`a malformed condition on a ${kind} is refused by name`, async (t) => {
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

t.test('a chat has changed once something has changed in it', async (t) => {
  const { path, etag } = await create('chat')
  const chat = Number(path.split('/').at(-1))
  const message = await client.post('/api/message/', { json: { content: 'a', chat } })
  const { id } = message.json<Schemas['Message']>()
  t.equal((await put(path, change('chat'), etag)).status, 412, 'a message has come')
  const steps = {
    'a message is replaced': () => client.put(`/api/message/${id}`, { json: { content: 'b', chat } }),
    'the model is asked': () => client.post('/api/llm/', { json: { prompt: 'Hello?', chat } }),
    'a message is deleted': () => client.delete(`/api/message/${id}`),
  }
  for (const [what, step] of Object.entries(steps)) {
    const { etag } = await read(path)
    t.ok((await step()).status < 300)
    t.equal((await put(path, change('chat'), etag)).status, 412, what)
  }
})

t.test(
  'an answer that the model is writing has a weak ETag, and no change of it is conditional',
  async (t) => {
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
    await until('some text has come', async () => (await client.get(path)).text !== running.text)
    const grown = await client.get(path, { headers: { 'if-none-match': etagOf(running) } })
    t.equal(grown.status, 200)
    t.not(etagOf(grown), etagOf(running))
    const condition = { headers: { 'if-match': etagOf(grown) } }
    t.equal((await client.put(path, { ...condition, json: { content: 'Mine', chat } })).status, 412)
    t.equal((await client.delete(path, condition)).status, 412)
    call.end()
    const isEnded = async () => (await client.get(path)).json<Schemas['Message']>().status === 'completed'
    await until('it has ended', isEnded)
    const ended = etagOf(await client.get(path))
    t.match(ended, /^"/)
    t.equal((await client.delete(path, { headers: { 'if-match': ended } })).status, 204)
  },
)

t.test('a message has changed once its file is deleted', async (t) => {
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

t.test('a change is later than the one before it, even where the clock was set back', async (t) => {
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

t.test('what comes first when several things are wrong', async (t) => {
  const { path, etag } = await create('chat')
  const stale = (await read(path)).stored
  await put(path, change('chat'))
  t.equal(
    (await put(path, { ...stale, title: 'a' }, etag)).status,
    412,
    'the condition before read-only members',
  )
  t.equal((await put(path, { title: 1 }, etag)).status, 400, 'the body before the condition')
  t.equal((await put(path, { title: 'a', user: ada.id + 1 }, etag)).status, 403)
  const message = (await create('message')).path
  const toNoChat = { content: 'a', chat: 999_999_999 }
  t.equal((await put(message, toNoChat, '"a"')).status, 412)
  t.equal((await put(message, toNoChat, '*')).status, 404)
})

t.test('a file that is sent its own link back keeps its bytes under the condition', async (t) => {
  const { path, etag } = await create('file')
  const { url } = (await client.get(path)).json<{ url: string }>()
  const rename = { name: 'renamed.txt', content_type: 'text/plain', url }
  const renamed = await put(path, rename, etag)
  t.equal(renamed.status, 200)
  t.match((await put(path, rename, etag)).json(), { status: 412, code: 'precondition_failed' })
  t.match(
    (await put(`/api/file/${ada.file}`, rename, '"a"')).json(),
    { status: 409, code: 'read_only_mismatch' },
    'not that of another file',
  )
  t.equal((await client.get(`${path}/content`)).text, 'Newcomen, 1712')
})
