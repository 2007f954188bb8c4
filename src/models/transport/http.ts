import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import type { AnswerReader } from '../answer/answer-reader.ts'
import { connectionFailure, statusFailure } from '../errors/failure.ts'
import { ProviderError, type ProviderEvent, type ProviderStream, type ProxyOptions } from '../provider.ts'
import { type BodyReader, type Protocol, readBody } from './response-body.ts'

type Batch = readonly ProviderEvent[]
type Headers = Parameters<typeof statusFailure>[1]

/** Milliseconds: who has not accepted a connection by then is away, however long an answer may take. */
const CONNECT_TIMEOUT_MS = 5_000
/** Milliseconds that counts and the end may take once the model has said why it stopped. */
const COMPLETE_TIMEOUT_MS = 5_000
/** Milliseconds that a connection has to end after its answer, to be used again. */
const LINGER_TIMEOUT_MS = 1_000
/** What is read of an error, in bytes and milliseconds; it only serves to tell one failure from another. */
const ERROR_LIMIT = 64 * 1024
const ERROR_TIMEOUT_MS = 2_000
/** Bytes that may wait for the consumer before reading pauses; to pause and go on at each would cost more. */
const HIGH_WATER_MARK = 16 * 1024

export interface ClientOptions {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** In milliseconds, as in ProviderOptions. */
  readonly timeout: number
  readonly firstTokenTimeout?: number
  readonly tokenTimeout?: number
  readonly proxy?: ProxyOptions
}

export interface ProviderClient {
  /** Posts `body` as JSON and streams the answer, as Provider has it. */
  stream(body: () => object, protocol: Protocol, answer: AnswerReader, signal: AbortSignal): ProviderStream
  /** Closes every connection; what is still under way rejects as unavailable. */
  close(): Promise<void>
}

/** HTTP to one address of a provider. */
export function providerClient(options: ClientOptions): ProviderClient {
  const { url, proxy } = options
  const agent = agentThrough(proxy)
  const target = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'POST' as const,
    // The deadlines here are about tokens; undici's own, about bytes, would cut a model that thinks for long.
    headersTimeout: 0,
    bodyTimeout: 0,
    headers: {
      ...options.headers,
      'content-type': 'application/json',
      accept: 'text/event-stream, application/x-ndjson, application/json',
      'accept-encoding': 'identity',
    },
  }
  return {
    stream(body, protocol, answer, signal) {
      const send = (handler: Dispatcher.DispatchHandler) =>
        agent.dispatch({ ...target, body: JSON.stringify(body()) }, handler)
      return { [Symbol.asyncIterator]: () => call(send, options, protocol, answer, signal) }
    },
    close: () => agent.destroy(),
  }
}

function agentThrough(proxy: ProxyOptions | undefined): Dispatcher {
  const options = {
    // Over HTTP/1.1 a call has its connection to itself: to abort the one is to close the other.
    allowH2: false,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  }
  if (proxy === undefined) return new Agent(options)
  const { http = '', https = '', except = '' } = proxy
  // Left out, each of the three would be read from the environment.
  return new EnvHttpProxyAgent({
    ...options,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // For the answer to CONNECT: a call can give up on it, its connection can not.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: CONNECT_TIMEOUT_MS }),
    httpProxy: http,
    httpsProxy: https,
    noProxy: except,
  })
}

/**
 * One call, from the first `next` on. The callbacks of undici are used as they are: an event costs no promise and no timer
 * of its own, only what arrives together costs one promise.
 */
