/**
 * Sends the requests that kubb's functions build. Its own client sends JSON without a Content-Type and reads
 * only JSON.
 */

export interface RequestConfig<TData = unknown> {
  method: string
  url: string
  params?: object
  data?: TData | FormData
  headers?: object
}

export type ResponseErrorConfig<TError = unknown> = TError

export interface ResponseConfig<TData> {
  data: TData
  status: number
  headers: Headers
}

export type Client = <TData, _TError = unknown, TBody = unknown>(
  config: RequestConfig<TBody>,
) => Promise<ResponseConfig<TData>>

export class ResponseError extends Error {
  readonly problem: unknown

  constructor(problem: unknown) {
    super(JSON.stringify(problem))
    this.problem = problem
  }
}

export const server = { url: '', token: '' }

const client: Client = async <TData>({ method, url, params, data, headers: given }: RequestConfig) => {
  const headers = new Headers(given as Record<string, string>)
  if (server.token) headers.set('Authorization', `Bearer ${server.token}`)
  const isJson = data !== undefined && !(data instanceof FormData)
  if (isJson) headers.set('Content-Type', 'application/json')
  const body = isJson ? JSON.stringify(data) : (data as FormData | undefined)
  const query = Object.entries(params ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : ''
  const response = await fetch(server.url + url + search, { method, headers, body })
  const result = await content(response)
  if (!response.ok) throw new ResponseError(result)
  return { data: result as TData, status: response.status, headers: response.headers }
}

async function content(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? ''
  if (type.startsWith('text/event-stream')) return response.body
  // The generated schema requires a File.
  return /[/+]json/.test(type) ? response.json() : new File([await response.blob()], 'content', { type })
}

export default client
