import type { Sdk, Variants } from '../sdk.ts'
import { known } from '../shared/known.ts'
import { nextCursor } from '../shared/next-cursor.ts'
import { client as plainClient } from './generated/plain/client.gen.ts'
import * as plain from './generated/plain/index.ts'
import { client as valibotClient } from './generated/valibot/client.gen.ts'
import * as valibot from './generated/valibot/index.ts'
import { client as zodClient } from './generated/zod/client.gen.ts'
import * as zod from './generated/zod/index.ts'

/** The generated code differs in what it checks, not in what it exports. */
type Generated = typeof plain

function connect(sdk: Generated, client: typeof plainClient, baseUrl: string): Sdk {
  client.setConfig({ baseUrl })
  const throwOnError = true as const
  return {
    register: async (body) => known((await sdk.registerUser({ body, throwOnError })).data),
    logIn: async (body) => (await sdk.logIn({ body, throwOnError })).data.access,
    // Where an operation takes a token or a signed link, the client asks for both and sends what it is given:
    // https://github.com/hey-api/hey-api/issues/3195
    authorize: (token) =>
      void client.setConfig({ auth: ({ scheme }) => (scheme === 'bearer' ? token : undefined) }),
    createChat: async (title) => (await sdk.createChat({ body: { title }, throwOnError })).data,
    createMessage: async (chat, content) =>
      (await sdk.createMessage({ body: { chat, content }, throwOnError })).data,
    listMessages: async (chat, limit, cursor) => {
      const query = { chat, limit, ...(cursor && { cursor }) }
      const { data, response } = await sdk.listMessages({ query, throwOnError })
      return { messages: data, next: nextCursor(response.headers) }
    },
    upload: async (file) => (await sdk.uploadFile({ body: { file }, throwOnError })).data,
    download: async (id) => {
      const { data } = await sdk.downloadFile({ path: { id }, parseAs: 'blob', throwOnError })
      return data as Blob
    },
    ask: async (prompt) => (await sdk.askModel({ body: { prompt }, throwOnError })).data,
    follow: async function* (id) {
      const { stream } = await sdk.followRun({ path: { id }, sseMaxRetryAttempts: 1, throwOnError })
      for await (const event of stream) if (event) yield known(event)
    },
    cancel: async (id) => (await sdk.cancelRun({ path: { id }, throwOnError })).data,
    codeOfMissingChat: async (id) => known((await sdk.getChat({ path: { id } })).error)?.code ?? 'none',
  }
}

export const variants: Variants = {
  'hey-api': (url) => connect(plain, plainClient, url),
  'hey-api, zod': (url) => connect(zod, zodClient, url),
  'hey-api, valibot': (url) => connect(valibot, valibotClient, url),
}
