import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { answerOf, ask, at, follow, openEvents, type RunEvent } from '../../support/events.ts'
import { dialects } from '../../support/providers/dialects.ts'
import { testModel } from '../../support/providers/model.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import { question, readRun } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

type Chat = components['schemas']['Chat']

const model = await testModel(t)
const backup = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm: { ...llm, fallbackBaseUrl: backup.baseUrl } })
const ada = await signUp(server)
const adaHere = at(server, ada)
const types = (events: readonly RunEvent[]) => events.map(({ type }) => type)

/** Returns the id of a run that has ended, with one event for each text. */
async function endedRun(texts: readonly string[]): Promise<number> {
  const stream = await ask(adaHere, question)
  const call = await model.next()
  for (const [index, text] of texts.entries()) {
    call.say(text)
    await stream.until(index + 2)
  }
  call.end()
  await stream.all()
  return stream.run
}

t.test(
  'a stream begins with `started`, is numbered, has one end, and its texts form the answer',
  async (t) => {
    const chat = (await ada.client.post('/api/chat/', { json: { title: 'Engines' } })).json<Chat>()
    const stream = await ask(adaHere, { ...question, chat: chat.id })
    t.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    t.equal(stream.headers.get('cache-control'), 'no-store, no-transform')
    t.equal(stream.headers.get('x-accel-buffering'), 'no')
    await stream.until('started')
    t.ok(stream.text.startsWith(':\n\n'), 'a comment opens the stream')
    const call = await model.next()
    call.think('Who was ', 'it?')
    await stream.until('reasoning')
    call.say('Newcomen,\r\n')
    await stream.until('text')
    call.say('1712 🚂')
    call.end()
    const events = await stream.all()
    t.strictSame(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1),
    )
    t.strictSame(types(events), ['started', 'context', 'reasoning', 'text', 'text', 'usage', 'completed'])
    const run = await readRun(ada.client, stream.run)
    t.match(events[0], {
      run: run.id,
      chat: chat.id,
      prompt_message: run.prompt_message,
      answer_message: run.answer_message,
    })
    t.match(events[1], { context: run.context })
    t.match(events.at(-2), { usage: run.usage })
    t.match(events.at(-1), { model: 'm-2', finish_reason: 'stop' })
    t.equal(run.content, 'Newcomen,\r\n1712 🚂')
    t.equal(answerOf(events), run.content, 'reasoning is not part of the answer')
  },
)

t.test('`stream` takes precedence over `Accept` in selecting events', async (t) => {
  const events = 'text/event-stream; charset=utf-8'
  const json = 'application/json; charset=utf-8'
  for (const [accept, stream, type] of [
    ['text/event-stream', undefined, events],
    ['application/json;q=0.5, text/event-stream', undefined, events],
    ['*/*', undefined, json],
    ['text/*', undefined, json],
    [undefined, undefined, json],
    [undefined, true, events],
    ['application/json', true, events],
    ['text/event-stream;q=0', true, events],
    ['text/event-stream', false, json],
    ['text/event-stream;q=0, */*', undefined, json],
    ['application/json, text/event-stream', undefined, json],
    [['application/json;q=0.1', 'text/event-stream'], undefined, events],
    [['application/json', 'text/event-stream'], undefined, json],
  ] as const) {
    const pending = ada.client.post('/api/llm/', {
      json: { ...question, ...(stream !== undefined && { stream }) },
      headers: accept === undefined ? {} : { accept: typeof accept === 'string' ? accept : [...accept] },
    })
    ;(await model.next()).end({ texts: ['Newcomen.'] })
    t.equal((await pending).headers.get('content-type'), type, `Accept: ${accept}, stream: ${stream}`)
  }
})

t.test(
  'a fallback in the middle of an answer sends a reset, and only the text after it counts',
  async (t) => {
    const stream = await ask(adaHere, question)
    const first = await model.next()
    first.say('New')
    await stream.until('text')
    first.fail()
    const second = await backup.next()
    await stream.until('reset')
    t.equal((await readRun(ada.client, stream.run)).content, '', 'no text of the first provider is left')
    second.say('Savery.')
    second.end()
    const events = await stream.all()
    t.strictSame(types(events), ['started', 'text', 'reset', 'text', 'usage', 'completed'])
    t.equal(answerOf(events), 'Savery.')
    const { content, attempts } = await readRun(ada.client, stream.run)
    t.equal(content, 'Savery.')
    t.match(attempts, [
      { provider: 'primary', failure: 'provider_unavailable' },
      { provider: 'fallback', failure: null },
    ])
  },
)

