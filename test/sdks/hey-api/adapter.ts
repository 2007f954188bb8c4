import type { Event, Sdk, Variants } from '../sdk.ts'
import { known } from '../shared/known.ts'
import { narrowing } from '../shared/narrowing.ts'
import { client as plainClient } from './generated/plain/client.gen.ts'
import * as plain from './generated/plain/index.ts'
import { client as valibotClient } from './generated/valibot/client.gen.ts'
import * as valibot from './generated/valibot/index.ts'
import { client as zodClient } from './generated/zod/client.gen.ts'
import * as zod from './generated/zod/index.ts'

/** Common type of the variants: the generated code differs in its checks, not in its exports. */
type Generated = typeof plain

const is = narrowing<plain.KnownRunEvent>()

/** Reads an event by its generated type. Unknown types of events and unknown members do not compile. */
function read(event: plain.RunEvent): Event {
  // @ts-expect-error No event has this type.
  is(event, 'txt')
  if (!is(event, 'text')) return { type: event.type }
  // @ts-expect-error No text event has this member.
  void event.content
  return { type: event.type, text: event.text }
}

type Config = Parameters<typeof plainClient.setConfig>[0]

/**
 * Configures the token for headers only. For an operation that accepts a token or a signed URL, `auth`
 * supplies the value for either, so the token would also be in the URL of a download:
 * https://github.com/hey-api/hey-api/issues/3195
 */
const forBearer = (token: string): Config => ({
  auth: ({ scheme }) => (scheme === 'bearer' ? token : undefined),
})

function connect(
  sdk: Generated,
  client: typeof plainClient,
  baseUrl: string,
  authorization: (token: string) => Config = forBearer,
): Sdk {
  client.setConfig({ baseUrl })
  const throwOnError = true as const
  return {
    register: async (body) => known((await sdk.registerUser({ body, throwOnError })).data),
    logIn: async (body) => (await sdk.logIn({ body, throwOnError })).data.access,
    authorize: (token) => void client.setConfig(authorization(token)),
    createChat: async (title) => (await sdk.createChat({ body: { title }, throwOnError })).data,
    createMessage: async (chat, content) =>
      (await sdk.createMessage({ body: { chat, content }, throwOnError })).data,
    listMessages: async (chat, limit, cursor) => {
      const query = { chat, limit, cursor }
      const { data, response } = await sdk.listMessages({ query, throwOnError })
      return { messages: data, next: response.headers.get('Next-Cursor') ?? undefined }
    },
    upload: async (file) => (await sdk.uploadFile({ body: { file }, throwOnError })).data,
    download: async (id) => {
      const { data } = await sdk.downloadFile({ path: { id }, parseAs: 'blob', throwOnError })
      return data as Blob
    },
    ask: async (prompt) => (await sdk.askModel({ body: { prompt }, throwOnError })).data,
    begin: async (prompt) => (await sdk.createRun({ body: { prompt }, throwOnError })).data,
    follow: async function* (id) {
      const { stream } = await sdk.followRun({ path: { id }, sseMaxRetryAttempts: 1, throwOnError })
      for await (const event of stream) if (event) yield read(known(event))
    },
    cancel: async (id) => (await sdk.cancelRun({ path: { id }, throwOnError })).data,
    codeOfMissingChat: async (id) => known((await sdk.getChat({ path: { id } })).error)?.code ?? 'none',
  }
}

export const variants: Variants = {
  'hey-api': (url) => connect(plain, plainClient, url),
  'hey-api, auth for every scheme': (url) => connect(plain, plainClient, url, (auth) => ({ auth })),
  'hey-api, zod': (url) => connect(zod, zodClient, url),
  'hey-api, valibot': (url) => connect(valibot, valibotClient, url),
}
