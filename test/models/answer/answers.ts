/** Bytes of answers in each protocol. */
import type { Test } from 'tap'
import { protocols } from '../../../src/models/protocols/protocols.ts'
import { done, event, line } from '../../support/providers/frames.ts'
import { outcomeOf } from '../../support/providers/outcome.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'

/** Name of a protocol. */
export type Name = keyof typeof protocols

/** Returns a chunk of OpenAI's protocol. */
export const delta = (delta: unknown, finish_reason: unknown = null) =>
  event({ choices: [{ index: 0, delta, finish_reason }] })
export const stop = delta({}, 'stop')
/** Returns an answer of OpenAI's protocol that is not streamed. */
export const message = (message: unknown, more: object = {}) =>
  JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }], ...more })

/** Text, end and framing of an answer in each protocol. */
export const framed: Readonly<Record<Name, { text: string; end: string; frame(data: unknown): string }>> = {
  openai: { text: delta({ content: 'Half an ans' }), end: stop + done, frame: event },
  anthropic: {
    text: event({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'Half an ans' } }),
    end: event({ type: 'message_stop' }),
    frame: event,
  },
  ollama: {
    text: line({ message: { content: 'Half an ans' }, done: false }),
    end: line({ message: { content: '' }, done: true, done_reason: 'stop' }),
    frame: line,
  },
}

/** Returns the outcome of a response with this body. */
export async function answerTo(t: Test, body: string | Buffer, protocol: Name = 'openai') {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  const provider = protocols[protocol]({ baseUrl, model: 'm-1', timeout: 30_000 })
  t.teardown(() => provider.close())
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] }
  return outcomeOf(provider.stream(request, new AbortController().signal))
}
