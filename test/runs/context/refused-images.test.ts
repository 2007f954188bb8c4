/** Images that a provider does not accept, too large or rejected, and the chats that contain them. */
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { pdf } from '../../support/content/pdf.ts'
import { png } from '../../support/content/png.ts'
import { serverSentEvents } from '../../support/content/server-sent-events.ts'
import { type Call, playedProvider } from '../../support/providers/played.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { newChat, uploadFile } from '../../support/requests.ts'
import { signUp, type TestServer, testServer } from '../../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

type Schemas = components['schemas']
type Problem = Schemas['Problem']

const hasMedia = /image_url|"image"|"images"|"document"|"type":"file"/
const refusal = { error: { message: 'this model does not support image input' } }

/** Responds as a provider without image input. */
function blind(call: Call): void {
  if (hasMedia.test(JSON.stringify(call.body))) call.response.writeHead(400).end(JSON.stringify(refusal))
  else call.say()
}

async function userOf(server: TestServer) {
  const ada = await signUp(server)
  const upload = async (filename: string, content: string | Buffer) =>
    (await uploadFile(ada.client, { filename, content })).id
  const open = () => newChat(ada.client)
  const say = (chat: number, file: number) =>
    ada.client.post('/api/message/', { json: { chat, role: 'user', content: 'Look.', file } })
  const post = (question: object) => ada.client.post('/api/llm/', { json: { prompt: 'Who?', ...question } })
  const ask = async (question: object) => (await post(question)).json<Schemas['Run']>()
  return { ada, upload, open, say, post, ask }
}

async function start(t: Test, play: (call: Call) => void, protocol?: 'openai' | 'anthropic' | 'ollama') {
  const { llm, calls } = await playedProvider(t, play, protocol)
  const server = await testServer(t, { llm, config: { LLM_CONTEXT_LIMIT: 1_000_000 } })
  return { server, llm, calls, ...(await userOf(server)) }
}

/** Part of a context that reports a rejected file. */
const without = (file: number) => ({ left_out: [{ file, reason: 'rejected' }] })

function pixels(width: number, height: number): Buffer {
  const header = Buffer.from(png)
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return header
}

t.test("an image above the protocol's limits is rejected without a call to the provider", async (t) => {
  const { upload, open, say, post, ask, calls } = await start(t, (call) => call.say(), 'anthropic')
  const padded = (bytes: number) => Buffer.concat([png, Buffer.alloc(bytes - png.length)])
  const most = 3_932_160
  for (const [what, content, isTaken] of [
    ['5 MB of base64', padded(most), true],
    ['one byte more', padded(most + 1), false],
    ['4.8 MB', padded(4_800_000), false],
    ['8000 pixels', pixels(8_000, 1), true],
    ['one pixel more', pixels(8_001, 1), false],
    ['one pixel more, in height', pixels(1, 8_001), false],
  ] as const) {
    const before = calls.length
    const file = await upload('engine.png', content)
    const answer = await post({ file })
    if (isTaken) t.equal(answer.status, 200, what)
    else
      t.match(
        answer.json<Problem>(),
        { status: 413, code: 'file_too_large', errors: [{ pointer: '/body/file' }] },
        what,
      )
    t.equal(calls.length - before, isTaken ? 1 : 0, what)
    const chat = await open()
    await say(chat, file)
    const left = [{ file, reason: 'too_large' }]
    t.match(
      (await ask({ chat })).context,
      isTaken ? { files: 1 } : { files: 0, left_out: left },
      `${what}, in an earlier message`,
    )
  }
  const other = await start(t, (call) => call.say())
  t.equal((await other.post({ file: await other.upload('engine.png', padded(4_800_000)) })).status, 200)
})

