/** Provider that a test scripts: the test inspects each request, and decides the response and its time. */
import type { ServerResponse } from 'node:http'
import type { Test } from 'tap'
import { type AnswerContent, type Dialect, dialectOf } from './dialects.ts'
import { type CallPiece, callFrame } from './model.ts'
import { scriptedProvider } from './scripted.ts'

/** Message as it was sent; its other members depend on the protocol. */
export interface SentMessage {
  readonly role: string
  readonly content: unknown
}

export interface Call {
  /** Parsed body of the request. */
  readonly body: { readonly messages: readonly SentMessage[]; readonly system?: string }
  /** Content of the last message if it is plain text. */
  readonly prompt: string
  /** True if the request is for a title. */
  readonly isTitle: boolean
  readonly response: ServerResponse
  /** Sends a complete answer. */
  say(content?: AnswerContent): void
  /** Answers with a tool call. */
  call(piece: CallPiece): void
  /** Starts an answer without ending it. */
  begin(text: string): void
  refuse(status: number): void
}

/** Starts the provider on a free port until the test ends. All calls are kept, the oldest first. */
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
      say: (content = {}) => void response.end(dialect.frames(content).join('')),
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
