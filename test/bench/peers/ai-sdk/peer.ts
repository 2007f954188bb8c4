/** The Vercel AI SDK with resumable-stream as a peer. */
import { randomUUID } from 'node:crypto'
import type { UIMessage } from 'ai'
import { redis } from '../../../support/network/redis.ts'
import { freePort } from '../../../support/server.ts'
import type { Bench } from '../../bench.ts'
import { POOL_SIZE } from '../../parley.ts'
import { httpRequest } from '../../streams.ts'
import type { Answer, Peer } from '../peer.ts'
import { versionsOf } from '../versions.ts'
import { Chat, textOf } from './chat.ts'

export async function startPeer(bench: Bench, baseUrl: string): Promise<Peer> {
  const { url: redisUrl } = await redis(bench)
  const settings = {
    BASE_URL: baseUrl,
    CONNECTION: JSON.stringify(bench.connection),
    POOL_SIZE: String(POOL_SIZE),
    REDIS_URL: redisUrl,
    PORT: String(await freePort()),
    NODE_ENV: 'production',
  }
  const start = () => bench.start('ai-sdk', 'test/bench/peers/ai-sdk/server.ts', settings)
  const peer: Peer = {
    server: await start(),
    name: 'AI SDK',
    setup:
      `Vercel AI SDK: ${versionsOf('ai', '@ai-sdk/openai-compatible', 'resumable-stream', 'redis')}, on Node's http ` +
      'as in its guide "Chatbot Resume Streams";\nchats in the same PostgreSQL, saved in onEnd; Redis without ' +
      'persistence, which is not killed; read with its Chat class.',
    terminal: 'data: [DONE]',
    async ask({ streams, prompt }) {
      return Array.from({ length: streams }, () => {
        const message = { id: randomUUID(), role: 'user', parts: [{ type: 'text', text: prompt }] }
        return httpRequest('/api/chat', { id: randomUUID(), message }, '')
      })
    },
    async compare() {},
    begin: async (url, prompt, count) => Array.from({ length: count }, () => ask(url, prompt)),
    async restart() {
      peer.server = await start()
    },
  }
  return peer
}

function ask(url: string, prompt: string): Answer {
  const id = randomUUID()
  const chat = new Chat(url, id)
  const first = chat.sendMessage({ text: prompt })
  return {
    text: () => chat.text(),
    async resume() {
      await first
      if (chat.status === 'error') await chat.resumeStream()
    },
    async replay() {
      const other = new Chat(url, id)
      await other.resumeStream()
      return other.text()
    },
    async saved() {
      const response = await fetch(`${url}/api/chat/${id}`)
      return textOf((await response.json()) as UIMessage[])
    },
  }
}
