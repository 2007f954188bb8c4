import t from 'tap'
import type { Attachment } from '../../../src/attachments/attachment.ts'
import type { ProviderRequest } from '../../../src/models/provider.ts'
import { collect } from '../../support/providers/collect.ts'
import { dialects, providerOf } from '../../support/providers/dialects.ts'
import { neverAborted } from '../../support/providers/never-aborted.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'

const bytes = Uint8Array.of(0, 1, 2, 255).subarray(1)
const of = { size: 3, bytes }
const picture: Attachment = { kind: 'image', name: 'a.png', content_type: 'image/png', ...of }
const paper: Attachment = { kind: 'document', name: 'a.pdf', content_type: 'application/pdf', ...of }
/** Text file, which needs no content parts. */
const notes: Attachment = {
  kind: 'text',
  name: 'a "b"\n.txt',
  content_type: 'text/plain',
  size: 3,
  text: 'c\nd',
}
const titled = 'File "a \\"b\\"\\n.txt":\n\nc\nd'

const user = (content: string, ...attachments: Attachment[]) => ({
  role: 'user' as const,
  content,
  attachments,
})
const assistant = (content: string) => ({ role: 'assistant' as const, content })
const system = (content: string) => ({ role: 'system' as const, content })

const streamed = { stream: true, stream_options: { include_usage: true } }
const text = (text: string) => ({ type: 'text', text })

/** Requests, and their form in each protocol. */
const table: { request: ProviderRequest; openai: object; anthropic: object; ollama?: object }[] = [
  {
    request: { messages: [user('Hello')] },
    openai: { model: 'm-1', messages: [{ role: 'user', content: 'Hello' }], ...streamed },
    anthropic: {
      model: 'm-1',
      max_tokens: 8192,
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
    },
    ollama: { model: 'm-1', messages: [{ role: 'user', content: 'Hello' }], stream: true },
  },
  {
    request: {
      model: 'm-9',
      system: 'Be brief.',
      temperature: 0,
      max_tokens: 9,
      messages: [user('a'), assistant('b'), system('c'), user('d')],
    },
    openai: {
      model: 'm-9',
      messages: [
        system('Be brief.\n\nc'),
        { role: 'user', content: 'a' },
        assistant('b'),
        { role: 'user', content: 'd' },
      ],
      ...streamed,
      temperature: 0,
      max_tokens: 9,
    },
    anthropic: {
      model: 'm-9',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'a' }, assistant('b'), { role: 'user', content: 'd' }],
      stream: true,
      system: 'Be brief.\n\nc',
      temperature: 0,
    },
    ollama: {
      model: 'm-9',
      messages: [
        system('Be brief.\n\nc'),
        { role: 'user', content: 'a' },
        assistant('b'),
        { role: 'user', content: 'd' },
      ],
      stream: true,
      options: { temperature: 0, num_predict: 9 },
    },
  },
  {
    request: { messages: [user('What?', picture, notes)] },
    openai: {
      model: 'm-1',
      messages: [
        {
          role: 'user',
          content: [
            text('What?'),
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AQL/' } },
            text(titled),
          ],
        },
      ],
      ...streamed,
    },
    anthropic: {
      model: 'm-1',
      max_tokens: 8192,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQL/' } },
            text(titled),
            text('What?'),
          ],
        },
      ],
      stream: true,
    },
    ollama: {
      model: 'm-1',
      messages: [{ role: 'user', content: `What?\n\n${titled}`, images: ['AQL/'] }],
      stream: true,
    },
  },
  {
    request: { messages: [user('What?', notes, notes)] },
    openai: {
      model: 'm-1',
      messages: [{ role: 'user', content: `What?\n\n${titled}\n\n${titled}` }],
      ...streamed,
    },
    anthropic: {
      model: 'm-1',
      max_tokens: 8192,
      messages: [{ role: 'user', content: `${titled}\n\n${titled}\n\nWhat?` }],
      stream: true,
    },
    ollama: {
      model: 'm-1',
      messages: [{ role: 'user', content: `What?\n\n${titled}\n\n${titled}` }],
      stream: true,
    },
  },
  {
    request: { messages: [user('', notes)] },
    openai: { model: 'm-1', messages: [{ role: 'user', content: titled }], ...streamed },
    anthropic: {
      model: 'm-1',
      max_tokens: 8192,
      messages: [{ role: 'user', content: titled }],
      stream: true,
    },
    ollama: { model: 'm-1', messages: [{ role: 'user', content: titled }], stream: true },
  },
  {
    request: { messages: [user('What?', paper)] },
    openai: {
      model: 'm-1',
      messages: [
        {
          role: 'user',
          content: [
            text('What?'),
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AQL/' } },
          ],
        },
      ],
      ...streamed,
    },
    anthropic: {
      model: 'm-1',
      max_tokens: 8192,
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'document',
              title: 'a.pdf',
              source: { type: 'base64', media_type: 'application/pdf', data: 'AQL/' },
            },
            text('What?'),
          ],
        },
      ],
      stream: true,
    },
  },
]

