/** A provider that a test plays: it looks at what it is asked, and answers when and as it likes. */
import type { ServerResponse } from 'node:http'
import type { Test } from 'tap'
import { type Dialect, dialectOf, type Said } from './dialects.ts'
import { type CallPiece, callFrame } from './model.ts'
import { scriptedProvider } from './scripted.ts'

/** A message as it was sent; what else it has is the protocol's. */
export interface SentMessage {
  readonly role: string
  readonly content: unknown
}

export interface Call {
  /** What was sent, as JSON has it. */
  readonly body: { readonly messages: readonly SentMessage[]; readonly system?: string }
  /** The last message's content, where it is plain text. */
  readonly prompt: string
  /** Whether a title is asked for. */
  readonly isTitle: boolean
  readonly response: ServerResponse
  /** Answers whole. */
  say(said?: Said): void
  /** Answers with the call of a tool. */
  call(piece: CallPiece): void
  /** Begins to answer, and leaves the rest open. */
  begin(text: string): void
  refuse(status: number): void
}

/** Starts it on a free port until the test ends. Each of its calls is kept, the oldest first. */
export async function playedProvider(
  t: Test,
  play: (call: Call) => void,
  name: Dialect['name'] = 'openai',
): Promise<{ readonly llm: { baseUrl: string; protocol: Dialect['name'] }; readonly calls: Call[] }> {
  const dialect = dialectOf(name)
  const calls: Call[] = []
  const { baseUrl } = await scriptedProvider(t, (_, response, text) => {
    const body: Call['body'] = JSON.parse(text)
    const prompt = body.messages.at(-1)?.content
    const call: Call = {
      body,
      prompt: typeof prompt === 'string' ? prompt : '',
      isTitle: text.includes('Name the conversation'),
      response,
      say: (said = {}) => void response.end(dialect.frames(said).join('')),
      call: (piece) => {
        response.write(callFrame(piece))
        response.end(dialect.frames({ texts: [], finish: 'tool_calls' }).join(''))
      },
      begin: (text) => {
        const frames = dialect.frames({ texts: [text], finish: null, usage: null, end: false })
        response.write(frames.join(''))
      },
      refuse: (status) => void response.writeHead(status).end('{}'),
    }
    calls.push(call)
    play(call)
  })
  return { llm: { baseUrl: new URL(baseUrl).origin + dialect.base, protocol: name }, calls }
}