function call(
  send: (handler: Dispatcher.DispatchHandler) => unknown,
  deadlines: Pick<ClientOptions, 'timeout' | 'firstTokenTimeout' | 'tokenTimeout'>,
  protocol: Protocol,
  answer: AnswerReader,
  signal: AbortSignal,
): AsyncIterator<Batch, undefined> {
  let started = false
  let over = false
  let error: unknown
  let connection: Dispatcher.DispatchController | undefined
  let body: BodyReader | undefined
  let refusal: BodyReader | undefined
  let waiting: PromiseWithResolvers<IteratorResult<Batch, undefined>> | undefined
  let batch: ProviderEvent[] = []
  let batchBytes = 0
  let total: NodeJS.Timeout | undefined
  let silence: NodeJS.Timeout | undefined
  let tokens = 0
  let completing = false

  const abort = () => settle(signal.reason)
  const hangUp = () => connection?.abort(new Error('the call is over'))

  /** Hands over what there is, or the end, to who waits for it. */
  const wake = () => {
    if (waiting === undefined) return
    const { resolve, reject } = waiting
    if (batch.length > 0) {
      resolve({ done: false, value: batch })
      batch = []
      batchBytes = 0
    } else if (!over) {
      return
    } else if (error !== undefined) {
      reject(error)
    } else {
      resolve({ done: true, value: undefined })
    }
    waiting = undefined
  }
  const settle = (failure: unknown, linger = false) => {
    if (over) return
    over = true
    error = failure
    clearTimeout(total)
    clearTimeout(silence)
    signal.removeEventListener('abort', abort)
    // A connection that ends by itself can be used again.
    if (linger) silence = setTimeout(hangUp, LINGER_TIMEOUT_MS)
    else hangUp()
    // Who has left or goes elsewhere is not to work off first what came before.
    if (signal.aborted) batch = []
    wake()
  }
  const succeed = (linger: boolean) => {
    try {
      batch.push(...answer.take(), ...answer.close())
      settle(undefined, linger)
    } catch (failure) {
      settle(failure)
    }
  }
  /** What goes wrong after the model has stopped takes nothing away from the answer. */
  const fail = (failure: unknown) => {
    if (answer.stopped) succeed(false)
    else settle(failure)
  }
  const timeOut = (reason: string) => () => fail(new ProviderError('timeout', reason))
  const silenceOf = (timeout: number | undefined, reason: string) => {
    clearTimeout(silence)
    silence = timeout === undefined ? undefined : setTimeout(onSilence, timeout, reason)
  }
  const onSilence = (reason: string) => {
    // It is the consumer who is slow.
    if (connection?.paused) silence?.refresh()
    else timeOut(reason)()
  }
  const onTokens = () => {
    if (answer.stopped) {
      if (!completing) silenceOf(COMPLETE_TIMEOUT_MS, 'no end')
      completing = true
    } else if (answer.tokens > tokens) {
      // More text shows that the model had not stopped, whatever was said.
      if (tokens === 0 || completing) silenceOf(deadlines.tokenTimeout, 'silence between tokens')
      else silence?.refresh()
      completing = false
    }
    tokens = answer.tokens
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      connection = controller
      // undici cannot be told to give up a call before its connection stands.
      if (over) hangUp()
    },
    onResponseStart(_, status, headers) {
      if (status < 200 || over) return
      if (status < 300) {
        body = readBody(protocol, answer)
      } else {
        refusal = readError(status, headers, settle)
        body = refusal
        clearTimeout(silence)
        silence = setTimeout(refusal.end, ERROR_TIMEOUT_MS)
      }
    },
    onResponseData(controller, chunk) {
      if (over || body === undefined) return
      try {
        body.push(chunk)
      } catch (failure) {
        batch.push(...answer.take())
        return fail(failure)
      }
      if (over) return
      if (answer.ended) return succeed(true)
      onTokens()
      const events = answer.take()
      if (events.length === 0) return
      if (batch.length === 0) batch = events
      else batch.push(...events)
      batchBytes += chunk.length
      if (waiting !== undefined) wake()
      else if (batchBytes > HIGH_WATER_MARK) controller.pause()
    },
    onResponseEnd() {
      connection = undefined
      if (over) return clearTimeout(silence)
      try {
        body?.end()
      } catch (failure) {
        batch.push(...answer.take())
        return fail(failure)
      }
      if (!over) succeed(false)
    },
    onResponseError(_, failure) {
      connection = undefined
      if (over) clearTimeout(silence)
      else if (refusal !== undefined) refusal.end()
      else fail(connectionFailure(failure))
    },
  }

  return {
    next() {
      if (waiting !== undefined) throw new Error('The next events of a call are awaited already')
      waiting = Promise.withResolvers()
      const { promise } = waiting
      if (!started) {
        started = true
        if (signal.aborted) {
          settle(signal.reason)
        } else {
          signal.addEventListener('abort', abort, { once: true })
          total = setTimeout(timeOut('deadline'), deadlines.timeout)
          silenceOf(deadlines.firstTokenTimeout, 'no first token')
          try {
            send(handler)
          } catch (failure) {
            settle(failure)
          }
        }
      } else {
        wake()
        if (connection?.paused) {
          silence?.refresh()
          connection.resume()
        }
      }
      return promise
    },
    async return() {
      started = true
      batch = []
      settle(undefined)
      return { done: true, value: undefined }
    },
  }
}

/** Reads as much of an error's body as tells what it means, and then says so. */
function readError(status: number, headers: Headers, done: (failure: ProviderError) => void): BodyReader {
  const chunks: Uint8Array[] = []
  let length = 0
  const end = () => done(statusFailure(status, headers, jsonOrText(Buffer.concat(chunks, length))))
  return {
    push(chunk) {
      chunks.push(chunk)
      length += chunk.length
      if (length > ERROR_LIMIT) end()
    },
    end,
  }
}

function jsonOrText(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