for (const dialect of dialects) {
  t.test(
    `${dialect.name}: the request has the protocol's form, and the key is in its header only`,
    async (t) => {
      const { baseUrl: given, requests } = await scriptedProvider(t, (_, response) =>
        response.end(dialect.whole({})),
      )
      const baseUrl = new URL(given).origin + dialect.base
      const provider = providerOf(dialect, {
        baseUrl,
        apiKey: 'sk-top-secret',
        model: 'm-1',
        timeout: 30_000,
      })
      t.teardown(() => provider.close())
      t.equal(provider.documents, dialect.name !== 'ollama')
      const rows = table.filter((row) => row[dialect.name] !== undefined)
      for (const row of rows) {
        await collect(provider.stream(row.request, neverAborted))
        t.strictSame(JSON.parse(requests.at(-1)?.body ?? ''), row[dialect.name])
      }
      for (const { headers, url, body } of requests) {
        const key = dialect.keyHeader === 'x-api-key' ? 'sk-top-secret' : 'Bearer sk-top-secret'
        t.equal(headers[dialect.keyHeader], key)
        t.equal(headers['content-type'], 'application/json')
        t.equal(headers['anthropic-version'], dialect.name === 'anthropic' ? '2023-06-01' : undefined)
        t.equal(url, dialect.path)
        t.notMatch(url + body, 'sk-top-secret')
      }
    },
  )
}

t.test('content that a protocol cannot represent is left out or rejected', async (t) => {
  const [, anthropic, ollama] = dialects
  if (!anthropic || !ollama) throw new Error('No dialects')
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) => response.end(anthropic.whole({})))
  const options = { baseUrl, model: 'm-1', timeout: 30_000 }
  const claude = providerOf(anthropic, options)
  const messages = [user('a'), assistant(''), assistant(' \n'), user(' ', picture)]
  await collect(claude.stream({ messages }, neverAborted))
  const sent = JSON.parse(requests.at(-1)?.body ?? '')
  t.match(sent, { messages: [{ role: 'user', content: [text('a'), { type: 'image' }] }] })
  t.equal(sent.messages.length, 1)
  t.equal(sent.messages[0].content.length, 2)
  const llama = providerOf(ollama, options)
  await t.rejects(collect(llama.stream({ messages: [user('a', paper)] }, neverAborted)), /takes no documents/)
  await Promise.all([claude.close(), llama.close()])
})

t.test('Ollama gets a context size for the whole prompt, in steps, because it would truncate', async (t) => {
  const [, , ollama] = dialects
  if (!ollama) throw new Error('No dialect')
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) => response.end(ollama.whole({})))
  const llama = providerOf(ollama, { baseUrl, model: 'm-1', timeout: 30_000, contextLimit: 1_000 })
  t.teardown(() => llama.close())
  for (const [tokens, size] of [
    [1, 5_096],
    [1_000, 5_096],
    [1_001, 10_192],
    [6_096, 10_192],
    [6_097, 20_384],
  ] as const) {
    const system = 's'.repeat(4)
    await collect(llama.stream({ system, messages: [user('a'.repeat(4 * (tokens - 1)))] }, neverAborted))
    t.strictSame(JSON.parse(requests.at(-1)?.body ?? '').options, { num_ctx: size }, `${tokens}`)
  }
})
