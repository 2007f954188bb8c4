/** Order and number of messages in each protocol. */
import t from 'tap'
import type { Attachment } from '../../src/attachments/attachment.ts'
import type { Message, ProviderRequest } from '../../src/models/provider.ts'
import { collect } from '../support/providers/collect.ts'
import { dialects, providerOf } from '../support/providers/dialects.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'

const bytes = Uint8Array.of(1, 2, 255)
const named = (name: string): Attachment => ({
  kind: 'image',
  name,
  content_type: 'image/png',
  size: 3,
  bytes: Uint8Array.of(...bytes, name.charCodeAt(0)),
})
const notes: Attachment = { kind: 'text', name: 'n.txt', content_type: 'text/plain', size: 4, text: 'coal' }
const coal = 'File "n.txt":\n\ncoal'

const user = (content: string, ...attachments: Attachment[]): Message => ({
  role: 'user',
  content,
  attachments,
})
const assistant = (content: string): Message => ({ role: 'assistant', content })
const system = (content: string): Message => ({ role: 'system', content })

/**
 * Expected instructions and messages of each protocol, abbreviated, with the first letter of an image's name.
 */
const table: {
  what: string
  request: ProviderRequest
  instructions?: string
  messages: readonly string[]
  /** Order for Anthropic, where files precede their text. */
  anthropic?: readonly string[]
  /** Order for Ollama, where images are separate from the text. */
  ollama?: readonly string[]
}[] = [
  { what: 'one', request: { messages: [user('a')] }, messages: ['user: a'] },
  {
    what: 'two user messages',
    request: { messages: [user('a'), user('b')] },
    messages: ['user: a\n\nb'],
  },
  {
    what: 'three user messages and two assistant messages',
    request: { messages: [user('a'), user('b'), user('c'), assistant('d'), assistant('e'), user('f')] },
    messages: ['user: a\n\nb\n\nc', 'assistant: d\n\ne', 'user: f'],
  },
  {
    what: 'an assistant message first, after dropped messages or as a greeting',
    request: { messages: [assistant('Welcome.'), user('a')] },
    messages: ['user: …', 'assistant: Welcome.', 'user: a'],
  },
  {
    what: 'two assistant messages first, after instructions and blanks',
    request: { messages: [system('s'), user(' '), assistant('b'), assistant('c'), user('a')] },
    instructions: 's',
    messages: ['user: …', 'assistant: b\n\nc', 'user: a'],
  },
  {
    what: 'instructions in the middle, more than once',
    request: {
      system: 's',
      messages: [system('t'), user('a'), system('u'), user('b'), assistant('c'), system(''), user('d')],
    },
    instructions: 's\n\nt\n\nu',
    messages: ['user: a\n\nb', 'assistant: c', 'user: d'],
  },
  {
    what: 'blank messages',
    request: {
      system: ' ',
      messages: [user(''), user('a'), assistant(' \n'), user('\t'), user('b'), assistant('')],
    },
    messages: ['user: a\n\nb'],
  },
  {
    what: 'a blank prompt after an answer',
    request: { messages: [user('a'), assistant('b'), user(' ')] },
    messages: ['user: a', 'assistant: b', 'user:  '],
  },
  {
    what: 'a blank prompt after an unanswered one',
    request: { messages: [user('a'), user(' ')] },
    messages: ['user: a'],
  },
  { what: 'only a blank prompt', request: { messages: [user('')] }, messages: ['user: '] },
  {
    what: 'white space as part of a text',
    request: { messages: [user(' a\n'), user('\tb')] },
    messages: ['user:  a\n\n\n\tb'],
  },
  {
    what: 'an assistant message last, to be continued',
    request: { messages: [user('a'), assistant('b'), assistant('c')] },
    messages: ['user: a', 'assistant: b\n\nc'],
  },
  {
    what: 'an image without text next to a text, in both orders',
    request: { messages: [user('', named('x')), user('a'), assistant('b'), user('c'), user('', named('y'))] },
    messages: ['user: [x] [a]', 'assistant: b', 'user: [c] [y]'],
    ollama: ['user: a [x]', 'assistant: b', 'user: c [y]'],
  },
  {
    what: 'images of several messages, in order',
    request: { messages: [user('a', named('x'), named('y')), user('b', named('z'))] },
    messages: ['user: [a] [x] [y] [b] [z]'],
    anthropic: ['user: [x] [y] [a] [z] [b]'],
    ollama: ['user: a\n\nb [x] [y] [z]'],
  },
  {
    what: 'a text file without text between texts',
    request: { messages: [user('a'), user('', notes), user('b')] },
    messages: [`user: a\n\n${coal}\n\nb`],
  },
  {
    what: 'text files with texts and an image',
    request: { messages: [user('a', notes), user('b', named('x'))] },
    messages: [`user: [a] [${coal}] [b] [x]`],
    anthropic: [`user: [${coal}] [a] [x] [b]`],
    ollama: [`user: a\n\n${coal}\n\nb [x]`],
  },
]

interface SentPart {
  readonly text?: string
  readonly image_url?: { readonly url: string }
  readonly source?: { readonly data: string }
}
interface Sent {
  readonly system?: string
  readonly messages: readonly {
    readonly role: string
    readonly content: string | readonly SentPart[]
    readonly images?: readonly string[]
  }[]
}

const letterOf = (base64: string) => String.fromCharCode(Buffer.from(base64, 'base64')[3] ?? 0)
const pictureIn = ({ image_url, source }: SentPart) =>
  letterOf(source?.data ?? image_url?.url.split(',')[1] ?? '')

function inShort({ role, content, images = [] }: Sent['messages'][number]): string {
  const texts =
    typeof content === 'string' ? [content] : content.map((part) => `[${part.text ?? pictureIn(part)}]`)
  return [`${role}: ${texts.join(' ')}`, ...images.map((image) => `[${letterOf(image)}]`)].join(' ')
}

for (const dialect of dialects) {
  t.test(`${dialect.name}: turns alternate, begin with the user's and lose nothing`, async (t) => {
    const { baseUrl, requests } = await scriptedProvider(t, (_, response) => response.end(dialect.whole({})))
    const provider = providerOf(dialect, {
      baseUrl: new URL(baseUrl).origin + dialect.base,
      model: 'm-1',
      timeout: 30_000,
    })
    t.teardown(() => provider.close())
    for (const { what, request, instructions, messages, ...others } of table) {
      await collect(provider.stream(request, neverAborted))
      const sent: Sent = JSON.parse(requests.at(-1)?.body ?? '')
      const expected = dialect.name === 'openai' ? messages : (others[dialect.name] ?? messages)
      if (dialect.name === 'anthropic') t.equal(sent.system, instructions, what)
      const leading =
        instructions === undefined || dialect.name === 'anthropic' ? [] : [`system: ${instructions}`]
      t.strictSame(sent.messages.map(inShort), [...leading, ...expected], what)
    }
  })
}
