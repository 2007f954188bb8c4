/** Number of reads and fetches of the files of earlier messages per prompt. */
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { MAX_ATTACHMENT_BYTES } from '../../../src/attachments/attachment.ts'
import { diskStorage } from '../../../src/files/storage/disk.ts'
import type { Storage } from '../../../src/files/storage/storage.ts'
import { pdf } from '../../support/content/pdf.ts'
import { png } from '../../support/content/png.ts'
import { form } from '../../support/form.ts'
import { playedProvider } from '../../support/providers/played.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { newChat } from '../../support/requests.ts'
import { signUp, type TestServerOptions, temporaryDirectory, testServer } from '../../support/server.ts'

type Schemas = components['schemas']

/** Storage that counts its reads. */
async function counting(t: Test): Promise<{ storage: Storage; reads: () => number }> {
  const storage = await diskStorage(await temporaryDirectory(t))
  let count = 0
  const read: Storage['read'] = (...call) => {
    count += 1
    return storage.read(...call)
  }
  return {
    storage: { ...storage, read },
    reads() {
      const before = count
      count = 0
      return before
    },
  }
}

async function start(t: Test, options: TestServerOptions = {}) {
  const { storage, reads } = await counting(t)
  const { llm, calls } = await playedProvider(t, (call) => call.say())
  const config = { LLM_CONTEXT_LIMIT: 100_000, ...options.config }
  const server = await testServer(t, { storage, llm, ...options, config })
  const ada = await signUp(server)
  const chat = await newChat(ada.client)
  const upload = async (filename: string, content: string | Buffer, type?: string) => {
    const sent = form({ name: 'file', filename, content, ...(type !== undefined && { type }) })
    return (await ada.client.post('/api/file/', sent)).json<Schemas['FileRecord']>()
  }
  const say = (content: string, file: number | null = null) =>
    ada.client.post('/api/message/', { json: { chat, role: 'user', content, file } })
  const ask = async (question: object = {}) =>
    (await ada.client.post('/api/llm/', { json: { prompt: 'Who?', chat, ...question } })).json<
      Schemas['Run']
    >()
  return { server, storage, ada, chat, upload, say, ask, reads, calls }
}

t.test('text is read from storage once, of any format, and an image with each prompt', async (t) => {
  const { upload, say, ask, reads, calls, server, storage, ada } = await start(t)
  const files = [
    await upload('a.txt', 'coal'),
    await upload('b.csv', Buffer.from('编号,姓名,城市\n1,王伟,北京\n'), 'text/csv'),
    await upload('c.pdf', pdf('BT /F 12 Tf (Newcomen) Tj ET')),
    await upload('d.png', png),
  ]
  for (const { id } of files) await say('Look.', id)
  t.match((await ask()).context, { files: 4, dropped_files: 0 })
  t.equal(reads(), 4, 'the first prompt reads every file')
  // Consecutive messages of one role are sent as one.
  const first = calls.at(-1)?.body.messages[0]
  for (let round = 0; round < 3; round++) {
    t.match((await ask()).context, { files: 4, dropped_files: 0 })
    t.equal(reads(), 1, 'later prompts read only the image')
    t.strictSame(calls.at(-1)?.body.messages[0], first, 'the same messages are sent')
  }
  const { llm } = await playedProvider(t, (call) => call.say())
  const replica = await testServer(t, {
    replicaOf: server,
    storage,
    llm,
    config: { LLM_CONTEXT_LIMIT: 100_000 },
  })
  const question = {
    prompt: 'Who?',
    chat: (await ada.client.get('/api/chat/')).json<Schemas['Chat'][]>()[0]?.id,
  }
  await replica.client.as(ada.access).post('/api/llm/', { json: question })
  t.equal(reads(), 1, 'on another replica too')
  const kept = () =>
    server.db
      .selectFrom('files')
      .select(['extracted_text'])
      .where('id', '=', files[0]?.id ?? 0)
      .execute()
  t.strictSame(await kept(), [{ extracted_text: 'coal' }])
  await ada.client.delete(`/api/file/${files[0]?.id}`)
  t.strictSame(await kept(), [], 'the text is deleted with its file')
})

t.test('a file sent with a prompt is not read again for later prompts', async (t) => {
  const { upload, ask, reads } = await start(t)
  const { id } = await upload('a.txt', 'coal')
  t.match((await ask({ file: id })).attachment, { encoding: 'utf-8' })
  t.equal(reads(), 1)
  t.match((await ask()).context, { files: 1 })
  t.equal(reads(), 0)
})