for (const protocol of ['openai', 'anthropic', 'ollama'] as const) {
  t.test(`a rejected image does not break its chat with ${protocol}`, async (t) => {
    const { server, llm, upload, open, post, ask, calls, ada } = await start(t, blind, protocol)
    const chat = await open()
    const file = await upload('engine.png', png)
    const refused = await post({ chat, file })
    t.match(refused.json<Problem>(), { status: 415, code: 'unsupported_file', detail: /rejected/ })
    const run = refused.json<Problem>().run
    t.match((await ada.client.get(`/api/run/${run}`)).json(), { status: 'failed', error: 'unsupported_file' })
    const before = calls.length
    const later = await ask({ chat })
    t.match(later, { status: 'completed', context: { files: 0, ...without(file) } })
    t.equal(calls.length - before, 1, 'the rejected image is not sent again')
    // First a replica, then another model.
    const replica = await testServer(t, { replicaOf: server, llm })
    const client = replica.client.as(ada.access)
    const again = await client.post('/api/llm/', { json: { prompt: 'Who?', chat } })
    t.match(again.json(), { context: without(file) })
    t.equal(calls.length - before, 2)
    await ask({ chat, model: 'another-model' })
    t.match(JSON.stringify(calls.at(-2)?.body), hasMedia, 'another model still receives it')
  })

  t.test(`an image of an earlier message is left out once rejected, with ${protocol}`, async (t) => {
    const { upload, open, say, post, ask, calls, ada } = await start(t, blind, protocol)
    const [chat, file, text] = [await open(), await upload('engine.png', png), await upload('a.txt', 'coal')]
    await say(chat, text)
    await say(chat, file)
    const { text: streamed } = await post({ chat, stream: true })
    const events = serverSentEvents(streamed).map(({ data }) => JSON.parse(data))
    t.match(
      events.filter(({ type }) => type === 'context').map(({ context }) => context),
      [
        { included: 2, files: 2, dropped_files: 0 },
        { included: 2, files: 1, dropped_files: 1, ...without(file) },
      ],
      'the last event is the valid one',
    )
    t.match(events.at(-1), { type: 'completed' })
    const run = (await ada.client.get(`/api/run/${events[0].run}`)).json<Schemas['Run']>()
    t.match(run, { status: 'completed', context: { files: 1, ...without(file) } })
    t.equal(calls.length, 2)
    t.match(JSON.stringify(calls.at(-1)?.body), 'coal', 'the text is still sent')
    t.match((await ask({ chat })).context, without(file))
    t.equal(calls.length, 3, 'the image is not tried again')
  })
}

t.test('an image sent with the prompt is not confused with a rejected earlier one', async (t) => {
  // The provider accepts one of two images.
  const { upload, open, say, ask, calls } = await start(t, (call) => {
    const count = JSON.stringify(call.body).split('image_url":{').length - 1
    if (count > 1)
      call.response.writeHead(400).end('{"error":{"message":"At most 1 image(s) may be provided"}}')
    else call.say()
  })
  const [chat, old, file] = [await open(), await upload('a.png', png), await upload('b.png', png)]
  await say(chat, old)
  t.match(await ask({ chat, file }), { status: 'completed', context: without(old) })
  t.equal(calls.length, 2)
  t.match((await ask({ chat })).context, { files: 1, ...without(old) })
})

t.test('an image of the prompt and an earlier one are both remembered as rejected', async (t) => {
  const { upload, open, say, post, ask, calls } = await start(t, blind)
  const [chat, old, file] = [await open(), await upload('a.png', png), await upload('b.png', png)]
  await say(chat, old)
  t.match((await post({ chat, file })).json(), { status: 415, code: 'unsupported_file' })
  t.equal(calls.length, 2)
  const left_out = [
    { file, reason: 'rejected' },
    { file: old, reason: 'rejected' },
  ]
  t.match(await ask({ chat }), { status: 'completed', context: { left_out } })
  t.match((await ask({ chat })).context, { left_out })
  t.equal(calls.length, 5, 'one prompt was sent twice')
})

/** Chat with an image, on a server with two providers, either of which may be down. */
async function startWithFallback(t: Test, sees: { readonly first: boolean; readonly second: boolean }) {
  const down = { first: false, second: false }
  const play = (which: keyof typeof down) => (call: Call) => {
    if (down[which]) call.refuse(503)
    else if (sees[which]) call.say()
    else blind(call)
  }
  const first = await playedProvider(t, play('first'))
  const second = await playedProvider(t, play('second'))
  const llm = { ...first.llm, fallbackBaseUrl: second.llm.baseUrl, fallbackModel: 'a fallback' }
  const user = await userOf(await testServer(t, { llm }))
  const [chat, file] = [await user.open(), await user.upload('engine.png', png)]
  await user.say(chat, file)
  return { ...user, chat, file, down, first, second }
}

t.test('an image rejected by the fallback is still sent to the first model', async (t) => {
  const { ask, post, chat, file, down, first } = await startWithFallback(t, { first: true, second: false })
  down.first = true
  t.match(await ask({ chat }), { status: 'completed', model: 'a fallback', context: without(file) })
  t.match((await post({ file })).json(), { code: 'unsupported_file' })
  down.first = false
  t.match((await ask({ chat })).context, { files: 1, dropped_files: 0 })
  t.match(JSON.stringify(first.calls.at(-1)?.body), 'image_url')
})

