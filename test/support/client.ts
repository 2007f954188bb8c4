/**
 * The HTTP client of the tests: each response that it gets is checked against the contract, and noted as
 * seen.
 */
import type { Readable } from 'node:stream'
import { getGlobalDispatcher } from 'undici'
import { decoded } from './content/decode.ts'
import { checkResponse, operationOf } from './contract/conformance.ts'
import { recordSeen } from './contract/seen.ts'

export interface Answer {
  status: number
  headers: Headers
  /** As they came, also where they are compressed. */
  bytes: Buffer
  /** The content as UTF-8. */
  readonly text: string
  /** The content as JSON, of the type that the test expects; what it really is, the contract has checked. */
  json<T = unknown>(): T
}

export interface Options {
  /** Sent as they are, also instead of those that would follow from `json`, `body` or `token`. */
  headers?: Record<string, string | string[]>
  /** A value to send as application/json. */
  json?: unknown
  /** Sent as it is; a form is encoded as multipart/form-data. */
  body?: string | Buffer | Readable | FormData
  /** A bearer token. */
  token?: string
}

export interface Client {
  request(method: string, path: string, options?: Options): Promise<Answer>
  get(path: string, options?: Options): Promise<Answer>
  head(path: string, options?: Options): Promise<Answer>
  post(path: string, options?: Options): Promise<Answer>
  put(path: string, options?: Options): Promise<Answer>
  delete(path: string, options?: Options): Promise<Answer>
  /** The same client, with this bearer token where a request brings none of its own. */
  as(token: string): Client
  /**
   * For clients that take a fetch, such as openapi-fetch; checks and notes like the rest, and sends the token
   * too.
   */
  fetch: typeof fetch
}

/**
 * Makes a client for the server at a base URL. Redirects are not followed. Its calls reject with an
 * AssertionError where the response differs from the contract, and with undici's error where there is none.
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

    // Not undici's request(): that takes a URL, which straightens out a path that a test means to send
    // crooked.
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
 * Holds a response against the contract, and notes it as seen: for those that came another way than by the
 * client.
 */
export function check(method: string, path: string, status: number, headers: Headers, body: Buffer): void {
  checkResponse({ method, path, status, headers, body })
  const operation = operationOf(method, path)
  // A HEAD that stands in for a GET shows nothing of the body, so it does not count as having seen the
  // response.
  if (operation?.method === method) recordSeen(operation.operationId, status)
}
