import type { Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { nextCursor } from '../shared/next-cursor.ts'
import { Api, type Problem, type RunEvent } from './generated/api.ts'

function connect(baseUrl: string): Sdk {
  const { api, setSecurityData } = new Api<string>({
    baseUrl,
    securityWorker: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
  })
  return {
    register: async (body) => known((await api.registerUser(body)).data),
    logIn: async (body) => (await api.logIn(body)).data.access,
    authorize: (token) => setSecurityData(token),
    createChat: async (title) => (await api.createChat({ title })).data,
    createMessage: async (chat, content) => (await api.createMessage({ chat, content })).data,
    listMessages: async (chat, limit, cursor) => {
      const { data, headers } = await api.listMessages({ chat, limit, ...(cursor && { cursor }) })
      return { messages: data, next: nextCursor(headers) }
    },
    upload: async (file) => (await api.uploadFile({ file })).data,
    // Without a format the response comes unread, and it is a Response.
    download: async (id) => (await api.downloadFile(id)).blob(),
    ask: async (prompt) => (await api.askModel({ prompt })).data,
    follow: async function* (id) {
      const { body } = await api.followRun(id)
      for await (const event of events(body)) yield event as RunEvent
    },
    cancel: async (id) => (await api.cancelRun(id)).data,
    codeOfMissingChat: async (id) => {
      const { error } = await api.getChat(id).catch((response: { error: Problem }) => response)
      return known(error).code
    },
  }
}

export const variants: Variants = { 'swagger-typescript-api': connect }
