import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import { createApiClient, type Fetcher, type Schemas } from './generated/client.ts'

function fetcher(token: () => string | undefined): Fetcher {
  return {
    fetch: async ({ method, url, urlSearchParams, parameters }) => {
      const headers = new Headers(parameters?.header as Record<string, string> | undefined)
      const accessToken = token()
      if (accessToken) headers.set('Authorization', `Bearer ${accessToken}`)
      if (urlSearchParams) url.search = urlSearchParams.toString()
      const body = parameters?.body
      if (body !== undefined && !(body instanceof FormData)) headers.set('Content-Type', 'application/json')
      return fetch(url, { method, headers, body: body instanceof FormData ? body : JSON.stringify(body) })
    },
    parseResponseData: async (response) => {
      const type = response.headers.get('Content-Type') ?? ''
      if (type.startsWith('text/event-stream')) return response.body
      return /[/+]json/.test(type) ? response.json() : response.blob()
    },
  }
}

const is = narrowing<Schemas.KnownRunEvent>()

/** Reads an event by its generated type. Unknown types of events and unknown members do not compile. */
function read(event: Schemas.RunEvent): Event {
  // @ts-expect-error No event has this type.
  is(event, 'txt')
  if (!is(event, 'text')) return { type: event.type }
  // @ts-expect-error No text event has this member.
  void event.content
  return { type: event.type, text: event.text }
}

/** Parameters that the generated client requires even if all of their members are optional. */
const none = { header: {}, query: {} }

function connect(url: string): Sdk {
  let token: string | undefined
  const parley = createApiClient(
    fetcher(() => token),
    url,
  )
  return {
    register: async (body) => known(await parley.post('/api/register/', { body })),
    logIn: async (body) => (await parley.post('/api/token/', { body })).access,
    authorize: (accessToken) => {
      token = accessToken
    },
    createChat: async (title) => parley.post('/api/chat/', { ...none, body: { title } }),
    createMessage: async (chat, content) =>
      parley.post('/api/message/', { ...none, body: { chat, content } }),
    listMessages: async (chat, limit, cursor) => {
      const query = { chat, limit, cursor }
      const page = await parley.get('/api/message/', { ...none, query, withResponse: true })
      if (page.status !== 200) throw new Error(`The list returned ${page.status}`)
      return { messages: known(page.data), next: page.headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) => {
      const form = new FormData()
      form.append('file', file)
      return parley.post('/api/file/', { ...none, body: form as unknown as Schemas.FileUpload })
    },
    download: async (id) => {
      const bytes: unknown = await parley.get('/api/file/{id}/content', { ...none, path: { id } })
      return bytes as Blob
    },
    ask: async (prompt) => parley.post('/api/llm/', { ...none, body: { prompt } }),
    begin: async (prompt) => parley.post('/api/run/', { ...none, body: { prompt } }),
    follow: async function* (id) {
      const stream: unknown = await parley.get('/api/run/{id}/events', { ...none, path: { id } })
      for await (const event of events<Schemas.RunEvent>(stream as ReadableStream<Uint8Array>))
        yield read(event)
    },
    cancel: async (id) => parley.post('/api/run/{id}/cancel', { ...none, path: { id } }),
    codeOfMissingChat: async (id) => {
      const response = await parley.get('/api/chat/{id}', { ...none, path: { id }, withResponse: true })
      return response.status === 404 ? known(response.data).code : 'none'
    },
  }
}

export const variants: Variants = { 'typed-openapi': connect }