t.test('a file that does not fit is not read', async (t) => {
  const { upload, say, ask, reads } = await start(t)
  const large = Buffer.alloc(MAX_ATTACHMENT_BYTES, 'a')
  const picture = Buffer.concat([png, Buffer.alloc(MAX_ATTACHMENT_BYTES - 200 - png.length)])
  const beyond = await upload('beyond.bin', Buffer.concat([picture, Buffer.alloc(1000)]))
  const pictures = [
    await upload('a.png', picture),
    await upload('b.png', picture),
    await upload('c.png', picture),
  ]
  const texts = [await upload('a.txt', large, 'text/plain'), await upload('b.csv', large, 'text/csv')]
  for (const { id } of [beyond, ...texts, ...pictures]) await say('Look.', id)
  const report = (await ask()).context
  t.equal(reads(), 1, 'one image fits, of 40 MB')
  t.match(report, { files: 1, dropped_files: 5 })
  t.strictSame(
    report?.left_out?.map(({ reason }) => reason),
    ['does_not_fit', 'does_not_fit', 'does_not_fit', 'does_not_fit', 'too_large'],
  )
})

t.test('a text once found too long is not read again', async (t) => {
  const { upload, say, ask, reads, server } = await start(t, { config: { LLM_CONTEXT_LIMIT: 1_000 } })
  const long = await upload('long.txt', 'a'.repeat(7_000))
  const broken = await upload('broken.pdf', '%PDF-1.7\n%%EOF')
  const unknown = await upload('unknown.bin', Buffer.from('504b0304140000000000', 'hex'))
  for (const { id } of [long, broken, unknown]) await say('Look.', id)
  for (const expected of [3, 0, 0]) {
    t.match((await ask()).context, {
      files: 0,
      left_out: [
        { file: unknown.id, reason: 'unreadable' },
        { file: broken.id, reason: 'unreadable' },
        { file: long.id, reason: 'does_not_fit' },
      ],
    })
    t.equal(reads(), expected)
  }
  const kept = server.db.selectFrom('files').select(['reading']).where('id', '=', long.id)
  t.match(await kept.execute(), [{ reading: { tokens: 1_750, size: 7_000, sent_as: 'text' } }])
})

t.test('a text too long to be kept is read again when it fits', async (t) => {
  const { upload, say, ask, reads, server } = await start(t, { config: { LLM_CONTEXT_LIMIT: 1_000_000 } })
  const { id } = await upload('long.txt', 'a'.repeat(1024 * 1024 + 1))
  await say('Look.', id)
  for (let round = 0; round < 2; round++) {
    t.match((await ask()).context, { files: 1 })
    t.equal(reads(), 1)
  }
  const kept = server.db.selectFrom('files').select(['extracted_text']).where('id', '=', id)
  t.strictSame(await kept.execute(), [{ extracted_text: null }])
})

