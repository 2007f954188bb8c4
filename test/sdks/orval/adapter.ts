import type { Event, Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import { server } from './fetcher.ts'
import * as api from './generated/fetch.ts'
import * as schemas from './generated/zod.ts'

/** Returns the data of a response with this status. Throws the problem of any other response. */
function data<R extends { status: number; data: unknown }, S extends R['status']>(
  response: R,
  status: S,
): Extract<R, { status: S }>['data'] {
  if (response.status !== status) throw new Error(JSON.stringify(response.data))
  return response.data as Extract<R, { status: S }>['data']
}

type RunEvent = api.followRunResponse200['data']
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
  Object.assign(server, { url, token: '' })
  return {
    register: async (body) => known(data(await api.registerUser(body), 201)),
    logIn: async (body) => data(await api.logIn(body), 200).access,
    authorize: (token) => void Object.assign(server, { token }),
    createChat: async (title) => data(await api.createChat({ title }), 201),
    createMessage: async (chat, content) => data(await api.createMessage({ chat, content }), 201),
    listMessages: async (chat, limit, cursor) => {
      const page = await api.listMessages({ chat, limit, cursor })
      return { messages: data(page, 200), next: page.headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) => data(await api.uploadFile({ file }), 201),
    download: async (id) => data(await api.downloadFile(id), 200),
    ask: async (prompt) => data(await api.askModel({ prompt }), 200) as api.Run,
    begin: async (prompt) => data(await api.createRun({ prompt }), 202),
    follow: async function* (id) {
      // The body of a stream is typed as one of its events.
      const stream = data(await api.followRun(id), 200) as unknown as ReadableStream<Uint8Array>
      for await (const event of events<RunEvent>(stream)) yield read(event)
    },
    cancel: async (id) => data(await api.cancelRun(id), 200),
    codeOfMissingChat: async (id) => {
      const response = await api.getChat(id)
      return response.status === 404 ? response.data.code : 'none'
    },
  }
}

/** The same client, with the generated schemas checking every request and response body. */
function checked(url: string): Sdk {
  const sdk = connect(url)
  return {
    ...sdk,
    register: async (body) =>
      schemas.RegisterUserResponse.parse(await sdk.register(schemas.RegisterUserBody.parse(body))),
    logIn: async (body) => sdk.logIn(schemas.LogInBody.parse(body)),
    createChat: async (title) => {
      schemas.CreateChatBody.parse({ title })
      return schemas.CreateChatResponse.parse(await sdk.createChat(title))
    },
    createMessage: async (chat, content) => {
      schemas.CreateMessageBody.parse({ chat, content })
      return schemas.CreateMessageResponse.parse(await sdk.createMessage(chat, content))
    },
    listMessages: async (chat, limit, cursor) => {
      schemas.ListMessagesQueryParams.parse({ chat, limit, cursor })
      const page = await sdk.listMessages(chat, limit, cursor)
      return { ...page, messages: schemas.ListMessagesResponse.parse(page.messages) }
    },
    upload: async (file) => {
      schemas.UploadFileBody.parse({ file })
      return schemas.UploadFileResponse.parse(await sdk.upload(file))
    },
    ask: async (prompt) => {
      schemas.AskModelBody.parse({ prompt })
      return schemas.AskModelResponse.parse(await sdk.ask(prompt))
    },
    begin: async (prompt) => {
      schemas.CreateRunBody.parse({ prompt })
      return schemas.CreateRunResponse.parse(await sdk.begin(prompt))
    },
    cancel: async (run) => schemas.CancelRunResponse.parse(await sdk.cancel(run)),
  }
}

export const variants: Variants = { orval: connect, 'orval, zod': checked }
