/** Positions among siblings are not counted in a chat without branches, and are right in every other. */
import t from 'tap'
import type { Answer } from '../support/client.ts'
import { treeDifferences } from '../support/load/tree.ts'
import { playedProvider } from '../support/providers/played.ts'
import { newChat } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

const { llm } = await playedProvider(t, (call) => call.say({ texts: ['I do.'] }))
const server = await testServer(t, { llm })
const { client } = await signUp(server)

const done = async (answer: Promise<Answer>) => {
  const { status, text } = await answer
  if (status >= 300) throw new Error(text)
  return JSON.parse(text || 'null')
}
const write = async (chat: number, json: object = {}): Promise<number> =>
  (await done(client.post('/api/message/', { json: { chat, content: 'Who?', ...json } }))).id
const ask = (chat: number, json: object) => done(client.post('/api/llm/', { json: { chat, ...json } }))
const select = (chat: number, leaf: number | null) =>
  done(client.put(`/api/chat/${chat}`, { json: { title: '', leaf } }))
const remove = (path: string) => done(client.delete(`/api/message/${path}`))
const isLinear = async (chat: number) =>
  (await server.db.selectFrom('chats').select('is_linear').where('id', '=', chat).executeTakeFirstOrThrow())
    .is_linear

for (const [what, change] of Object.entries<(chat: number, ids: number[]) => Promise<unknown>>({
  'a message is added': (chat) => write(chat),
  'the model answers a new prompt': (chat) => ask(chat, { prompt: 'Who?' }),
  'the model answers the last message': (chat, ids) => ask(chat, { parent: ids.at(-1) }),
  'the first message is deleted': (_, ids) => remove(`${ids[0]}`),
  'the last message is deleted': (_, ids) => remove(`${ids.at(-1)}`),
  'all messages from one on are deleted': (_, ids) => remove(`${ids[1]}?branch=true`),
  'the leaf is selected again': (chat, ids) => select(chat, ids.at(-1) ?? null),
  'a message is moved from another chat': async (chat) => {
    const id = await write(await newChat(client))
    await done(client.put(`/api/message/${id}`, { json: { chat, content: 'Who?' } }))
  },
})) {
  t.test(`no siblings are counted after ${what}`, async (t) => {
    const chat = await newChat(client)
    const ids = [await write(chat), await write(chat), await write(chat)]
    await change(chat, ids)
    await write(chat)
    t.ok(await isLinear(chat))
    t.strictSame(await treeDifferences(client, chat), [])
  })
}

for (const [what, change] of Object.entries<(chat: number, ids: number[]) => Promise<unknown>>({
  'a message is added elsewhere': (chat, [first]) => write(chat, { parent: first }),
  'another root is added': (chat) => write(chat, { parent: null }),
  'the model answers another message': (chat, [first]) => ask(chat, { parent: first, prompt: 'Who?' }),
  'the leaf is moved up': (chat, [first]) => select(chat, first ?? null),
  'the leaf is removed': (chat) => select(chat, null),
  'the leaf is moved up and back': async (chat, ids) => {
    await select(chat, ids[0] ?? null)
    await write(chat)
    await select(chat, ids.at(-1) ?? null)
  },
})) {
  t.test(`siblings are counted after ${what}`, async (t) => {
    const chat = await newChat(client)
    await change(chat, [await write(chat), await write(chat), await write(chat)])
    await write(chat)
    t.notOk(await isLinear(chat))
    t.strictSame(await treeDifferences(client, chat), [])
  })
}
