import { Agent, request } from 'undici'
import { connectionFailure, statusFailure } from './failure.ts'
import { ProviderError } from './provider.ts'

/** The longest answer read, in bytes: far beyond what a model writes, small enough to be held in memory. */
const answerLimit = 16 * 1024 * 1024
/** Milliseconds: who has not accepted a connection by then is away, however long an answer may take. */
const connectTimeout = 5_000

export interface ProviderClient {
  /**
   * Posts `body` as JSON and reads the answer's JSON. Rejects with the signal's reason once `signal` is aborted
   * (which closes the connection), otherwise with a ProviderError.
   */
  postJson(body: object, signal: AbortSignal): Promise<unknown>
  /** Closes every connection; what is still under way rejects as unavailable. */
  close(): Promise<void>
}

/** HTTP to one address of a provider. `timeout`: milliseconds from the call to the last byte of its answer. */
export function providerClient(options: {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly timeout: number
}): ProviderClient {
  const { url, timeout } = options
  const headers = {
    ...options.headers,
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-encoding': 'identity',
  }
  const agent = new Agent({
    // Over HTTP/1.1 a call has its connection to itself: to abort the one is to close the other.
    allowH2: false,
    connect: { timeout: connectTimeout },
    // An answer comes in one piece when the model is done, so only the deadline for all of it says anything
    // about headers and body; undici's own five minutes would cut a longer one short.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  return {
    async postJson(body, signal) {
      signal.throwIfAborted()
      const deadline = AbortSignal.timeout(timeout)
      const either = AbortSignal.any([signal, deadline])
      try {
        const response = await unlessAborted(
          either,
          request(url, {
            dispatcher: agent,
            method: 'POST',
            headers,
            body: JSON.stringify(body),
            signal: either,
          }),
        )
        if (response.statusCode < 200 || response.statusCode > 299) {
          // Not read, because nothing of it may go on; destroying it reports an abort that is our own.
          response.body.on('error', () => {}).destroy()
          throw statusFailure(response.statusCode, response.headers)
        }
        return parse(await readAll(response.body))
      } catch (error) {
        signal.throwIfAborted()
        if (deadline.aborted) throw new ProviderError('timeout', 'deadline')
        throw error instanceof ProviderError ? error : connectionFailure(error)
      }
    },
    close: () => agent.destroy(),
  }
}

/** undici heeds a signal only once it is connected: a call given up before that would wait for the connection. */
function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > answerLimit) throw new ProviderError('failed', 'answer too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new ProviderError('failed', 'not JSON')
  }
}
