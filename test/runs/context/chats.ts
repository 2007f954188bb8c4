/** Chats whose messages go into the context of a prompt, and what the provider then receives. */
import type { Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import type { Config } from '../../../src/config.ts'
import type { Client } from '../../support/client.ts'
import { type Call, playedProvider, type SentMessage } from '../../support/providers/played.ts'
import { newChat, uploadFile } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

type Schemas = components['schemas']
type Role = 'user' | 'assistant' | 'system'
/** Message of a chat, with the id of its file, if any. */
export type ChatMessage = readonly [role: Role, content: string, file?: number]

/** Context limit of the server, in tokens. */
export const LIMIT = 100

export const messages = (...entries: readonly ChatMessage[]) =>
  entries.map(([role, content]) => ({ role, content }))

/**
 * Starts a server with a small context limit, and with the provider whose responses `play` sends. Returns
 * functions for a user's chats there.
 */
export async function chatServer(t: Test, config: Partial<Config> = {}, play = (call: Call) => call.say()) {
  const provider = await playedProvider(t, play)
  const settings = { ...config, LLM_CONTEXT_LIMIT: LIMIT }
  const server = await testServer(t, { llm: provider.llm, config: settings })
  const ada = await signUp(server)

  /** Replica with a large context limit, and its provider's calls. */
  async function roomy(t: Test, protocol?: 'openai' | 'anthropic' | 'ollama') {
    const { llm, calls } = await playedProvider(t, (call) => call.say(), protocol)
    const replica = await testServer(t, {
      replicaOf: server,
      llm,
      config: { ...settings, LLM_CONTEXT_LIMIT: 1_000_000 },
    })
    return { client: replica.client.as(ada.access), calls }
  }

  /** Creates a chat with these messages, oldest first. It has a title, so that no title run starts. */
  async function chatOf(...messages: readonly ChatMessage[]): Promise<number> {
    const chat = await newChat(ada.client)
    for (const [role, content, file = null] of messages) {
      await ada.client.post('/api/message/', { json: { chat, role, content, file } })
    }
    return chat
  }

  function upload(filename: string, content: string | Buffer): Promise<Schemas['FileRecord']> {
    return uploadFile(ada.client, { filename, content })
  }

  async function ask(
    chat: number,
    question: object = {},
    client: Client = ada.client,
  ): Promise<Schemas['Run']> {
    const answer = await client.post('/api/llm/', { json: { prompt: 'Who?', chat, ...question } })
    return answer.json<Schemas['Run']>()
  }

  /** Returns the messages of the last provider call. */
  function sentWhole(calls: readonly Call[] = provider.calls): readonly SentMessage[] {
    return calls.at(-1)?.body.messages ?? []
  }

  /**
   * Same as `sentWhole`, but split into the texts and parts that were joined. No text contains a blank line.
   */
  function sentApart(calls?: readonly Call[]): readonly SentMessage[] {
    const apart = ({ role, content }: SentMessage) => {
      const parts = typeof content === 'string' ? content.split('\n\n') : [content].flat()
      return parts.map((part) => ({ role, content: part }))
    }
    return sentWhole(calls).flatMap(apart)
  }

  /** Same as `sentApart`, without the prompt. */
  function sent(calls?: readonly Call[]): readonly SentMessage[] {
    return sentApart(calls).slice(0, -1)
  }

  /**
   * Id of the oldest of this number of messages before the last prompt, without empty ones; null for none.
   */
  async function firstOf(chat: number, included: number): Promise<number | null> {
    const all = (await ada.client.get(`/api/message/?chat=${chat}`)).json<Schemas['Message'][]>().slice(0, -2)
    const entries = all.filter(({ content, file }) => content !== '' || file !== null)
    return (included > 0 && entries.at(-included)?.id) || null
  }

  return { provider, server, ada, roomy, chatOf, upload, ask, sentWhole, sentApart, sent, firstOf }
}
