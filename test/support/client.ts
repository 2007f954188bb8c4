/** HTTP client of the tests. It checks each response against the contract and records it as seen. */
import type { Readable } from 'node:stream'
import { getGlobalDispatcher } from 'undici'
import { decoded } from './content/decode.ts'
import { checkResponse, operationOf } from './contract/conformance.ts'
import { recordSeen } from './contract/seen.ts'

export interface Answer {
  status: number
  headers: Headers
  /** Body as received, possibly compressed. */
  bytes: Buffer
  /** Body as UTF-8, decompressed. */
  readonly text: string
  /** Body as JSON, of the type that the test expects. The contract has already checked the actual value. */
  json<T = unknown>(): T
}

export interface Options {
  /** Sent unchanged; they override headers that follow from `json`, `body` or `token`. */
  headers?: Record<string, string | string[]>
  /** Value sent as application/json. */
  json?: unknown
  /** Sent unchanged, except that a form is encoded as multipart/form-data. */
  body?: string | Buffer | Readable | FormData
  /** Access token, sent as a bearer token. */
  token?: string
}

export interface Client {
  request(method: string, path: string, options?: Options): Promise<Answer>
  get(path: string, options?: Options): Promise<Answer>
  head(path: string, options?: Options): Promise<Answer>
  post(path: string, options?: Options): Promise<Answer>
  put(path: string, options?: Options): Promise<Answer>
  delete(path: string, options?: Options): Promise<Answer>
  /** Returns a client that sends this token unless a request has a token of its own. */
  as(token: string): Client
  /**
   * Drop-in for clients that accept a fetch, such as openapi-fetch. Adds the token, checks and records like
   * the other methods.
   */
  fetch: typeof fetch
}

/**
 * Creates a client for the server at a base URL. It does not follow redirects. Its calls reject with an
 * AssertionError if the response violates the contract, and with undici's error if there is no response.
 */
export function client(baseUrl: string, token?: string): Client {
  const { origin } = new URL(baseUrl)

  async function request(method: string, path: string, options: Options = {}): Promise<Answer> {
    const headers: Record<string, string | string[]> = {}
    let body: string | Buffer | Readable | null = null
    if (options.body instanceof FormData) {
      const encoded = new Response(options.body)
      headers['content-type'] = encoded.headers.get('content-type') ?? ''
      body = Buffer.from(await encoded.arrayBuffer())
    } else if (options.body !== undefined) {
      body = options.body
    } else if (options.json !== undefined) {
      headers['content-type'] = 'application/json'
      body = JSON.stringify(options.json)
    }
    const bearer = options.token ?? token
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`
    for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = value

    // undici's request() takes a URL, which normalises paths that a test sends deliberately malformed.
    const response = await getGlobalDispatcher().request({ origin, path, method, headers, body })
    const bytes = Buffer.from(await response.body.arrayBuffer())
    const fields = new Headers()
    for (const [name, value] of Object.entries(response.headers)) {
      for (const line of [value ?? []].flat()) fields.append(name, line)
    }
    const content = decoded(fields, bytes)
    check(method, path, response.statusCode, fields, content)
    return {
      status: response.statusCode,
      headers: fields,
      bytes,
      get text() {
        return content.toString('utf8')
      },
      json: () => JSON.parse(content.toString('utf8')),
    }
  }

  const checkedFetch: typeof fetch = async (input, init) => {
    const outgoing = new Request(input, { redirect: 'manual', ...init })
    if (token !== undefined && !outgoing.headers.has('authorization')) {
      outgoing.headers.set('authorization', `Bearer ${token}`)
    }
    const response = await fetch(outgoing)
    const bytes = Buffer.from(await response.clone().arrayBuffer())
    const { pathname, search } = new URL(outgoing.url)
    check(outgoing.method, pathname + search, response.status, response.headers, bytes)
    return response
  }

  return {
    request,
    get: (path, options) => request('GET', path, options),
    head: (path, options) => request('HEAD', path, options),
    post: (path, options) => request('POST', path, options),
    put: (path, options) => request('PUT', path, options),
    delete: (path, options) => request('DELETE', path, options),
    as: (other) => client(baseUrl, other),
    fetch: checkedFetch,
  }
}

/**
 * Checks a response against the contract and records it as seen, for responses received without this client.
 */
export function check(method: string, path: string, status: number, headers: Headers, body: Buffer): void {
  checkResponse({ method, path, status, headers, body })
  const operation = operationOf(method, path)
  // HEAD in place of GET has no body, so the response of the GET does not count as seen.
  if (operation?.method === method) recordSeen(operation.operationId, status)
}
