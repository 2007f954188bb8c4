/** Language model that sends what a test scripts, when the test says so. */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Test } from 'tap'
import { type AnswerContent, dialectOf } from './dialects.ts'
import { scriptedProvider } from './scripted.ts'

const { frames, error } = dialectOf('openai')

/** Longest wait for a call, in ms. */
const TIMEOUT_MS = 120_000

/** Piece of a tool call; the first piece of a call has an id and a name. */
export interface CallPiece {
  readonly index?: number
  readonly id?: string
  readonly name?: string
  readonly arguments?: string
}

/** Call of the model that waits for its answer. */
export interface ModelCall {
  /** Body of the request, as received. */
  readonly body: string
  say(...texts: readonly string[]): void
  think(...texts: readonly string[]): void
  /** Sends pieces of tool calls, one event each. */
  call(...pieces: readonly CallPiece[]): void
  /** Ends the answer as a provider does. */
  end(content?: AnswerContent): void
  /** Ends the answer with an error in the middle of the stream. */
  fail(): void
  /** Ends the response without the end marker of the protocol. */
  cut(): void
  /** Responds with an error status. */
  refuse(status: number): void
  /** Resolves when the client has closed the connection before the end of the answer. */
  readonly disconnected: Promise<void>
  readonly isDisconnected: boolean
}

export interface TestModel {
  readonly baseUrl: string
  /**
   * Takes the next call. Rejects if there is none within the timeout, for example because the request was
   * rejected.
   */
  next(): Promise<ModelCall>
  /** Number of calls that were not taken yet. */
  readonly waiting: number
}

/** Starts a model that serves until the test ends. */
export async function testModel(t: Test): Promise<TestModel> {
  const calls: ModelCall[] = []
  const waiting: ((call: ModelCall) => void)[] = []
  const { baseUrl } = await scriptedProvider(t, (_, response, body) => {
    const call = callOf(response, body)
    const waiter = waiting.shift()
    if (waiter) waiter(call)
    else calls.push(call)
  })
  return {
    baseUrl,
    get waiting() {
      return calls.length
    },
    async next() {
      const call = calls.shift()
      if (call) return call
      const { promise, resolve, reject } = Promise.withResolvers<ModelCall>()
      waiting.push(resolve)
      const giveUp = () => {
        waiting.splice(waiting.indexOf(resolve), 1)
        reject(new Error(`The model was not called within ${TIMEOUT_MS} ms`))
      }
      // A call that a test no longer expects must not keep its process running.
      const timer = setTimeout(giveUp, TIMEOUT_MS).unref()
      return promise.finally(() => clearTimeout(timer))
    },
  }
}

/** Returns a piece of a tool call as an event of the stream. */
export function callFrame({ index = 0, id, ...called }: CallPiece): string {
  const piece = { index, ...(id && { id, type: 'function' }), function: called }
  const choices = [{ index: 0, delta: { tool_calls: [piece] }, finish_reason: null }]
  return `data: ${JSON.stringify({ model: 'm-2', choices })}\n\n`
}

function callOf(response: ServerResponse, body: string): ModelCall {
  const unended = { texts: [], finish: null, usage: null, end: false }
  const write = (content: AnswerContent) => {
    // The first event only names the role.
    for (const frame of frames({ ...unended, ...content }).slice(1)) response.write(frame)
  }
  const disconnected = once(response, 'close').then(() => {
    if (response.writableFinished) throw new Error('The answer had ended')
  })
  disconnected.catch(() => {})
  return {
    body,
    say: (...texts) => write({ texts }),
    think: (...reasoning) => write({ reasoning }),
    call(...pieces) {
      for (const piece of pieces) response.write(callFrame(piece))
    },
    end: (content = {}) => void response.end(frames({ texts: [], ...content }).join('')),
    fail: () => void response.end(error('overloaded_error', 'PROVIDER SAYS')),
    cut: () => void response.end(),
    refuse: (status) => void response.writeHead(status).end('PROVIDER SAYS'),
    disconnected,
    get isDisconnected() {
      return response.destroyed && !response.writableFinished
    },
  }
}
