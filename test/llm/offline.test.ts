import t from 'tap'
import { request } from 'undici'
import { attachment } from '../../src/llm/attachment.ts'
import { startOfflineProvider } from '../../src/llm/offline.ts'
import { openaiProvider } from '../../src/llm/openai.ts'
import { collect } from './collect.ts'

const png = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const nobodyLeaves = new AbortController().signal

const offline = await startOfflineProvider({ paced: false })
t.teardown(() => offline.close())

t.test('the stand-in echoes the prompt, names what came with it, and says what it is', async (t) => {
  const provider = openaiProvider({ ...offline, timeout: 5000 })
  t.teardown(() => provider.close())
  const note = '[Offline stand-in, no language model: this is an echo]'
  const picture = await attachment({ name: 'dot.png', content_type: 'image/png', bytes: png })
  const text = await attachment({
    name: 'notes.txt',
    content_type: 'text/plain',
    bytes: new TextEncoder().encode('buy milk'),
  })
  for (const [prompt, attachments, content] of [
    ['Hello 🙂', [], `${note}\n\nHello 🙂`],
    ['What is this?', [picture], `${note}\n\nWhat is this?\n\n[image/png picture attached]`],
    ['And this?', [text], `${note}\n\nAnd this?\n\nFile "notes.txt":\n\nbuy milk`],
  ] as const) {
    const messages = [{ role: 'user' as const, content: prompt, attachments }]
    const { usage, ...answer } = await collect(provider.stream({ messages }, nobodyLeaves))
    const finish = { finish_reason: 'stop', complete: true, attempts: [] }
    t.strictSame(answer, { content, model: 'offline-stand-in', ...finish })
    t.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens)
    t.equal(usage.estimated, false)
  }
})

t.test('its answers name it, whichever model was asked for', async (t) => {
  const provider = openaiProvider({ ...offline, model: 'gpt-5', timeout: 5000 })
  t.teardown(() => provider.close())
  const request = { messages: [{ role: 'user' as const, content: 'x' }] }
  t.match(await collect(provider.stream(request, nobodyLeaves)), { model: 'offline-stand-in' })
})

t.test('it listens on the loopback only, and tells nobody without its key what was asked', async (t) => {
  const { hostname, origin } = new URL(offline.baseUrl)
  t.equal(hostname, '127.0.0.1')
  const { statusCode, body } = await request(`${origin}/__aimock/journal`)
  t.equal(statusCode, 401)
  t.notMatch(await body.text(), /milk|gpt-5/)
})
