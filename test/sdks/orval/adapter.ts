import type { Sdk, Variants } from '../sdk.ts'
import { events } from '../shared/events.ts'
import { known } from '../shared/known.ts'
import { nextCursor } from '../shared/next-cursor.ts'
import { server } from './fetcher.ts'
import * as api from './generated/fetch.ts'
import * as schemas from './generated/zod.ts'

/** The data of the answer with this status; throws the problem of any other. */
function data<R extends { status: number; data: unknown }, S extends R['status']>(
  response: R,
  status: S,
): Extract<R, { status: S }>['data'] {
  if (response.status !== status) throw new Error(JSON.stringify(response.data))
  return response.data as Extract<R, { status: S }>['data']
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
      const page = await api.listMessages({ chat, limit, ...(cursor && { cursor }) })
      return { messages: data(page, 200), next: nextCursor(page.headers) }
    },
    upload: async (file) => data(await api.uploadFile({ file }), 201),
    download: async (id) => data(await api.downloadFile(id), 200),
    ask: async (prompt) => data(await api.askModel({ prompt }), 200) as api.Run,
    follow: async function* (id) {
      const stream = data(await api.followRun(id), 200) as unknown as ReadableStream<Uint8Array>
      for await (const event of events(stream)) yield event as api.RunEvent
    },
    cancel: async (id) => data(await api.cancelRun(id), 200),
    codeOfMissingChat: async (id) => {
      const response = await api.getChat(id)
      return response.status === 404 ? response.data.code : 'none'
    },
  }
}

/** The same with every body checked by the generated schemas, on its way out and on its way in. */
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
    cancel: async (run) => schemas.CancelRunResponse.parse(await sdk.cancel(run)),
  }
}

export const variants: Variants = { orval: connect, 'orval, zod': checked }