t.test('a model that rejects an image is called without it while the fallback is down', async (t) => {
  const { ask, chat, file, down, first } = await startWithFallback(t, { first: false, second: true })
  down.second = true
  const context = without(file)
  t.match(await ask({ chat }), { status: 'completed', model: 'test-model', context })
  const before = first.calls.length
  t.match(await ask({ chat }), { status: 'completed', context })
  t.equal(first.calls.length, before + 1, 'the rejection is remembered')
})

t.test('an image is left out later, however its rejection was worded', async (t) => {
  for (const [status, message] of [
    [413, '<html><h1>413 Request Entity Too Large</h1></html>'],
    [413, '{"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}'],
    [400, '{"error":{"message":"maximum context length is 8192 tokens"}}'],
    [400, '{"error":{"message":"Invalid request"}}'],
    [400, '{"error":{"code":"1210","message":"API 调用参数有误，请检查文档。"}}'],
    [422, ''],
    [400, '{"error":{"message":"This model does not accept visual input"}}'],
    [400, '{"error":{"message":"Unsupported modality for this model"}}'],
  ] as const) {
    const { upload, open, post, ask, calls } = await start(t, (call) => {
      if (hasMedia.test(JSON.stringify(call.body))) call.response.writeHead(status).end(message)
      else call.say()
    })
    const [chat, file] = [await open(), await upload('a.png', png)]
    t.ok((await post({ chat, file })).status >= 400, message)
    const expected = { status: 'completed', context: { files: 0, ...without(file) } }
    t.match(await ask({ chat }), expected, message)
    const before = calls.length
    t.match(await ask({ chat }), expected, message)
    t.equal(calls.length - before, 1, 'the rejected image is not sent again')
  }
})

t.test('a rejection for another reason is not retried without images', async (t) => {
  for (const [status, message] of [
    [400, 'temperature is not supported'],
    [401, 'images not allowed with this key'],
  ] as const) {
    const { server, upload, open, say, post, calls } = await start(t, (call) =>
      call.response.writeHead(status).end(JSON.stringify({ error: { message } })),
    )
    const [chat, file] = [await open(), await upload('a.png', png)]
    await say(chat, file)
    t.match((await post({ chat })).json(), { status: 502, code: 'provider_refused' }, message)
    t.match((await post({ chat, file })).json(), { status: 502, code: 'provider_refused' }, message)
    t.equal(calls.length, 2)
    t.match(await server.db.selectFrom('files').select('rejected_by').execute(), [{ rejected_by: [] }])
  }
  const { post } = await start(t, (call) => call.response.writeHead(400).end(JSON.stringify(refusal)))
  t.match(
    (await post({})).json(),
    { code: 'provider_refused' },
    'nor is a rejection of images without an image',
  )
})

t.test('an answer that has begun is not requested again', async (t) => {
  const { upload, open, say, post, calls } = await start(t, (call) => {
    call.begin('Well')
    call.response.end('data: {"error":{"message":"image input is not supported"}}\n\n')
  })
  const [chat, file] = [await open(), await upload('a.png', png)]
  await say(chat, file)
  t.equal((await post({ chat })).status, 502)
  t.equal(calls.length, 1)
})

t.test('a rejected PDF document is left out in the same way', async (t) => {
  const { llm, calls } = await playedProvider(t, blind)
  const server = await testServer(t, { llm, config: { LLM_DOCUMENTS: 'on', LLM_CONTEXT_LIMIT: 1_000_000 } })
  const { upload, open, post, ask } = await userOf(server)
  const [chat, file] = [await open(), await upload('a.pdf', pdf('BT /F 12 Tf (Newcomen) Tj ET'))]
  t.match((await post({ chat, file })).json(), { status: 415, code: 'unsupported_file' })
  t.match(await ask({ chat }), { status: 'completed', context: without(file) })
  t.equal(calls.length, 2)
})

t.test('a rejected image from a URL marks no file of the user', async (t) => {
  const { llm, calls } = await playedProvider(t, blind)
  const outside = await scriptedProvider(t, (_, response) => response.end(png))
  const config = {
    OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'],
    OUTSIDE_ALLOWED_PORTS: [Number(new URL(outside.baseUrl).port)],
  }
  const server = await testServer(t, { llm, config })
  const { open, post, ask } = await userOf(server)
  const chat = await open()
  const file_url = `${outside.baseUrl}/engine.png`
  t.match((await post({ chat, file_url })).json(), { status: 415, code: 'unsupported_file' })
  t.match(await ask({ chat }), { status: 'completed' })
  t.match((await post({ file_url })).json(), { status: 415, code: 'unsupported_file' }, 'without a chat too')
  t.equal(calls.length, 3)
})
