/** Files of earlier messages in the context of a prompt. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { MAX_ATTACHMENT_BYTES } from '../../../src/attachments/attachment.ts'
import { pdf } from '../../support/content/pdf.ts'
import { png } from '../../support/content/png.ts'
import { filesIn } from '../../support/files.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { testServer } from '../../support/server.ts'
import { type ChatMessage, chatServer, LIMIT, messages } from './chats.ts'

const elsewhere = await scriptedProvider(t, (_, response) => response.writeHead(404).end())
const config = {
  OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'],
  OUTSIDE_ALLOWED_PORTS: [Number(new URL(elsewhere.baseUrl).port)],
}
const { provider, server, ada, roomy, chatOf, upload, ask, sentWhole, sent, firstOf } = await chatServer(
  t,
  config,
)

const url = `data:image/png;base64,${png.toString('base64')}`
const text = (text: string) => ({ type: 'text', text })

t.test('files of earlier messages are sent with them, in every protocol', async (t) => {
  const picture = await upload('engine.png', png)
  const notes = await upload('notes.txt', 'coal')
  const paper = await upload('engine.pdf', pdf('BT /F 12 Tf 20 100 Td (Newcomen, 1712) Tj ET'))
  const entries: ChatMessage[] = [
    ['assistant', 'Welcome.', picture.id],
    ['user', 'Look.', picture.id],
    ['user', '', notes.id],
    ['user', 'Read.', paper.id],
  ]
  const coal = 'File "notes.txt":\n\ncoal'
  const newcomen = 'File "engine.pdf":\n\nNewcomen, 1712'
  const image = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: png.toString('base64') },
  }
  const linked = { type: 'image_url', image_url: { url } }
  const greeting = [
    { role: 'user', content: '…' },
    { role: 'assistant', content: 'Welcome.' },
  ]
  for (const [protocol, expected] of [
    ['openai', [linked, text('Look.'), linked, text(coal), text('Read.'), text(newcomen), text('Who?')]],
    ['anthropic', [image, image, text('Look.'), text(coal), text(newcomen), text('Read.'), text('Who?')]],
    ['ollama', ['Look.', coal, 'Read.', newcomen, 'Who?'].join('\n\n')],
  ] as const) {
    const { client, calls } = await roomy(t, protocol)
    const { context } = await ask(await chatOf(...entries), {}, client)
    t.match(context, { included: 4, dropped: 0, files: 4, dropped_files: 0 }, protocol)
    const images = protocol === 'ollama' && { images: [png, png].map((one) => one.toString('base64')) }
    t.strictSame(sentWhole(calls), [...greeting, { role: 'user', content: expected, ...images }], protocol)
  }
})

t.test('the newest files are sent while tokens and bytes allow', async (t) => {
  const small = await upload('small.txt', 'coal')
  const large = await upload('large.txt', 'a'.repeat(400))
  const chat = await chatOf(['user', 'a', small.id], ['user', 'b', large.id], ['user', 'c', small.id])
  const report = {
    included: 3,
    dropped: 0,
    files: 2,
    dropped_files: 1,
    left_out: [{ file: large.id, reason: 'does_not_fit' }],
    estimated_tokens: 18,
    limit: LIMIT,
  }
  t.strictSame((await ask(chat)).context, { ...report, first_message: await firstOf(chat, 3) })
  const coal = 'File "small.txt":\n\ncoal'
  t.strictSame(sentWhole(), [{ role: 'user', content: ['a', coal, 'b', 'c', coal, 'Who?'].join('\n\n') }])

  const { client, calls } = await roomy(t)
  const half = await upload('half.png', Buffer.concat([png, Buffer.alloc(MAX_ATTACHMENT_BYTES / 2)]))
  const two = await chatOf(['user', 'a', half.id], ['user', 'b', half.id], ['user', 'c', small.id])
  t.match((await ask(two, {}, client)).context, { files: 2, dropped_files: 1 })
  t.match(sentWhole(calls)[0]?.content, [
    text('a'),
    text('b'),
    { type: 'image_url' },
    text('c'),
    text(coal),
    text('Who?'),
  ])
  t.match((await ask(await chatOf(['user', 'a', half.id]), { file: half.id }, client)).context, {
    files: 0,
    dropped_files: 1,
  })

  const pictures = Array.from({ length: 25 }, (): ChatMessage => ['user', 'a', small.id])
  t.match((await ask(await chatOf(...pictures), {}, client)).context, {
    included: 25,
    files: 20,
    dropped_files: 5,
  })
})

t.test('a file that is no longer available does not prevent an answer', async (t) => {
  const before = new Set(await filesIn(server.files))
  const lost = await upload('lost.txt', 'coal')
  for (const path of await filesIn(server.files)) if (!before.has(path)) await rm(join(server.files, path))
  const link = await upload('link.txt', 'coal')
  const json = { name: 'link.txt', content_type: 'text/plain', url: `${elsewhere.baseUrl}/nothing` }
  await ada.client.put(`/api/file/${link.id}`, { json })
  const broken = await upload('broken.pdf', '%PDF-1.7\n%%EOF')
  const deleted = await upload('deleted.txt', 'coal')
  const chat = await chatOf(
    ['user', 'a', lost.id],
    ['user', '', lost.id],
    ['user', 'b', link.id],
    ['user', 'c', broken.id],
    ['user', 'd', deleted.id],
    ['user', '', deleted.id],
  )
  await ada.client.delete(`/api/file/${deleted.id}`)
  const run = await ask(chat)
  t.match(run, {
    status: 'completed',
    context: {
      included: 4,
      dropped: 1,
      files: 0,
      dropped_files: 4,
      left_out: [
        { file: broken.id, reason: 'unreadable' },
        { file: link.id, reason: 'unreadable' },
        { file: lost.id, reason: 'unavailable' },
        { file: lost.id, reason: 'unavailable' },
      ],
      estimated_tokens: 21,
    },
  })
  t.strictSame(sent(), messages(['user', 'a'], ['user', 'b'], ['user', 'c'], ['user', 'd']))
})

t.test('an uploaded file stays with the message of its prompt, and a linked URL does not', async (t) => {
  const notes = await upload('notes.txt', 'coal')
  const outside = await scriptedProvider(t, (_, response) =>
    response.setHeader('content-type', 'text/plain').end('peat'),
  )
  const replica = await testServer(t, {
    replicaOf: server,
    llm: provider.llm,
    config: {
      ...config,
      LLM_CONTEXT_LIMIT: LIMIT,
      OUTSIDE_ALLOWED_PORTS: [Number(new URL(outside.baseUrl).port)],
    },
  })
  for (const [question, file, files] of [
    [{ file: notes.id }, notes.id, 1],
    [{ file_url: notes.url }, notes.id, 1],
    [{ file_url: `/api/file/${notes.id}` }, notes.id, 1],
    [{ file_url: `${outside.baseUrl}/peat.txt` }, null, 0],
    [{}, null, 0],
  ] as const) {
    const chat = await chatOf()
    const client = replica.client.as(ada.access)
    const { prompt_message, attachment } = await ask(chat, question, client)
    t.equal(attachment === null, !('file' in question || 'file_url' in question))
    t.match((await ada.client.get(`/api/message/${prompt_message}`)).json(), { content: 'Who?', file })
    t.match((await ask(chat, {}, client)).context, { included: 2, files }, 'and is sent again')
  }
})
