/** Streams whose file takes long to arrive: they open before it, and report failures as events. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { ask, at, type EventReader, openEvents } from '../support/events.ts'
import { until } from '../support/files.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'
import { readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

/** Pending requests for files, oldest first. */
const held: ServerResponse[] = []
const outside = await scriptedProvider(t, ({ url = '' }, response) => {
  if (url === '/none') response.writeHead(404).end()
  else held.push(response)
})
const { origin, port } = new URL(outside.baseUrl)
const server = await testServer(t, {
  config: { OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'], OUTSIDE_ALLOWED_PORTS: [Number(port)] },
})
const ada = await signUp(server)
const here = at(server, ada)

async function nextFile(): Promise<ServerResponse> {
  await until('a file is requested', () => held.length > 0)
  const response = held.shift()
  if (response === undefined) throw new Error('No file')
  return response
}

/** Sends a prompt with a file that does not arrive. Resolves when the stream is open. */
async function open(more: object = {}, key: string = randomUUID()) {
  const opening = openEvents(here, {
    method: 'POST',
    path: '/api/llm/',
    json: { prompt: 'What?', file_url: `${origin}/file`, stream: true, ...more },
    headers: { 'idempotency-key': key },
  })
  const file = await nextFile()
  const stream = await opening
  t.equal(stream.status, 200)
  return { file, stream }
}

const sendText = (response: ServerResponse, text: string) =>
  response.writeHead(200, { 'content-type': 'text/plain' }).end(text)
const typesOf = async (stream: EventReader) => (await stream.all()).map(({ type }) => type)

async function runs(): Promise<number> {
  return (await ada.client.get('/api/run/?limit=200')).json<unknown[]>().length
}

t.test('the stream opens before its file arrives, and continues with the run', async (t) => {
  const { file, stream } = await open()
  await until('a comment has arrived', () => stream.text.startsWith(':\n\n'))
  t.strictSame(stream.events, [])
  sendText(file, 'engines')
  const types = await typesOf(stream)
  t.strictSame(types.slice(0, 2), ['started', 'attachment'])
  t.equal(types.at(-1), 'completed')
  const run = await readRun(ada.client, stream.run)
  t.hasStrict(run, { status: 'completed' })
})

t.test('a failure before the run is a `failed` event, creates no run and frees the key', async (t) => {
  for (const [code, fail, more] of [
    ['file_unreachable', (file) => file.writeHead(404).end(), {}],
    ['file_unreachable', (file) => file.destroy(), {}],
    ['unsupported_file', (file) => file.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3'), {}],
    ['file_unreadable', (file) => file.end('%PDF-1.7\n%%EOF'), {}],
    ['not_found', (file) => sendText(file, 'engines'), { chat: 9_999_999 }],
  ] as [string, (file: ServerResponse) => void, object][]) {
    const key = randomUUID()
    const before = await runs()
    const { file, stream } = await open(more, key)
    fail(file)
    t.match(await stream.all(), [{ type: 'failed', sequence: 1, code, detail: String }], code)
    t.equal(stream.events.length, 1)
    t.equal(await runs(), before)
    if ('chat' in more) continue
    const again = await open(more, key)
    t.equal(again.stream.headers.get('idempotency-replayed'), null)
    sendText(again.file, 'engines')
    t.equal((await typesOf(again.stream)).at(-1), 'completed')
    t.equal(await runs(), before + 1)
  }
})

t.test('a failure known at once sets the status of a stream, too', async (t) => {
  const stream = await ask(here, { prompt: 'What?', file_url: `${origin}/none` })
  await stream.all()
  t.equal(stream.status, 422)
  t.match(JSON.parse(stream.text), { code: 'file_unreachable' })
})

t.test('a JSON response has its own status, however late it is', async (t) => {
  const answer = ada.client.post('/api/llm/', { json: { prompt: 'What?', file_url: `${origin}/file` } })
  const file = await nextFile()
  setTimeout(() => file.writeHead(404).end(), 1_500)
  t.match((await answer).json(), { status: 422, code: 'file_unreachable' })
})

t.test('two simultaneous streams under one key share one run', async (t) => {
  const key = randomUUID()
  const before = await runs()
  const [first, second] = await Promise.all([open({}, key), open({}, key)])
  for (const { file } of [first, second]) sendText(file, 'engines')
  t.strictSame(await first.stream.all(), await second.stream.all())
  t.equal(first.stream.run, second.stream.run)
  t.equal(await runs(), before + 1)
})

t.test('a client that disconnects before the run aborts the file request and creates no run', async (t) => {
  const before = await runs()
  const { file, stream } = await open()
  const left = once(file, 'close')
  stream.break()
  await left
  t.notOk(file.writableFinished)
  t.equal(await runs(), before)
  await until('the disconnect is logged', () =>
    server.log.some((line) => line.includes('The client disconnected')),
  )
  t.notOk(
    server.log.some((line) => JSON.parse(line).level >= 50),
    'without an error in the log',
  )
})

t.test('a stream opens before the files of earlier messages are read', async (t) => {
  const { id } = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Schemas['Chat']>()
  const form = new FormData()
  form.append('file', new Blob(['x'], { type: 'text/plain' }), 'x.txt')
  const uploaded = (await ada.client.post('/api/file/', { body: form })).json<Schemas['FileRecord']>()
  const record = { name: 'x.txt', content_type: 'text/plain', url: `${origin}/file` }
  await ada.client.put(`/api/file/${uploaded.id}`, { json: record })
  await ada.client.post('/api/message/', { json: { content: 'See.', chat: id, file: uploaded.id } })
  const { file, stream } = await open({ chat: id, overflow: 'error', file_url: null })
  file.destroy()
  t.match(await stream.all(), [{ type: 'failed', code: 'context_too_long' }])
})
