/** Event streams in OpenAPI 3.2: what an item is, and how examples are written. */
import t from 'tap'
import type { Json } from '../../src/views/json.ts'
import { openApi32 } from '../../src/views/openapi-3.2.ts'

const first = { type: 'text', sequence: 1, text: 'a: b' }
const last = { type: 'completed', sequence: 2 }
const data = [first, last].map((event) => JSON.stringify(event))
const stream = `id: 1\ndata: ${data[0]}\n\nid: 2\ndata: ${data[1]}\n\n`
const items = [
  { id: '1', data: data[0] },
  { id: '2', data: data[1] },
]

/** A document with one event stream. */
function documentWith(content: Json, examples: Json = {}): Json {
  const responses = {
    '200': { description: 'Events.', content: { 'text/event-stream': content } },
    '400': {
      description: 'A problem.',
      content: { 'application/json': { example: { 'text/event-stream': {} } } },
    },
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Test', version: '1.0.0', description: 'About it.' },
    paths: { '/events': { get: { responses } } },
    components: { schemas: { Event: { type: 'object' } }, examples },
  }
}

function derived(content: Json, examples?: Json) {
  const document = openApi32(documentWith(content, examples)) as {
    openapi: string
    paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, Json> }> }>>
    components: Record<string, Record<string, Json>>
  }
  const responses = document.paths['/events']?.get?.responses
  return { document, content: responses?.['200']?.content['text/event-stream'] as Json, responses }
}

t.test('an item is an event once parsed, and its data holds the schema of the original', async (t) => {
  const schema = { $ref: '#/components/schemas/Event' }
  const { document, content, responses } = derived({ schema })
  t.match(document, { openapi: '3.2.0', info: { description: /About it\.$/ } })
  t.same(content, { itemSchema: { $ref: '#/components/schemas/EventItem' } })
  t.match(document.components.schemas?.EventItem, {
    type: 'object',
    required: ['id', 'data'],
    properties: {
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: schema },
      event: { type: 'string' },
      id: { type: 'string' },
      retry: { type: 'integer' },
    },
  })
  t.same(
    responses?.['400']?.content['application/json'],
    { example: { 'text/event-stream': {} } },
    'data is kept',
  )
  const inline = derived({ schema: { type: 'object' } }).content.itemSchema as { properties: { data: Json } }
  t.same(inline.properties.data.contentSchema, { type: 'object' }, 'without a name it stays where it was')
})

t.test('examples are complete streams, as text and as items, however the original has them', async (t) => {
  const schema = { $ref: '#/components/schemas/Event' }
  const both = { dataValue: items, serializedValue: stream }
  const table: [what: string, content: Json, examples: Json][] = [
    ['text', { examples: { a: { summary: 'A', value: stream } } }, { a: { summary: 'A', ...both } }],
    ['a list', { examples: { a: { summary: 'A', value: [first, last] } } }, { a: { summary: 'A', ...both } }],
    ['the one example', { example: stream }, { stream: both }],
    [
      'one event',
      { examples: { a: { value: first } } },
      { a: { dataValue: [items[0]], serializedValue: `id: 1\ndata: ${data[0]}\n\n` } },
    ],
    [
      'text with comments, other fields and several lines',
      { example: `: hello\n\nevent: text\nretry: 10\ndata: 1\ndata: 2\n\n:\n\nid\ndata:3\n\n` },
      {
        stream: {
          dataValue: [
            { event: 'text', retry: 10, data: '1\n2' },
            { id: '', data: '3' },
          ],
          serializedValue: `: hello\n\nevent: text\nretry: 10\ndata: 1\ndata: 2\n\n:\n\nid\ndata:3\n\n`,
        },
      },
    ],
  ]
  for (const [what, content, examples] of table)
    t.same(derived({ schema, ...content }).content.examples, examples, what)
})

t.test('shared examples are put in their place, and stay where something else refers to them', async (t) => {
  const shared = { Stream: { summary: 'A', value: stream }, Both: { value: stream }, Other: { value: 1 } }
  const examples = { a: { $ref: '#/components/examples/Stream' }, b: { $ref: '#/components/examples/Both' } }
  const document = documentWith({ schema: {}, examples }, shared)
  Object.assign(document, {
    'x-others': [{ $ref: '#/components/examples/Both' }, { $ref: '#/components/examples/Other' }],
  })
  const { components } = openApi32(document) as { components: Json }
  t.same(components.examples, { Both: shared.Both, Other: shared.Other })
})
