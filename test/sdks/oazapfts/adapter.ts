import { HttpError, ok, type RequestOpts } from '@oazapfts/runtime'
import type { Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { nextCursor } from '../shared/next-cursor.ts'
import * as api from './generated/client.ts'

/** Has a generated function send a request, and takes the response unread: it would read it all, as text. */
async function unread(call: (options: RequestOpts) => Promise<unknown>): Promise<Response> {
  let taken: Response | undefined
  await call({
    fetch: async (...request) => {
      taken = await fetch(...request)
      return new Response(null, { status: taken.status })
    },
  })
  if (!taken?.ok) throw new Error(await taken?.text())
  return taken
}

function connect(url: string): Sdk {
  api.defaults.baseUrl = url
  return {
    register: async (body) => known(await ok(api.registerUser(body))),
    logIn: async (body) => (await ok(api.logIn(body))).access,
    authorize: (token) => {
      api.defaults.headers.Authorization = `Bearer ${token}`
    },
    createChat: async (title) => ok(api.createChat({ title })),
    createMessage: async (chat, content) => ok(api.createMessage({ chat, content })),
    listMessages: async (chat, limit, cursor) => {
      const page = await api.listMessages({ chat, limit, ...(cursor && { cursor }) })
      if (page.status !== 200) throw new HttpError(page.status, page.data, page.headers)
      return { messages: known(page.data), next: nextCursor(page.headers) }
    },
    upload: async (file) => ok(api.uploadFile({ file })),
    download: async (id) => (await unread((options) => api.downloadFile(id, {}, options))).blob(),
    ask: async (prompt) => ok(api.askModel({ prompt })),
    follow: async function* (id) {
      const { body } = await unread((options) => api.followRun(id, {}, options))
      for await (const event of events(body)) yield event as api.RunEvent
    },
    cancel: async (id) => ok(api.cancelRun(id)),
    codeOfMissingChat: async (id) => {
      const response = await api.getChat(id)
      return response.status === 404 ? known(response.data).code : 'none'
    },
  }
}

export const variants: Variants = { oazapfts: connect }