t.test('every protocol produces the same events', async (t) => {
  for (const { name, base, frames } of dialects) {
    const { baseUrl } = await scriptedProvider(t, async (_, response) => {
      for (const frame of frames({ reasoning: ['Hm.'], texts: ['New', 'co', 'men. 🚂'] })) {
        response.write(frame)
        await sleep(20)
      }
      response.end()
    })
    const replica = await testServer(t, {
      replicaOf: server,
      llm: { baseUrl: new URL(baseUrl).origin + base, protocol: name },
    })
    const events = await (await ask(at(replica, ada), question)).all()
    t.strictSame([...new Set(types(events))], ['started', 'reasoning', 'text', 'usage', 'completed'], name)
    t.equal(answerOf(events), 'Newcomen. 🚂', name)
    t.match(events.at(-2), { usage: { prompt_tokens: 3, completion_tokens: 4, estimated: false } }, name)
    t.match(events.at(-1), { model: 'm-2', finish_reason: 'stop' }, name)
  }
})

t.test('a run that has ended can be replayed from any event', async (t) => {
  const run = await endedRun(['New', 'co', 'men.'])
  const all = await (await follow(adaHere, run)).all()
  t.strictSame(types(all), ['started', 'text', 'text', 'text', 'usage', 'completed'])
  for (const [what, query, header, from] of [
    ['from the start', '', undefined, 0],
    ['after 0', '?after=0', undefined, 0],
    ['after an event', '?after=2', undefined, 2],
    ['after the last received event', '', '3', 3],
    ['the header takes precedence', '?after=1', '4', 4],
    ['even when it is 0', '?after=4', '0', 0],
    ['even when the parameter is invalid', '?after=999', '5', 5],
  ] as const) {
    const headers: Record<string, string> = header === undefined ? {} : { 'last-event-id': header }
    const stream = await openEvents(adaHere, { path: `/api/run/${run}/events${query}`, headers })
    t.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    t.equal(stream.headers.get('cache-control'), 'no-store, no-transform')
    t.equal(stream.headers.get('x-accel-buffering'), 'no')
    t.strictSame(await stream.all(), all.slice(from), what)
  }
})

t.test('a subscriber that has all events gets a 204, and a future event is a 404', async (t) => {
  const run = await endedRun(['Newcomen.'])
  for (const [path, headers, status, pointer] of [
    [`/api/run/${run}/events?after=4`, {}, 204, undefined],
    [`/api/run/${run}/events`, { 'last-event-id': '4' }, 204, undefined],
    [`/api/run/${run}/events?after=5`, {}, 404, '/query/after'],
    [`/api/run/${run}/events?after=-1`, {}, 400, '/query/after'],
    [`/api/run/${run}/events`, { 'last-event-id': '5' }, 404, '/header/last-event-id'],
    [`/api/run/${run}/events`, { 'last-event-id': '9999999999' }, 404, '/header/last-event-id'],
    [`/api/run/${run}/events`, { 'last-event-id': 'x' }, 400, '/header/last-event-id'],
  ] as const) {
    const answer = await ada.client.get(path, { headers })
    t.equal(answer.status, status, `${path} ${JSON.stringify(headers)}`)
    if (pointer !== undefined) t.match(answer.json(), { errors: [{ pointer }] })
  }
  t.equal((await ada.client.head(`/api/run/${run}/events`)).status, 200, 'HEAD does not subscribe')
})

t.test('a comment is sent after 15 seconds without events', async (t) => {
  const stream = await ask(adaHere, question)
  const call = await model.next()
  await stream.until('started')
  const later = await follow(adaHere, stream.run, 1)
  const before = stream.text
  await sleep(16_000)
  t.equal(stream.text, `${before}:\n\n`)
  t.equal(later.text, ':\n\n:\n\n', 'to each subscriber')
  call.end({ texts: ['Newcomen.'] })
  t.equal(answerOf(await stream.all()), 'Newcomen.')
  t.equal(answerOf(await later.all()), 'Newcomen.')
})
