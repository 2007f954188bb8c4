import createClient from 'openapi-fetch'
import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import type { components, operations, paths } from './generated/api.ts'

type MediaTypes = 'application/json' | 'application/problem+json'
type RunEvent = operations['followRun']['responses'][200]['content']['text/event-stream']
const is = narrowing<components['schemas']['KnownRunEvent']>()

function data<T>({ data, error }: { data?: T; error?: unknown }): NonNullable<T> {
  if (data === undefined || data === null) throw new Error(JSON.stringify(error))
  return data
}

/** Reads an event by its generated type. Unknown types of events and unknown members do not compile. */
function read(event: RunEvent): Event {
  // @ts-expect-error No event has this type.
  is(event, 'txt')
  if (!is(event, 'text')) return { type: event.type }
  // @ts-expect-error No text event has this member.
  void event.content
  return { type: event.type, text: event.text }
}

function connect(baseUrl: string): Sdk {
  const parley = createClient<paths, MediaTypes>({ baseUrl })
  return {
    register: async (body) => data(known(await parley.POST('/api/register/', { body }))),
    logIn: async (body) => data(await parley.POST('/api/token/', { body })).access,
    authorize: (token) =>
      parley.use({ onRequest: ({ request }) => request.headers.set('Authorization', `Bearer ${token}`) }),
    createChat: async (title) => data(await parley.POST('/api/chat/', { body: { title } })),
    createMessage: async (chat, content) =>
      data(await parley.POST('/api/message/', { body: { chat, content } })),
    listMessages: async (chat, limit, cursor) => {
      const query = { chat, limit, cursor }
      const result = await parley.GET('/api/message/', { params: { query } })
      return { messages: data(result), next: result.response.headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) =>
      data(
        await parley.POST('/api/file/', {
          // Bytes are typed as text: https://github.com/openapi-ts/openapi-typescript/issues/1214
          body: { file: file as unknown as string },
          bodySerializer: ({ file }) => {
            const form = new FormData()
            form.append('file', file)
            return form
          },
        }),
      ),
    download: async (id) =>
      data(await parley.GET('/api/file/{id}/content', { params: { path: { id } }, parseAs: 'blob' })),
    ask: async (prompt) => data(await parley.POST('/api/llm/', { body: { prompt } })),
    begin: async (prompt) => data(await parley.POST('/api/run/', { body: { prompt } })),
    follow: async function* (id) {
      const result = await parley.GET('/api/run/{id}/events', { params: { path: { id } }, parseAs: 'stream' })
      for await (const event of events<RunEvent>(data(result))) yield read(event)
    },
    cancel: async (id) => data(await parley.POST('/api/run/{id}/cancel', { params: { path: { id } } })),
    codeOfMissingChat: async (id) => {
      const { error } = await parley.GET('/api/chat/{id}', { params: { path: { id } } })
      return known(error)?.code ?? 'none'
    },
  }
}

export const variants: Variants = { 'openapi-typescript, openapi-fetch': connect }
