import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import type { AnswerReader } from '../answer/answer-reader.ts'
import { connectionFailure, statusFailure } from '../errors/failure.ts'
import { ProviderError, type ProviderEvent, type ProviderStream, type ProxyOptions } from '../provider.ts'
import { type BodyReader, type Protocol, readBody } from './response-body.ts'

type Batch = readonly ProviderEvent[]
type Headers = Parameters<typeof statusFailure>[1]

const CONNECT_TIMEOUT_MS = 5_000
/** Time, in ms, that usage and the end of the stream may take after the finish reason. */
const COMPLETE_TIMEOUT_MS = 5_000
/** Time, in ms, for a connection to end its response after the answer, so that it can be reused. */
const LINGER_TIMEOUT_MS = 1_000
/** Limits for reading an error body, in bytes and ms; it only serves to classify the failure. */
const MAX_ERROR_BYTES = 64 * 1024
const ERROR_TIMEOUT_MS = 2_000
/** Bytes buffered for the consumer before reading pauses; pausing after each chunk would cost more. */
const HIGH_WATER_MARK_BYTES = 16 * 1024

export interface ClientOptions {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Timeouts in ms, as in ProviderOptions. */
  readonly timeout: number
  readonly firstTokenTimeout?: number
  readonly tokenTimeout?: number
  readonly proxy?: ProxyOptions
}

export interface ProviderClient {
  stream(body: () => object, protocol: Protocol, answer: AnswerReader, signal: AbortSignal): ProviderStream
  close(): Promise<void>
}

export function providerClient(options: ClientOptions): ProviderClient {
  const { url, proxy } = options
  const agent = agentThrough(proxy)
  const target = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'POST' as const,
    // The timeouts here count tokens; undici's, which count bytes, would cut off a model that reasons for
    // long.
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
    // With HTTP/1.1 each call has a connection to itself, so aborting the call can close it.
    allowH2: false,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  }
  if (proxy === undefined) return new Agent(options)
  const { http = '', https = '', except = '' } = proxy
  // Options left out would be read from the environment.
  return new EnvHttpProxyAgent({
    ...options,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Limits the response to CONNECT: aborting a call does not abort the proxy connection.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: CONNECT_TIMEOUT_MS }),
    httpProxy: http,
    httpsProxy: https,
    noProxy: except,
  })
}

/**
 * Starts one call at the first `next`. It uses undici's callbacks directly, so that the cost is one promise
 * per batch and no promise or timer per event.
 */
function call(
  send: (handler: Dispatcher.DispatchHandler) => unknown,
  deadlines: Pick<ClientOptions, 'timeout' | 'firstTokenTimeout' | 'tokenTimeout'>,
  protocol: Protocol,
  answer: AnswerReader,
  signal: AbortSignal,
): AsyncIterator<Batch, undefined> {
  let hasStarted = false
  let isOver = false
  let error: unknown
  let connection: Dispatcher.DispatchController | undefined
  let body: BodyReader | undefined
  let errorBody: BodyReader | undefined
  let waiting: PromiseWithResolvers<IteratorResult<Batch, undefined>> | undefined
  let batch: ProviderEvent[] = []
  let batchBytes = 0
  let deadline: NodeJS.Timeout | undefined
  let silence: NodeJS.Timeout | undefined
  let tokens = 0
  let isCompleting = false

  const abort = () => settle(signal.reason)
  const hangUp = () => connection?.abort(new Error('the call is over'))

  /** Settles the pending `next` with the waiting events, or with the end. */
  const wake = () => {
    if (waiting === undefined) return
    const { resolve, reject } = waiting
    if (batch.length > 0) {
      resolve({ done: false, value: batch })
      batch = []
      batchBytes = 0
    } else if (!isOver) {
      return
    } else if (error !== undefined) {
      reject(error)
    } else {
      resolve({ done: true, value: undefined })
    }
    waiting = undefined
  }
  const settle = (failure: unknown, linger = false) => {
    if (isOver) return
    isOver = true
    error = failure
    clearTimeout(deadline)
    clearTimeout(silence)
    signal.removeEventListener('abort', abort)
    // A response that ends normally leaves the connection reusable.
    if (linger) silence = setTimeout(hangUp, LINGER_TIMEOUT_MS)
    else hangUp()
    // After an abort the consumer must not first receive older events.
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
    // Reading is paused: the consumer is slow, not the provider.
    if (connection?.paused) silence?.refresh()
    else timeOut(reason)()
  }
  const onTokens = () => {
    if (answer.stopped) {
      if (!isCompleting) silenceOf(COMPLETE_TIMEOUT_MS, 'no end')
      isCompleting = true
    } else if (answer.tokens > tokens) {
      // More text means that the model had not stopped, despite the finish reason.
      if (tokens === 0 || isCompleting) silenceOf(deadlines.tokenTimeout, 'silence between tokens')
      else silence?.refresh()
      isCompleting = false
    }
    tokens = answer.tokens
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      connection = controller
      // undici cannot abort a call before its connection is established.
      if (isOver) hangUp()
    },
    onResponseStart(_, status, headers) {
      if (status < 200 || isOver) return
      if (status < 300) {
        body = readBody(protocol, answer)
      } else {
        errorBody = readError(status, headers, settle)
        body = errorBody
        clearTimeout(silence)
        silence = setTimeout(errorBody.end, ERROR_TIMEOUT_MS)
      }
    },
    onResponseData(controller, chunk) {
      if (isOver || body === undefined) return
      try {
        body.push(chunk)
      } catch (failure) {
        batch.push(...answer.take())
        return fail(failure)
      }
      if (isOver) return
      if (answer.ended) return succeed(true)
      onTokens()
      const events = answer.take()
      if (events.length === 0) return
      if (batch.length === 0) batch = events
      else batch.push(...events)
      batchBytes += chunk.length
      if (waiting !== undefined) wake()
      else if (batchBytes > HIGH_WATER_MARK_BYTES) controller.pause()
    },
    onResponseEnd() {
      connection = undefined
      if (isOver) return clearTimeout(silence)
      try {
        body?.end()
      } catch (failure) {
        batch.push(...answer.take())
        return fail(failure)
      }
      if (!isOver) succeed(false)
    },
    onResponseError(_, failure) {
      connection = undefined
      if (isOver) clearTimeout(silence)
      else if (errorBody !== undefined) errorBody.end()
      else fail(connectionFailure(failure))
    },
  }

  return {
    next() {
      if (waiting !== undefined) throw new Error('The next events of a call are awaited already')
      waiting = Promise.withResolvers()
      const { promise } = waiting
      if (!hasStarted) {
        hasStarted = true
        if (signal.aborted) {
          settle(signal.reason)
        } else {
          signal.addEventListener('abort', abort, { once: true })
          deadline = setTimeout(timeOut('deadline'), deadlines.timeout)
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
      hasStarted = true
      batch = []
      settle(undefined)
      return { done: true, value: undefined }
    },
  }
}

function readError(status: number, headers: Headers, done: (failure: ProviderError) => void): BodyReader {
  const chunks: Uint8Array[] = []
  let length = 0
  const end = () => done(statusFailure(status, headers, jsonOrText(Buffer.concat(chunks, length))))
  return {
    push(chunk) {
      chunks.push(chunk)
      length += chunk.length
      if (length > MAX_ERROR_BYTES) end()
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
