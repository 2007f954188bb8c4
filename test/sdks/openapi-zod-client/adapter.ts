import { isErrorFromAlias } from '@zodios/core'
import type { z } from 'zod'
import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import { createApiClient, schemas } from './generated/client.ts'

type RunEvent = z.infer<typeof schemas.RunEvent>
const is = narrowing<z.infer<typeof schemas.KnownRunEvent>>()

/** Reads an event by its generated type. Unknown types of events and unknown members do not compile. */
function read(event: RunEvent): Event {
  // @ts-expect-error No event has this type.
  is(event, 'txt')
  if (!is(event, 'text')) return { type: event.type }
  // @ts-expect-error No text event has this member.
  void event.content
  return { type: event.type, text: event.text }
}

function connect(url: string): Sdk {
  const parley = createApiClient(url)
  let next: string | undefined
  // zodios returns bodies only: https://github.com/ecyrbe/zodios/issues/426
  parley.axios.interceptors.response.use((response) => {
    next = response.headers['next-cursor']
    return response
  })
  return {
    register: async (body) => known(await parley.registerUser(body)),
    logIn: async (body) => known(await parley.logIn(body)).access,
    authorize: (token) => {
      parley.axios.defaults.headers.common.Authorization = `Bearer ${token}`
    },
    createChat: async (title) => known(await parley.createChat({ title })),
    createMessage: async (chat, content) => known(await parley.createMessage({ chat, content })),
    listMessages: async (chat, limit, cursor) => {
      const messages = known(await parley.listMessages({ queries: { chat, limit, cursor } }))
      return { messages, next }
    },
    upload: async (file) => known(await parley.uploadFile({ file })),
    download: async (id) => {
      const bytes: unknown = await parley.downloadFile({ params: { id }, responseType: 'arraybuffer' })
      return new Blob([bytes as Buffer<ArrayBuffer>])
    },
    ask: async (prompt) => known(await parley.askModel({ prompt })),
    begin: async (prompt) => known(await parley.createRun({ prompt })),
    follow: async function* (id) {
      // Only this one of axios's adapters for Node returns a web stream.
      const options = { adapter: 'fetch', responseType: 'stream' } as const
      const stream: unknown = await parley.followRun({ params: { id }, ...options })
      for await (const event of events(stream as ReadableStream<Uint8Array>))
        yield read(known(schemas.RunEvent.parse(event)))
    },
    cancel: async (id) => known(await parley.cancelRun(undefined, { params: { id } })),
    codeOfMissingChat: async (id) => {
      const error: unknown = await parley.getChat({ params: { id } }).catch((error: unknown) => error)
      const isKnown = isErrorFromAlias(parley.api, 'getChat', error)
      return isKnown && error.response.status === 404 ? known(error.response.data.code) : 'none'
    },
  }
}

export const variants: Variants = { 'openapi-zod-client, zodios': connect }
