/** Random operations of a user on chats, messages, runs and files, and the model that answers the prompts. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import type { components } from '../../generated/api.ts'
import type { Random } from '../soak/random.ts'
import { form } from '../support/form.ts'
import { dialectOf } from '../support/providers/dialects.ts'
import { callFrame } from '../support/providers/model.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'
import type { Account } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type FileRecord = components['schemas']['FileRecord']
type Message = components['schemas']['Message']
type Run = components['schemas']['RunSummary']

const { frames, refusal } = dialectOf('openai')
const tool = { name: 'now' }
const call = { id: 'call_1', name: tool.name, arguments: '{}' }

/** Starts a model that refuses the prompt `fail`, answers `call` with a tool call, and `slow` slowly. */
export function modelOfPrompts(t: Pick<Test, 'teardown'>) {
  return scriptedProvider(t, async (_, response, body) => {
    const prompt = /"content":"(\w+)"}\]/.exec(body)?.[1]
    if (prompt === 'fail') {
      response.writeHead(400).end(JSON.stringify(refusal('refused', 'Refused.')))
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    if (prompt === 'call') response.write(callFrame({ index: 0, ...call }))
    const texts = prompt === 'call' ? [] : ['Newcomen ', 'built ', 'it.']
    for (const frame of frames({ texts, finish: prompt === 'call' ? 'tool_calls' : 'stop' })) {
      response.write(frame)
      if (prompt === 'slow') await sleep(20)
    }
    response.end()
  })
}

/** Operations on the current objects of a user. Some fail because of concurrent ones, which is expected. */
export function operationsOf({ client }: Account, random: Random) {
  const pick = async <T extends { id: number }>(path: string): Promise<T | undefined> => {
    const found = (await client.get(`${path}?limit=20&order=desc`)).json<T[]>()
    return found.length > 0 ? random.pick(found) : undefined
  }
  const post = (path: string, json: object, key?: string) =>
    client.post(path, { json, ...(key && { headers: { 'idempotency-key': key } }) })
  const chat = () => pick<Chat>('/api/chat/')
  const message = () => pick<Message>('/api/message/')
  const file = () => pick<FileRecord>('/api/file/')
  const key = () => `key-${random.whole(1, 6)}`
  const sometimes = (text: string) => (random.next() < 0.5 ? text : undefined)
  /** Chooses a place for a new message: a chat, and a message in it or null. */
  const place = async () => {
    const above = await message()
    return { chat: above?.chat, parent: random.next() < 0.2 ? null : above?.id }
  }
  return {
    createChat: () => post('/api/chat/', { title: 'Engines' }),
    createMessage: async () =>
      post('/api/message/', {
        chat: (await chat())?.id,
        content: 'Who?',
        file: (await file())?.id,
      }),
    createUnderKey: async () => post('/api/message/', { chat: (await chat())?.id, content: 'a' }, key()),
    createBelow: async () => post('/api/message/', { ...(await place()), content: 'Who?' }),
    createWithFiles: async () => {
      const files = [await file(), await file()].flatMap((found) => found?.id ?? [])
      return post('/api/message/', { chat: (await chat())?.id, content: 'a', files: [...new Set(files)] })
    },
    edit: async () => {
      const found = await message()
      const json = { chat: found?.chat, content: 'Edited', role: random.pick(['user', 'assistant']) }
      return client.put(`/api/message/${found?.id}`, { json })
    },
    replaceFiles: async () => {
      const found = await message()
      const files = random.next() < 0.3 ? [] : [await file(), await file()].flatMap((one) => one?.id ?? [])
      const json = { chat: found?.chat, content: 'a', files: [...new Set(files)] }
      return client.put(`/api/message/${found?.id}`, { json })
    },
    move: async () => {
      const [from, to] = [await message(), await chat()]
      return client.put(`/api/message/${from?.id}`, { json: { content: 'Moved', chat: to?.id } })
    },
    sendBack: async () => {
      const [found, to] = [await message(), await chat()]
      return client.put(`/api/message/${found?.id}`, { json: { ...found, chat: to?.id } })
    },
    deleteMessage: async () => client.delete(`/api/message/${(await message())?.id}`),
    deleteBranch: async () => client.delete(`/api/message/${(await message())?.id}?branch=true`),
    chooseLeaf: async () => {
      const { chat, parent: leaf } = await place()
      return client.put(`/api/chat/${chat}`, { json: { title: 'Engines', leaf } })
    },
    deleteChat: async () => client.delete(`/api/chat/${(await chat())?.id}`),
    ask: async () => post('/api/llm/', { prompt: 'Who?', chat: (await chat())?.id }),
    askBelow: async () => post('/api/llm/', { ...(await place()), prompt: 'Who?' }),
    askAgain: async () => post('/api/llm/', { ...(await place()) }, sometimes(key())),
    askAlone: () => post('/api/llm/', { prompt: 'Who?' }),
    // A key whose run has failed starts another run, whose messages replace those of the first.
    fail: async () => post('/api/llm/', { prompt: 'fail', chat: (await chat())?.id }, key()),
    failAgain: async () => post('/api/llm/', { prompt: 'fail', chat: (await chat())?.id }, key()),
    failBelow: async () => post('/api/llm/', { ...(await place()), prompt: 'fail' }, key()),
    // Exceeds the context limit, so the run is withdrawn.
    withdraw: async () =>
      post('/api/llm/', { prompt: 'a'.repeat(400), chat: (await chat())?.id, overflow: 'error' }),
    withdrawBelow: async () =>
      post('/api/llm/', { ...(await place()), prompt: 'a'.repeat(400), overflow: 'error' }),
    start: async () => post('/api/run/', { ...(await place()), prompt: 'slow' }),
    cancel: async () => client.post(`/api/run/${(await pick<Run>('/api/run/'))?.id}/cancel`),
    deleteRun: async () => client.delete(`/api/run/${(await pick<Run>('/api/run/'))?.id}`),
    callTools: async () => post('/api/llm/', { prompt: 'call', chat: (await chat())?.id, tools: [tool] }),
    returnResults: async () => {
      const called = (await client.get('/api/message/?limit=50&order=desc'))
        .json<Message[]>()
        .filter(({ parts }) => parts.some(({ type }) => type === 'tool_call'))
      const { chat, id } = called.length > 0 ? random.pick(called) : { chat: undefined, id: undefined }
      const results = [{ tool_call: call.id, content: 'noon' }]
      return post('/api/llm/', { chat, parent: id, tool_results: results }, sometimes(key()))
    },
    upload: () =>
      client.post(
        '/api/file/',
        form({ name: 'file', filename: 'a.txt', content: 'a'.repeat(random.whole(0, 99)) }),
      ),
    link: async () =>
      client.put(`/api/file/${(await file())?.id}`, {
        json: { name: 'b', content_type: 'text/plain', url: 'https://example.org/b' },
      }),
    deleteFile: async () => client.delete(`/api/file/${(await file())?.id}`),
  }
}
