import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { attachment } from '../../src/attachments/attachment.ts'
import { offlineProvider } from '../../src/models/offline.ts'
import { png } from '../support/content/png.ts'
import { collect } from '../support/providers/collect.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'

t.test('the stand-in echoes the prompt, lists the files and states that it is no model', async (t) => {
  const provider = offlineProvider({ paced: false })
  t.teardown(() => provider.close())
  const note = '[Offline stand-in, no language model: this is an echo]'
  const picture = await attachment({ name: 'dot.png', content_type: 'image/png', bytes: png })
  const text = await attachment({
    name: 'notes.txt',
    content_type: 'text/plain',
    bytes: new TextEncoder().encode('buy milk'),
  })
  for (const [prompt, attachments, content] of [
    ['Hello 🙂', [], `${note}\n\nHello 🙂`],
    ['What is this?', [picture], `${note}\n\nWhat is this?\n\n[image/png image attached]`],
    ['And this?', [text], `${note}\n\nAnd this?\n\nFile "notes.txt":\n\nbuy milk`],
  ] as const) {
    const messages = [{ role: 'user' as const, content: prompt, attachments }]
    const { usage, ...answer } = await collect(provider.stream({ messages }, neverAborted))
    const finish = { finish_reason: 'stop', complete: true, attempts: [] }
    t.strictSame(answer, { content, model: 'offline-stand-in', ...finish })
    t.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens)
    t.equal(usage.estimated, true)
  }
})

t.test('the stand-in calls no tools, echoes results and returns values of simple schemas', async (t) => {
  const provider = offlineProvider({ paced: false })
  t.teardown(() => provider.close())
  const hello = { role: 'user' as const, content: 'Hello' }
  const tools = [{ name: 'weather' }]
  const called = await collect(
    provider.stream({ messages: [hello], tools, toolChoice: 'required' }, neverAborted),
  )
  t.match(called, { content: /Hello$/, finish_reason: 'stop' })
  const toolResults = [{ tool_call: '1', content: 'Rain' }]
  const messages = [hello, { role: 'user' as const, content: '', toolResults }]
  t.match(
    (await collect(provider.stream({ messages }, neverAborted))).content,
    /echo\]\n\n\[Result of a tool\]\n\nRain$/,
  )
  const person = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'integer' } },
    required: ['name'],
  }
  for (const outputSchema of [
    {},
    { type: 'null' },
    { type: 'string' },
    { type: ['string', 'null'], minLength: 3 },
    { type: 'integer', minimum: 3 },
    { type: 'integer', exclusiveMinimum: 3, multipleOf: 2 },
    { type: 'number', maximum: -0.5 },
    { type: 'integer', exclusiveMaximum: -3 },
    { type: 'integer', minimum: -9, maximum: -5 },
    { type: 'boolean' },
    { const: { a: 1 } },
    { enum: ['red', 'green'] },
    { anyOf: [person, { type: 'null' }] },
    { oneOf: [{ type: 'null' }, person] },
    person,
    { properties: person.properties, required: ['name'] },
    { ...person, required: ['name', 'age', 'other'] },
    { type: 'array', items: person, minItems: 2 },
    {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'null' }],
      items: { type: 'boolean' },
      minItems: 3,
    },
    {
      type: 'object',
      properties: { a: { $ref: '#/$defs/a~1b' } },
      required: ['a'],
      $defs: { 'a/b': person },
    },
    {
      type: 'object',
      properties: { next: { anyOf: [{ type: 'null' }, { $ref: '#' }] } },
      required: ['next'],
    },
  ]) {
    const { content } = await collect(provider.stream({ messages: [hello], outputSchema }, neverAborted))
    const validate = new Ajv2020({ strict: false }).compile(outputSchema)
    t.ok(validate(JSON.parse(content)), `${JSON.stringify(outputSchema)}: ${content}`)
  }
  // Values of these are endless or huge.
  for (const outputSchema of [
    { $ref: '#' },
    { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] },
    { type: 'array', minItems: 1e9, items: { type: 'array', minItems: 1e9 } },
  ]) {
    const { content } = await collect(provider.stream({ messages: [hello], outputSchema }, neverAborted))
    t.ok(content.length < 20_000)
  }
})

t.test('an answer is split between characters only', async (t) => {
  const provider = offlineProvider({ paced: false })
  const prompt = '🙂'.repeat(100)
  const request = { messages: [{ role: 'user' as const, content: prompt }] }
  const pieces: string[] = []
  for await (const events of provider.stream(request, neverAborted)) {
    pieces.push(...events.flatMap((event) => (event.type === 'text' ? event.text : [])))
  }
  t.ok(pieces.length > 5)
  t.ok(pieces.every((piece) => piece.isWellFormed()))
  t.ok(pieces.join('').endsWith(`\n\n${prompt}`))
})

t.test('cancelling or closing the stand-in ends an answer in progress', async (t) => {
  const request = { messages: [{ role: 'user' as const, content: 'long '.repeat(1_000) }] }
  const leaving = new AbortController()
  const provider = offlineProvider({ paced: true })
  const left = collect(provider.stream(request, leaving.signal))
  leaving.abort(new Error('left'))
  await t.rejects(left, { message: 'left' })
  const closed = collect(provider.stream(request, neverAborted))
  await provider.close()
  await t.rejects(closed, { name: 'ProviderError', kind: 'unavailable' })
})
