import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import { ResponseError, server } from './client.ts'
import * as api from './generated/index.ts'

const is = narrowing<api.KnownRunEvent>()

/** Reads an event by its generated type. Unknown types of events and unknown members do not compile. */
function read(event: api.RunEvent): Event {
  // @ts-expect-error No event has this type.
  is(event, 'txt')
  if (!is(event, 'text')) return { type: event.type }
  // @ts-expect-error No text event has this member.
  void event.content
  return { type: event.type, text: event.text }
}

function connect(url: string): Sdk {
  Object.assign(server, { url, token: '' })
  return {
    register: async (body) => known((await api.registerUser(body)).data),
    logIn: async (body) => (await api.logIn(body)).data.access,
    authorize: (token) => void Object.assign(server, { token }),
    createChat: async (title) => (await api.createChat({ title })).data,
    createMessage: async (chat, content) => (await api.createMessage({ chat, content })).data,
    listMessages: async (chat, limit, cursor) => {
      const { data, headers } = await api.listMessages({ chat, limit, cursor })
      return { messages: data, next: headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) => (await api.uploadFile({ file })).data,
    download: async (id) => known((await api.downloadFile(id)).data),
    ask: async (prompt) => (await api.askModel({ prompt })).data,
    begin: async (prompt) => (await api.createRun({ prompt })).data,
    follow: async function* (id) {
      const { data } = await api.followRun(id)
      // The body of a stream is typed as one of its events.
      const stream = data as unknown as ReadableStream<Uint8Array>
      for await (const event of events(stream)) yield read(known(api.runEventSchema.parse(event)))
    },
    cancel: async (id) => (await api.cancelRun(id)).data,
    codeOfMissingChat: async (id) => {
      const error: unknown = await api.getChat(id).catch((error: unknown) => error)
      return error instanceof ResponseError ? api.problemSchema.parse(error.problem).code : 'none'
    },
  }
}

export const variants: Variants = { 'kubb, zod': connect }
