import { randomBytes } from 'node:crypto'

const model = 'offline-stand-in'
/**
 * In pieces of how many characters an answer comes, by how long it is at most: at 20 pieces a second the longest takes
 * about ten seconds, but for what nobody would read along.
 */
const pieces = [
  { longest: 4_000, chunkSize: 20 },
  { longest: 40_000, chunkSize: 200 },
  { longest: Number.POSITIVE_INFINITY, chunkSize: 16 * 1024 },
]
const pace = { ttft: 200, tps: 20 }

/**
 * Starts the offline stand-in on a free port of 127.0.0.1: an OpenAI-compatible server that echoes what it was
 * given and says in each answer, and in its `model`, that it is no language model.
 *
 * @param options.paced whether answers come as slowly as a model writes, or else at once
 */
export async function startOfflineProvider(options: { readonly paced: boolean }): Promise<{
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  close(): Promise<void>
}> {
  // Loaded here alone: who has a provider of his own does not pay for it.
  const { LLMock } = await import('@copilotkit/aimock')
  // It keeps its last requests and shows them, with CORS open to every web page: hence a key, and one request.
  const apiKey = randomBytes(24).toString('base64url')
  const server = new LLMock({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    auth: { apiKeys: [apiKey] },
    journalMaxEntries: 1,
  })
  const answer = ({ messages }: { messages: Messages }) => ({ content: echo(messages), model })
  for (const { longest, chunkSize } of pieces) {
    const predicate = ({ messages }: { messages: Messages }) => echo(messages).length <= longest
    server.on({ predicate }, answer, { chunkSize, ...(options.paced && { streamingProfile: pace }) })
  }
  const url = await server.start()
  return { baseUrl: `${url}/v1`, apiKey, model, close: () => server.stop() }
}

type Messages = ReadonlyArray<{ readonly role: string; readonly content: string | readonly Part[] | null }>
type Part = {
  readonly type: string
  readonly text?: string
  readonly image_url?: unknown
}

function echo(messages: Messages): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const parts = typeof content === 'string' ? [content] : content.map(described)
  return ['[Offline stand-in, no language model: this is an echo]', ...parts].join('\n\n')
}

function described(part: Part): string {
  if (part.type === 'text') return part.text ?? ''
  const { image_url: image } = part
  const url = image instanceof Object && 'url' in image && typeof image.url === 'string' ? image.url : ''
  return `[${/^data:([^;,]+)/.exec(url)?.[1] ?? part.type} picture attached]`
}
