/**
 * Chat with the Vercel AI SDK on Node's http, as in its guide "Chatbot Resume Streams": PostgreSQL stores the
 * chats and the ids of their streams, answers are saved when they end, and resumable-stream uses Redis.
 * Settings: BASE_URL, CONNECTION (for pg, as JSON), POOL_SIZE, REDIS_URL and PORT.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  convertToModelMessages,
  generateId,
  pipeUIMessageStreamToResponse,
  streamText,
  toUIMessageStream,
  UI_MESSAGE_STREAM_HEADERS,
  type UIMessage,
} from 'ai'
import pg from 'pg'
import { createResumableStreamContext } from 'resumable-stream'

interface Chat {
  readonly messages: UIMessage[]
  readonly activeStreamId: string | null
}

const { BASE_URL = '', CONNECTION = '', POOL_SIZE, PORT } = process.env
const model = createOpenAICompatible({ name: 'bench', baseURL: BASE_URL })('bench')
// The server is not suspended between requests, so nothing must be kept alive. The library reads REDIS_URL.
const streams = createResumableStreamContext({ waitUntil: null })
const pool = new pg.Pool({ ...JSON.parse(CONNECTION), max: Number(POOL_SIZE) })
await pool.query(
  'create table if not exists ai_sdk_chats (id text primary key, messages jsonb not null, active_stream_id text)',
)

createServer((request, response) => {
  route(request, response).catch((error) => {
    process.stderr.write(`${error.stack}\n`)
    response.destroy()
  })
}).listen(Number(PORT), '127.0.0.1')

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, api, chat, id = '', stream] = (request.url ?? '').split('/')
  if (api !== 'api' || chat !== 'chat') return void response.writeHead(404).end()
  if (request.method === 'POST')
    return ask((await json(request)) as { id: string; message: UIMessage }, response)
  return stream === 'stream' ? resume(id, response) : show(id, response)
}

async function ask({ id, message }: { id: string; message: UIMessage }, response: ServerResponse) {
  const messages = [...(await readChat(id)).messages, message]
  await saveMessages(id, messages)
  const result = streamText({ model, messages: await convertToModelMessages(messages) })
  pipeUIMessageStreamToResponse({
    response,
    stream: toUIMessageStream({
      stream: result.stream,
      originalMessages: messages,
      generateMessageId: generateId,
      onEnd: ({ messages }) => saveMessages(id, messages),
    }),
    async consumeSseStream({ stream }) {
      const streamId = generateId()
      await streams.createNewResumableStream(streamId, () => stream)
      await pool.query('update ai_sdk_chats set active_stream_id = $2 where id = $1', [id, streamId])
    },
  })
}

async function resume(id: string, response: ServerResponse) {
  const { activeStreamId } = await readChat(id)
  const stream = activeStreamId && (await streams.resumeExistingStream(activeStreamId))
  if (!stream) return void response.writeHead(204).end()
  response.writeHead(200, UI_MESSAGE_STREAM_HEADERS)
  Readable.fromWeb(stream).pipe(response)
}

async function show(id: string, response: ServerResponse) {
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify((await readChat(id)).messages))
}

async function readChat(id: string): Promise<Chat> {
  const { rows } = await pool.query<Chat>(
    'select messages, active_stream_id as "activeStreamId" from ai_sdk_chats where id = $1',
    [id],
  )
  return rows[0] ?? { messages: [], activeStreamId: null }
}

/** Also removes the stream of the chat, which has not started or has ended. */
async function saveMessages(id: string, messages: UIMessage[]): Promise<void> {
  await pool.query(
    `insert into ai_sdk_chats (id, messages) values ($1, $2)
     on conflict (id) do update set messages = excluded.messages, active_stream_id = null`,
    [id, JSON.stringify(messages)],
  )
}
