/** Messages of a run that a client sends back or edits, and the run's texts then. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { ask, at, type EventReader } from '../support/events.ts'
import { testModel } from '../support/providers/model.ts'
import { newChat, readMessage, readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Message = components['schemas']['Message']
type Problem = components['schemas']['Problem']
type Run = components['schemas']['Run']

const model = await testModel(t)
const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
const ada = await signUp(server)

const put = (message: Pick<Message, 'id'>, change: object = {}) =>
  ada.client.put(`/api/message/${message.id}`, { json: { ...message, ...change } })

/** Starts an answer with one word. */
async function begin() {
  const stream = await ask(at(server, ada), { prompt: 'Who?', chat: await newChat(ada.client) })
  const call = await model.next()
  call.say('New')
  await stream.until('text')
  return { stream, call, answer: await answerOf(stream) }
}

/** Completes an answer with a long text, in events of a usual size. */
async function endWith({ stream, call }: Awaited<ReturnType<typeof begin>>, text: string): Promise<Message> {
  const pieces = Array.from({ length: Math.ceil(text.length / 60_000) }, (_, i) =>
    text.slice(i * 60_000, (i + 1) * 60_000),
  )
  call.end({ texts: pieces })
  await stream.all()
  const answer = await answerOf(stream)
  t.equal(answer.content.length, text.length + 3)
  return answer
}

function runOf({ run }: EventReader): Promise<Run> {
  return readRun(ada.client, run)
}

async function answerOf(stream: EventReader): Promise<Message> {
  return readMessage(ada.client, (await runOf(stream)).answer_message ?? 0)
}

t.test('an answer in progress continues when it is sent back unchanged or truncated', async (t) => {
  for (const [what, change] of Object.entries({
    unchanged: {},
    'with less text': { content: 'N' },
    'without text': { content: '' },
    'with another role': { role: 'user' },
    'to another chat': { chat: await newChat(ada.client) },
  })) {
    const { stream, call, answer } = await begin()
    t.hasStrict(answer, { status: 'running', content: 'New' })
    const more = stream.until(stream.events.length + 1)
    call.say('co')
    await more
    const sent = await put(answer, change)
    const { content: _, ...rest } = { ...answer, ...change } as Message
    const kept = { role: rest.role, chat: rest.chat, status: 'running', content: 'Newco' }
    t.hasStrict(sent.json(), kept, what)
    t.hasStrict(await readMessage(ada.client, answer.id), kept, what)
    call.end({ texts: ['men'] })
    await stream.all()
    t.hasStrict(
      await readMessage(ada.client, answer.id),
      { ...kept, status: 'completed', content: 'Newcomen' },
      what,
    )
  }
})

t.test('an answer in progress that is edited keeps the edit', async (t) => {
  for (const [what, change] of Object.entries({
    'other text': { content: 'Savery' },
    'more text': { content: 'Newt' },
    'other text without a status': { content: 'Savery', status: undefined },
    'unchanged without a status': { status: undefined },
    'no text without a status': { content: '', status: undefined },
  })) {
    const { stream, call, answer } = await begin()
    t.equal((await put(answer, change)).status, 200, what)
    call.end({ texts: ['comen'] })
    await stream.all()
    const { content } = { ...answer, ...change }
    t.hasStrict(await readMessage(ada.client, answer.id), { content, status: 'completed' }, what)
  }
})

t.test('a message edited during its run keeps the edit', async (t) => {
  const { stream, call, answer } = await begin()
  const { id, chat } = answer
  const answerInChat = async () => (await ada.client.get(`/api/message/?chat=${chat}`)).json<Message[]>()[1]
  await ada.client.put(`/api/message/${id}`, { json: { content: 'I know: Savery.', chat } })
  t.hasStrict(await answerInChat(), { content: 'I know: Savery.', status: 'completed' })
  call.end({ texts: ['comen did.'] })
  await stream.all()
  t.hasStrict(await answerInChat(), { content: 'I know: Savery.', status: 'completed', role: 'assistant' })
  t.equal((await runOf(stream)).content, 'I know: Savery.', 'the text of the run is that of its message')
})

t.test('a prompt that was edited to a longer one than a request may have is cut in its run', async (t) => {
  const { stream, call, answer } = await begin()
  call.end()
  await stream.all()
  const { prompt_message } = await runOf(stream)
  const json = { content: `${'x'.repeat(262_143)}🚂 and more`, chat: answer.chat }
  t.equal((await ada.client.put(`/api/message/${prompt_message}`, { json })).status, 200)
  t.equal((await runOf(stream)).prompt, `${'x'.repeat(262_143)}\ufffd`)
})

t.test('a partial answer sent back keeps its status unless it is edited', async (t) => {
  const parts: Record<string, Message> = {}
  const cancelled = await begin()
  await ada.client.post(`/api/run/${cancelled.stream.run}/cancel`)
  parts.cancelled = await answerOf(cancelled.stream)
  const incomplete = await begin()
  incomplete.call.cut()
  await incomplete.stream.all()
  parts.incomplete = await answerOf(incomplete.stream)
  const failed = await begin()
  failed.call.fail()
  await failed.stream.all()
  parts.failed = await answerOf(failed.stream)
  for (const [status, part] of Object.entries(parts)) {
    t.hasStrict(part, { status, content: 'New' })
    t.hasStrict((await put(part)).json(), { status, content: 'New' }, `${status}, unchanged`)
    const json = { content: 'New', chat: await newChat(ada.client) }
    const moved = await ada.client.put(`/api/message/${part.id}`, { json })
    t.hasStrict(moved.json(), { status, content: 'New' }, `${status}, moved`)
    const edited = await put(await readMessage(ada.client, part.id), { content: 'Newcomen' })
    t.hasStrict(edited.json(), { status: 'completed', content: 'Newcomen' }, `${status}, edited`)
  }
})

t.test('an answer can be sent back if it fits into a body', async (t) => {
  for (const text of ['x'.repeat(262_145), '"\\\n'.repeat(400_000), '蒸'.repeat(1_300_000)]) {
    const answer = await endWith(await begin(), text)
    const sent = await put(answer)
    t.equal(sent.status, 200, sent.text.slice(0, 500))
    t.equal((await readMessage(ada.client, answer.id)).content, answer.content)
  }
})

t.test('an answer that does not fit into a body is rejected and stays unchanged', async (t) => {
  for (const [text, status] of [
    ['x'.repeat(4_000_000), 400],
    ['蒸'.repeat(1_500_000), 413],
  ] as const) {
    const answer = await endWith(await begin(), text)
    const refused = await put(answer)
    t.equal(refused.status, status)
    if (status === 400) t.match(refused.json<Problem>().errors, [{ pointer: '/body/content' }])
    t.equal((await readMessage(ada.client, answer.id)).content.length, text.length + 3)
  }
})
