import type { Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { nextCursor } from '../shared/next-cursor.ts'
import { ResponseError, server } from './client.ts'
import * as api from './generated/index.ts'

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
      return { messages: data, next: nextCursor(headers) }
    },
    upload: async (file) => (await api.uploadFile({ file })).data,
    download: async (id) => known((await api.downloadFile(id)).data),
    ask: async (prompt) => (await api.askModel({ prompt })).data,
    follow: async function* (id) {
      const { data } = await api.followRun(id)
      const stream = data as unknown as ReadableStream<Uint8Array>
      for await (const event of events(stream)) yield known(api.runEventSchema.parse(event))
    },
    cancel: async (id) => (await api.cancelRun(id)).data,
    codeOfMissingChat: async (id) => {
      const error: unknown = await api.getChat(id).catch((error: unknown) => error)
      return error instanceof ResponseError ? api.problemSchema.parse(error.problem).code : 'none'
    },
  }
}

export const variants: Variants = { 'kubb, zod': connect }
