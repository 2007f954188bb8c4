import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import { Api, type KnownRunEvent, type Problem } from './generated/api.ts'

type RunEvent = Awaited<ReturnType<Api<string>['api']['followRun']>>['data']
const is = narrowing<KnownRunEvent>()

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
      const { data, headers } = await api.listMessages({ chat, limit, cursor })
      return { messages: data, next: headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) => (await api.uploadFile({ file })).data,
    // Without a format the client returns the unread Response.
    download: async (id) => (await api.downloadFile(id)).blob(),
    ask: async (prompt) => (await api.askModel({ prompt })).data,
    begin: async (prompt) => (await api.createRun({ prompt })).data,
    follow: async function* (id) {
      const { body } = await api.followRun(id)
      for await (const event of events<RunEvent>(body)) yield read(event)
    },
    cancel: async (id) => (await api.cancelRun(id)).data,
    codeOfMissingChat: async (id) => {
      const { error } = await api.getChat(id).catch((response: { error: Problem }) => response)
      return known(error).code
    },
  }
}

export const variants: Variants = { 'swagger-typescript-api': connect }
