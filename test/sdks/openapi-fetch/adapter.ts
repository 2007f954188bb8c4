import createClient from 'openapi-fetch'
import type { Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { nextCursor } from '../shared/next-cursor.ts'
import type { components, paths } from './generated/api.ts'

type MediaTypes = 'application/json' | 'application/problem+json'
type RunEvent = components['schemas']['RunEvent']

function data<T>({ data, error }: { data?: T; error?: unknown }): NonNullable<T> {
  if (data === undefined || data === null) throw new Error(JSON.stringify(error))
  return data
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
      const query = { chat, limit, ...(cursor && { cursor }) }
      const result = await parley.GET('/api/message/', { params: { query } })
      return { messages: data(result), next: nextCursor(result.response.headers) }
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
      for await (const event of events(data(result))) yield event as RunEvent
    },
    cancel: async (id) => data(await parley.POST('/api/run/{id}/cancel', { params: { path: { id } } })),
    codeOfMissingChat: async (id) => {
      const { error } = await parley.GET('/api/chat/{id}', { params: { path: { id } } })
      return known(error)?.code ?? 'none'
    },
  }
}

export const variants: Variants = { 'openapi-typescript, openapi-fetch': connect }
