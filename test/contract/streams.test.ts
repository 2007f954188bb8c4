/** Example event streams of the contract, which must match those of the server. */
import t from 'tap'
import { problems } from '../../src/http/problems/problem-codes.ts'
import { checkResponse } from '../support/contract/conformance.ts'
import { contractStreams, frame } from '../support/contract/contract-streams.ts'
import { contractDocument } from '../support/contract/document.ts'
import { at } from '../support/operations.ts'

type Json = { [member: string]: unknown }

const terminal = new Set(['completed', 'incomplete', 'failed', 'cancelled'])
const runs = Object.values(at(contractDocument, 'components', 'examples') as Record<string, { value: Json }>)
  .map(({ value }) => value)
  .filter((value) => 'prompt_message' in value && 'ended_at' in value && value.ended_at !== null)
const streams = contractStreams('/api/run/{id}/events', 'get')

/** Returns the joined chunks of a type after the last reset. */
function textOf(events: readonly Json[], type: string): string {
  const from = events.findLastIndex((event) => event.type === 'reset') + 1
  const counting = events.slice(from).filter((event) => event.type === type)
  return counting.map(({ text }) => text).join('')
}

function only(events: readonly Json[], type: string): Json | undefined {
  return events.findLast((event) => event.type === type)
}

t.test('both responses with events have a stream of each kind', async (t) => {
  t.same(
    streams.map(({ name }) => name),
    ['completed', 'file', 'reset', 'failed', 'cancelled'],
  )
  t.same(contractStreams('/api/llm/', 'post'), streams, 'both have the same streams')
  const types = new Set(streams.flatMap(({ events }) => events.map(({ type }) => type)))
  t.ok(
    ['started', 'context', 'attachment', 'reasoning', 'text', 'reset', 'usage'].every((type) =>
      types.has(type),
    ),
  )
})

for (const { name, positions, events, description } of streams) {
  t.test(`${name}: the stream conforms to the contract`, async (t) => {
    const headers = at(
      contractDocument,
      'paths',
      '/api/run/{id}/events',
      'get',
      'responses',
      '200',
      'headers',
    )
    const fields = Object.entries(headers as Record<string, { $ref: string }>).map(([header, { $ref }]) => [
      header,
      String((at(contractDocument, ...$ref.split('/').slice(1)) as Json).example),
    ])
    const body = Buffer.from(`:\n\n${events.map(frame).join('')}`)
    const exchange = {
      method: 'GET',
      path: '/api/run/1/events',
      status: 200,
      headers: { ...Object.fromEntries(fields), 'content-type': 'text/event-stream; charset=utf-8' },
      body,
    }
    t.doesNotThrow(() => checkResponse(exchange))
    const [, wire] = /```\n(.*)```\n/s.exec(description) ?? []
    t.equal(`${wire}\n`, body.toString(), 'the first example shows the stream as it is sent')
  })

  t.test(`${name}: the ids ascend from 1, and only the last event is terminal`, async (t) => {
    const expected = events.map((_, index) => index + 1)
    t.same(positions, expected)
    t.same(
      events.map(({ sequence }) => sequence),
      expected,
    )
    t.equal(events[0]?.type, 'started')
    t.same(
      events.flatMap(({ type }, index) => (terminal.has(String(type)) ? [index] : [])),
      [events.length - 1],
    )
  })

  t.test(`${name}: the events match the example of their run`, async (t) => {
    const run = runs.find(({ id }) => id === events[0]?.run)
    if (name === 'reset' || name === 'failed') {
      t.equal(run, undefined, 'there is no such run')
      return
    }
    const { chat, prompt_message, answer_message } = run ?? {}
    t.match(events[0], { chat, prompt_message, answer_message })
    t.equal(textOf(events, 'text'), run?.content)
    t.equal(textOf(events, 'reasoning'), run?.reasoning)
    t.same(only(events, 'usage')?.usage, run?.usage)
    t.same(only(events, 'context')?.context ?? null, run?.context)
    t.same(only(events, 'attachment')?.attachment ?? null, run?.attachment)
    const end = events.at(-1)
    t.equal(end?.type, run?.status)
    if (end?.type === 'completed') {
      t.same([end.model, end.finish_reason], [run?.reported_model, run?.finish_reason])
    }
  })
}

t.test('a reset discards the chunks before it, and a failure has the detail of its code', async (t) => {
  const [reset, failed] = ['reset', 'failed'].map((name) => streams.find((stream) => stream.name === name))
  t.equal(textOf(reset?.events ?? [], 'text'), 'Thomas Newcomen.')
  t.not(reset?.events.map(({ text }) => text ?? '').join(''), 'Thomas Newcomen.')
  const { code, detail } = failed?.events.at(-1) ?? {}
  t.equal(problems[code as keyof typeof problems]?.detail, detail)
})

t.test('an example object has the same id everywhere', async (t) => {
  const examples = at(contractDocument, 'components', 'examples') as Record<string, { value: Json }>
  const byId = new Map<unknown, Set<unknown>>()
  for (const { value } of Object.values(examples)) {
    if (!('answer_message' in value) || !('prompt' in value)) continue
    byId.set(
      value.id,
      (byId.get(value.id) ?? new Set()).add(JSON.stringify([value.prompt, value.chat, value.temperature])),
    )
  }
  t.ok(byId.size > 3)
  for (const [id, found] of byId) t.equal(found.size, 1, `run ${id}`)
})
