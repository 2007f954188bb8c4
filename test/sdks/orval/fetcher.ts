/**
 * Sends the requests that orval's functions build to a server, with a token. Event streams are returned
 * unread.
 */
export const server = { url: '', token: '' }

export async function fetcher<T>(path: string, options: RequestInit): Promise<T> {
  const headers = new Headers(options.headers)
  if (server.token) headers.set('Authorization', `Bearer ${server.token}`)
  const response = await fetch(server.url + path, { ...options, headers })
  return { data: await content(response), status: response.status, headers: response.headers } as T
}

function content(response: Response): unknown {
  const type = response.headers.get('Content-Type') ?? ''
  if (response.status === 204) return undefined
  if (type.startsWith('text/event-stream')) return response.body
  return /[/+]json/.test(type) ? response.json() : response.blob()
}
