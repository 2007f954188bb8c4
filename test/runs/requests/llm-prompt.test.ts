/** Blank prompts with a file, and prompts sent again. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { png } from '../../support/content/png.ts'
import { dialects } from '../../support/providers/dialects.ts'
import { testModel } from '../../support/providers/model.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { newChat, readRun, uploadFile } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']
type Run = components['schemas']['Run']
type Json = Record<string, unknown>

const blanks = ['', ' ', '\n\t ', '\u00a0', '\u3000\ufeff']

/** Returns every text in a provider request, alone or as a part of a message. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (typeof node !== 'object' || node === null) return []
  const { text, content, images, ...rest } = node as Json
  // A message to Ollama needs no text when it has images.
  const own = [text, images === undefined ? content : undefined].filter((value) => typeof value === 'string')
  return [...own, ...textsIn(content), ...textsIn(Object.values(rest))]
}

for (const { name, base, frames } of dialects) {
  t.test(`${name} receives no empty text when a file is sent with a blank prompt`, async (t) => {
    const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
      response.end(frames({}).join('')),
    )
    const server = await testServer(t, {
      llm: { baseUrl: new URL(base, baseUrl).href, protocol: name },
    })
    const ada = await signUp(server)
    const files = {
      picture: await uploadFile(ada.client, { filename: 'engine.png', type: 'image/png', content: png }),
      text: await uploadFile(ada.client, {
        filename: 'engine.txt',
        type: 'text/plain',
        content: 'Newcomen, 1712',
      }),
    }
    for (const [what, { id, url }] of Object.entries(files)) {
      for (const prompt of blanks) {
        for (const source of [
          { file: id },
          { file_url: url },
          { file: id, chat: await newChat(ada.client) },
        ]) {
          const about = `${what}, ${JSON.stringify(prompt)}, ${Object.keys(source)}`
          const answer = await ada.client.post('/api/llm/', { json: { prompt, ...source } })
          t.match(answer.json(), { status: 'completed', prompt, attachment: {} }, `${about}: ${answer.text}`)
          const body = requests.at(-1)?.body ?? ''
          for (const text of textsIn(JSON.parse(body).messages)) t.match(text, /\S/, about)
          t.match(body, what === 'text' ? 'Newcomen, 1712' : png.toString('base64'), about)
        }
      }
    }

    // Both are in the context of the next prompt, one of them without its file.
    const chat = await newChat(ada.client)
    for (const { id } of Object.values(files))
      await ada.client.post('/api/llm/', { json: { prompt: ' ', file: id, chat } })
    await ada.client.delete(`/api/file/${files.text.id}`)
    t.equal((await ada.client.post('/api/llm/', { json: { prompt: 'And?', chat } })).status, 200)
    for (const text of textsIn(JSON.parse(requests.at(-1)?.body ?? '').messages)) t.match(text, /\S/)
  })
}

t.test('a blank prompt without a file is rejected by field name and starts no run', async (t) => {
  const server = await testServer(t)
  const ada = await signUp(server)
  const chat = await newChat(ada.client)
  for (const prompt of blanks) {
    for (const rest of [{}, { file: null }, { file: null, file_url: null }, { chat }]) {
      const answer = await ada.client.post('/api/llm/', { json: { prompt, ...rest } })
      t.match(answer.json<Problem>(), { status: 400, errors: [{ pointer: '/body/prompt' }] })
    }
  }
  t.same((await ada.client.get('/api/run/')).json(), [])
  t.same((await ada.client.get('/api/message/')).json(), [])
})

t.test('a failed prompt can be sent again without being in the context twice', async (t) => {
  const model = await testModel(t)
  const server = await testServer(t, { llm: { baseUrl: model.baseUrl } })
  const ada = await signUp(server)
  const prompt = 'Who built the first one?'
  const timesIn = (body: string) => body.split(prompt).length - 1
  for (const [what, ends] of [
    ['refused', 'refuse'],
    ['failed in mid-answer', 'fail'],
    ['cancelled', 'cancel'],
  ] as const) {
    const chat = await newChat(ada.client)
    const ask = (key: string) =>
      ada.client.post('/api/llm/', {
        json: { prompt, chat },
        headers: { 'idempotency-key': `${ends}-${key}` },
      })
    const first = ask('first')
    const call = await model.next()
    if (ends !== 'refuse') call.say('James ')
    if (ends === 'refuse') call.refuse(400)
    if (ends === 'fail') call.fail()
    if (ends === 'cancel') {
      const runs = (await ada.client.get(`/api/run/?chat=${chat}`)).json<
        { id: number; started_at: unknown }[]
      >()
      while ((await ada.client.get(`/api/run/${runs[0]?.id}`)).json<Run>().content === '') await sleep(20)
      await ada.client.post(`/api/run/${runs[0]?.id}/cancel`)
    }
    const failed = (await first).json<{ id?: number; run?: number }>()
    const run = (await ada.client.get(`/api/run/${failed.run ?? failed.id}`)).json<Run>()
    t.match(run, { status: ends === 'cancel' ? 'cancelled' : 'failed', prompt })

    const naive = ask('naive')
    const again = await model.next()
    t.equal(timesIn(again.body), 2, `${what}: without deleting the messages it is in the context twice`)
    again.refuse(400)
    const second = (await naive).json<Problem>()
    const another = await readRun(ada.client, second.run ?? 0)
    for (const { prompt_message, answer_message } of [run, another]) {
      t.equal((await ada.client.delete(`/api/message/${prompt_message}`)).status, 204)
      t.equal((await ada.client.delete(`/api/message/${answer_message}`)).status, 204)
    }
    const retry = ask('retry')
    const last = await model.next()
    t.equal(timesIn(last.body), 1, `${what}: after deleting the messages it is there once`)
    t.notMatch(last.body, 'James', 'without the text of the truncated answer')
    last.say('Thomas Newcomen.')
    last.end()
    t.match((await retry).json(), { status: 'completed', content: 'Thomas Newcomen.' })
    const kept = (await ada.client.get(`/api/message/?chat=${chat}`)).json<{ role: string }[]>()
    t.same(
      kept.map(({ role }) => role),
      ['user', 'assistant'],
    )
  }
})

t.test('a prompt retried under a key freed by a failure is in the chat once', async (t) => {
  const model = await testModel(t)
  const server = await testServer(t, { llm: { baseUrl: model.baseUrl } })
  const ada = await signUp(server)
  const prompt = 'Who built the first one?'
  const { id: file } = await uploadFile(ada.client, {
    filename: 'a.txt',
    type: 'text/plain',
    content: 'coal',
  })
  for (const [what, change, kept] of [
    ['as it was left', {}, []],
    ['with its prompt edited', { prompt: 'Why?' }, ['Why?']],
    ['with its answer edited', { answer: 'Savery' }, ['Savery']],
    ['with its prompt moved to another chat', { chat: await newChat(ada.client) }, []],
    ['without its messages', { isDeleted: true }, []],
  ] as const) {
    const chat = await newChat(ada.client)
    const ask = () =>
      ada.client.post('/api/llm/', {
        json: { prompt, chat, file },
        headers: { 'idempotency-key': `k-${chat}` },
      })
    const fail = async () => {
      const pending = ask()
      const { body, refuse } = await model.next()
      refuse(401)
      const run = (await pending).json<Problem>().run
      return { body, run: await readRun(ada.client, run ?? 0) }
    }
    const { run } = await fail()
    const [promptPath, answered] = [
      `/api/message/${run.prompt_message}`,
      `/api/message/${run.answer_message}`,
    ]
    const { prompt: other, answer, chat: elsewhere, isDeleted } = { ...change } as Json
    if (other) await ada.client.put(promptPath, { json: { content: other, chat } })
    if (answer) await ada.client.put(answered, { json: { content: answer, chat } })
    if (elsewhere) await ada.client.put(promptPath, { json: { content: prompt, chat: elsewhere } })
    if (isDeleted) await Promise.all([promptPath, answered].map((path) => ada.client.delete(path)))

    const second = await fail()
    t.equal(second.body.split(prompt).length - 1, 1, `${what}, the model receives the prompt once`)
    if (!other && !elsewhere) t.equal((await ada.client.get(promptPath)).status, 404, what)
    const third = ask()
    const call = await model.next()
    t.equal(call.body.split(prompt).length - 1, 1, `${what}, after a second failure too`)
    call.end({ texts: ['Newcomen'] })
    t.equal((await third).status, 200)
    const messages = (await ada.client.get(`/api/message/?chat=${chat}`)).json<Json[]>()
    t.strictSame(
      messages.map(({ content }) => content),
      [...kept, prompt, 'Newcomen'],
      what,
    )
  }
})

t.test('a chat can be deleted while its prompt is retried', async (t) => {
  const { baseUrl } = await scriptedProvider(t, (_, response) => void response.writeHead(401).end())
  const server = await testServer(t, { llm: { baseUrl } })
  const ada = await signUp(server)
  for (let round = 0; round < 10; round++) {
    const chat = await newChat(ada.client)
    const headers = { 'idempotency-key': `k-${chat}` }
    const ask = () => ada.client.post('/api/llm/', { json: { prompt: 'Who?', chat }, headers })
    t.equal((await ask()).status, 502)
    const [again, deleted] = await Promise.all([ask(), ada.client.delete(`/api/chat/${chat}`)])
    t.equal(deleted.status, 204)
    t.match(again.status, /^(404|502)$/)
  }
})