t.test('a linked file is fetched once', async (t) => {
  const outside = await scriptedProvider(t, ({ url }, response) => {
    if (url === '/missing') response.writeHead(404).end()
    else if (url === '/engine.png') response.end(png)
    else response.setHeader('content-type', 'text/plain').end('peat')
  })
  const port = Number(new URL(outside.baseUrl).port)
  const config = { OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'], OUTSIDE_ALLOWED_PORTS: [port] }
  const { ada, upload, say, ask, calls } = await start(t, { config })
  const link = async (path: string) => {
    const { id } = await upload('x', 'x')
    const url = new URL(path, outside.baseUrl).href
    await ada.client.put(`/api/file/${id}`, { json: { name: 'x', content_type: 'text/plain', url } })
    return id
  }
  const text = await link('/peat.txt')
  const picture = await link('/engine.png')
  const missing = await link('/missing')
  const linked = await link('/asked.txt')
  await ask({ file: linked })
  for (const file of [text, picture, missing]) await say('Look.', file)
  const fetched = () => outside.requests.map(({ url }) => url).sort()
  t.match((await ask()).context, { files: 3, left_out: [{ file: missing, reason: 'unreadable' }] })
  const all = ['/asked.txt', '/engine.png', '/missing', '/peat.txt']
  t.strictSame(fetched(), all)
  for (let round = 0; round < 2; round++) {
    t.match((await ask()).context, {
      files: 2,
      left_out: [
        { file: missing, reason: 'unreadable' },
        { file: picture, reason: 'not_kept' },
      ],
    })
    t.strictSame(fetched(), all, 'not fetched again')
    t.match(JSON.stringify(calls.at(-1)?.body), 'peat')
  }
  const url = new URL('/other.txt', outside.baseUrl).href
  await ada.client.put(`/api/file/${text}`, { json: { name: 'other', content_type: 'text/plain', url } })
  t.match((await ask()).context, { files: 2 })
  t.match(
    fetched(),
    ['/asked.txt', '/engine.png', '/missing', '/other.txt', '/peat.txt'],
    'except for a new address',
  )
})

/** User whose chat has links to another server, and the list of requests to it. */
async function startWithLinks(t: Test, answer: Parameters<typeof scriptedProvider>[1]) {
  const outside = await scriptedProvider(t, answer)
  const port = Number(new URL(outside.baseUrl).port)
  const config = { OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'], OUTSIDE_ALLOWED_PORTS: [port] }
  const started = await start(t, { config })
  const link = async (path: string) => {
    const { id } = await started.upload('x', 'x')
    const url = new URL(path, outside.baseUrl).href
    await started.ada.client.put(`/api/file/${id}`, { json: { name: 'x', content_type: 'text/plain', url } })
    return id
  }
  return { ...started, link, fetched: () => outside.requests.map(({ url }) => url) }
}

t.test(
  'a link that yields no file is fetched once, however it fails and however often it occurs',
  async (t) => {
    const tooLarge = Buffer.alloc(MAX_ATTACHMENT_BYTES + 1, 'a')
    const { link, say, ask, fetched } = await startWithLinks(t, ({ url }, response) => {
      if (url === '/missing') response.writeHead(404).end()
      else if (url === '/cut')
        response.writeHead(200, { 'content-length': 5 }).write('a', () => response.destroy())
      else if (url === '/unknown') response.end(Buffer.from('504b0304140000000000', 'hex'))
      else if (url === '/broken.pdf') response.end('%PDF-1.7\n%%EOF')
      else response.end(url === '/large' ? tooLarge : 'a'.repeat(1_000_000))
    })
    const paths = ['/missing', '/cut', '/unknown', '/broken.pdf', '/large', '/long']
    const links: number[] = []
    for (const path of paths) links.push(await link(path))
    for (let round = 0; round < 3; round++) for (const id of links) await say('Look.', id)
    const reasons = ['unreadable', 'unreadable', 'unreadable', 'unreadable', 'too_large', 'does_not_fit']
    for (let round = 0; round < 3; round++) {
      const left = (await ask()).context?.left_out?.slice(0, links.length).reverse()
      t.strictSame(
        left,
        links.map((file, which) => ({ file, reason: reasons[which] })),
      )
      t.strictSame(fetched().sort(), [...paths].sort())
    }
  },
)

t.test('a link to a server that does not respond times out once', async (t) => {
  const { link, say, ask, fetched } = await startWithLinks(t, () => {})
  const file = await link('/silent')
  await say('Look.', file)
  for (const reason of ['unreadable', 'unreadable']) {
    t.match((await ask()).context, { left_out: [{ file, reason }] })
    t.strictSame(fetched(), ['/silent'])
  }
})

t.test('a stored file found too large is read once', async (t) => {
  const wide = Buffer.from(png)
  wide.writeUInt32BE(8_001, 16)
  const strict = await playedProvider(t, (call) => call.say(), 'anthropic')
  const { upload, say, ask, reads, ada, server, storage } = await start(t, { llm: strict.llm })
  const { id } = await upload('wide.png', wide)
  for (let times = 0; times < 3; times++) await say('Look.', id)
  for (const expected of [1, 0, 0]) {
    t.match((await ask()).context, { files: 0, left_out: [{ file: id, reason: 'too_large' }] })
    t.equal(reads(), expected)
  }
  const { llm } = await playedProvider(t, (call) => call.say())
  const other = await testServer(t, { replicaOf: server, storage, llm })
  const chat = (await ada.client.get('/api/chat/')).json<Schemas['Chat'][]>()[0]?.id
  const answer = await other.client.as(ada.access).post('/api/llm/', { json: { prompt: 'Who?', chat } })
  t.match(answer.json(), { context: { files: 3 } }, 'a provider that accepts its size still receives it')
})

t.test('a renamed or retyped file is read again', async (t) => {
  const { ada, upload, say, ask, reads, calls } = await start(t)
  const content = Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4])
  const { id, url } = await upload('a.txt', content, 'text/plain')
  await say('Look.', id)
  await ask()
  const json = { name: 'b.txt', content_type: 'text/plain; charset=windows-1251', url }
  await ada.client.put(`/api/file/${id}`, { json })
  reads()
  await ask()
  t.equal(reads(), 1)
  t.match(JSON.stringify(calls.at(-1)?.body), 'b.txt')
})
