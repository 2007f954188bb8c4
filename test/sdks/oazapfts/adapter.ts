import { ok, type RequestOpts } from '@oazapfts/runtime'
import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import * as api from './generated/client.ts'

/**
 * Sends the request of a generated function and returns the response unread; the function would read it as
 * text.
 */
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

type RunEvent = Extract<Awaited<ReturnType<typeof api.followRun>>, { status: 200 }>['data']
const is = narrowing<api.KnownRunEvent>()

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
      const page = await api.listMessages({ chat, limit, cursor })
      if (page.status !== 200) throw new Error(`The list returned ${page.status}`)
      return { messages: known(page.data), next: page.headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) => ok(api.uploadFile({ file })),
    download: async (id) => (await unread((options) => api.downloadFile(id, {}, options))).blob(),
    ask: async (prompt) => ok(api.askModel({ prompt })),
    begin: async (prompt) => ok(api.createRun({ prompt })),
    follow: async function* (id) {
      const { body } = await unread((options) => api.followRun(id, {}, options))
      for await (const event of events<RunEvent>(body)) yield read(event)
    },
    cancel: async (id) => ok(api.cancelRun(id)),
    codeOfMissingChat: async (id) => {
      const response = await api.getChat(id)
      return response.status === 404 ? known(response.data).code : 'none'
    },
  }
}

export const variants: Variants = { oazapfts: connect }
