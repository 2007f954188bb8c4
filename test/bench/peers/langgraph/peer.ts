/** LangGraph's JavaScript server as a peer. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from '@langchain/langgraph-sdk'
import { freePort } from '../../../support/server.ts'
import type { Bench } from '../../bench.ts'
import { LAST_CHUNK } from '../../stream-client.ts'
import { httpRequest } from '../../streams.ts'
import type { Answer, Peer } from '../peer.ts'
import { versionsOf } from '../versions.ts'

/** As many as concurrent streams, because a run waits for a free worker. */
const WORKERS = 50

export async function startPeer(bench: Bench, baseUrl: string): Promise<Peer> {
  const directory = join(bench.directory, 'langgraph')
  await mkdir(directory)
  const settings = {
    BASE_URL: baseUrl,
    DIRECTORY: directory,
    WORKERS: String(WORKERS),
    PORT: String(await freePort()),
    NODE_ENV: 'production',
    LANGSMITH_TRACING: 'false',
  }
  const start = () => bench.start('langgraph', 'test/bench/peers/langgraph/server.ts', settings)
  const peer: Peer = {
    server: await start(),
    name: 'LangGraph',
    setup:
      `LangGraph: ${versionsOf('@langchain/langgraph-api', '@langchain/langgraph', '@langchain/langgraph-sdk', '@langchain/openai')};\n` +
      `the server of \`langgraphjs dev\` without reloading, ${WORKERS} workers, data in memory and in files; its ` +
      'production server needs a licence\nand Docker, and was not measured; resumable streams, read with its SDK.',
    // No event marks the end of a stream.
    terminal: LAST_CHUNK,
    async ask({ streams, prompt }) {
      const client = new Client({ apiUrl: peer.server.url, apiKey: null })
      const threads = await Promise.all(Array.from({ length: streams }, () => client.threads.create()))
      const body = {
        assistant_id: 'bench',
        input: { messages: [{ role: 'user', content: prompt }] },
        stream_mode: ['messages-tuple'],
        stream_resumable: true,
        on_disconnect: 'continue',
      }
      return threads.map(({ thread_id }) => httpRequest(`/threads/${thread_id}/runs/stream`, body, ''))
    },
    async compare() {},
    begin: (url, prompt, count) => Promise.all(Array.from({ length: count }, () => ask(url, prompt))),
    async restart() {
      peer.server = await start()
    },
  }
  return peer
}

interface Part {
  readonly id?: string | undefined
  readonly event: string
  readonly data: unknown
}

async function ask(url: string, prompt: string): Promise<Answer> {
  const client = new Client({ apiUrl: url, apiKey: null })
  const { thread_id: thread } = await client.threads.create()
  const reader = { last: '-1', text: '', ended: false }
  const created = Promise.withResolvers<string>()
  const read = async (parts: AsyncIterable<Part>, into: typeof reader) => {
    for await (const { id, event, data } of parts) {
      if (id !== undefined) into.last = id
      if (event === 'messages') into.text += (data as [{ content: string }])[0].content
    }
    into.ended = true
  }
  const first = read(
    client.runs.stream(thread, 'bench', {
      input: { messages: [{ role: 'user', content: prompt }] },
      streamMode: ['messages-tuple'],
      streamResumable: true,
      onDisconnect: 'continue',
      onRunCreated: ({ run_id }) => created.resolve(run_id),
    }) as AsyncIterable<Part>,
    reader,
  ).catch(() => {})
  const run = await created.promise
  const join = (lastEventId: string, into: typeof reader) =>
    read(client.runs.joinStream(thread, run, { lastEventId, streamMode: ['messages-tuple'] }), into)
  return {
    text: () => reader.text,
    async resume() {
      await first
      if (!reader.ended) await join(reader.last, reader)
    },
    async replay() {
      const other = { last: '-1', text: '', ended: false }
      await join('-1', other)
      return other.text
    },
    async saved() {
      const { values } = await client.threads.getState<{ messages?: { type: string; content: string }[] }>(
        thread,
      )
      const answers = values.messages?.filter(({ type }) => type === 'ai') ?? []
      return answers.map(({ content }) => content).join('')
    },
  }
}
